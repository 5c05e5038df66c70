//! `media/extension-mismatch`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Format};
use crate::rules::context::{Asset, Findings};
use crate::rules::extension::extension_of;
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "media/extension-mismatch",
        severity: Severity::Warning,
        summary: "The extension does not match the content.",
        explanation: "\
For example, a file named `clip.mp4` that is WebM, or `photo.jpg` that is PNG. Whether the service goes by content or by \
name is not documented. Names without an extension and unknown extensions are not judged.",
        source: RuleSource::Text("own: a name that matches the content leaves nothing to guess"),
        message: |finding, language| {
            say!(
                language,
                "extension is .{actual}; expected {expected}",
                actual = wording::actual(finding, language),
                expected = wording::expected(finding, language)
            )
        },
        help: |_, language| say!(language, "Rename the file to match its content, or convert it to match its name."),
        words_undecided: false,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let format = asset.facts.format;
    let Some(extension) = asset.subject.name.and_then(extension_of) else {
        return;
    };
    // The extension of the major brand is refused as that brand.
    if asset.facts.brand.is_some_and(|brand| brand.extensions().contains(&extension.as_str())) {
        return;
    }
    let is_known = Format::ALL.iter().any(|format| format.extensions().contains(&extension.as_str()));
    let tells_nothing = matches!(format, Format::Unknown | Format::Empty);
    if is_known && !tells_nothing && !format.extensions().contains(&extension.as_str()) {
        let usual = Expected::one_of(format.extensions().iter().copied());
        findings.push(findings.fails("extension", extension.as_str()).expecting(usual));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        for name in ["clip.mp4", "clip.MP4", "clip", "some.mov/clip", "clip.part"] {
            passes(video(|_| {}).named(name));
        }
        let renamed = video(|_| {}).named("some.dir/clip.MOV");
        assert_eq!(fails(&RULE, renamed), (Severity::Warning, "extension", Some(Value::from("mov"))));
    }
}
