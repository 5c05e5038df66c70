//! `media/truncated`

use crate::finding::{Finding, RuleInfo, RuleSource, Severity};
use crate::language::{self, say};
use crate::model::{Expected, Unit, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
    id: "media/truncated",
    severity: Severity::Error,
    summary: "Data are missing at the end of the file.",
    explanation: "\
A JPEG without its end-of-image marker, a PNG without `IEND`, a chunk or strip past the end of the file, samples of a WAV \
or frames of an MP3 that are declared but missing, an MP4 whose boxes or tables point past the end.

Bytes after the end are not a truncation, whatever they are: a video after a photo, a second image, padding. Neither is a \
size in a header that is too large, if all data are present.

The end of a remote file is not fetched for this rule only. So a JPEG, and an MP3 whose header agrees with its length, are \
checked only if the end lies within what other rules need; a deep check fetches everything.",
    source: RuleSource::Text("own: a cut file is refused late or shown damaged"),
    message: |finding, language| match (&finding.actual, &finding.expected) {
        (Some(end), Some(expected)) => {
            let expected = language::expected(expected, language);
            say!(language, "file length is {end} bytes; expected {expected} bytes", end, expected)
        }
        (Some(end), None) => say!(language, "data are missing at the end of the file, after byte {end}", end),
        (None, _) => say!(language, "data are missing at the end of the file"),
    },
    help: |_, language| say!(language, "Copy or download the file again, and compare its length with the original."),
    words_undecided: false,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let facts = asset.facts;
    if facts.truncated != Some(true) {
        return;
    }
    let finding = Finding { actual: facts.bytes.map(Value::Integer), ..findings.fails("bytes", 0_u64) };
    let expected = facts.declared_bytes.map(|bytes| Expected::count(Some(bytes), None));
    findings.push(Finding { expected, ..finding.in_unit(Unit::Bytes) });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        let cut = |truncated| video(|_| {}).with(|facts| facts.truncated = truncated);
        passes(cut(Some(false)));
        passes(cut(None));
        assert_eq!(fails(&RULE, cut(Some(true))), (Severity::Error, "bytes", Some(Value::Integer(1_000_000))));
    }
}
