//! `request/media-url-not-accepted`

use std::borrow::Cow;

use crate::address::{PrivateHost, private_reason};
use crate::finding::{RuleInfo, Severity};
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
An absolute URL, `https` or `http`, that names a host which others can reach: no private address, however it is \
spelled, and no local name. What a name resolves to is not looked up here. A file that stands in place of its URL is \
not judged.",
        source: "reference: image_urls, video_urls, audio_urls take URLs; own: the service cannot reach a private host",
        message: |finding| match finding.quantity {
            "scheme" => {
                format!("the URL's scheme is {}, accepted is {}", wording::actual(finding), wording::expected(finding))
            }
            "host" => format!("the service cannot reach {}", wording::actual(finding)),
            _ => format!("this is no URL: {}", wording::actual(finding)),
        },
        help: |finding| {
            Cow::Borrowed(match finding.quantity {
                "host" => "Put the file where everybody can fetch it, and write that URL.",
                _ => "Write the whole URL, from `https://` on.",
            })
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for asset in view.assets().iter().filter(|asset| asset.inline.is_none() && !asset.is_placeholder()) {
        let finding = match &asset.address {
            Err(fault) => findings.fails("url", fault.to_string().as_str()),
            Ok(address) if !ACCEPTED.contains(&address.scheme.as_str()) => {
                let schemes = ACCEPTED.map(str::to_owned).to_vec();
                findings.fails("scheme", address.scheme.as_str()).expecting(Expected::OneOf(schemes))
            }
            Ok(address) => match private_reason(address) {
                // A name before the host leads nowhere else, once somebody has written it into his own request.
                None | Some(PrivateHost::UserInfo) => continue,
                Some(reason) => findings.fails("host", reason.to_string().as_str()),
            },
        };
        findings.push(finding.at(asset.pointer()));
    }
}

const ACCEPTED: [&str; 2] = ["https", "http"];
