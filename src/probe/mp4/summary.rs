//! From boxes to facts: which tracks count, and what they amount to.

use super::super::notes::Notes;
use super::handler::Handler;
use super::matrix::Matrix;
use super::movie::Movie;
use super::presentation;
use super::track::Track;
use crate::model::VideoFacts;
use crate::model::{Fault, FaultKind, Rational};

/// Fills `video` with what `movie` says.
pub(super) fn summarize(movie: &Movie, video: &mut VideoFacts, notes: &mut Notes) {
    let of = |handler| movie.tracks.iter().filter(move |track| track.handler == Some(handler));
    // A track whose kind was not read may be of any kind, and so may one that was not reached.
    if !movie.broke_off && movie.tracks.iter().all(|track| track.handler.is_some()) {
        video.video_tracks = u32::try_from(of(Handler::Video).count()).ok();
        video.audio_tracks = u32::try_from(of(Handler::Audio).count()).ok();
    }
    if let Some(track) = video_track(movie) {
        describe_video(movie, track, video, notes);
    }
    notes.is_encrypted = movie.tracks.iter().any(|track| track.is_measured() && track.entry.is_encrypted);
    if let Some(track) = audio_track(movie) {
        video.audio_codec.clone_from(&track.entry.codec);
        video.audio_duration = presentation::of_track(movie, track).map(|span| span.shown);
    }
    let readings = presentation::of_movie(movie);
    video.duration = readings.tracks;
    video.container_duration = movie.stated_duration;
    video.streams_duration = readings.streams;
    video.duration_without_audio = readings.without_audio;
    video.other_durations = readings.others;
    // Fragments name their track by what `tkhd` states, and leave to `mvex` how long their samples last.
    let astray = movie.broke_off || movie.tracks.iter().any(|track| track.is_measured() && track.header_unread);
    if astray && movie.is_fragmented() {
        forget_what_goes_on(movie, video);
    } else if movie.broke_off {
        forget_unsettled(movie, video);
    }
}

/// Removes sums over all fragments if not all of them were read, and other facts that the missing ones may change.
pub(super) fn forget_what_goes_on(movie: &Movie, video: &mut VideoFacts) {
    forget_unsettled(movie, video);
    (video.duration, video.streams_duration, video.duration_without_audio) = (None, None, None);
    video.other_durations.clear();
    video.video_duration = None;
    video.audio_duration = None;
    (video.fps, video.nominal_fps) = (None, None);
    video.variable_frame_rate = None;
    (video.video_samples, video.described_samples) = (None, None);
}

/// Removes the facts of a track that may not be the one that counts: an earlier one may still have samples, and so may
/// one that was not reached.
fn forget_unsettled(movie: &Movie, video: &mut VideoFacts) {
    let settled = |handler, is_first_choice: &dyn Fn(&Track) -> bool| {
        let mut of = movie.tracks.iter().filter(|track| track.handler == Some(handler));
        of.next().is_some_and(is_first_choice) || (of.next().is_none() && !movie.broke_off)
    };
    if !settled(Handler::Video, &|track| is_first_choice(movie, track)) {
        (video.width, video.height) = (None, None);
        (video.entry_width, video.entry_height) = (None, None);
        (video.display_width, video.display_height) = (None, None);
        (video.rotation, video.pixel_aspect, video.video_codec) = (None, None, None);
    }
    if !settled(Handler::Audio, &|track| is_first_choice(movie, track)) {
        video.audio_codec = None;
    }
}

/// Whether no track can count more.
fn is_first_choice(movie: &Movie, track: &Track) -> bool {
    rank(movie, track) == (true, true, true, true)
}

/// The video track that counts: the first of those that have samples, are moving, and are enabled, as far as any is.
fn video_track(movie: &Movie) -> Option<&Track> {
    let tracks = movie.tracks.iter().filter(|track| track.handler == Some(Handler::Video));
    // Of several that are alike, the last is the greatest; the first shall be.
    tracks.rev().max_by_key(|track| rank(movie, track))
}

/// The audio track that counts: the first of those that have samples and are enabled, as far as any is.
fn audio_track(movie: &Movie) -> Option<&Track> {
    let tracks = movie.tracks.iter().filter(|track| track.handler == Some(Handler::Audio));
    tracks.rev().max_by_key(|track| rank(movie, track))
}

/// What makes a track count more than another (ISO/IEC 14496-12 §8.3.2 for enabled ones).
fn rank(movie: &Movie, track: &Track) -> (bool, bool, bool, bool) {
    (track.has_samples(), !is_still(movie, track), !track.lacks_data(), track.is_enabled)
}

