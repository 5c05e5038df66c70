//! `trak` and the boxes down to its sample table: ISO/IEC 14496-12 §8.3 to §8.7.

use super::super::notes::Notes;
use super::super::reader::Reader;
use super::boxes::{BoxAt, Walk};
use super::cadence::Cadence;
use super::chunks::{ChunkTables, Data};
use super::descriptions::Descriptions;
use super::edit_list::{self, EditList};
use super::entry::Entry;
use super::fragments::Fragments;
use super::handler::{self, Handler};
use super::headers;
use super::matrix::Matrix;
use super::sample_entry;
use super::sample_times::{self, SampleTimes};
use super::seen::Seen;
use crate::model::{Fault, FaultKind};

/// How many tracks with chapters of another are held.
const MAX_CHAPTERS: usize = 16;

/// What one `trak` holds, and what the fragments add.
#[derive(Debug, Default)]
pub(super) struct Track {
    pub(super) id: u32,
    /// Whether the track is part of the presentation, by `tkhd`.
    pub(super) is_enabled: bool,
    /// The tracks that hold this one's chapters (`tref`, QTFF "Chapter lists").
    pub(super) chapters: Vec<u32>,
    /// `None` until `hdlr`, or its substitute, is read.
    pub(super) handler: Option<Handler>,
    /// The matrix that `tkhd` states.
    matrix: Option<Matrix>,
    /// Whether `tkhd` could not be read, or may lie beyond what could not be.
    pub(super) header_unread: bool,
    /// The presentation's length as `tkhd` states it, in ticks of the movie; `None` where it states none.
    pub(super) header_duration: Option<u64>,
    /// The size that the track header states, in whole pixels; `None` where a side is 0.
    pub(super) header_size: Option<(u32, u32)>,
    /// Ticks in a second of the media; 0 where `mdhd` is missing.
    pub(super) time_scale: u32,
    /// The media's length as `mdhd` states it; `None` where it states none.
    pub(super) stated_duration: Option<u64>,
    /// All sample descriptions.
    entries: Vec<Entry>,
    /// Which of them samples use.
    pub(super) descriptions: Descriptions,
    /// The sample description that the samples use.
    pub(super) entry: Entry,
    /// Where `stts` is.
    time_table: Option<BoxAt>,
    /// The samples' durations; `None` where `stts` is missing, cannot be read, or contradicts `stsz`.
    pub(super) times: Option<SampleTimes>,
    /// Whether the samples come at a constant rate.
    pub(super) cadence: Cadence,
    /// Whether `stts` contradicts `stsz`, could not be read, or may lie beyond what could not be.
    pub(super) times_unread: bool,
    /// What contradicts the durations of a track that is neither video nor audio.
    pub(super) doubt: Option<Doubt>,
    /// Composition offset of the first sample in `moov` (`ctts`).
    pub(super) first_composition: Option<i64>,
    /// How many samples `stsz` or `stz2` counts.
    pub(super) sample_count: Option<u64>,
    /// Where the samples lie.
    pub(super) chunks: ChunkTables,
    /// Where the samples in `moov` are in the file; `None` if there are none, or their tables cannot be followed.
    pub(super) data: Option<Data>,
    /// Whether the tables of samples contradict each other or could not be read.
    pub(super) data_unread: bool,
    /// The edit list, where there is one with entries.
    pub(super) edits: Option<EditList>,
    /// Whether the edit list could not be read, or may lie beyond what could not be.
    pub(super) edits_unread: bool,
    /// What the movie fragments hold of this track.
    pub(super) fragments: Fragments,
}

/// A contradiction that matters only if the track is presented longer than others.
#[derive(Debug)]
pub(super) struct Doubt {
    pub(super) fault: Fault,
    /// The longest that the media may last, in ticks of the track.
    pub(super) longest: u64,
}

impl Track {
    /// How many samples the track has in all; `None` where no table says so.
    pub(super) fn samples(&self) -> Option<u64> {
        let in_moov = self.sample_count.or_else(|| self.times.map(|times| times.count()));
        let in_fragments = self.fragments.times.count();
        match in_moov {
            None if in_fragments == 0 => None,
            in_moov => Some(in_moov.unwrap_or(0).saturating_add(in_fragments)),
        }
    }

    /// When the first sample is due, which is the first to be seen as a rule: 0 unless pictures are reordered.
    pub(super) fn first_composition(&self) -> i64 {
        self.first_composition.or(self.fragments.first_composition).unwrap_or(0)
    }

    /// Whether samples are described, and none of them is in the file.
    pub(super) fn lacks_data(&self) -> bool {
        let in_moov = self.data.is_none_or(|data| data == Data::Nowhere);
        in_moov && !self.data_unread && !self.fragments.has_data
    }

