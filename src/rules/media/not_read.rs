//! `media/not-read`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, RuleSource, Severity};
use crate::language::{self, Language, say};
use crate::model::{AccessError, Fault, FaultKind};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "media/not-read",
        severity: Severity::Error,
        summary: "The file could not be read.",
        explanation: "\
The file does not exist, access was denied, or the disk or network answered with an error. This shows nothing about the \
media, so the file is undecided: neither accepted nor refused.",
        source: RuleSource::Text("own: media that were not read are neither accepted nor refused"),
        message: |finding, language| match &finding.fault {
            Some(fault) => {
                say!(language, "the file could not be read: {what}", what = language::data(&fault.what, language))
            }
            None => say!(language, "the file could not be read"),
        },
        help,
        words_undecided: true,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    if let Some(fault) = asset.facts.faults.iter().find(|fault| fault.kind == FaultKind::Io) {
        findings.push(Finding { fault: Some(fault.clone()), ..findings.undecided("content") });
    }
}

fn help(finding: &Finding, language: Language) -> Cow<'static, str> {
    match finding.fault.as_ref().and_then(Fault::access) {
        Some(AccessError::NotFound) => say!(language, "Check the path for typos."),
        Some(AccessError::Denied) => say!(language, "Allow this user to read the file and to enter its folders."),
        Some(AccessError::Directory) => say!(language, "Check the files in it with `seedance-preflight audit`."),
        Some(AccessError::NotRegular) => say!(language, "Pipe it in, and name it `-`."),
        Some(AccessError::OtherScheme) => {
            say!(language, "Download the file, or use an https URL, such as a pre-signed one.")
        }
        Some(AccessError::Failed) | None => {
            say!(language, "Check the links in the path and the disk or network share, then try again.")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::model::Facts;
    use crate::rules::examples::{Example, image, passes, undecided};

    #[test]
    fn passes_and_fails() {
        passes(image(|_| {}));
        let lost = image(|_| {}).with(|facts| facts.faults.push(Fault::new(FaultKind::Io, 7, "the disk is gone")));
        assert_eq!(undecided(&RULE, lost), "content");
        for kind in [io::ErrorKind::NotFound, io::ErrorKind::PermissionDenied, io::ErrorKind::Other] {
            assert_eq!(undecided(&RULE, Example::of(Facts::of_unreadable(&kind.into()))), "content");
        }
    }
}
