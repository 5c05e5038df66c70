//! How long a movie and its tracks are presented.

use super::edit_list::EditList;
use super::movie::Movie;
use super::track::Track;
use crate::model::{MediaDuration, Rational};

/// The movie's presentation: what `mvhd` states where the tracks bear it out, else what the tracks come to.
///
/// `mvhd` states the longest track's duration, edit lists applied (ISO/IEC 14496-12 §8.2.2.3), and is what players and
/// services read. Writers differ in what they count into it: the priming that an edit list hides (photoprism/photoprism,
/// its Live Photos), a leading empty edit or not (androidx/media, its B-frame samples), each edit rounded up, tracks of
/// text. So it is believed if it lies between the shortest and the longest of these readings. It is never believed of a
/// movie in fragments, whose header was written before they were. `None` where a box that may decide was not read.
pub(super) fn of_movie(movie: &Movie) -> Option<MediaDuration> {
    let tracks = of_tracks(movie);
    let is_unread = |track: &Track| track.is_measured() && (track.times_unread || track.edits_unread);
    if movie.broke_off || movie.tracks.iter().any(is_unread) {
        return None;
    }
    if movie.is_fragmented() {
        return tracks;
    }
    if movie.header_unread {
        return None;
    }
    let Some(stated) = movie.stated_duration else { return tracks };
    // Ticks of a track are finer than the movie's as a rule: up to the rounding, they are the same statement.
    let rounding = Rational::new(1, u64::from(movie.time_scale))?.max(Rational::new(1, 1000)?);
    if tracks.is_some_and(|tracks| is_within(stated.seconds(), tracks.seconds(), tracks.seconds(), rounding)) {
        return tracks;
    }
    let with_samples = movie.tracks.iter().filter(|track| track.has_samples());
    let readings = with_samples.filter_map(|track| readings(movie, track, rounding));
    let longest = readings.reduce(|(a, b), (c, d)| (a.max(c), b.max(d)));
    match longest {
        Some((least, most)) if is_within(stated.seconds(), least, most, rounding) => Some(stated),
        _ => tracks,
    }
}

/// The shortest and the longest that a track may be said to last, in seconds, where each edit is rounded up by
/// `rounding`. A track of neither picture nor sound need not count at all.
fn readings(movie: &Movie, track: &Track, rounding: Rational) -> Option<(Rational, Rational)> {
    let media = Rational::new(media_ticks(track)?, u64::from(track.time_scale))?;
    if !track.is_measured() {
        return Some((Rational::from(0_u64), media));
    }
    let span = of_track(movie, track)?;
    let shown = span.shown.seconds();
    let to_last_picture = end_of_last_picture(track, media).unwrap_or(media);
    let edits = track.edits.as_ref().map_or(0, EditList::count);
    let most = shown.max(to_last_picture).checked_add(span.empty.seconds())?;
    Some((shown.min(media), most.checked_add(rounding.checked_mul(edits.into())?)?))
}

/// What `mdhd` states of media whose samples come to `media`, where that is a little more: ffmpeg counts to the end of the
/// last picture shown, which reordering puts behind the last one decoded where a copy ends within a group of pictures.
fn end_of_last_picture(track: &Track, media: Rational) -> Option<Rational> {
    let stated = Rational::new(track.stated_duration?, u64::from(track.time_scale))?;
    (stated >= media && stated <= media.checked_add(Rational::new(1, 2)?)?).then_some(stated)
}

/// Whether `value` lies between `least` and `most`, give or take `rounding`.
fn is_within(value: Rational, least: Rational, most: Rational, rounding: Rational) -> bool {
    let reaches = value.checked_add(rounding).is_some_and(|value| value >= least);
    reaches && most.checked_add(rounding).is_some_and(|most| value <= most)
}

/// When a track is presented.
pub(super) struct Span {
    /// How long it shows or sounds.
    pub(super) shown: MediaDuration,
    /// How long its edit list leaves empty.
    empty: MediaDuration,
    /// When its first sample begins.
    origin: Rational,
}

/// A track's presentation (ISO/IEC 14496-12 §8.6.5): its media, or what the edit list makes of them.
pub(super) fn of_track(movie: &Movie, track: &Track) -> Option<Span> {
    if !track.has_samples() || track.times_unread || track.edits_unread {
        return None;
    }
    let media = MediaDuration::new(media_ticks(track)?, u64::from(track.time_scale))?;
    // What `moov` holds begins at 0, and fragments only go on from there.
    let has_more = track.times.is_some_and(|times| times.count() > 0);
    let start = if has_more { 0 } else { track.fragments.start() };
    let origin = Rational::new(start, u64::from(track.time_scale))?;
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

/// From the first track's start to the last track's end, edit lists applied.
fn of_tracks(movie: &Movie) -> Option<MediaDuration> {
    let measured = movie.tracks.iter().filter(|track| track.is_measured() && track.has_samples());
    let spans: Vec<Span> = measured.map(|track| of_track(movie, track)).collect::<Option<_>>()?;
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
