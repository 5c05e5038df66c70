//! `media/unreadable`

use crate::finding::{Finding, RuleInfo, RuleSource, Severity};
use crate::language::{self, say};
use crate::model::{Body, Facts, FaultKind, Media};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
    id: "media/unreadable",
    severity: Severity::Error,
    summary: "The content cannot be read.",
    explanation: "\
The file has the signature of an accepted format, but its structure is too broken to find its size or duration; or, in a \
deep check, its body does not decode. A deep check that could not decode leaves this rule undecided.

What exceeds the budget or is a variant that this program does not support is undecided instead, by the rules that need \
the missing facts. A source that could not be read is reported by `media/not-read`.",
    source: RuleSource::Text("own: the service cannot read a file that the readers of its format cannot"),
    message: |finding, language| match &finding.fault {
        Some(fault) => {
            say!(language, "the content cannot be read: {actual}", actual = language::fault(fault, language))
        }
        None => say!(language, "the content cannot be read: {actual}", actual = wording::actual(finding, language)),
    },
    help: |_, language| say!(language, "Check that the file is complete and opens in a player, then encode it again."),
    words_undecided: false,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let is_unread = asset.facts.faults.iter().any(|fault| fault.kind == FaultKind::Budget);
    let breaks = |kind| match kind {
        FaultKind::Undecodable => true,
        FaultKind::Malformed | FaultKind::UnexpectedEnd => !is_unread && lacks_essentials(asset.facts),
        FaultKind::Io | FaultKind::Unsupported | FaultKind::Budget | FaultKind::NotFetched => false,
    };
    if let Some(fault) = asset.facts.faults.iter().find(|fault| breaks(fault.kind)) {
        findings.push(Finding { fault: Some(fault.clone()), ..findings.fails("content", fault.to_string().as_str()) });
    } else if asset.facts.body == Some(Body::NotDecoded) {
        findings.push(Finding { fault: asset.facts.faults.last().cloned(), ..findings.undecided("body") });
    }
}

/// A fault in the structure is never silent: if no other finding keeps the file from being accepted, this rule is
/// undecided. Readers record no fault for what cannot change a fact, such as bytes after the last box.
pub(in crate::rules) fn unexplained(asset: &Asset<'_>, pointer: &str, found: &mut Vec<Finding>) {
    let is_structural = |kind| matches!(kind, FaultKind::Malformed | FaultKind::UnexpectedEnd);
    let fault = asset.facts.faults.iter().find(|fault| is_structural(fault.kind));
    if let Some(fault) = fault {
        let mut findings = Findings::of_asset(&RULE.info, pointer, asset, found);
        findings.push(Finding { fault: Some(fault.clone()), ..findings.undecided("structure") });
    }
}

/// Whether facts are missing without which no rule of the file's kind can be decided.
fn lacks_essentials(facts: &Facts) -> bool {
    match &facts.media {
        // A size that is stated but cannot be displayed has no image data.
        Media::Image(image) => image.display_width.is_none() || image.display_height.is_none(),
        Media::Video(video) => match video.video_tracks {
            None => true,
            Some(0) => false,
            Some(_) => video.width.is_none() || (video.duration.is_none() && video.video_samples.is_none()),
        },
        Media::Audio(audio) => audio.duration.is_none() || audio.codec.is_none(),
        Media::Other => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Fault;
    use crate::rules::examples::{fails, fails_among_others, image, passes, undecided};

    #[test]
    fn passes_and_fails() {
        let with = |kind| image(|_| {}).with(|facts| facts.faults.push(Fault::new(kind, 7, "a reason")));
        // A variant that this crate does not read leaves its own facts out, and refuses nothing else.
        passes(with(FaultKind::Unsupported));
        assert_eq!(undecided(&RULE, with(FaultKind::Malformed)), "structure");
        let no_data = image(|image| (image.display_width, image.display_height) = (None, None));
        let no_data = no_data.with(|facts| facts.faults.push(Fault::new(FaultKind::Malformed, 7, "no data")));
        assert_eq!(fails_among_others(&RULE, no_data).1, "content");
        // Samples without a certain duration leave the rules on duration undecided, and the file is read.
        let untimed = crate::rules::examples::video(|video| video.duration = None);
        let untimed = untimed.with(|facts| facts.faults.push(Fault::new(FaultKind::Malformed, 7, "a reason")));
        assert_eq!(undecided(&crate::rules::video::duration_out_of_range::RULE, untimed), "duration");
        let (severity, quantity, _) = fails(&RULE, with(FaultKind::Undecodable));
        assert_eq!((severity, quantity), (Severity::Error, "content"));
    }
}
