//! How long a movie and its tracks are presented, by each reading that a service may use.

use super::super::notes::Notes;
use super::handler::Handler;
use super::movie::Movie;
use super::track::{Doubt, Track};
use crate::model::{DurationReading, MediaDuration, Rational, ReadingSource};

/// How long the movie is presented. All are undetermined where a box that may decide was not read.
#[derive(Debug, Default)]
pub(super) struct Readings {
    /// By the standard: the end of the longest track, edit lists applied; for fragments, the sum of their samples.
    pub(super) tracks: Option<MediaDuration>,
    /// The same without the audio tracks.
    pub(super) without_audio: Option<MediaDuration>,
    /// From the first track's start to the last track's end on the decode time line that fragments state.
    pub(super) streams: Option<MediaDuration>,
    /// By headers and time lines that contradict all of these.
    pub(super) others: Vec<DurationReading>,
}

/// What the length of a track's media is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    /// The sum of its samples.
    Samples,
    /// Its samples in `moov`, and the decode times of its fragments.
    TimeLine,
    /// `mdhd`.
    Header,
}

/// A track's place in the presentation.
pub(super) struct Span {
    /// How long its media are presented.
    pub(super) shown: MediaDuration,
    /// How long its edit list presents nothing.
    empty: MediaDuration,
    /// When its first sample begins.
    origin: Rational,
}

/// Keeps the doubts about tracks of text and data that matter: if such a track may be presented longer than all others, its
/// times are undetermined, and the fault is noted.
pub(super) fn settle_doubts(movie: &mut Movie, notes: &mut Notes) {
    if movie.tracks.iter().all(|track| track.doubt.is_none()) {
        return;
    }
    let doubted = movie.tracks.iter().map(|track| track.doubt.as_ref().map(|doubt| (track, doubt)));
    let others = end(movie, Track::is_measured, Length::Samples, Origin::OfFirstTrack).map(MediaDuration::seconds);
    let matters = |(track, doubt): (&Track, &Doubt)| {
        let last = latest_end(movie, track, doubt.longest).zip(others);
        last.is_none_or(|(last, others)| last > others)
    };
    let matters: Vec<bool> = doubted.map(|doubted| doubted.is_some_and(matters)).collect();
    for (track, matters) in movie.tracks.iter_mut().zip(matters) {
        if let Some(doubt) = track.doubt.take_if(|_| matters) {
            track.times_unread = true;
            notes.fault(doubt.fault);
        }
    }
}

/// When a track ends whose media last `ticks`; unknown in a movie that goes on in fragments.
fn latest_end(movie: &Movie, track: &Track, ticks: u64) -> Option<Rational> {
    let media = MediaDuration::new(ticks, u64::from(track.time_scale)).filter(|_| !movie.is_fragmented())?;
    match &track.edits {
        None => Some(media.seconds()),
        Some(edits) => {
            let presented = edits.present(media, track.first_composition(), movie.time_scale)?;
            presented.shown.seconds().checked_add(presented.empty.seconds())
        }
    }
}

/// The presentation of the whole movie.
pub(super) fn of_movie(movie: &Movie) -> Readings {
    let is_unread = |track: &Track| track.times_unread || track.edits_unread;
    if movie.broke_off || movie.header_unread || movie.tracks.iter().any(is_unread) {
        return Readings::default();
    }
    let any = |_: &Track| true;
    let tracks = end(movie, any, Length::Samples, Origin::OfFirstTrack);
    let streams = end(movie, any, Length::TimeLine, Origin::OfFirstTrack);
    let without_audio =
        end(movie, |track| track.handler != Some(Handler::Audio), Length::Samples, Origin::OfFirstTrack);
    Readings { tracks, without_audio, streams, others: others(movie, tracks, streams) }
}

/// A track's presentation (ISO/IEC 14496-12 §8.6.5): its media, or what the edit list makes of them.
pub(super) fn of_track(movie: &Movie, track: &Track) -> Option<Span> {
    span(movie, track, Length::Samples)
}

