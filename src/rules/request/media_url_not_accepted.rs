//! `request/media-url-not-accepted`

use std::borrow::Cow;

use crate::address::{PrivateHost, private_reason};
use crate::finding::{RuleInfo, RuleSource, Severity};
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
        message: |finding| match finding.quantity {
            "scheme" => {
                format!("URL scheme is {}; expected {}", wording::actual(finding), wording::expected(finding))
            }
            "host" => format!("the service cannot reach {}", wording::actual(finding)),
            _ => format!("not a URL that the service can fetch: {}", wording::actual(finding)),
        },
        help: |finding| {
            Cow::Borrowed(match finding.quantity {
                "host" | "local_scheme" => "Upload the file to a public server, and write its URL.",
                "path" => {
                    "Upload the file to a public server, and write its URL. To inspect the file here, check that the path exists."
                }
                "scheme" => "Upload the file to a public web server, and write its https:// URL.",
                "urls" => "Write each URL as an element of its own.",
                "blank" if wording::actual(finding).contains("with") => "Remove the blank or line end around the URL.",
                "blank" => "Remove the character, or write a blank as %20.",
                "missing_scheme" => "Write the whole URL, starting with `https://`.",
                _ => "Write the whole URL, starting with `https://`, without characters that a URL cannot contain.",
            })
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for asset in view.assets().iter().filter(|asset| asset.inline.is_none() && !asset.is_placeholder()) {
        let finding = match &asset.address {
            Err(fault) => findings.fails(fault.name(), fault.to_string().as_str()),
            Ok(address) if !ACCEPTED.contains(&address.scheme.as_str()) => {
                let schemes = ACCEPTED.map(str::to_owned).to_vec();
                findings.fails("scheme", address.scheme.as_str()).expecting(Expected::OneOf(schemes))
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
