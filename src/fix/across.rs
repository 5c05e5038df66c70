//! Plans for the media of a request: each for itself, and then what is limited across them.

use super::planner::fix_shaped;
use super::{FixOptions, Plan};
use crate::check::{CheckOptions, RequestReport, check_request};
use crate::finding::{Finding, Outcome, Severity};
use crate::model::{Facts, Kind, Media, Rational, Subject};
use crate::profile::{Profile, Range};
use crate::request::{AssetBinding, RequestDocument, Role};
use crate::size::displayed;

/// Durations are shared out in millionths of a second, rounded to the safe side.
const MICROSECONDS: u64 = 1_000_000;

/// The rules on what is limited across media.
const VIDEO_TOTAL: &str = "request/video-total-duration";
const AUDIO_TOTAL: &str = "request/audio-total-duration";
const FRAMES: &str = "request/frames-differ-in-aspect";

/// A file of a request and its plan.
#[derive(Debug, Clone)]
pub(super) struct Planned<'a> {
    pub(super) binding: &'a AssetBinding,
    pub(super) kind: Kind,
    /// JSON pointers to its URL.
    pub(super) pointers: Vec<String>,
    role: Option<Role>,
    pub(super) plan: Plan,
}

impl Planned<'_> {
    /// What is known of the file after its fix.
    fn facts(&self) -> &Facts {
        self.plan.result.as_ref().unwrap_or_else(|| self.binding.facts())
    }

    /// What is known of the content at its URL after its fix.
    fn predicted(&self) -> AssetBinding {
        if self.plan.steps.is_empty() {
            return self.binding.clone();
        }
        let fixed = AssetBinding::new(self.binding.url(), self.facts().clone());
        if self.binding.is_placeholder() { fixed.as_placeholder() } else { fixed }
    }

    fn replan(&mut self, shape: Option<(u32, u32)>, profile: &Profile, options: &FixOptions) {
        self.plan = fix_shaped(self.binding.facts(), &subject(self.binding, self.kind), shape, profile, options);
    }
}

/// The file of a binding, as one of the kind that its place takes.
fn subject(binding: &AssetBinding, kind: Kind) -> Subject<'_> {
    Subject { name: binding.name(), expected_kind: Some(kind), is_fetched: binding.is_fetched() }
}

/// Plans for every file that is bound to the request, and the report on the request with what they will be.
pub(super) fn plan<'a>(
    document: &RequestDocument<'_>,
    bindings: &'a [AssetBinding],
    check: &CheckOptions,
    options: &FixOptions,
) -> (Vec<Planned<'a>>, RequestReport) {
    let mut files = each(document, bindings, &check.profile, options);
    let report = judged(document, &files, check);
    let refusing = check.refusing();
    let fails = |id: &str, severity: Severity| report.findings().iter().any(|finding| is_open(finding, id, severity));
    let limits = &check.profile.request;
    let mut is_changed = false;
    for (id, kind, total) in [
        (VIDEO_TOTAL, Kind::Video, &limits.video_total_duration),
        (AUDIO_TOTAL, Kind::Audio, &limits.audio_total_duration),
    ] {
        if fails(id, refusing) {
            is_changed |= share(&mut files, kind, total.documented.max, &check.profile, options).is_some();
        }
    }
    if fails(FRAMES, Severity::Warning) {
        is_changed |= align(&mut files, &check.profile, options).is_some();
    }
    let report = if is_changed { judged(document, &files, check) } else { report };
    (files, report)
}

/// Whether a finding of this rule is one that a fix of media may settle.
fn is_open(finding: &Finding, id: &str, severity: Severity) -> bool {
    finding.rule.id == id && finding.severity >= severity && finding.outcome != Outcome::Notes
}

fn judged(document: &RequestDocument<'_>, files: &[Planned<'_>], check: &CheckOptions) -> RequestReport {
    let predicted: Vec<_> = files.iter().map(Planned::predicted).collect();
    check_request(document, &predicted, check)
}

