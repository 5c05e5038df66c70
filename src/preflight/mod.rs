//! One request, with its media, against one profile.

mod approval;
mod binding;
mod report;

pub use approval::{ApprovedRequest, NotApproved};
pub use binding::{AssetBinding, ContentHash};
pub use report::{AssetReport, ExpectedSize, RequestReport};

use crate::check::CheckOptions;
use crate::profile::Profile;
use crate::report::Verdict;
use crate::request::RequestDocument;
use crate::rules::{self, RequestView};

/// Judges a request with all that is known of its media: every finding at once.
///
/// Media without a binding were not inspected. The rules on them are undecided, which one finding of `fetch/failed`
/// for each of them says. Of the options, the kind and the file's name are taken from each asset instead.
///
/// ```
/// use seedance_preflight::{CheckOptions, Profile, RequestDocument, Verdict, check_request};
///
/// let text = br#"{"model": "seedance-2.0-text-to-video", "promt": "A cat plays the piano.", "duration": 20}"#;
/// let report = check_request(&RequestDocument::read(text), &[], &Profile::default(), &CheckOptions::default());
/// assert_eq!(report.verdict(), Verdict::Refused);
/// let rules: Vec<_> = report.findings().iter().map(|finding| (finding.rule, finding.pointer.as_str())).collect();
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
    profile: &Profile,
    options: &CheckOptions,
) -> RequestReport {
    let view = RequestView::new(request, bindings, profile, options);
    let findings = rules::judge_request(&view);
    let refusing = options.refusing();
    RequestReport {
        request: request.request(),
        profile: profile.name.clone(),
        model: request.draft().model.read().map(|model| model.to_string()),
        verdict: Verdict::of(&findings, refusing),
        refusing,
        output_size: view.output_size(),
        assets: view.assets().iter().map(AssetReport::of).collect(),
        findings,
    }
}