    /// Chooses the sample description that the samples use; the first if there are no samples.
    pub(super) fn settle_description(&mut self, notes: &mut Notes) {
        if self.entries.is_empty() {
            return;
        }
        let indices = match self.descriptions.indices() {
            [] => &[1],
            used => used,
        };
        let entry = |&index: &u32| self.entries.get(usize::try_from(index).ok()?.checked_sub(1)?);
        let entries: Option<Vec<_>> = indices.iter().map(entry).collect();
        let settled = entries.and_then(|entries| {
            let (&first, others) = entries.split_first()?;
            let is_alike = others.iter().all(|other| other.is_alike(first));
            Some((
                others.iter().fold(first.clone(), |all, other| all.or(other)),
                is_alike && !self.descriptions.has_more,
            ))
        });
        let Some((entry, is_one)) = settled else {
            self.entry = Entry { is_unread: true, ..Entry::default() };
            notes.fault(Fault::new(FaultKind::Malformed, 0, "samples use a sample description that does not exist"));
            return;
        };
        if !is_one {
            notes.fault(Fault::new(
                FaultKind::Unsupported,
                0,
                "samples of one track use different sample descriptions",
            ));
        }
        if !self.chunks.is_in_this_file(entry.data_reference) {
            self.data = Some(Data::Nowhere);
            self.fragments.has_data = false;
        }
        self.entry = entry;
    }

    /// Whether the track has at least one sample.
    pub(super) fn has_samples(&self) -> bool {
        self.samples().is_some_and(|samples| samples > 0)
    }

    /// How `tkhd` turns and scales the picture; `None` where that was not read. Without a header nothing turns it.
    pub(super) fn matrix(&self) -> Option<Matrix> {
        (!self.header_unread).then(|| self.matrix.unwrap_or_default())
    }

    /// Whether the track is one of video or of audio, or may be.
    pub(super) fn is_measured(&self) -> bool {
        self.handler != Some(Handler::Other)
    }

    /// Leaves undetermined what may follow the place where reading ended early.
    fn break_off(&mut self) {
        self.header_unread |= self.matrix.is_none();
        self.times_unread |= self.times.is_none();
        self.data_unread |= self.data.is_none();
        // What is not read may be the edit list, or what its entries count from.
        self.edits_unread = true;
    }
}

/// Reads `trak` into `track`, which keeps what was read before a fault.
pub(super) fn read(
    reader: &mut Reader<'_>,
    trak: &BoxAt,
    moov: &BoxAt,
    track: &mut Track,
    notes: &mut Notes,
) -> Result<(), Fault> {
    let read = children(reader, trak, moov, track, notes);
    match read {
        Ok(()) => track.handler = track.handler.or(Some(Handler::Other)),
        Err(_) => track.break_off(),
    }
    read
}

fn children(
    reader: &mut Reader<'_>,
    trak: &BoxAt,
    moov: &BoxAt,
    track: &mut Track,
    notes: &mut Notes,
) -> Result<(), Fault> {
    // Without a header, nothing disables the track.
    track.is_enabled = true;
    let mut walk = Walk::within(trak, 0);
    let mut seen = Seen::default();
    while let Some(child) = walk.next(reader)? {
        seen.note(&child, &[b"tkhd", b"edts", b"mdia"], notes);
        match &child.kind {
            b"tkhd" => match headers::track_header(reader, &child) {
                Ok(header) => {
                    track.id = header.id;
                    track.is_enabled = header.is_enabled;
                    track.matrix = Some(header.matrix);
                    track.header_duration = header.duration;
                    track.header_size = header.size;
                }
                Err(fault) => {
                    track.header_unread = true;
                    notes.fault(fault);
                }
            },
            b"edts" => edits(reader, &child, track, notes)?,
            b"tref" => track.chapters.extend(chapters(reader, &child)?),
            b"mdia" => media(reader, &child, moov, track, notes)?,
            _ => {}
        }
    }
    Ok(())
}

/// The tracks that `chap` in `tref` (§8.3.3) refers to.
fn chapters(reader: &mut Reader<'_>, tref: &BoxAt) -> Result<Vec<u32>, Fault> {
    let mut tracks = Vec::new();
    let mut walk = Walk::within(tref, 0);
    while let Some(child) = walk.next(reader)? {
        let mut at = 0;
        while &child.kind == b"chap"
            && tracks.len() < MAX_CHAPTERS
            && let Some(id) = child.field(reader, at)?
        {
            tracks.push(u32::from_be_bytes(id));
            at += 4;
        }
    }
    Ok(tracks)
}

fn edits(reader: &mut Reader<'_>, edts: &BoxAt, track: &mut Track, notes: &mut Notes) -> Result<(), Fault> {
    let mut walk = Walk::within(edts, 0);
    while let Some(child) = walk.next(reader)? {
        if &child.kind == b"elst" {
            match edit_list::read(reader, &child) {
                Ok(list) => track.edits = list,
                Err(fault) => {
                    track.edits_unread = true;
                    notes.fault(fault);
                }
            }
        }
    }
    Ok(())
}

