//! From boxes to facts: which tracks count, and what they amount to.

use super::super::notes::Notes;
use super::matrix::Matrix;
use super::movie::Movie;
use super::track::{Handler, Track};
use crate::facts::VideoFacts;
use crate::{Fault, FaultKind, MediaDuration, Rational};

/// Fills `video` with what `movie` says.
pub(super) fn summarize(movie: &Movie, video: &mut VideoFacts, notes: &mut Notes) {
    let of = |handler| movie.tracks.iter().filter(move |track| track.handler == handler);
    video.video_tracks = u32::try_from(of(Handler::Video).count()).ok();
    video.audio_tracks = u32::try_from(of(Handler::Sound).count()).ok();
    if let Some(track) = picture_track(movie) {
        picture(movie, track, video, notes);
    }
    let sound = of(Handler::Sound).find(|track| track.has_samples()).or_else(|| of(Handler::Sound).next());
    if let Some(track) = sound {
        video.audio_codec.clone_from(&track.entry.codec);
        video.audio_duration = presentation(movie, track).map(|span| span.shown);
    }
    video.duration = whole(movie);
}

/// Takes back what is summed over all fragments, where not all of them were read.
pub(super) fn forget_sums(video: &mut VideoFacts) {
    video.duration = None;
    video.video_duration = None;
    video.audio_duration = None;
    video.fps = None;
    video.variable_frame_rate = None;
    video.video_samples = None;
}

/// The first picture track with samples that is no attached still; else the first with samples; else the first.
fn picture_track(movie: &Movie) -> Option<&Track> {
    let pictures = || movie.tracks.iter().filter(|track| track.handler == Handler::Video);
    let moving = |track: &&Track| track.has_samples() && !is_still(track);
    let with_samples = |track: &&Track| track.has_samples();
    pictures().find(moving).or_else(|| pictures().find(with_samples)).or_else(|| pictures().next())
}

/// Whether a track is a cover or a thumbnail: one sample, coded as still pictures are.
fn is_still(track: &Track) -> bool {
    let still = matches!(track.entry.codec.as_ref().map(|codec| codec.name()), Some("mjpeg" | "png" | "gif" | "tiff"));
    still && track.samples() == Some(1)
}

fn picture(movie: &Movie, track: &Track, video: &mut VideoFacts, notes: &mut Notes) {
    let matrix = track.matrix.then(movie.matrix);
    video.rotation = matrix.rotation();
    if video.rotation.is_none() {
        notes.faults.push(Fault::new(FaultKind::Unsupported, 0, "a display matrix that is no quarter turn"));
    }
    video.video_codec.clone_from(&track.entry.codec);
    video.pixel_aspect = track.entry.codec.as_ref().map(|_| pixel_aspect(track, matrix));
    // An entry of size 0 stands in real files (sannies/mp4parser, its h264-sample): the header's size is left.
    if let Some((width, height)) = track.entry.size.or(track.header_size) {
        video.width = Some(width);
        video.height = Some(height);
        let across = video.pixel_aspect.and_then(|aspect| aspect.checked_mul(width.into()));
        let across = across.and_then(|across| u32::try_from(across.round()).ok());
        if let Some((across, degrees)) = across.zip(video.rotation) {
            let (width, height) = if degrees % 180 == 90 { (height, across) } else { (across, height) };
            video.display_width = Some(width);
            video.display_height = Some(height);
        }
    }
    video.video_samples = track.samples();
    video.video_duration = presentation(movie, track).map(|span| span.shown);
    video.fps = frame_rate(track);
    video.variable_frame_rate = variable(track);
}

/// What one pixel's shape is: by `pasp`; else by a matrix that stretches; else by the size that `tkhd` wants the
/// coded picture scaled to (§8.3.2.3). A `clap` crops what is shown, and changes no size here.
fn pixel_aspect(track: &Track, matrix: Matrix) -> Rational {
    let scaled = || {
        let ((width, height), (across, down)) = track.entry.size.zip(track.header_size)?;
        Rational::new(u64::from(across) * u64::from(height), u64::from(down) * u64::from(width))
    };
    track.entry.pixel_aspect.or_else(|| matrix.stretch()).or_else(scaled).unwrap_or(1_u32.into())
}

/// Samples over the time they take.
fn frame_rate(track: &Track) -> Option<Rational> {
    let (count, ticks) = match (track.times, track.fragments.times.count()) {
        (Some(times), 0) => (times.count(), times.ticks()?),
        (Some(times), more) => {
            (times.count().saturating_add(more), times.ticks()?.checked_add(track.fragments.times.ticks()?)?)
        }
        (None, 0) => (track.sample_count?, track.stated_duration?),
        // Fragments of a track whose `stts` did not read: some of its samples are not accounted for.
        (None, _) => return None,
    };
    if count == 0 {
        return None;
    }
    Rational::from_wide(u128::from(count) * u128::from(track.time_scale), u128::from(ticks))
}

/// Whether frames last differently; undetermined where there are none, or their table did not read.
fn variable(track: &Track) -> Option<bool> {
    let times = track.times?;
    match (times.count(), track.fragments.times.count()) {
        (0, 0) => None,
        (0, _) => Some(track.fragments.times.is_variable()),
        (_, 0) => Some(times.is_variable()),
        (_, _) => Some(times.followed_by(track.fragments.times).is_variable()),
    }
}

/// When a track is presented.
struct Span {
    /// How long it shows or sounds.
    shown: MediaDuration,
    /// How long its edit list leaves empty.
    empty: MediaDuration,
    /// When its first fragment begins.
    origin: Rational,
}

/// A track's presentation (ISO/IEC 14496-12 §8.6.5): its media, or what the edit list makes of them.
fn presentation(movie: &Movie, track: &Track) -> Option<Span> {
    if !track.has_samples() || track.edits_unread {
        return None;
    }
    let media = MediaDuration::new(media_ticks(track)?, u64::from(track.time_scale))?;
    let origin = Rational::new(track.fragments.start(), u64::from(track.time_scale))?;
    let Some(edits) = &track.edits else {
        return Some(Span { shown: media, empty: MediaDuration::from_seconds(0), origin });
    };
    let presented = edits.present(media, track.first_composition(), movie.time_scale)?;
    Some(Span { shown: presented.shown, empty: presented.empty, origin })
}

/// How long the media of a track last, in its ticks.
fn media_ticks(track: &Track) -> Option<u64> {
    let in_moov = match track.times {
        Some(times) if times.count() > 0 => times.ticks().filter(|&ticks| ticks > 0).or(track.stated_duration)?,
        Some(_) => 0,
        None => track.stated_duration?,
    };
    in_moov.checked_add(track.fragments.ticks())
}

/// The movie: from its first track's start to its last track's end.
fn whole(movie: &Movie) -> Option<MediaDuration> {
    let measured = movie.tracks.iter().filter(|track| track.handler != Handler::Other && track.has_samples());
    let spans: Vec<Span> = measured.map(|track| presentation(movie, track)).collect::<Option<_>>()?;
    // Only the time line of fragments has an origin of its own: an empty edit is part of the presentation.
    let origin = spans.iter().map(|span| span.origin).min()?;
    let mut longest: Option<MediaDuration> = None;
    for span in spans {
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

fn minus(left: Rational, right: Rational) -> Option<Rational> {
    let (ln, ld) = (u128::from(left.num()), u128::from(left.den()));
    let (rn, rd) = (u128::from(right.num()), u128::from(right.den()));
    Rational::from_wide(ln.checked_mul(rd)?.checked_sub(rn.checked_mul(ld)?)?, ld * rd)
}
