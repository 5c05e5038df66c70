//! Applies every rule of the table to a file or a request.

use super::context::{Asset, Findings};
use super::media::unreadable;
use super::rule::Scope;
use super::table::RULES;
use super::view::RequestView;
use crate::finding::{Finding, Severity};
use crate::model::Subject;

/// Every finding of every rule on one file; `pointer` is stamped on each.
pub(crate) fn judge(asset: &Asset<'_>, pointer: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    // A file of the wrong kind is refused for its kind only, not for how it fails as a kind that was not asked for.
    let wanted = asset.has_wanted_kind();
    for rule in RULES {
        if let Some((scope, evaluate)) = rule.check.of_asset()
            && (scope == Scope::Media || (wanted && scope.covers(asset.facts)))
        {
            evaluate(asset, &mut Findings::of_asset(&rule.info, pointer, asset, &mut found));
        }
    }
    if !found.iter().any(|finding| finding.severity == Severity::Error) {
        unreadable::unexplained(asset, pointer, &mut found);
    }
    found
}

/// Every finding of every rule on a request: first on the whole, then on each asset.
pub(crate) fn judge_request(view: &RequestView<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in RULES {
        if let Some(evaluate) = rule.check.of_request() {
            evaluate(view, &mut Findings::of_request(&rule.info, view.tolerance, &mut found));
        }
    }
    // Media in a field that the model does not take are refused for that only.
    for asset in view.assets().iter().filter(|asset| view.takes(asset.field)) {
        if let Some(binding) = asset.binding {
            let subject = Subject {
                name: binding.name(),
                expected_kind: Some(asset.field.kind()),
                is_fetched: binding.is_fetched(),
            };
            let file = Asset { facts: binding.facts(), subject, profile: view.profile, tolerance: view.tolerance };
            found.extend(judge(&file, &asset.pointer()));
        }
    }
    found
}
