//! `request/field-type`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, RuleSource, Severity};
use crate::language::{Language, say};
use crate::model::{Expected, Unit, Value};
use crate::request::{Malformed, ShapeFaultKind, Slip};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/field-type",
        severity: Severity::Error,
        summary: "A value is of the wrong type, or the text is not JSON.",
        explanation: "\
Types are strict: `\"5\"` and `5.0` are not integers, `\"true\"` and `null` are not booleans. A value of the wrong type is \
not judged further. An empty array counts as absent. Duplicate keys are refused, because readers differ on which value \
counts; the last one is judged. For a text that is not JSON, the first place where it breaks is reported. JSON is UTF-8 \
without a byte order mark (RFC 8259 §8.1).",
        source: RuleSource::Text("own: a field that is documented as of one type is not sent as another"),
        message,
        help,
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for fault in view.document.faults() {
        // In a revision without the field, the key itself is what is wrong.
        if fault.pointer == "/content_filter" && !view.profile.request.content_filter {
            continue;
        }
        let exactly = |text: &str| Expected::Exactly(Value::from(text));
        let finding = match &fault.kind {
            ShapeFaultKind::Malformed(malformed) => malformed_text(malformed, findings),
            ShapeFaultKind::WrongType { actual, expected } => {
                findings.fails("type", *actual).expecting(exactly(expected))
            }
            ShapeFaultKind::IntegerTooLarge { digits } => findings.fails("integer", digits.as_str()),
            ShapeFaultKind::TooManyElements { count } => findings.fails("elements", *count).in_unit(Unit::Count),
            ShapeFaultKind::RepeatedKey => findings.fails("key", "repeated").expecting(exactly("once")),
            ShapeFaultKind::UnknownKey(_) => continue,
        };
        findings.push(finding.at(fault.pointer.as_str()));
    }
}

fn malformed_text(malformed: &Malformed, findings: &Findings<'_>) -> Finding {
    let utf8 = || Expected::Exactly(Value::from(UTF8));
    match malformed {
        Malformed::ByteOrderMark => findings.fails(ENCODING, "a byte order mark (U+FEFF)").expecting(utf8()),
        Malformed::Utf16 => findings.fails(ENCODING, "UTF-16").expecting(utf8()),
        Malformed::NotUtf8 => findings.fails(ENCODING, "bytes that are not UTF-8").expecting(utf8()),
        Malformed::LoneSurrogate => findings.fails(ESCAPE, "half of a surrogate pair"),
        Malformed::Syntax { what, slip } => {
            let finding = findings.fails("json", what.as_str());
            match slip {
                Some(slip) => finding.expecting(Expected::Exactly(Value::from(wanted(*slip)))),
                None => finding,
            }
        }
    }
}

/// What JSON has in place of a slip.
const fn wanted(slip: Slip) -> &'static str {
    match slip {
        Slip::SingleQuotes => "double quotes around keys and strings",
        Slip::Literal => "`true`, `false` or `null` in lower case",
        Slip::TrailingComma => "no comma after the last member",
        Slip::Comment => "no comments",
        Slip::BareKey => "double quotes around the word",
        Slip::CutOff => "the rest of the text, which ends early",
    }
}

fn message(finding: &Finding, language: Language) -> Cow<'static, str> {
    let (actual, pointer) = (wording::actual_words(finding, language), &finding.pointer);
    let expected = || wording::expected_words(finding, language);
    match finding.quantity {
        "json" => say!(language, "invalid JSON: {actual}", actual),
        ENCODING => say!(
            language,
            "the text begins with or contains {actual}; expected {expected}",
            actual,
            expected = expected()
        ),
        ESCAPE => say!(language, "invalid string at {pointer}: a \\u escape is {actual}", pointer, actual),
        "integer" => say!(language, "{pointer} is {actual}, which is larger than any that is read", pointer, actual),
        "elements" => say!(language, "{pointer} has {actual} elements, more than are read", pointer, actual),
        "key" => say!(language, "duplicate key {pointer}", pointer),
        _ if pointer.is_empty() => {
            say!(language, "the request is of type {actual}; expected {expected}", actual, expected = expected())
        }
        _ => {
            say!(language, "{pointer} is of type {actual}; expected {expected}", pointer, actual, expected = expected())
        }
    }
}

