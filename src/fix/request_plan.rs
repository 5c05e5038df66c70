//! The plan of a request: the edits of its body, and a plan for each of its media.

use std::ops::Range;

use serde::Serialize;

use super::Plan;
use crate::check::{RequestReport, Verdict};
use crate::finding::{Finding, Outcome};
use crate::model::Kind;
use crate::request::{BodyEdit, EditReason, RequestDocument};

/// What is done to a request and its media so that it is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestPlan {
    /// The edits of the body, in its order.
    pub edits: Vec<BodyEdit>,
    /// The body with these edits; whitespace, order and spelling of what is not edited are kept.
    pub body: String,
    /// A plan for each file that is bound to a URL, in the order in which the service counts them.
    pub assets: Vec<AssetPlan>,
    /// The report on the request after the edits and the fixes of its media.
    pub report: RequestReport,
}

/// The plan for one file of a request.
///
/// Serializes to `{pointers, kind}` with the members of its plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AssetPlan {
    /// JSON pointers to its URL in the edited body.
    pub pointers: Vec<String>,
    /// The URL, or what is in its place.
    #[serde(skip)]
    pub url: String,
    /// The kind of media that its place takes.
    pub kind: Kind,
    /// How the file becomes acceptable.
    #[serde(flatten)]
    pub plan: Plan,
}

impl RequestPlan {
    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.assets.iter().all(|asset| asset.plan.steps.is_empty())
    }

    /// Whether everything that keeps the request from being accepted is fixed.
    pub fn is_complete(&self) -> bool {
        self.report.verdict() == Verdict::Accepted
    }

    /// The findings that remain: what cannot be decided without the author, media that have no fix, and warnings.
    pub fn remaining(&self) -> impl Iterator<Item = &Finding> {
        self.report.findings().iter().filter(|finding| finding.outcome != Outcome::Notes)
    }

    /// Writes `name` in the body in place of `url`: the path of the file that was fixed, or its new URL.
    pub fn refer_to(&mut self, url: &str, name: &str, why: EditReason) {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        for (pointer, bytes) in places(&self.body, url) {
            self.body.replace_range(bytes, &quoted(name));
            self.edits.push(BodyEdit {
                new_pointer: Some(pointer.clone()),
                pointer,
                from: Some(quoted(url)),
                to: Some(quoted(name)),
                reasons: vec![why],
            });
        }
    }
}

/// Where `url` is in a body, the last place first.
fn places(body: &str, url: &str) -> Vec<(String, Range<usize>)> {
    let document = RequestDocument::read(body.as_bytes());
    let media = document.media().into_iter().filter(|media| media.url == url);
    let mut places: Vec<_> =
        media.filter_map(|media| Some((document.locate(&media.pointer)?.bytes, media.pointer))).collect();
    places.sort_by_key(|(bytes, _)| std::cmp::Reverse(bytes.start));
    places.into_iter().map(|(bytes, pointer)| (pointer, bytes)).collect()
}
