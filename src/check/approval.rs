//! Requests that are approved for sending.

use std::borrow::Cow;

use super::RequestReport;
use crate::check::Verdict;
use crate::finding::{Finding, Outcome, Severity};
use crate::request::Request;
use crate::rules;

/// A request that was found to be accepted. Only [`RequestReport::approve`] and [`RequestReport::approve_waiving`] make one.
///
/// ```compile_fail
/// use seedance_preflight::ApprovedRequest;
/// use seedance_preflight::request::{ModelId, Request};
///
/// let request = Request::builder(ModelId::TEXT, "A cat plays the piano.").build();
/// let approved = ApprovedRequest { request, profile: "".into(), waived: Vec::new() };
/// ```
///
/// ```
/// use seedance_preflight::{CheckOptions, check_request};
/// use seedance_preflight::profile::Profile;
/// use seedance_preflight::request::{ModelId, Request, RequestDocument};
///
/// let request = Request::builder(ModelId::TEXT, "A cat plays the piano.").build();
/// let report = check_request(&RequestDocument::from(&request), &[], &CheckOptions::default());
/// assert_eq!(report.approve().unwrap().request(), &request);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedRequest {
    request: Request,
    profile: Cow<'static, str>,
    waived: Vec<&'static str>,
}

impl ApprovedRequest {
    /// The request.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Name of the profile that it was checked against.
    pub fn profile(&self) -> &str {
        &self.profile
    }

    /// The waived rules that would otherwise have prevented the approval.
    pub fn waived(&self) -> &[&'static str] {
        &self.waived
    }

    /// The request, for sending.
    pub fn into_request(self) -> Request {
        self.request
    }
}

/// Why a request is not approved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotApproved {
    /// These rules refuse or are undecided, and were not waived.
    #[error("not approved because of: {}", .rules.join(", "))]
    Findings {
        /// Each rule once, in the order of their findings.
        rules: Vec<&'static str>,
    },
    /// Only some rules were applied, or the report was read from JSON.
    #[error("the report does not cover every rule; check the request again with all rules")]
    Incomplete,
    /// An unknown rule was to be waived.
    #[error("unknown rule {id:?}")]
    UnknownRule {
        /// The unknown id.
        id: String,
    },
    /// The request contains file paths in place of URLs.
    #[error("file paths in place of URLs at: {}; upload the files and use their URLs", .pointers.join(", "))]
    NoUrlYet {
        /// JSON pointers to them.
        pointers: Vec<String>,
    },
}

impl RequestReport {
    /// Approves a request that was accepted.
    ///
    /// # Errors
    /// If it was not accepted, or contains file paths in place of URLs.
    pub fn approve(&self) -> Result<ApprovedRequest, NotApproved> {
        self.approve_waiving(&[])
    }

    /// Approves a request despite warnings and undecided outcomes of the named rules. Errors cannot be waived.
    ///
    /// ```
    /// use seedance_preflight::{CheckOptions, check_request};
    /// use seedance_preflight::profile::Profile;
    /// use seedance_preflight::request::{ModelId, Request, RequestDocument};
    ///
    /// let request = Request::builder(ModelId::IMAGE, "The cat wakes up.").image("https://example.com/cat.jpg").build();
    /// let report = check_request(&RequestDocument::from(&request), &[], &CheckOptions::default());
    /// assert!(report.approve().is_err(), "the image was not inspected");
    /// assert!(report.approve_waiving(&["fetch/failed"]).is_ok());
    /// ```
    ///
    /// # Errors
    /// If other rules prevent it, not all rules were applied, a rule is unknown, or the request contains file paths in place of URLs.
    pub fn approve_waiving(&self, rules: &[&str]) -> Result<ApprovedRequest, NotApproved> {
        if let Some(unknown) = rules.iter().find(|id| rules::by_id(id).is_none()) {
            return Err(NotApproved::UnknownRule { id: (*unknown).to_owned() });
        }
        if !self.is_complete {
            return Err(NotApproved::Incomplete);
        }
        let (against, waived) = self.obstacles(rules);
        let Some(request) = self.request.clone().filter(|_| against.is_empty()) else {
            return Err(NotApproved::Findings { rules: against });
        };
        debug_assert!(self.verdict == Verdict::Accepted || !waived.is_empty());
        let placeholders = self.assets.iter().filter(|asset| asset.is_placeholder);
        let pointers: Vec<_> = placeholders.map(|asset| asset.pointer.clone()).collect();
        if !pointers.is_empty() {
            return Err(NotApproved::NoUrlYet { pointers });
        }
        Ok(ApprovedRequest { request, profile: self.profile.clone(), waived })
    }

    /// The rules that prevent an approval, and the waived ones that otherwise would.
    fn obstacles(&self, named: &[&str]) -> (Vec<&'static str>, Vec<&'static str>) {
        let (mut against, mut waived) = (Vec::new(), Vec::new());
        for finding in self.findings.iter().filter(|finding| finding.severity >= self.refusing) {
            let list =
                if named.contains(&finding.rule.id) && can_be_waived(finding) { &mut waived } else { &mut against };
            if !list.contains(&finding.rule.id) {
                list.push(finding.rule.id);
            }
        }
        (against, waived)
    }
}

fn can_be_waived(finding: &Finding) -> bool {
    finding.outcome == Outcome::Undecided || finding.severity < Severity::Error
}
