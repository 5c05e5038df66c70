//! Builds small movies from the facts that a probe must find.

/// One track to build.
#[derive(Debug, Clone)]
pub(super) struct TrackSpec {
    pub(super) handler: [u8; 4],
    pub(super) entry: Vec<u8>,
    pub(super) size: (u16, u16),
    pub(super) matrix: [i32; 4],
    pub(super) time_scale: u32,
    pub(super) runs: Vec<(u32, u32)>,
    /// Segment in movie ticks and media time, -1 for an empty edit.
    pub(super) edits: Vec<(u32, i32)>,
    /// Whether the edit list is of version 1, with 64-bit fields.
    pub(super) long_edits: bool,
    /// What `tkhd` states in movie ticks, and `mdhd` in ticks of the track; else 0, and the sum of the runs.
    pub(super) headers: Option<(u32, u32)>,
    /// The number of samples that `stsz` counts, if it is not that of the runs.
    pub(super) sizes: Option<u32>,
    /// Decode time of the first fragment.
    pub(super) start: u32,
    pub(super) is_enabled: bool,
    /// The boxes of `stbl` after `stsd` and `stts`, in place of one chunk with all samples of one byte.
    pub(super) tables: Option<Vec<Vec<u8>>>,
    /// The boxes of `dref`.
    pub(super) references: Vec<Vec<u8>>,
    /// Boxes of the track after its header.
    pub(super) more: Vec<Vec<u8>>,
}

/// One movie to build.
#[derive(Debug, Clone)]
pub(super) struct MovieSpec {
    pub(super) time_scale: u32,
    /// The duration that `mvhd` states, in its ticks.
    pub(super) stated: u32,
    pub(super) tracks: Vec<TrackSpec>,
    pub(super) fragmented: bool,
    pub(super) movie_last: bool,
    pub(super) long_sizes: bool,
}

pub(super) const ONE: i32 = 1 << 16;
pub(super) const UPRIGHT: [i32; 4] = [ONE, 0, 0, ONE];

/// A box with a short header.
pub(super) fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(8 + u32::try_from(body.len()).unwrap()).to_be_bytes()[..], kind, body].concat()
}

/// A box of boxes.
pub(super) fn parent(kind: &[u8; 4], children: &[Vec<u8>]) -> Vec<u8> {
    boxed(kind, &children.concat())
}

/// A box with a version and flags of 0, and 32-bit numbers.
pub(super) fn numbers(kind: &[u8; 4], values: &[u32]) -> Vec<u8> {
    let mut body = vec![0; 4];
    values.iter().for_each(|value| body.extend(value.to_be_bytes()));
    boxed(kind, &body)
}

/// A video entry with these boxes after its fields.
pub(super) fn visual(kind: &[u8; 4], (width, height): (u16, u16), children: &[Vec<u8>]) -> Vec<u8> {
    let mut body = vec![0; 78];
    body[24..26].copy_from_slice(&width.to_be_bytes());
    body[26..28].copy_from_slice(&height.to_be_bytes());
    body.extend(children.concat());
    boxed(kind, &body)
}

/// An audio entry of QuickTime's version 0 or 1, with these boxes after its fields.
pub(super) fn audio(kind: &[u8; 4], version: u16, bits: u16, children: &[Vec<u8>]) -> Vec<u8> {
    let mut body = vec![0; if version == 1 { 44 } else { 28 }];
    body[8..10].copy_from_slice(&version.to_be_bytes());
    body[18..20].copy_from_slice(&bits.to_be_bytes());
    body.extend(children.concat());
    boxed(kind, &body)
}

/// `pasp`.
pub(super) fn pasp(across: u32, down: u32) -> Vec<u8> {
    boxed(b"pasp", &[across.to_be_bytes(), down.to_be_bytes()].concat())
}

/// `esds` with a decoder of this object type, and its first two bytes of specific data.
pub(super) fn esds(object_type: u8, specific: [u8; 2]) -> Vec<u8> {
    let mut body = vec![0, 0, 0, 0, 3, 0x80, 0x80, 0x80, 22, 0, 1, 0, 4, 17, object_type];
    body.extend([0; 12]);
    body.extend([5, 2]);
    body.extend(specific);
    boxed(b"esds", &body)
}