fn help(finding: &Finding, language: Language) -> Cow<'static, str> {
    let (actual, expected) = (wording::found(finding), wording::expected(finding, Language::English));
    match (finding.quantity, expected.as_str()) {
        ("json", "") => {
            say!(
                language,
                "Write JSON by RFC 8259: no comments, no trailing commas, double quotes around keys and strings."
            )
        }
        ("json", _) => {
            say!(language, "JSON has {expected} here.", expected = wording::expected_words(finding, language))
        }
        (ENCODING, _) if actual.contains("byte order mark") => {
            say!(language, "Save the text as UTF-8 without a byte order mark (BOM).")
        }
        (ENCODING, _) => say!(language, "Save the text as UTF-8."),
        (ESCAPE, _) => say!(language, "Write the character itself in UTF-8, or both escapes of its pair."),
        ("key", _) => say!(language, "Remove all but one of them."),
        ("integer" | "elements", _) => say!(language, "Stay within the field's limits."),
        _ if actual == "null" && matches!(finding.pointer.as_str(), "/model" | "/prompt") => {
            say!(language, "Give it a value.")
        }
        _ if actual == "null" => say!(language, "Remove the key: a field without a value is left out."),
        (_, "integer") => say!(language, "Write a whole number, without quotes and without a decimal point."),
        (_, "boolean") => say!(language, "Write true or false, without quotes."),
        (_, "array") => say!(language, "Write a list of URLs in square brackets, even for one URL."),
        (_, "object") => say!(language, "Write an object in braces."),
        _ => say!(language, "Write a string in double quotes."),
    }
}

const ENCODING: &str = "encoding";
const ESCAPE: &str = "escape";
const UTF8: &str = "UTF-8 without a byte order mark";

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::request_examples::{fails, passes, reference, tail, text, urls};

    #[test]
    fn passes_and_fails() {
        let types = |pointer, actual: &str, expected: &str| (pointer, "error", json!(actual), json!(expected));
        fails(&RULE, &text(json!({"prompt": ["A cat."]})), types("/prompt", "array", "string"));
        passes(&text(json!({"prompt": "A cat."})));
        fails(&RULE, &text(json!({"duration": "5"})), types("/duration", "string", "integer"));
        passes(&text(json!({"duration": 5})));
        for written in ["5.0", "5e0"] {
            fails(&RULE, &tail(&format!(",\"duration\":{written}}}")), types("/duration", "number", "integer"));
        }
        passes(&tail(",\"duration\" : 5 }"));
        let body = tail(",\"duration\":9223372036854775808}");
        fails(&RULE, &body, ("/duration", "error", json!("9223372036854775808"), Value::Null));
        let body = text(json!({"generate_audio": "true"}));
        fails(&RULE, &body, types("/generate_audio", "string", "boolean"));
        passes(&text(json!({"generate_audio": true})));
        fails(&RULE, &tail(",\"quality\":null}"), types("/quality", "null", "string"));
        passes(&tail("}"));
        let body = reference(json!({"image_urls": "https://m.example/1280x720.png"}));
        fails(&RULE, &body, types("/image_urls", "string", "array"));
        let body = reference(json!({"image_urls": ["https://m.example/1280x720.png", {}]}));
        fails(&RULE, &body, types("/image_urls/1", "object", "string"));
        passes(&reference(json!({"image_urls": urls(&["1280x720.png", "720x1280.png"])})));
        let body = text(json!({"model_params": []}));
        fails(&RULE, &body, types("/model_params", "array", "object"));
        let body = text(json!({"model_params": {"web_search": 1}}));
        fails(&RULE, &body, types("/model_params/web_search", "integer", "boolean"));
        passes(&text(json!({"model_params": {"web_search": true}})));
        fails(&RULE, "[]", types("", "array", "object"));
        fails(&RULE, &tail(",\"duration\":4,\"duration\":5}"), types("/duration", "repeated", "once"));
        fails(&RULE, &tail(",}"), types("", "trailing comma", "no comma after the last member"));
        fails(&RULE, &tail("} // done"), types("", "trailing characters", "no comments"));
        passes(&tail("}\n"));
    }
}
