//! `request/callback-too-long`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::Rational;
use crate::profile::{Limit, Placement};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/callback-too-long",
        severity: Severity::Error,
        summary: "The callback URL is too long.",
        explanation: "\
The number of characters of `callback_url` must be within the profile's limit.",
        source: RuleSource::Profile(&[Limit::CallbackCharacters]),
        message: wording::out_of_range,
        help: |_, language| say!(language, "Shorten it: move data from the query to your server."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let Some(url) = view.draft.callback_url.read() else {
        return;
    };
    let bound = &view.profile.request.callback_characters;
    let characters = u64::try_from(url.chars().count()).unwrap_or(u64::MAX);
    if bound.place(Rational::from(characters)) != Placement::Inside {
        findings.push(findings.fails("length", characters).at("/callback_url").expecting_within(bound));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, text};

    #[test]
    fn passes_and_fails() {
        let callback = |length: usize| {
            let start = "https://h.example/";
            text(json!({"callback_url": format!("{start}{}", "x".repeat(length - start.len()))}))
        };
        fails(&RULE, &callback(2049), ("/callback_url", "error", json!(2049), json!({"max": 2048})));
        passes(&callback(2048));
    }
}
