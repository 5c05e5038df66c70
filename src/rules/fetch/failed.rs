//! `fetch/failed`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, RuleSource, Severity};
use crate::language::{self, Language, say};
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
        message: |finding, language| match &finding.fault {
            Some(fault) => {
                say!(language, "could not be fetched: {what}", what = language::data(&fault.what, language))
            }
            None => wording::undecided(
                finding,
                language,
                say!(language, "no file was provided for this URL, so its media were not inspected"),
            ),
        },
        help,
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

fn help(finding: &Finding, language: Language) -> Cow<'static, str> {
    match finding.fault.as_ref().and_then(FetchObstacle::of) {
        None => say!(language, "Provide the file for this URL, or waive this rule."),
        Some(FetchObstacle::Offline) => say!(language, "Allow fetching, or provide the file for this URL."),
        Some(FetchObstacle::BadUrl | FetchObstacle::BadRedirect | FetchObstacle::TooManyRedirects) => {
            say!(language, "Use the direct URL of the media file, without user info.")
        }
        Some(FetchObstacle::SignatureExpired) => {
            say!(language, "Sign the URL again, for longer than the service may need to fetch it.")
        }
        Some(FetchObstacle::Forbidden) => say!(language, "Make the file public, or sign its URL."),
        Some(FetchObstacle::NotFound | FetchObstacle::NoSuchHost) => {
            say!(language, "Check the URL for typos, or upload the file again.")
        }
        Some(FetchObstacle::Budget) => {
            say!(language, "Allow more requests or bytes, or provide the file for this URL.")
        }
        Some(FetchObstacle::Encoded) => {
            say!(language, "Configure the server to send media without a Content-Encoding.")
        }
        Some(_) => say!(
            language,
            "Try again later, or host the file on a more reliable server: the service has to fetch it as well."
        ),
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
