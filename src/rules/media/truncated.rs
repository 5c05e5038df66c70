//! `media/truncated`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, Severity};
use crate::model::{Expected, Unit, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
    id: "media/truncated",
    severity: Severity::Error,
    summary: "The file ends before its own structure says it should.",
    explanation: "\
JPEG without its end, PNG without `IEND`, RIFF longer than the file, MP4 whose boxes or tables point past the end.

Motion photographs, MPO and HDR pictures carry data behind the picture, and a false alarm would be worse than none. So where \
a look at the end of the file does not settle it, this rule says nothing; a deep check decodes the whole and does.

The end of a file behind a URL is not fetched for this alone. So of a JPEG, and of an MP3 whose header agrees with its \
length, nothing is said unless the end lies within what other rules need; a deep check fetches all. Boxes of MP4 and \
lengths of RIFF are held against the length that the server states.",
    source: "own: a cut file is refused late or shown broken",
    message: |finding| match (&finding.actual, &finding.expected) {
        (Some(end), Some(expected)) => format!("the file ends at byte {end}, its structure asks for {expected}"),
        (Some(end), None) => format!("the file ends at byte {end}, before its structure does"),
        (None, _) => "the file ends before its structure does".to_owned(),
    },
    help: |_| Cow::Borrowed("Copy or download the file again, and compare its length with the original's."),
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
