//! `request/media-url-not-accepted`

use crate::address::{PrivateHost, private_reason};
use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::Expected;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/media-url-not-accepted",
        severity: Severity::Error,
        summary: "The service cannot fetch from this address.",
        explanation: "\
The value must be an absolute URL, `https` or `http`, with a host that others can reach: no private address in any \
spelling, and no local name. Names are not resolved here. A path of a file that exists here takes the place of its \
URL and is not judged.",
        source: RuleSource::Text(
            "reference: image_urls, video_urls, audio_urls take URLs; own: the service cannot reach a private host",
        ),
        message: |finding, language| match finding.quantity {
            "scheme" => {
                say!(
                    language,
                    "URL scheme is {actual}; expected {expected}",
                    actual = wording::actual_words(finding, language),
                    expected = wording::expected_words(finding, language)
                )
            }
            "host" => {
                say!(language, "the service cannot reach {actual}", actual = wording::actual_words(finding, language))
            }
            _ => say!(
                language,
                "not a URL that the service can fetch: {actual}",
                actual = wording::actual_words(finding, language)
            ),
        },
        help: |finding, language| match finding.quantity {
            "host" | "local_scheme" => say!(language, "Upload the file to a public server, and write its URL."),
            "path" => {
                say!(
                    language,
                    "Upload the file to a public server, and write its URL. To inspect the file here, check that the path exists."
                )
            }
            "scheme" => say!(language, "Upload the file to a public web server, and write its https:// URL."),
            "marks" => say!(language, "Write only the URL, without the quotation marks or brackets around it."),
            "urls" => say!(language, "Write each URL as an element of its own."),
            "blank" if wording::found(finding).contains("with") => {
                say!(language, "Remove the blank or line end around the URL.")
            }
            "blank" => say!(language, "Remove the character, or write a blank as %20."),
            "missing_scheme" => say!(language, "Write the whole URL, starting with `https://`."),
            _ => say!(
                language,
                "Write the whole URL, starting with `https://`, without characters that a URL cannot contain."
            ),
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for asset in view.assets().iter().filter(|asset| asset.inline.is_none() && !asset.is_placeholder()) {
        let finding = match &asset.address {
            Err(fault) => findings.fails(fault.name(), fault.to_string().as_str()),
            Ok(address) if !ACCEPTED.contains(&address.scheme.as_ref()) => {
                findings.fails("scheme", address.scheme.as_ref()).expecting(Expected::one_of(ACCEPTED))
            }
            Ok(address) => match private_reason(address) {
                // User info before the host does not change where a URL leads that its author wrote.
                None | Some(PrivateHost::UserInfo) => continue,
                Some(reason) => findings.fails("host", reason.to_string().as_str()),
            },
        };
        findings.push(finding.at(asset.pointer()));
    }
}

const ACCEPTED: [&str; 2] = ["https", "http"];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::request_examples::{fails, passes, reference};

    #[test]
    fn passes_and_fails() {
        let url = |url: &str| reference(json!({"image_urls": [url]}));
        let said = |actual: &str, expected| ("/image_urls/0", "error", json!(actual), expected);
        fails(&RULE, &url("ftp://m.example/1280x720.png"), said("ftp", json!(["https", "http"])));
        let private = said("192.168.0.1, a private address", Value::Null);
        fails(&RULE, &url("https://192.168.0.1/1280x720.png"), private);
        passes(&url("https://192.169.0.1/1280x720.png"));
        fails(&RULE, &url("//m.example/1280x720.png"), said("it has no scheme", Value::Null));
        passes(&url("https://m.example/1280x720.png"));
    }
}