/// The length of a track's samples in `moov`, in its ticks.
///
/// Headers that agree with each other outweigh a first or last duration that differs from the others: Android's
/// `MediaMuxer` writes a late start into the first one.
pub(super) fn ticks_in_moov(movie: &Movie, track: &Track) -> Option<u64> {
    let ticks = track.times?.ticks()?;
    Some(outweighing_header(movie, track, ticks).unwrap_or(ticks))
}

/// Readings of headers and time lines that differ from all others.
fn others(movie: &Movie, tracks: Option<MediaDuration>, streams: Option<MediaDuration>) -> Vec<DurationReading> {
    let mut known: Vec<_> = [tracks, streams, movie.stated_duration].into_iter().flatten().collect();
    let mut others = Vec::new();
    if tracks.is_none() {
        return others;
    }
    let is_fragmented = movie.is_fragmented();
    let candidates = [
        // Headers of a movie in fragments are written before the fragments are.
        (ReadingSource::MediaHeaders, (!is_fragmented).then(|| end(movie, |_| true, Length::Header, Origin::Zero))),
        (ReadingSource::TrackHeaders, (!is_fragmented).then(|| longest_track_header(movie))),
        (ReadingSource::TimeLine, is_fragmented.then(|| end(movie, |_| true, Length::TimeLine, Origin::Zero))),
    ];
    for (by, duration) in candidates {
        let Some(duration) = duration.flatten() else { continue };
        if known.iter().all(|other| !is_same(movie, *other, duration)) {
            known.push(duration);
            others.push(DurationReading { by, duration });
        }
    }
    others
}

/// The longest duration that a `tkhd` states.
fn longest_track_header(movie: &Movie) -> Option<MediaDuration> {
    let stated = movie.tracks.iter().filter(|track| track.has_samples()).filter_map(|track| track.header_duration);
    MediaDuration::new(stated.max()?, u64::from(movie.time_scale))
}

/// Whether two durations differ by no more than the rounding to the movie's ticks.
fn is_same(movie: &Movie, left: MediaDuration, right: MediaDuration) -> bool {
    // A tick of the movie may be a second; a difference of that size is not left to rounding.
    let tick = Rational::new(1, u64::from(movie.time_scale.max(600)));
    let reaches = |low: MediaDuration, high: MediaDuration| {
        tick.and_then(|tick| low.seconds().checked_add(tick)).is_some_and(|low| low >= high.seconds())
    };
    reaches(left, right) && reaches(right, left)
}

/// Where the presentation is counted from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    OfFirstTrack,
    Zero,
}

/// When the last of the tracks that `is_meant` ends.
fn end(movie: &Movie, is_meant: impl Fn(&Track) -> bool, by: Length, from: Origin) -> Option<MediaDuration> {
    // An Other track whose samples have no duration takes no time.
    let counts =
        |track: &&Track| track.has_samples() && (track.is_measured() || media_ticks(movie, track, by).is_some());
    let tracks = movie.tracks.iter().filter(counts);
    let spans: Vec<(bool, Span)> =
        tracks.map(|track| Some((is_meant(track), span(movie, track, by)?))).collect::<Option<_>>()?;
    // Only the time line of fragments has an origin of its own: an empty edit is part of the presentation.
    let first = spans.iter().map(|(_, span)| span.origin).min()?;
    let origin = if from == Origin::Zero { Rational::from(0_u64) } else { first };
    let mut longest: Option<MediaDuration> = None;
    for (_, span) in spans.into_iter().filter(|(is_meant, _)| *is_meant) {
        let lead = minus(span.origin, origin)?.checked_add(span.empty.seconds())?;
        let end = if lead == Rational::from(0_u64) {
            span.shown
        } else {
            // A track that begins later is placed in ticks of the movie, so its end is one too, as in `tkhd` (§8.3.2).
            let ticks = span.shown.seconds().checked_add(lead)?.checked_mul(movie.time_scale.into())?.round();
            MediaDuration::new(ticks, u64::from(movie.time_scale))?
        };
        longest = longest.max(Some(end));
    }
    longest
}

