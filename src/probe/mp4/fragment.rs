//! `moof`: ISO/IEC 14496-12 §8.8. What fragments last is summed sample by sample; no header's total is believed.

use super::super::reader::{Reader, as_u64};
use super::boxes::{BoxAt, Walk};
use super::cadence::Cadence;
use super::ending::Ending;
use super::movie::Movie;
use super::sample_times::SampleTimes;
use crate::model::Fault;

/// How many of a run's entries are read at once.
const ENTRIES_AT_ONCE: u64 = 1024;

/// What the movie fragments hold of one track.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fragments {
    /// The samples of all runs.
    pub(super) times: SampleTimes,
    /// Decode time of the first fragment (`tfdt`, or 0).
    start: Option<u64>,
    /// Where the next sample begins, on the time line that `tfdt` states.
    next: u64,
    /// Where the last sample ends there.
    end: u64,
    /// Composition offset of the first sample, if its run has offsets.
    pub(super) first_composition: Option<i64>,
}

impl Fragments {
    /// When the first sample is decoded, on a time line that other tracks share.
    pub(super) fn start(&self) -> u64 {
        self.start.unwrap_or(0)
    }

    /// How long the fragments last: from the first sample's start to the last one's end. Where they leave gaps the
    /// last frame before stays; where one comes twice it is still presented once.
    pub(super) fn ticks(&self) -> u64 {
        self.end.saturating_sub(self.start())
    }
}

/// `tfhd` (§8.8.7): whose fragment it is, and what its runs leave unsaid.
struct Header {
    track: u32,
    /// Where data offsets count from.
    base: u64,
    duration: u32,
    size: u32,
}

/// Adds the runs of `moof` to the tracks of `movie`.
pub(super) fn read(reader: &mut Reader<'_>, moof: &BoxAt, movie: &mut Movie, ending: &mut Ending) -> Result<(), Fault> {
    let mut walk = Walk::within(moof, 0);
    while let Some(child) = walk.next(reader)? {
        if &child.kind == b"traf" {
            traf(reader, moof, &child, movie, ending)?;
        }
    }
    Ok(())
}

fn traf(
    reader: &mut Reader<'_>,
    moof: &BoxAt,
    traf: &BoxAt,
    movie: &mut Movie,
    ending: &mut Ending,
) -> Result<(), Fault> {
    let mut header = None;
    let mut walk = Walk::within(traf, 0);
    while let Some(child) = walk.next(reader)? {
        match (&child.kind, &header) {
            (b"tfhd", None) => header = Some(tfhd(reader, &child, moof, movie)?),
            (b"tfdt", Some(Header { track, .. })) => {
                let time = decode_time(reader, &child)?;
                if let Some(track) = movie.track_mut(*track) {
                    let fragments = &mut track.fragments;
                    fragments.start.get_or_insert(time);
                    fragments.next = time;
                }
            }
            (b"trun", Some(header)) => {
                let Some(track) = movie.track_mut(header.track) else { continue };
                let ticks_before = track.fragments.times.ticks().unwrap_or(u64::MAX);
                let fragments = &mut track.fragments;
                let read = trun(reader, &child, header, fragments, &mut track.cadence, ending);
                let added = fragments.times.ticks().unwrap_or(u64::MAX).saturating_sub(ticks_before);
                fragments.start.get_or_insert(0);
                fragments.next = fragments.next.saturating_add(added);
                fragments.end = fragments.end.max(fragments.next);
                read?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn tfhd(reader: &mut Reader<'_>, tfhd: &BoxAt, moof: &BoxAt, movie: &Movie) -> Result<Header, Fault> {
    let [_, f1, f2, f3, t0, t1, t2, t3] = tfhd.needed(reader, 0)?;
    let flags = u32::from_be_bytes([0, f1, f2, f3]);
    let track = u32::from_be_bytes([t0, t1, t2, t3]);
    let mut header = Header { track, base: moof.start, duration: movie.default_duration(track), size: 0 };
    let mut at = 8;
    if flags & 0x01 != 0 {
        header.base = u64::from_be_bytes(tfhd.needed(reader, at)?);
        at += 8;
    }
    if flags & 0x02 != 0 {
        at += 4;
    }
    if flags & 0x08 != 0 {
        header.duration = u32::from_be_bytes(tfhd.needed(reader, at)?);
        at += 4;
    }
    if flags & 0x10 != 0 {
        header.size = u32::from_be_bytes(tfhd.needed(reader, at)?);
    }
    Ok(header)
}

/// `tfdt` (§8.8.12): in 64 bits from version 1 on.
fn decode_time(reader: &mut Reader<'_>, tfdt: &BoxAt) -> Result<u64, Fault> {
    Ok(match tfdt.needed::<1>(reader, 0)? {
        [0] => u64::from(u32::from_be_bytes(tfdt.needed(reader, 4)?)),
        _ => u64::from_be_bytes(tfdt.needed(reader, 4)?),
    })
}

/// `trun` (§8.8.8).
fn trun(
    reader: &mut Reader<'_>,
    trun: &BoxAt,
    header: &Header,
    fragments: &mut Fragments,
    cadence: &mut Cadence,
    ending: &mut Ending,
) -> Result<(), Fault> {
    let [_, f1, f2, f3, c0, c1, c2, c3] = trun.needed(reader, 0)?;
    let flags = u32::from_be_bytes([0, f1, f2, f3]);
    let count = u64::from(u32::from_be_bytes([c0, c1, c2, c3]));
    let mut at: u64 = 8;
    if flags & 0x01 != 0 {
        let offset = i64::from(i32::from_be_bytes(trun.needed(reader, at)?));
        let size = if flags & 0x200 == 0 { u64::from(header.size).saturating_mul(count) } else { 0 };
        if count > 0 {
            ending.needs(header.base.saturating_add_signed(offset).saturating_add(size));
        }
        at += 4;
    }
    if flags & 0x04 != 0 {
        at += 4;
    }
    // Duration first, then size, flags and composition offset.
    let entry = 4 * u64::from((flags & 0xF00).count_ones());
    if fragments.times.count() == 0 && flags & 0x800 != 0 && entry > 0 {
        let offset = trun.field(reader, at + entry - 4)?;
        fragments.first_composition = offset.map(|offset| i64::from(i32::from_be_bytes(offset)));
    }
    let times = &mut fragments.times;
    if flags & 0x100 == 0 {
        times.add(count, header.duration);
        cadence.add(count, header.duration);
        return Ok(());
    }
    let fits = trun.body_len().saturating_sub(at) / entry.max(1);
    let mut left = count.min(fits);
    while left > 0 {
        let now = left.min(ENTRIES_AT_ONCE);
        let len = usize::try_from(now * entry).unwrap_or(usize::MAX);
        reader.count_element(trun.body.saturating_add(at))?;
        let entries = reader.exact(trun.body.saturating_add(at), len)?;
        for entry in entries.chunks_exact(usize::try_from(entry).unwrap_or(4).max(4)) {
            let duration = entry.first_chunk().map_or(0, |duration| u32::from_be_bytes(*duration));
            times.add(1, duration);
            cadence.add(1, duration);
        }
        at += as_u64(len);
        left -= now;
    }
    if count > fits {
        return Err(trun.malformed("counts more samples than it holds"));
    }
    Ok(())
}