fn media(
    reader: &mut Reader<'_>,
    mdia: &BoxAt,
    moov: &BoxAt,
    track: &mut Track,
    notes: &mut Notes,
) -> Result<(), Fault> {
    // What the tables mean depends on the handler, and no order of the boxes is promised (§8.1, "recommended").
    let handler = handler::read(reader, mdia)?;
    track.handler = Some(handler);
    let mut walk = Walk::within(mdia, 0);
    let mut seen = Seen::default();
    while let Some(child) = walk.next(reader)? {
        if track.is_measured() {
            seen.note(&child, &[b"mdhd", b"minf"], notes);
        }
        match &child.kind {
            b"mdhd" => {
                let header = headers::media_header(reader, &child)?;
                track.time_scale = header.time_scale;
                track.stated_duration = header.duration;
            }
            b"minf" => {
                let mut inner = Walk::within(&child, 0);
                while let Some(table) = inner.next(reader)? {
                    match &table.kind {
                        b"stbl" => sample_table(reader, &table, track, notes)?,
                        b"dinf" => track.chunks.read_references(reader, &table)?,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    track.cadence = Cadence::new(track.time_scale);
    // Now and not at the end of the movie, while the tables are still in the buffer.
    sample_times(reader, track, notes);
    match track.chunks.follow(reader, handler, moov, &track.entries, &mut track.descriptions) {
        Ok(data) => track.data = Some(data),
        Err(fault) if fault.kind == FaultKind::Malformed => {
            track.data_unread = true;
            // Of text and the like no fact depends on it.
            if track.is_measured() {
                notes.fault(fault);
            }
        }
        Err(fault) => return Err(fault),
    }
    Ok(())
}

/// Reads `stts`, which only other boxes of the track, in any order, give a meaning.
fn sample_times(reader: &mut Reader<'_>, track: &mut Track, notes: &mut Notes) {
    let Some(table) = track.time_table else {
        // §8.6.1.2: mandatory. Some readers drop a track without it, others go by its header.
        if track.is_measured() && track.sample_count.is_some_and(|samples| samples > 0) {
            notes.fault(Fault::new(FaultKind::Malformed, 0, "samples have no `stts`"));
        }
        return;
    };
    let fault = match sample_times::read(reader, &table, track.sample_count, &mut track.cadence) {
        Ok((times, counted)) => match track.sample_count.filter(|&samples| samples != counted.samples) {
            // Headers that agree with `stsz`, the only table that counts samples, settle what `stts` means.
            Some(samples) if times.count() != samples || times.ticks() != track.stated_duration => {
                let fault = sample_times::contradiction(&table, counted, samples);
                let by_header = track.stated_duration.unwrap_or(0);
                match times.ticks().filter(|_| !track.is_measured()) {
                    Some(ticks) => {
                        track.doubt = Some(Doubt { fault, longest: ticks.max(counted.ticks).max(by_header) });
                        return;
                    }
                    None => fault,
                }
            }
            _ => {
                track.times = Some(times);
                return;
            }
        },
        Err(fault) => fault,
    };
    track.times_unread = true;
    notes.fault(fault);
}

fn sample_table(reader: &mut Reader<'_>, stbl: &BoxAt, track: &mut Track, notes: &mut Notes) -> Result<(), Fault> {
    // Tables of tracks that are neither video nor audio decide only where the file must end.
    let handler = track.handler.unwrap_or_default();
    let measured = track.is_measured();
    let mut walk = Walk::within(stbl, 0);
    let mut seen = Seen::default();
    while let Some(child) = walk.next(reader)? {
        if measured {
            seen.note(&child, &[b"stsd", b"stts", b"ctts", b"stsz", b"stz2", b"stsc", b"stco", b"co64"], notes);
        }
        match &child.kind {
            b"stsd" if measured => match sample_entry::read(reader, &child, handler, notes) {
                Ok(entries) => track.entries = entries,
                Err(fault) => notes.fault(fault),
            },
            b"stts" => track.time_table = Some(child),
            // Version and flags, the number of runs, and the first run's length and offset (§8.6.1.3). The offset has a
            // sign in version 1, and in version 0 too where QuickTime writes it.
            b"ctts" => {
                track.first_composition = child.field(reader, 12)?.map(|offset| i64::from(i32::from_be_bytes(offset)));
            }
            // Both state the count after eight bytes of version, flags and sample size (§8.7.3).
            b"stsz" | b"stz2" => {
                track.sample_count = child.field(reader, 8)?.map(|count| u64::from(u32::from_be_bytes(count)));
                track.chunks.sizes = Some(child);
            }
            b"stsc" => track.chunks.runs = Some(child),
            b"stco" | b"co64" => track.chunks.offsets = Some(child),
            _ => {}
        }
    }
    Ok(())
}