/// The plan of each file, for itself.
fn each<'a>(
    document: &RequestDocument<'_>,
    bindings: &'a [AssetBinding],
    profile: &Profile,
    options: &FixOptions,
) -> Vec<Planned<'a>> {
    let mut files: Vec<Planned<'a>> = Vec::new();
    for media in document.media() {
        let Some(binding) = bindings.iter().find(|binding| binding.url() == media.url) else { continue };
        let is_same = |file: &&mut Planned<'a>| file.binding.url() == media.url && file.kind == media.kind;
        if let Some(file) = files.iter_mut().find(is_same) {
            file.pointers.push(media.pointer);
            continue;
        }
        let plan = fix_shaped(binding.facts(), &subject(binding, media.kind), None, profile, options);
        files.push(Planned { binding, kind: media.kind, pointers: vec![media.pointer], role: media.role, plan });
    }
    files
}

/// Shortens the longest files of a kind until all together fit into `total`; `None` if that cannot be.
fn share(
    files: &mut [Planned<'_>],
    kind: Kind,
    total: Option<Rational>,
    profile: &Profile,
    options: &FixOptions,
) -> Option<()> {
    let of_kind = || files.iter().filter(|file| file.kind == kind);
    let lengths = of_kind().map(|file| Some((microseconds(longest(file.facts())?)?, file.pointers.len())));
    let lengths = lengths.collect::<Option<Vec<_>>>()?;
    let each = lengths.iter().flat_map(|&(length, times)| std::iter::repeat_n(length, times)).collect();
    let total = total?;
    let most = greatest(each, total.checked_mul(MICROSECONDS.into())?)?;
    let seconds = Rational::new(most, MICROSECONDS)?;
    let mut capped = profile.clone();
    let bound = if kind == Kind::Video { &mut capped.video.duration } else { &mut capped.audio.duration };
    if bound.documented.min.is_some_and(|min| seconds < min) {
        return None;
    }
    bound.documented.max = Some(seconds);
    bound.observed = bound.observed.map(|band| Range { max: Some(seconds), ..band });
    for (file, (length, _)) in files.iter_mut().filter(|file| file.kind == kind).zip(lengths) {
        if length > most {
            file.replan(None, &capped, options);
        }
    }
    Some(())
}

/// The greatest length that each may have so that all together are no longer than `total`: only those that are longer
/// give. `None` if nothing has to give.
fn greatest(mut lengths: Vec<u64>, total: Rational) -> Option<u64> {
    let total = total.num() / total.den();
    lengths.sort_unstable();
    let (mut rest, mut count) = (total, u64::try_from(lengths.len()).ok()?);
    for length in lengths {
        let share = rest / count;
        if length > share {
            return Some(share);
        }
        rest -= length;
        count -= 1;
    }
    None
}

/// Gives the last frame the shape of the first; `None` if there are not both.
fn align(files: &mut [Planned<'_>], profile: &Profile, options: &FixOptions) -> Option<()> {
    let first = files.iter().find(|file| file.role == Some(Role::FirstFrame) && file.plan.no_fix.is_none())?;
    let shape = displayed(first.facts())?;
    let last = files.iter_mut().find(|file| file.role == Some(Role::LastFrame))?;
    let before = last.plan.clone();
    last.replan(Some(shape), profile, options);
    if last.plan.no_fix.is_some() {
        last.plan = before;
        return None;
    }
    Some(())
}

/// The longest reading of a file's duration.
fn longest(facts: &Facts) -> Option<Rational> {
    match &facts.media {
        Media::Video(video) => {
            let others = video.other_durations.iter().map(|reading| reading.duration);
            let readings = [video.container_duration, video.streams_duration].into_iter().flatten().chain(others);
            readings.chain([video.duration?]).max()
        }
        Media::Audio(audio) => audio.duration.max(audio.played_duration),
        Media::Image(_) | Media::Other => None,
    }
    .map(|duration| duration.seconds())
}

fn microseconds(seconds: Rational) -> Option<u64> {
    u64::try_from((u128::from(seconds.num()) * u128::from(MICROSECONDS)).div_ceil(u128::from(seconds.den()))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_gives_first() {
        let most = |lengths: &[u64], total: u64| greatest(lengths.to_vec(), total.into());
        assert_eq!(most(&[5, 5, 5], 15), None);
        assert_eq!(most(&[10, 8, 3], 15), Some(6));
        assert_eq!(most(&[3, 14], 15), Some(12));
        assert_eq!(most(&[14, 14, 14], 15), Some(5));
        assert_eq!(most(&[2, 2, 20], 15), Some(11));
        assert_eq!(most(&[16], 15), Some(15));
        assert_eq!(most(&[], 15), None);
    }
}