/// Where the `nth` box of this type has its type.
pub(super) fn place(bytes: &[u8], kind: &[u8; 4], nth: usize) -> usize {
    let found = bytes.windows(4).enumerate().filter(|(_, window)| window == kind).nth(nth);
    found.unwrap().0
}

impl TrackSpec {
    /// A video track of 24 frames a second for a second.
    pub(super) fn video(size: (u16, u16)) -> Self {
        let entry = visual(b"avc3", size, &[]);
        let runs = vec![(24, 1000)];
        Self { handler: *b"vide", entry, size, matrix: UPRIGHT, time_scale: 24_000, runs, ..Self::of_nothing() }
    }

    /// An audio track.
    pub(super) fn of_audio(entry: Vec<u8>) -> Self {
        let runs = vec![(40, 1024)];
        Self { handler: *b"soun", entry, size: (0, 0), matrix: UPRIGHT, time_scale: 44_100, runs, ..Self::of_nothing() }
    }

    /// A track of timed text or data.
    pub(super) fn of_data(kind: &[u8; 4], runs: Vec<(u32, u32)>) -> Self {
        Self { handler: *kind, entry: boxed(b"tx3g", &[0; 8]), time_scale: 1000, runs, ..Self::of_nothing() }
    }

    fn of_nothing() -> Self {
        Self {
            handler: *b"none",
            entry: vec![],
            size: (0, 0),
            matrix: UPRIGHT,
            time_scale: 1,
            runs: vec![],
            edits: vec![],
            long_edits: false,
            headers: None,
            sizes: None,
            start: 0,
            is_enabled: true,
            tables: None,
            references: vec![],
            more: vec![],
        }
    }

    fn samples(&self) -> u32 {
        self.sizes.unwrap_or(self.runs.iter().map(|run| run.0).sum())
    }

    fn trak(&self, id: u32, fragmented: bool, data_at: u32) -> Vec<u8> {
        let mut header = vec![u32::from(self.is_enabled), 0, 0, id, 0, 0, 0, 0, 0, 0];
        for (index, value) in self.matrix.iter().enumerate() {
            header.push(value.cast_unsigned());
            if index % 2 == 1 {
                header.push(0);
            }
        }
        header.extend([0, 0, 1 << 30, u32::from(self.size.0) << 16, u32::from(self.size.1) << 16]);
        let sum: u32 = if fragmented { 0 } else { self.runs.iter().map(|run| run.0.wrapping_mul(run.1)).sum() };
        let (presented, duration) = self.headers.unwrap_or((0, sum));
        header[5] = presented;
        let mut edits = vec![u32::try_from(self.edits.len()).unwrap()];
        for &(segment, time) in &self.edits {
            let high = (time >> 31).cast_unsigned();
            match self.long_edits {
                true => edits.extend([0, segment, high, time.cast_unsigned(), 1 << 16]),
                false => edits.extend([segment, time.cast_unsigned(), 1 << 16]),
            }
        }
        let mut hdlr = vec![0; 8];
        hdlr.extend(self.handler);
        hdlr.extend([0; 12]);
        let runs: &[(u32, u32)] = if fragmented { &[] } else { &self.runs };
        let mut stts = vec![u32::try_from(runs.len()).unwrap()];
        runs.iter().for_each(|run| stts.extend([run.0, run.1]));
        let samples = if fragmented { 0 } else { self.samples() };
        let chunks = u32::from(samples > 0);
        let chunk = |values: &[u32]| [&[chunks], &values[..values.len() * usize::from(samples > 0)]].concat();
        let plain = || {
            let runs = numbers(b"stsc", &chunk(&[1, samples, 1]));
            vec![numbers(b"stsz", &[1, samples]), runs, numbers(b"stco", &chunk(&[data_at]))]
        };
        let tables = self.tables.clone().unwrap_or_else(plain);
        let entries = u32::from(!self.entry.is_empty());
        let stsd = boxed(b"stsd", &[&[0; 4], &entries.to_be_bytes()[..], &self.entry].concat());
        let stbl = parent(b"stbl", &[vec![stsd, numbers(b"stts", &stts)], tables].concat());
        let references = u32::try_from(self.references.len()).unwrap();
        let dref = boxed(b"dref", &[&[0; 4], &references.to_be_bytes()[..], &self.references.concat()].concat());
        let media_header = boxed(if &self.handler == b"soun" { b"smhd" } else { b"vmhd" }, &[0; 12]);
        let minf = parent(b"minf", &[media_header, parent(b"dinf", &[dref]), stbl]);
        let mdia = [numbers(b"mdhd", &[0, 0, self.time_scale, duration, 0]), boxed(b"hdlr", &hdlr), minf];
        let mut children =
            vec![boxed(b"tkhd", &header.iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<_>>())];
        if !self.edits.is_empty() {
            let mut elst = numbers(b"elst", &edits);
            elst[8] = u8::from(self.long_edits);
            children.push(parent(b"edts", &[elst]));
        }
        children.extend(self.more.clone());
        children.push(parent(b"mdia", &mdia));
        parent(b"trak", &children)
    }

