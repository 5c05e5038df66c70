//! `fetch/not-media`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Format, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "fetch/not-media",
        severity: Severity::Error,
        summary: "The URL leads to a web page or a message instead of media.",
        explanation: "\
The most common mistake with URLs: the URL of the page that shows a file, or of a login page, instead of the file's own; \
or a server that reports an error with a success status. Detected by content, whatever the server declares. Applies only \
to fetched content; a local file is reported as `media/format-not-accepted`.",
        source: RuleSource::Text("own: a web page is not media"),
        message: |finding, language| {
            say!(language, "content is {actual}; expected media", actual = wording::actual(finding, language))
        },
        help: |finding, language| match &finding.actual {
            Some(Value::Text(format)) if format == Format::Html.name() => {
                say!(language, "Use the URL of the media itself: this is a web page, such as a viewer around it.")
            }
            _ => say!(language, "Open the URL in a private browser window and read the message."),
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
