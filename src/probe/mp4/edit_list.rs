//! `elst`: ISO/IEC 14496-12 §8.6.6.

use super::super::reader::Reader;
use super::boxes::BoxAt;
use crate::model::{Fault, FaultKind, MediaDuration, Rational};

/// How many edits are held for a track.
const MAX_EDITS: usize = 1024;

/// A track's edits, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct EditList {
    edits: Vec<Edit>,
}

/// One edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    /// How long it is presented, in ticks of the movie.
    segment: u64,
    /// Where in the media it begins, in ticks of the media; `None` for an empty edit, which presents nothing.
    media_time: Option<u64>,
    /// Whether the media plays at its own pace.
    plain_rate: bool,
}

/// What an edit list makes of a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Presentation {
    /// How long media are presented.
    pub(super) shown: MediaDuration,
    /// How long nothing is, before, between and after.
    pub(super) empty: MediaDuration,
}

/// Reads `elst`; `None` if it has no entry. A list of nothing but empty edits presents nothing.
pub(super) fn read(reader: &mut Reader<'_>, elst: &BoxAt) -> Result<Option<EditList>, Fault> {
    let [version, _, _, _, c0, c1, c2, c3] = elst.needed(reader, 0)?;
    let long = version == 1;
    let entry_len = if long { 20_u64 } else { 12 };
    // Real files have counts beyond the box's end; the entries that fit are used.
    let fits = elst.body_len().saturating_sub(8) / entry_len;
    let count = u64::from(u32::from_be_bytes([c0, c1, c2, c3])).min(fits);
    let mut list = EditList::default();
    for index in 0..count {
        if list.edits.len() >= MAX_EDITS {
            return Err(Fault::new(FaultKind::Budget, elst.start, format!("more than {MAX_EDITS} edits of a track")));
        }
        let at = 8 + index * entry_len;
        let (segment, media_time, rate) = if long {
            let time = i64::from_be_bytes(elst.needed(reader, at + 8)?);
            (u64::from_be_bytes(elst.needed(reader, at)?), time, elst.needed::<4>(reader, at + 16)?)
        } else {
            let time = i64::from(i32::from_be_bytes(elst.needed(reader, at + 4)?));
            (u64::from(u32::from_be_bytes(elst.needed(reader, at)?)), time, elst.needed::<4>(reader, at + 8)?)
        };
        let media_time = u64::try_from(media_time).ok();
        list.edits.push(Edit { segment, media_time, plain_rate: u32::from_be_bytes(rate) == 1 << 16 });
    }
    Ok(Some(list).filter(|list| !list.edits.is_empty()))
}

impl EditList {
    /// How long the track is presented whose media last `media`, in a movie of `movie_scale` ticks a second.
    /// `None` if the numbers do not fit or the scale is missing.
    ///
    /// Edits count from composition times, so media whose pictures are reordered begin at `first_composition`, not at 0.
    pub(super) fn present(
        &self,
        media: MediaDuration,
        first_composition: i64,
        movie_scale: u32,
    ) -> Option<Presentation> {
        let mut shown = Rational::from(0_u64);
        let mut exact = Some(0_u64);
        let mut empty = Rational::from(0_u64);
        for edit in &self.edits {
            let segment = Rational::new(edit.segment, u64::from(movie_scale));
            let Some(media_time) = edit.media_time else {
                empty = empty.checked_add(segment?)?;
                continue;
            };
            let end = media.ticks().saturating_add_signed(first_composition);
            let left = end.saturating_sub(media_time).min(media.ticks());
            match edit.length(left, media, movie_scale) {
                Some(ticks) => {
                    shown = shown.checked_add(Rational::new(ticks, media.time_scale())?)?;
                    exact = exact.and_then(|sum| sum.checked_add(ticks));
                }
                None => {
                    shown = shown.checked_add(segment?)?;
                    exact = None;
                }
            }
        }
        let shown = match exact {
            Some(ticks) => MediaDuration::new(ticks, media.time_scale())?,
            None => in_ticks_of(shown, movie_scale),
        };
        Some(Presentation { shown, empty: in_ticks_of(empty, movie_scale) })
    }
}