fn span(movie: &Movie, track: &Track, by: Length) -> Option<Span> {
    if !track.has_samples() || track.times_unread || track.edits_unread {
        return None;
    }
    let media = MediaDuration::new(media_ticks(movie, track, by)?, u64::from(track.time_scale))?;
    // What `moov` holds begins at 0, and fragments only go on from there.
    let has_more = track.times.is_some_and(|times| times.count() > 0);
    let start = if has_more { 0 } else { track.fragments.start() };
    let origin = Rational::new(start, u64::from(track.time_scale))?;
    let zero = MediaDuration::from_seconds(0);
    let Some(edits) = &track.edits else {
        return Some(Span { shown: media, empty: zero, origin });
    };
    let presented = edits.present(media, track.first_composition(), movie.time_scale)?;
    // A track that presents nothing has no duration, however long its empty edits are.
    let empty = if presented.shown == zero { zero } else { presented.empty };
    Some(Span { shown: presented.shown, empty, origin })
}

/// How long the media of a track last, in its ticks.
fn media_ticks(movie: &Movie, track: &Track, by: Length) -> Option<u64> {
    let in_moov = match track.times {
        _ if track.doubt.is_some() => return None,
        _ if by == Length::Header => track.stated_duration.or_else(|| track.times?.ticks())?,
        Some(times) if times.count() > 0 => {
            ticks_in_moov(movie, track).filter(|&ticks| ticks > 0).or(track.stated_duration)?
        }
        Some(_) => 0,
        None => track.stated_duration?,
    };
    let in_fragments = if by == Length::Samples { track.fragments.times.ticks()? } else { track.fragments.ticks() };
    in_moov.checked_add(in_fragments)
}

/// What `mdhd` states, where `tkhd` and `mvhd` agree with it and the first or last of the durations, whose sum is
/// `ticks`, explains the difference.
fn outweighing_header(movie: &Movie, track: &Track, ticks: u64) -> Option<u64> {
    let stated = track.stated_duration.filter(|&stated| stated != ticks)?;
    if movie.is_fragmented() || track.edits.is_some() {
        return None;
    }
    let (media_scale, movie_scale) = (u64::from(track.time_scale), u64::from(movie.time_scale));
    let by_media = MediaDuration::new(stated, media_scale)?;
    let by_track = MediaDuration::new(track.header_duration?, movie_scale)?;
    if !is_same(movie, by_media, by_track) || !is_same(movie, movie.stated_duration?, longest_track_header(movie)?) {
        return None;
    }
    let period = MediaDuration::from(track.cadence.rate()?.recip()?);
    let period = period.seconds().checked_mul(media_scale.into())?.round();
    // A duration equal to all others, except for rounding to milliseconds, does not cast doubt on the table.
    let rounding = media_scale.div_ceil(1000);
    let odd = |delta: u32| (u64::from(delta).abs_diff(period) > rounding).then_some(u64::from(delta));
    let (first, last) = track.times?.ends()?;
    let (mut least, mut most) = (ticks, ticks);
    for delta in [odd(first), odd(last)].into_iter().flatten() {
        least = least.saturating_sub(delta.saturating_sub(period));
        most = most.saturating_add(period.saturating_sub(delta));
    }
    let is_explained =
        least < most && stated.saturating_add(rounding) >= least && stated <= most.saturating_add(rounding);
    is_explained.then_some(stated)
}

fn minus(left: Rational, right: Rational) -> Option<Rational> {
    let (ln, ld) = (u128::from(left.num()), u128::from(left.den()));
    let (rn, rd) = (u128::from(right.num()), u128::from(right.den()));
    Rational::from_wide(ln.checked_mul(rd)?.checked_sub(rn.checked_mul(ld)?)?, ld * rd)
}
