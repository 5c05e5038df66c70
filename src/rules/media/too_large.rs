//! `media/too-large`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::Kind;
use crate::profile::Limit;
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "media/too-large",
        severity: Severity::Error,
        summary: "The file has more bytes than the service accepts.",
        explanation: "\
The documentation counts in MB without defining it. More than N·2^20 bytes is an error. Between N·10^6 and N·2^20 bytes \
is a warning under either tolerance, since a live refusal used 2^20.",
        source: RuleSource::Profile(&[Limit::ImageSize, Limit::VideoSize, Limit::AudioSize]),
        message: |finding, language| {
            say!(
                language,
                "size is {actual} bytes; expected {expected}",
                actual = wording::actual(finding, language),
                expected = wording::expected(finding, language)
            )
        },
        help: |finding, language| match finding.severity {
            Severity::Warning => {
                say!(language, "Make it smaller to be safe: the documentation does not define its megabyte.")
            }
            _ => say!(language, "Encode it at a lower bit rate or quality, or shorten it."),
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let limit = match asset.facts.kind() {
        Kind::Image => &asset.profile.image.size,
        Kind::Video => &asset.profile.video.size,
        Kind::Audio => &asset.profile.audio.size,
        Kind::Other => return,
    };
    if asset.has_wanted_kind() {
        findings.within_megabytes(limit, asset.facts.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;
    use crate::profile::Profile;
    use crate::rules::examples::{audio, fails, passes, undecided};

    #[test]
    fn passes_and_fails() {
        let sized = |bytes| audio(|_| {}).with(|facts| facts.bytes = bytes);
        let limit = Profile::default().audio.size;
        passes(sized(Some(limit.decimal_bytes())));
        let between = limit.decimal_bytes() + 1;
        assert_eq!(fails(&RULE, sized(Some(between))), (Severity::Warning, "bytes", Some(Value::Integer(between))));
        let over = limit.binary_bytes() + 1;
        assert_eq!(fails(&RULE, sized(Some(over))), (Severity::Error, "bytes", Some(Value::Integer(over))));
        assert_eq!(undecided(&RULE, sized(None)), "bytes");
    }
}
