//! `fetch/not-media`

use std::borrow::Cow;

use crate::finding::{RuleInfo, Severity};
use crate::model::{Format, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "fetch/not-media",
        severity: Severity::Error,
        summary: "Behind the URL is a page or a message, and no media.",
        explanation: "\
The commonest mistake with URLs: the address of the page on which a file is shown, or that asks for a login, in place of \
the file's own; or a server that answers with a message and calls it a success. Told by the content, whatever the server \
calls it. Only asked of what was fetched; of a local file, `media/format-not-accepted` says it.",
        source: "own: the service takes media, and a page is none",
        message: |finding| format!("behind the URL is {}, and no media", wording::actual(finding)),
        help: |finding| {
            Cow::Borrowed(match &finding.actual {
                Some(Value::Text(format)) if format == Format::Html.name() => {
                    "Use the address of the media itself: this is a web page, such as a viewer shows around it."
                }
                _ => "Open the URL without being logged in anywhere, and read what the server has to say.",
            })
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    if asset.is_page() {
        findings.push(findings.fails("format", asset.facts.format.name()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Facts;
    use crate::rules::examples::{Example, fails, image, passes};

    #[test]
    fn passes_and_fails() {
        passes(image(|_| {}).fetched());
        let page = Example::of(Facts::new(Format::Html)).fetched();
        assert_eq!(fails(&RULE, page), (Severity::Error, "format", Some(Value::from("html"))));
    }
}