    /// One fragment per run, with durations by the header's default and by entries in turn.
    fn moofs(&self, id: u32) -> Vec<u8> {
        let mut time = self.start;
        let mut all = vec![];
        for (index, &(count, delta)) in self.runs.iter().enumerate() {
            // Samples of one byte by the defaults of the header, and of seven by the entries of the run, in turn.
            let by_entries = index % 2 == 1;
            let moof = |data_at: u32| {
                let mut tfhd = [0x18, id, delta, 1].map(u32::to_be_bytes).concat();
                let mut trun = [1, count, data_at].map(u32::to_be_bytes).concat();
                if by_entries {
                    tfhd = [0, id].map(u32::to_be_bytes).concat();
                    trun = [0x301, count, data_at].map(u32::to_be_bytes).concat();
                    (0..count).for_each(|_| trun.extend([delta, 7].map(u32::to_be_bytes).concat()));
                }
                let traf = [boxed(b"tfhd", &tfhd), numbers(b"tfdt", &[time]), boxed(b"trun", &trun)];
                parent(b"moof", &[numbers(b"mfhd", &[1]), parent(b"traf", &traf)])
            };
            let data_at = u32::try_from(moof(0).len() + 8).unwrap();
            all.extend(moof(data_at));
            let size = usize::try_from(count).unwrap() * if by_entries { 7 } else { 1 };
            all.extend(boxed(b"mdat", &vec![0; size]));
            time += count * delta;
        }
        all
    }
}

impl MovieSpec {
    /// A movie of these tracks, plainly laid out.
    pub(super) fn of(tracks: Vec<TrackSpec>) -> Self {
        // A duration of all ones is unknown (§8.2.2.3).
        Self { time_scale: 1000, stated: u32::MAX, tracks, fragmented: false, movie_last: false, long_sizes: false }
    }

    /// The file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let ftyp = boxed(b"ftyp", b"isom\0\0\0\0isom");
        let samples: u32 = self.tracks.iter().map(TrackSpec::samples).max().unwrap_or(0);
        let data = vec![0; usize::try_from(samples).unwrap()];
        let mdat = if self.long_sizes {
            [&[0, 0, 0, 1][..], b"mdat", &(16 + u64::from(samples)).to_be_bytes(), &data].concat()
        } else {
            boxed(b"mdat", &data)
        };
        let before = ftyp.len() + if self.movie_last { 0 } else { self.moov(0).len() };
        let data_at = before + mdat.len() - data.len();
        let moov = self.moov(u32::try_from(data_at).unwrap());
        let mut file = if self.movie_last { [ftyp, mdat, moov].concat() } else { [ftyp, moov, mdat].concat() };
        if self.fragmented {
            for (id, track) in (1..).zip(&self.tracks) {
                file.extend(track.moofs(id));
            }
        }
        file
    }

    fn moov(&self, data_at: u32) -> Vec<u8> {
        let mut mvhd = vec![0, 0, self.time_scale, self.stated, ONE.cast_unsigned(), 0, 0, 0];
        mvhd.extend([ONE.cast_unsigned(), 0, 0, 0, ONE.cast_unsigned(), 0, 0, 0, 1 << 30]);
        mvhd.extend([0; 7]);
        let mut children = vec![numbers(b"mvhd", &mvhd)];
        children.extend((1..).zip(&self.tracks).map(|(id, track)| track.trak(id, self.fragmented, data_at)));
        if self.fragmented {
            children.push(parent(b"mvex", &[numbers(b"mehd", &[19_063_000])]));
        }
        parent(b"moov", &children)
    }
}