/// Whether a track is a cover or a thumbnail, which is one sample coded as still pictures are or beside a video that moves,
/// or holds the pictures of another's chapters.
fn is_still(movie: &Movie, track: &Track) -> bool {
    let codec = track.entry.codec.as_ref().map(|codec| codec.name());
    let is_of_images = matches!(codec, Some("mjpeg" | "png" | "gif" | "tiff" | "jpeg2000"));
    let moves = |other: &Track| other.handler == Some(Handler::Video) && other.samples() > Some(1);
    let is_cover = track.samples() == Some(1) && (is_of_images || movie.tracks.iter().any(moves));
    is_cover || movie.tracks.iter().any(|other| other.chapters.contains(&track.id))
}

fn describe_video(movie: &Movie, track: &Track, video: &mut VideoFacts, notes: &mut Notes) {
    let matrix = track.matrix().zip(movie.matrix()).map(|(track, movie)| track.then(movie));
    video.rotation = matrix.and_then(Matrix::rotation);
    if matrix.is_some() && video.rotation.is_none() {
        notes.fault(Fault::new(FaultKind::Unsupported, 0, "a display matrix that is not a multiple of 90 degrees"));
    }
    video.video_codec.clone_from(&track.entry.codec);
    video.pixel_aspect = track.entry.codec.as_ref().and_then(|_| pixel_aspect(track, matrix));
    // Real files have entries of size 0 (sannies/mp4parser, its h264-sample): the header's size is left.
    let stated = track.entry.size.or(track.header_size);
    if let Some((width, height)) = track.entry.coded.or(stated.filter(|_| !track.entry.is_unread)) {
        if let Some((entry_width, entry_height)) = track.entry.size.filter(|&size| size != (width, height)) {
            video.entry_width = Some(entry_width);
            video.entry_height = Some(entry_height);
        }
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
    video.video_samples = if track.lacks_data() { Some(0) } else { track.samples().filter(|_| !track.data_unread) };
    video.described_samples = track.samples().filter(|&samples| samples > 0 && track.lacks_data());
    video.video_duration = presentation::of_track(movie, track).map(|span| span.shown);
    video.fps = frame_rate(movie, track);
    video.nominal_fps = nominal_rate(track);
    video.variable_frame_rate = variable(track);
}

/// What one pixel's shape is: by `pasp`; else by a matrix that stretches; else by the size that `tkhd` wants the
/// coded picture scaled to (§8.3.2.3). `None` where that is left to a header that was not read. A `clap` crops what is
/// shown, and changes no size here.
fn pixel_aspect(track: &Track, matrix: Option<Matrix>) -> Option<Rational> {
    let scaled = || {
        let ((width, height), (across, down)) = track.entry.size.zip(track.header_size)?;
        Rational::new(u64::from(across) * u64::from(height), u64::from(down) * u64::from(width))
    };
    let of_headers = || matrix.map(|matrix| matrix.stretch().or_else(scaled).unwrap_or(1_u32.into()));
    track.entry.pixel_aspect.or_else(|| of_headers().filter(|_| !track.entry.is_unread))
}

/// Samples over the time they take; `None` where that, or the scale of it, was not read.
fn frame_rate(movie: &Movie, track: &Track) -> Option<Rational> {
    let (count, ticks) = match (track.times, track.fragments.times.count()) {
        (Some(times), 0) => (times.count(), presentation::ticks_in_moov(movie, track)?),
        (Some(times), more) => {
            (times.count().saturating_add(more), times.ticks()?.checked_add(track.fragments.times.ticks()?)?)
        }
        (None, 0) if !track.times_unread => (track.sample_count?, track.stated_duration?),
        // Fragments of a track whose `stts` did not read: some of its samples are not accounted for.
        (None, _) => return None,
    };
    if count == 0 || track.time_scale == 0 {
        return None;
    }
    Rational::from_wide(u128::from(count) * u128::from(track.time_scale), u128::from(ticks))
}

/// The constant rate, if there is one; undetermined where the table of durations was not read.
fn nominal_rate(track: &Track) -> Option<Rational> {
    track.times?;
    track.cadence.rate()
}

/// Whether frame durations vary; undetermined where there are none, or their table was not read.
fn variable(track: &Track) -> Option<bool> {
    let times = track.times?;
    if track.cadence.rate().is_some() {
        return Some(false);
    }
    match (times.count(), track.fragments.times.count()) {
        (0, 0) => None,
        (0, _) => Some(track.fragments.times.is_variable()),
        (_, 0) => Some(times.is_variable()),
        (_, _) => Some(times.followed_by(track.fragments.times).is_variable()),
    }
}
