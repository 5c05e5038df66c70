//! `request/prompt-too-long`

use std::borrow::Cow;

use crate::finding::{Finding, Outcome, RuleInfo, RuleSource, Severity};
use crate::language::{Language, say};
use crate::model::{Expected, Unit};
use crate::profile::Limit;
use crate::prompt;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/prompt-too-long",
        severity: Severity::Warning,
        summary: "The prompt is longer than recommended.",
        explanation: "\
Chinese characters and English words are counted separately, each against its own limit. Chinese characters are Han \
ideographs without punctuation. A word is a run of letters and digits of any other script, with single marks inside, so \
that `it's`, `16:9` and `well-known` are one word each. If the limit is only passed with punctuation, kana and Hangul \
counted too, that is a note. A limit on tokens is decided only for a prompt of at most as many bytes, since a token has \
at least one byte; a longer prompt is undecided.",
        source: RuleSource::Profile(&[Limit::Prompt]),
        message,
        help: |finding, language| match finding.quantity {
            TOKENS => say!(language, "Shorten the prompt if the service refuses it."),
            _ => say!(language, "Shorten the prompt; the service may ignore the rest."),
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let Some(prompt) = view.draft.prompt.read() else {
        return;
    };
    let limits = &view.profile.request.prompt;
    // A prompt of at most as many bytes cannot be above either limit.
    let bytes = u64::try_from(prompt.len()).unwrap_or(u64::MAX);
    if bytes <= u64::from(limits.chinese_characters.min(limits.english_words)) {
        return;
    }
    let length = prompt::count(prompt);
    for (quantity, actual, limit) in [
        (CHINESE, length.chinese_characters, limits.chinese_characters),
        (ENGLISH, length.english_words, limits.english_words),
    ] {
        let limit = u64::from(limit);
        if actual > limit {
            let finding = findings.fails(quantity, actual).expecting(Expected::count(None, Some(limit)));
            findings.push(finding.at("/prompt").in_unit(Unit::Count).by(&limits.source));
        }
    }
    let dense_limit = u64::from(limits.chinese_characters);
    if length.dense_characters > dense_limit && length.chinese_characters <= dense_limit {
        let expected = Expected::count(None, Some(dense_limit));
        let finding = findings.fails(DENSE, length.dense_characters).expecting(expected).weighing(Severity::Note);
        findings.push(finding.at("/prompt").in_unit(Unit::Count).by(&limits.source));
    }
    if let Some(limit) = limits.tokens.map(u64::from).filter(|&limit| bytes > limit) {
        // More tokens than the limit are refused, so the request must not pass as accepted.
        let finding = findings.undecided(TOKENS).expecting(Expected::count(None, Some(limit)));
        findings.push(finding.at("/prompt").in_unit(Unit::Count).weighing(Severity::Error));
    }
}

fn message(finding: &Finding, language: Language) -> Cow<'static, str> {
    if finding.outcome == Outcome::Undecided {
        return say!(language, "number of tokens is unknown: how the service counts them is not documented");
    }
    let (actual, expected) = (wording::actual(finding, language), wording::expected(finding, language));
    match finding.quantity {
        CHINESE => {
            say!(language, "prompt has {actual} Chinese characters; recommended: {expected}", actual, expected)
        }
        DENSE => say!(
            language,
            "prompt has {actual} Chinese, Japanese and Korean characters, punctuation included; recommended: {expected}",
            actual,
            expected
        ),
        _ => say!(language, "prompt has {actual} English words; recommended: {expected}", actual, expected),
    }
}

const CHINESE: &str = "chinese_characters";
const ENGLISH: &str = "english_words";
const DENSE: &str = "characters_with_punctuation";
const TOKENS: &str = "tokens";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::request_examples::{fails, passes, text};

    #[test]
    fn passes_and_fails() {
        for (word, most) in [("猫", 500), ("cat ", 1000)] {
            let body = |count| text(json!({"prompt": word.repeat(count)}));
            let said = ("/prompt", "warning", json!(most + 1), json!({"max": most}));
            fails(&RULE, &body(most + 1), said);
            passes(&body(most));
        }
    }
}
