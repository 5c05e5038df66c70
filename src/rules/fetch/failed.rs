//! `fetch/failed`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, Severity};
use crate::model::{FetchObstacle, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "fetch/failed",
        severity: Severity::Error,
        summary: "There was nothing to inspect, or not all of it.",
        explanation: "\
Nothing was given for this URL, or it could not be fetched. All rules on the media of its kind are undecided, which \
this says once instead of each of them; the actual value is what stood in the way. Where only a part was fetched, the \
rules that this decides are decided, and the others say so beside this one.",
        source: "own: what nobody has seen is neither accepted nor refused",
        message: |finding| match &finding.fault {
            Some(fault) => format!("this could not be fetched: {}", fault.what),
            None => wording::undecided(
                finding,
                "nothing was given for this URL to inspect, so every rule on such media is open",
            ),
        },
        help: |finding| Cow::Borrowed(help(finding)),
        words_undecided: true,
    },
    check: Check::Either(of_asset, of_request),
};

/// What was fetched in part, or not at all.
fn of_asset(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let obstacles = asset.obstacles().find(|&(_, obstacle)| obstacle != FetchObstacle::BlockedAddress);
    if let Some((fault, obstacle)) = obstacles {
        let actual = Some(Value::from(obstacle.name()));
        findings.push(Finding { fault: Some(fault.clone()), actual, ..findings.undecided("content") });
    }
}

/// What nobody has tried to fetch.
fn of_request(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    for asset in view.assets().iter().filter(|asset| asset.binding.is_none() && asset.inline.is_none()) {
        if view.takes(asset.field) {
            findings.push(findings.undecided("content").at(asset.pointer()));
        }
    }
}

fn help(finding: &Finding) -> &'static str {
    match finding.fault.as_ref().and_then(|fault| fault.obstacle) {
        None => "Name the file that is behind the URL, or approve in spite of it.",
        Some(FetchObstacle::Offline) => "Let it be fetched, or name the file that is behind the URL.",
        Some(FetchObstacle::BadUrl | FetchObstacle::BadRedirect | FetchObstacle::TooManyRedirects) => {
            "Write the URL at which the media themselves are, with nothing before its host."
        }
        Some(FetchObstacle::SignatureExpired) => "Sign the URL anew, for longer than the service may need to fetch it.",
        Some(FetchObstacle::Forbidden) => "Make the file readable for everybody, or sign its URL.",
        Some(FetchObstacle::NotFound | FetchObstacle::NoSuchHost) => {
            "Look for slips in the URL, or upload the file again."
        }
        Some(FetchObstacle::Budget) => "Allow more to be fetched, or name the file that is behind the URL.",
        Some(FetchObstacle::Encoded) => "Let the server send media as they are, without a Content-Encoding.",
        Some(_) => "Try again later, or host the file where it can be had; the service fetches it from there, too.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Facts, Fault};
    use crate::rules::examples::{Example, image, passes, undecided};

    #[test]
    fn passes_and_fails() {
        passes(image(|_| {}).fetched());
        let missing = Facts::of_fault(Fault::not_fetched(FetchObstacle::NotFound, 0, "404 Not Found"));
        assert_eq!(undecided(&RULE, Example::of(missing)), "content");
    }
}
