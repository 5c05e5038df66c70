//! `fetch/failed`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, RuleSource, Severity};
use crate::model::{FetchObstacle, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "fetch/failed",
        severity: Severity::Error,
        summary: "The media were not inspected, or only in part.",
        explanation: "\
No file was provided for this URL, or it could not be fetched, so every rule on such media is undecided; one finding \
reports this for all of them. The actual value is the reason. If a part was fetched, the rules that it decides are \
decided, and the others are reported as undecided next to this one.",
        source: RuleSource::Text("own: media that were not inspected are neither accepted nor refused"),
        message: |finding| match &finding.fault {
            Some(fault) => format!("could not be fetched: {}", fault.what),
            None => wording::undecided(finding, "no file was provided for this URL, so its media were not inspected"),
        },
        help: |finding| Cow::Borrowed(help(finding)),
        words_undecided: true,
    },
    check: Check::Either(of_asset, of_request),
};

/// Media that could be fetched only in part, or not at all.
fn of_asset(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let obstacles = asset.obstacles().find(|&(_, obstacle)| obstacle != FetchObstacle::BlockedAddress);
    if let Some((fault, obstacle)) = obstacles {
        let actual = Some(Value::from(obstacle.name()));
        findings.push(Finding { fault: Some(fault.clone()), actual, ..findings.undecided("content") });
    }
}

/// Media without a binding.
fn of_request(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for asset in view.assets().iter().filter(|asset| asset.binding.is_none() && asset.inline.is_none()) {
        if view.takes(asset.field) {
            findings.push(findings.undecided("content").at(asset.pointer()));
        }
    }
}

fn help(finding: &Finding) -> &'static str {
    match finding.fault.as_ref().and_then(FetchObstacle::of) {
        None => "Provide the file for this URL, or waive this rule.",
        Some(FetchObstacle::Offline) => "Allow fetching, or provide the file for this URL.",
        Some(FetchObstacle::BadUrl | FetchObstacle::BadRedirect | FetchObstacle::TooManyRedirects) => {
            "Use the direct URL of the media file, without user info."
        }
        Some(FetchObstacle::SignatureExpired) => {
            "Sign the URL again, for longer than the service may need to fetch it."
        }
        Some(FetchObstacle::Forbidden) => "Make the file public, or sign its URL.",
        Some(FetchObstacle::NotFound | FetchObstacle::NoSuchHost) => {
            "Check the URL for typos, or upload the file again."
        }
        Some(FetchObstacle::Budget) => "Allow more requests or bytes, or provide the file for this URL.",
        Some(FetchObstacle::Encoded) => "Configure the server to send media without a Content-Encoding.",
        Some(_) => "Try again later, or host the file on a more reliable server: the service has to fetch it as well.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Facts;
    use crate::rules::examples::{Example, image, passes, undecided};

    #[test]
    fn passes_and_fails() {
        passes(image(|_| {}).fetched());
        let missing = Facts::of_fault(FetchObstacle::NotFound.fault(0, "404 Not Found"));
        assert_eq!(undecided(&RULE, Example::of(missing)), "content");
    }
}
