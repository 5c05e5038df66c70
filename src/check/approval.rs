//! Requests that may be sent.

use std::borrow::Cow;

use super::RequestReport;
use crate::check::Verdict;
use crate::finding::{Finding, Outcome, Severity};
use crate::request::Request;
use crate::rules;

/// A request that a check found to be accepted. There is no other way to one.
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

    /// The rules in spite of which it was approved, of those that were named.
    pub fn waived(&self) -> &[&'static str] {
        &self.waived
    }

    /// The request, to be sent.
    pub fn into_request(self) -> Request {
        self.request
    }
}

/// Why a request is not approved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotApproved {
    /// These rules refuse, or are undecided and were not named.
    #[error("these rules stand against it: {}", .rules.join(", "))]
    Findings {
        /// Each rule once, in the order of their findings.
        rules: Vec<&'static str>,
    },
    /// A rule was named that there is not.
    #[error("there is no rule {id:?} to approve in spite of")]
    UnknownRule {
        /// The id that was named.
        id: String,
    },
    /// Files stand where URLs have to.
    #[error("files stand in place of URLs at: {}; upload them, and write where they are", .pointers.join(", "))]
    NoUrlYet {
        /// JSON pointers to them.
        pointers: Vec<String>,
    },
}

impl RequestReport {
    /// Approves a request that was accepted.
    ///
    /// # Errors
    /// Where it was not accepted, or files stand in place of URLs.
    pub fn approve(&self) -> Result<ApprovedRequest, NotApproved> {
        self.approve_in_spite_of(&[])
    }

    /// Approves a request in spite of the warnings and the undecided outcomes of these rules. An error stands,
    /// whatever is named.
    ///
    /// ```
    /// use seedance_preflight::{CheckOptions, check_request};
    /// use seedance_preflight::profile::Profile;
    /// use seedance_preflight::request::{ModelId, Request, RequestDocument};
    ///
    /// let request = Request::builder(ModelId::IMAGE, "The cat wakes up.").image("https://example.com/cat.jpg").build();
    /// let report = check_request(&RequestDocument::from(&request), &[], &CheckOptions::default());
    /// assert!(report.approve().is_err(), "nobody has seen the image");
    /// assert!(report.approve_in_spite_of(&["fetch/failed"]).is_ok());
    /// ```
    ///
    /// # Errors
    /// Where other rules stand against it, a rule is named that there is not, or files stand in place of URLs.
    pub fn approve_in_spite_of(&self, rules: &[&str]) -> Result<ApprovedRequest, NotApproved> {
        if let Some(unknown) = rules.iter().find(|id| rules::by_id(id).is_none()) {
            return Err(NotApproved::UnknownRule { id: (*unknown).to_owned() });
        }
        let (against, waived) = self.standing(rules);
        let Some(request) = self.request.clone().filter(|_| against.is_empty()) else {
            return Err(NotApproved::Findings { rules: against });
        };
        debug_assert!(self.verdict == Verdict::Accepted || !waived.is_empty());
        let placeholders = self.assets.iter().filter(|asset| asset.stands_for_url);
        let pointers: Vec<_> = placeholders.map(|asset| asset.pointer.clone()).collect();
        if !pointers.is_empty() {
            return Err(NotApproved::NoUrlYet { pointers });
        }
        Ok(ApprovedRequest { request, profile: self.profile.clone(), waived })
    }

    /// The rules that stand against the request, and those that would if they were not named.
    fn standing(&self, named: &[&str]) -> (Vec<&'static str>, Vec<&'static str>) {
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
