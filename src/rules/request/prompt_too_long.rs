//! `request/prompt-too-long`

use std::borrow::Cow;

use crate::finding::{Finding, Outcome, RuleInfo, Severity};
use crate::model::{Expected, Unit};
use crate::prompt;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/prompt-too-long",
        severity: Severity::Warning,
        summary: "The prompt is longer than is recommended.",
        explanation: "\
Chinese characters and English words are counted side by side, and each has its own limit: a text in both languages \
has some of each. Chinese characters are Han ideographs, without punctuation. A word is a run of letters and digits of \
any other script, with the single marks between them, so that `it's`, `16:9` and `well-known` are one word each. Where \
a revision limits tokens, a prompt of no more bytes than that is within, since no token is less than a byte; of a \
longer one it is not known.",
        source: "profile: request.prompt",
        message,
        help: |finding| {
            Cow::Borrowed(match finding.quantity {
                TOKENS => "Shorten the prompt, if the service refuses it.",
                _ => "Shorten the prompt; what is beyond may be ignored.",
            })
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
    // Neither measure can be above its limit where there are no more bytes than that.
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
    if let Some(limit) = limits.tokens.map(u64::from).filter(|&limit| bytes > limit) {
        let finding = findings.undecided(TOKENS).expecting(Expected::count(None, Some(limit)));
        findings.push(finding.at("/prompt").in_unit(Unit::Count));
    }
}

fn message(finding: &Finding) -> String {
    if finding.outcome == Outcome::Undecided {
        return "the number of tokens is not known: how the service cuts a prompt into them is not documented"
            .to_owned();
    }
    let (actual, expected) = (wording::actual(finding), wording::expected(finding));
    let counted = match finding.quantity {
        CHINESE => "Chinese characters",
        _ => "English words",
    };
    format!("the prompt has {actual} {counted}, recommended is {expected}")
}

const CHINESE: &str = "chinese_characters";
const ENGLISH: &str = "english_words";
const TOKENS: &str = "tokens";
