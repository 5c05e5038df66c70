//! The plan of a whole request.

use std::borrow::Cow;

use super::across::{self, Planned};
use super::{AssetPlan, FixOptions, RequestPlan};
use crate::check::{RequestReport, check_request};
use crate::finding::Outcome;
use crate::profile::Profile;
use crate::request::{AssetBinding, Edited, RequestDocument, edited};

/// Rules on a request that only its media can break.
const OF_MEDIA: [&str; 4] = [
    "request/video-total-duration",
    "request/audio-total-duration",
    "request/frames-differ-in-aspect",
    "request/frame-cropped",
];

/// Plans how a request becomes one that is accepted: the edits of its body, and a plan for each of the media that
/// `bindings` describe.
///
/// Keys of other APIs are renamed, values get their type and are moved into range, each with its
/// [reasons](crate::request::BodyEdit::reasons); what only its author can decide stays as it is. Media are fixed one by one.
/// If all clips of a kind are too long together, the longest is shortened first; a last frame gets the shape of the
/// first. The plan of a request that is accepted without warnings is empty.
///
/// ```
/// use seedance_preflight::fix::{FixOptions, fix_request};
/// use seedance_preflight::profile::Profile;
/// use seedance_preflight::request::RequestDocument;
///
/// let text = br#"{"model": "seedance-2.0-text-to-video", "prompt": "A cat.", "resolution": "480P", "duration": 20}"#;
/// let plan = fix_request(&RequestDocument::read(text), &[], &Profile::default(), &FixOptions::default());
/// assert!(plan.is_complete());
/// assert_eq!(
///     plan.body,
///     r#"{"model": "seedance-2.0-text-to-video", "prompt": "A cat.", "quality": "480p", "duration": 15}"#
/// );
/// assert!(plan.edits[0].is_certain(), "the key is another API's name of the field");
/// assert!(!plan.edits[1].is_certain(), "its author may want two clips of 10 s");
/// ```
pub fn fix_request(
    document: &RequestDocument<'_>,
    bindings: &[AssetBinding],
    profile: &Profile,
    options: &FixOptions,
) -> RequestPlan {
    let check = options.check(profile);
    let text = text_of(document);
    let before = check_request(document, bindings, &check);
    let planned = |edited: Edited| {
        let Edited { text: body, edits } = edited;
        let (files, report) = across::plan(&RequestDocument::read(body.as_bytes()), bindings, &check, options);
        RequestPlan { edits, assets: files.into_iter().map(asset).collect(), body, report }
    };
    let edited = if needs_edits(&before) { edited(&text, profile) } else { None };
    match edited.map(&planned) {
        // A key that only warns may turn out to be a field that the model does not take.
        Some(plan) if plan.report.verdict() <= before.verdict() => plan,
        _ => planned(Edited { text: text.into_owned(), edits: Vec::new() }),
    }
}

/// The request's own text, or that of a request made in Rust.
fn text_of<'a>(document: &RequestDocument<'a>) -> Cow<'a, str> {
    match document.text() {
        Some(text) if document.has_byte_order_mark() => Cow::Owned(format!("\u{feff}{text}")),
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(
            document.request().and_then(|request| serde_json::to_string_pretty(&request).ok()).unwrap_or_default(),
        ),
    }
}

/// Whether the body itself has a finding, a warning at least.
fn needs_edits(report: &RequestReport) -> bool {
    let is_of_body = |id: &str| id.starts_with("request/") && !OF_MEDIA.contains(&id);
    report.findings().iter().any(|finding| finding.outcome == Outcome::Fails && is_of_body(finding.rule.id))
}

fn asset(file: Planned<'_>) -> AssetPlan {
    AssetPlan { pointers: file.pointers, url: file.binding.url().to_owned(), kind: file.kind, plan: file.plan }
}
