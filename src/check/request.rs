//! One request, with its media, against one profile.

use super::{AssetReport, CheckOptions, RequestReport, Verdict};
use crate::request::{AssetBinding, RequestDocument};
use crate::rules::{self, RequestView};

/// Applies the rules to a request and all that is known of its media: every finding at once.
///
/// Media without a binding were not inspected, so the rules on them are undecided: one `fetch/failed` finding for each
/// of them says so.
///
/// ```
/// use seedance_preflight::request::RequestDocument;
/// use seedance_preflight::{CheckOptions, Verdict, check_request};
///
/// let text = br#"{"model": "seedance-2.0-text-to-video", "promt": "A cat plays the piano.", "duration": 20}"#;
/// let report = check_request(&RequestDocument::read(text), &[], &CheckOptions::default());
/// assert_eq!(report.verdict(), Verdict::Refused);
/// let rules: Vec<_> = report.findings().iter().map(|finding| (finding.rule.id, finding.pointer.as_str())).collect();
/// assert_eq!(
///     rules,
///     [
///         ("request/field-missing", "/prompt"),
///         ("request/unknown-field", "/promt"),
///         ("request/duration-out-of-range", "/duration"),
///     ]
/// );
/// ```
pub fn check_request(
    request: &RequestDocument<'_>,
    bindings: &[AssetBinding],
    options: &CheckOptions,
) -> RequestReport {
    let CheckOptions { profile, tolerance, .. } = options;
    let view = RequestView::new(request, bindings, profile, *tolerance);
    let mut findings = rules::judge_request(&view);
    findings.retain(|finding| options.rules.has(finding.rule));
    let refusing = options.refusing();
    RequestReport {
        request: request.request(),
        is_complete: options.rules.is_everything(),
        profile: profile.name.clone(),
        model: request.draft().model.read().map(|model| model.as_ref().into()),
        verdict: Verdict::of(&findings, refusing),
        refusing,
        output_size: view.output_size(),
        assets: view.assets().iter().map(AssetReport::of).collect(),
        findings,
    }
}
