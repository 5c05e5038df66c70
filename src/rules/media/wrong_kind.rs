//! `media/wrong-kind`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Format, Kind, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "media/wrong-kind",
        severity: Severity::Error,
        summary: "The file is not of the expected kind.",
        explanation: "\
For example, an image is expected and the file is a video. Applies only if a kind is expected, by the field of a request \
or by the user. Rules on its actual kind are then skipped.",
        source: RuleSource::Text("reference: image_urls, video_urls and audio_urls each accept their kind"),
        message: |finding, language| {
            say!(
                language,
                "kind is {actual}; expected {expected}",
                actual = wording::actual_words(finding, language),
                expected = wording::expected_words(finding, language)
            )
        },
        help: |finding, language| {
            let expected = wording::expected_words(finding, language);
            say!(language, "Replace it: only {expected} is accepted here.", expected)
        },
        words_undecided: false,
    },
    check: Check::Either(evaluate, evaluate_request),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    if let (false, Some(wanted)) = (asset.has_wanted_kind(), asset.subject.expected_kind) {
        findings.push(
            findings.fails("kind", asset.facts.kind().name()).expecting(Expected::Exactly(Value::from(wanted.name()))),
        );
    }
}

/// Notes a URL whose extension is of another kind, as long as the file itself is not known.
fn evaluate_request(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let unknown = view.assets().iter().filter(|asset| asset.binding.is_none() && asset.address.is_ok());
    for asset in unknown {
        let wanted = asset.field.kind();
        if let Some(kind) = kind_of_name(asset.url).filter(|kind| *kind != wanted && *kind != Kind::Other) {
            let expected = Expected::Exactly(Value::from(wanted.name()));
            let finding = findings.fails(EXTENSION_KIND, kind.name()).expecting(expected).weighing(Severity::Note);
            findings.push(finding.at(asset.pointer()));
        }
    }
}

/// The kind of media that the extension in a URL's path tells.
fn kind_of_name(url: &str) -> Option<Kind> {
    let end = url.bytes().position(|byte| matches!(byte, b'?' | b'#')).unwrap_or(url.len());
    let path = url.get(..end)?;
    let start = path.bytes().rposition(|byte| matches!(byte, b'/' | b'.'))?;
    let extension = path.get(start..)?.strip_prefix('.')?;
    let has_it = |format: &&Format| format.extensions().iter().any(|known| extension.eq_ignore_ascii_case(known));
    Format::ALL.iter().find(has_it).map(|format| format.kind())
}

const EXTENSION_KIND: &str = "kind_by_extension";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        passes(video(|_| {}).expected_as(Kind::Video));
        let video = video(|_| {}).expected_as(Kind::Audio);
        assert_eq!(fails(&RULE, video), (Severity::Error, "kind", Some(Value::from("video"))));
    }
}
