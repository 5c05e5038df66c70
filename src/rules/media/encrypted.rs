//! `media/encrypted`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "media/encrypted",
        severity: Severity::Error,
        summary: "The media are encrypted.",
        explanation: "\
A video or audio track has protected samples (`encv`, `enca`, or a `sinf` box in its sample entry), which only players \
with the key decode.",
        source: RuleSource::Text("own: a service without the key cannot decode the media"),
        message: |_, language| say!(language, "media are encrypted; expected media that decode without a key"),
        help: |_, language| say!(language, "Export the media without copy protection."),
        words_undecided: false,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    if asset.facts.encrypted == Some(true) {
        let expected = Expected::Exactly(Value::from("not encrypted"));
        findings.push(findings.fails("encryption", "encrypted").expecting(expected));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        let with = |encrypted| video(|_| {}).with(|facts| facts.encrypted = encrypted);
        passes(with(None));
        let actual = Some(Value::from("encrypted"));
        assert_eq!(fails(&RULE, with(Some(true))), (Severity::Error, "encryption", actual));
    }
}
