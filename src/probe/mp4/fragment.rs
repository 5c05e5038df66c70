//! `moof`: ISO/IEC 14496-12 §8.8. What fragments last is summed sample by sample; no header's total is believed.

use super::super::reader::Reader;
use super::boxes::{BoxAt, Walk};
use super::cadence::Cadence;
use super::ending::Ending;
use super::fragments::Fragments;
use super::movie::{Defaults, Movie};
use super::table::Entries;
use crate::model::Fault;

/// `tfhd` (§8.8.7): whose fragment it is, and what its runs leave unsaid.
struct Header {
    track: u32,
    /// Where data offsets count from.
    base: u64,
    description: u32,
    duration: u32,
    size: u32,
}

/// Adds the runs of `moof` to the tracks of `movie`.
pub(super) fn read(reader: &mut Reader<'_>, moof: &BoxAt, movie: &mut Movie, ending: &mut Ending) -> Result<(), Fault> {
    // The first track fragment counts from the `moof`, each later one from the end of the data before it (§8.8.7.1).
    let mut base = moof.start;
    let mut walk = Walk::within(moof, 0);
    while let Some(child) = walk.next(reader)? {
        if &child.kind == b"traf" {
            base = traf(reader, moof, &child, base, movie, ending)?;
        }
    }
    Ok(())
}

fn traf(
    reader: &mut Reader<'_>,
    moof: &BoxAt,
    traf: &BoxAt,
    base: u64,
    movie: &mut Movie,
    ending: &mut Ending,
) -> Result<u64, Fault> {
    let mut header = None;
    let mut next = base;
    let mut walk = Walk::within(traf, 0);
    while let Some(child) = walk.next(reader)? {
        match (&child.kind, &header) {
            (b"tfhd", None) => {
                let found = tfhd(reader, &child, moof, base, movie)?;
                next = found.base;
                header = Some(found);
            }
            (b"tfdt", Some(Header { track, .. })) => {
                let time = decode_time(reader, &child)?;
                if let Some(track) = movie.track_mut(*track) {
                    let fragments = &mut track.fragments;
                    fragments.start.get_or_insert(time);
                    fragments.next = time;
                }
            }
            (b"trun", Some(header)) => {
                let Some(track) = movie.track_mut(header.track) else {
                    return Err(traf.malformed("belongs to a track that does not exist"));
                };
                track.descriptions.add(header.description);
                let ticks_before = track.fragments.times.ticks().unwrap_or(u64::MAX);
                let fragments = &mut track.fragments;
                let read = trun(reader, &child, header, &mut next, fragments, &mut track.cadence);
                ending.has_samples(next);
                let added = fragments.times.ticks().unwrap_or(u64::MAX).saturating_sub(ticks_before);
                fragments.start.get_or_insert(0);
                fragments.next = fragments.next.saturating_add(added);
                fragments.end = fragments.end.max(fragments.next);
                read?;
            }
            // §8.8.7: exactly one header, before everything that it gives a meaning.
            (b"tfhd" | b"tfdt" | b"trun", _) => return Err(child.malformed("is out of order")),
            _ => {}
        }
    }
    Ok(next)
}

fn tfhd(reader: &mut Reader<'_>, tfhd: &BoxAt, moof: &BoxAt, base: u64, movie: &Movie) -> Result<Header, Fault> {
    let [_, f1, f2, f3, t0, t1, t2, t3] = tfhd.needed(reader, 0)?;
    let flags = u32::from_be_bytes([0, f1, f2, f3]);
    let track = u32::from_be_bytes([t0, t1, t2, t3]);
    let defaults = movie.defaults(track);
    // `default-base-is-moof`.
    let base = if flags & 0x02_0000 != 0 { moof.start } else { base };
    let Defaults { description, duration, size, .. } = defaults;
    let mut header = Header { track, base, description, duration, size };
    let mut at = 8;
    if flags & 0x01 != 0 {
        header.base = u64::from_be_bytes(tfhd.needed(reader, at)?);
        at += 8;
    }
    if flags & 0x02 != 0 {
        header.description = u32::from_be_bytes(tfhd.needed(reader, at)?);
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

/// `trun` (§8.8.8). Its data begin at `next` unless it states an offset, and leave `next` at their end.
fn trun(
    reader: &mut Reader<'_>,
    trun: &BoxAt,
    header: &Header,
    next: &mut u64,
    fragments: &mut Fragments,
    cadence: &mut Cadence,
) -> Result<(), Fault> {
    let [_, f1, f2, f3, c0, c1, c2, c3] = trun.needed(reader, 0)?;
    let flags = u32::from_be_bytes([0, f1, f2, f3]);
    let count = u64::from(u32::from_be_bytes([c0, c1, c2, c3]));
    let mut at: u64 = 8;
    if flags & 0x01 != 0 {
        let offset = i64::from(i32::from_be_bytes(trun.needed(reader, at)?));
        *next = header.base.saturating_add_signed(offset);
        at += 4;
    }
    if flags & 0x04 != 0 {
        at += 4;
    }
    // Duration first, then size, flags and composition offset.
    let width = 4 * u64::from((flags & 0xF00).count_ones());
    if fragments.times.count() == 0 && flags & 0x800 != 0 {
        let offset = trun.field(reader, at + width - 4)?;
        fragments.first_composition = offset.map(|offset| i64::from(i32::from_be_bytes(offset)));
    }
    let (states_duration, states_size) = (flags & 0x100 != 0, flags & 0x200 != 0);
    let mut size = if states_size { 0 } else { u64::from(header.size).saturating_mul(count) };
    if !states_duration {
        fragments.times.add(count, header.duration);
        cadence.add(count, header.duration);
    }
    if states_duration || states_size {
        let mut entries = Entries::new(*trun, at, usize::try_from(width).unwrap_or(usize::MAX), count)?;
        while let Some(mut entry) = entries.next(reader)? {
            if states_duration {
                let duration = number(&mut entry);
                fragments.times.add(1, duration);
                cadence.add(1, duration);
            }
            if states_size {
                size = size.saturating_add(u64::from(number(&mut entry)));
            }
        }
    }
    fragments.has_data |= size > 0;
    *next = next.saturating_add(size);
    Ok(())
}

/// Takes a 32-bit number off the front of an entry.
fn number(entry: &mut &[u8]) -> u32 {
    let Some((number, rest)) = entry.split_first_chunk() else { return 0 };
    *entry = rest;
    u32::from_be_bytes(*number)
}