impl Edit {
    /// The edit's length in ticks of the media where those say it best, of `media` in all, with `left` from its start on:
    ///
    /// * an edit of length 0 is the whole rest: files of fragments state it so before they know better (§8.6.6.1);
    /// * an edit that is the rest, or the whole media, but for the rounding to the movie's scale, means just that;
    /// * an edit longer than the media presents no more than the media.
    fn length(&self, left: u64, media: MediaDuration, movie_scale: u32) -> Option<u64> {
        if self.segment == 0 || left == 0 {
            return Some(left);
        }
        let (media_scale, movie_scale) = (u128::from(media.time_scale()), u128::from(movie_scale));
        let stated = u128::from(self.segment) * media_scale;
        // A tick of the movie's scale, and a millisecond at most: with 600 ticks a second, real files leave out the last
        // tick on purpose (photoprism/photoprism, its quicktime-hvc1).
        let rounding = media_scale.min(media_scale * movie_scale / 1000);
        if stated.abs_diff(u128::from(left) * movie_scale) <= rounding {
            Some(left)
        } else if self.plain_rate && stated + rounding >= u128::from(media.ticks()) * movie_scale {
            Some(media.ticks())
        } else {
            None
        }
    }
}

/// `seconds` in ticks of `scale` if it is whole there, else in lowest terms.
fn in_ticks_of(seconds: Rational, scale: u32) -> MediaDuration {
    let factor = u64::from(scale) / seconds.den();
    let whole = u64::from(scale).is_multiple_of(seconds.den());
    match seconds.num().checked_mul(factor).filter(|_| whole) {
        Some(ticks) => MediaDuration::new(ticks, u64::from(scale)).unwrap_or_else(|| seconds.into()),
        None => seconds.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn present(edits: &[(u64, Option<u64>)], media: (u64, u64), movie_scale: u32) -> Presentation {
        let edit = |&(segment, media_time): &(u64, Option<u64>)| Edit { segment, media_time, plain_rate: true };
        let list = EditList { edits: edits.iter().map(edit).collect() };
        list.present(MediaDuration::new(media.0, media.1).unwrap(), 0, movie_scale).unwrap()
    }

    #[test]
    fn an_edit_that_is_the_rest_but_for_rounding_is_the_rest() {
        let rounded = present(&[(5005, Some(0))], (150_150, 30_000), 1000).shown;
        assert_eq!((rounded.ticks(), rounded.time_scale()), (150_150, 30_000));
        let primed = present(&[(1000, Some(1024))], (45_145, 44_100), 1000).shown;
        assert_eq!((primed.ticks(), primed.time_scale()), (44_121, 44_100));
    }

    #[test]
    fn a_part_is_as_long_as_its_edit() {
        let part = present(&[(2000, Some(512)), (1000, Some(512))], (150_150, 30_000), 1000).shown;
        assert_eq!((part.ticks(), part.time_scale()), (3000, 1000));
    }

    #[test]
    fn a_trim_of_one_coarse_tick_is_a_trim() {
        assert_eq!(present(&[(179, Some(0))], (180, 600), 600).shown, MediaDuration::new(179, 600).unwrap());
    }

    #[test]
    fn an_empty_edit_shows_nothing_and_takes_time() {
        let late = present(&[(250, None), (0, Some(0))], (90_000, 90_000), 1000);
        assert_eq!((late.shown, late.empty), (MediaDuration::from_seconds(1), MediaDuration::new(1, 4).unwrap()));
    }

    #[test]
    fn an_edit_beyond_the_media_shows_what_there_is() {
        assert_eq!(present(&[(9000, Some(0))], (5, 1), 1000).shown, MediaDuration::from_seconds(5));
        assert_eq!(present(&[(9000, Some(70))], (5, 1), 1000).shown, MediaDuration::from_seconds(0));
    }
}
