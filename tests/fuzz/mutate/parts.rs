//! Where the parts of a file are: boxes, chunks, segments, frames.

/// A part of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Where it begins, header included.
    pub(super) start: usize,
    /// Where it ends; never beyond the file.
    pub(super) end: usize,
    /// Where its content begins.
    pub(super) body: usize,
    /// Offset and width in bytes of its size field.
    pub(super) size_at: usize,
    pub(super) size_width: usize,
    /// Offset and width in bytes of its name.
    pub(super) name_at: usize,
    pub(super) name_width: usize,
}

/// The families of formats that are built alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Boxes,
    Png,
    Riff,
    Jpeg,
    Sound,
}

impl Family {
    /// Determined from the first bytes of a file; audio if those are inconclusive.
    pub(super) fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Self::Png,
            [b'R', b'I', b'F', b'F' | b'X', ..] | [b'R', b'F', b'6', b'4', ..] => Self::Riff,
            [0xFF, 0xD8, ..] => Self::Jpeg,
            [_, _, _, _, a, b, c, d, ..] if [a, b, c, d].iter().all(|byte| byte.is_ascii_graphic()) => Self::Boxes,
            _ => Self::Sound,
        }
    }

    /// Whether numbers begin with their highest byte.
    pub(super) fn is_big_endian(self, bytes: &[u8]) -> bool {
        self != Self::Riff || bytes.starts_with(b"RIFX")
    }

    /// All parts of `bytes`; nested parts follow the parts that contain them.
    pub(super) fn parts(self, bytes: &[u8]) -> Vec<Part> {
        let mut found = Vec::new();
        match self {
            Self::Boxes => boxes(bytes, 0, bytes.len(), 0, &mut found),
            Self::Png => chunks(bytes, 8, true, 0, 4, &mut found),
            Self::Riff => chunks(bytes, 12, bytes.starts_with(b"RIFX"), 4, 0, &mut found),
            Self::Jpeg => segments(bytes, &mut found),
            Self::Sound => frames(bytes, &mut found),
        }
        found
    }
}

/// How many parts are looked for.
const MOST: usize = 2000;

/// Boxes that contain boxes, and the number of bytes before the first child.
const CONTAINERS: &[(&[u8; 4], usize)] = &[
    (b"moov", 0),
    (b"trak", 0),
    (b"mdia", 0),
    (b"minf", 0),
    (b"stbl", 0),
    (b"edts", 0),
    (b"mvex", 0),
    (b"moof", 0),
    (b"traf", 0),
    (b"dinf", 0),
    (b"sinf", 0),
    (b"wave", 0),
    (b"udta", 0),
    (b"stsd", 8),
    (b"dref", 8),
    (b"avc1", 78),
    (b"hvc1", 78),
    (b"encv", 78),
    (b"mp4v", 78),
    (b"mp4a", 28),
];

fn boxes(bytes: &[u8], mut at: usize, end: usize, depth: usize, found: &mut Vec<Part>) {
    while at + 8 <= end && found.len() < MOST && depth < 40 {
        let short = u32::from_be_bytes(*bytes[at..].first_chunk().unwrap());
        let name: [u8; 4] = *bytes[at + 4..].first_chunk().unwrap();
        let long = bytes.get(at + 8..at + 16).filter(|_| short == 1);
        let size = match long {
            Some(long) => usize::try_from(u64::from_be_bytes(*long.first_chunk().unwrap())).unwrap_or(usize::MAX),
            None if short == 0 => usize::MAX,
            None => usize::try_from(short).unwrap(),
        };
        let (size_at, size_width) = if long.is_some() { (at + 8, 8) } else { (at, 4) };
        let body = at + if long.is_some() { 16 } else { 8 };
        let part_end = at.saturating_add(size.max(8)).min(end).max(body.min(end));
        found.push(Part {
            start: at,
            end: part_end,
            body: body.min(part_end),
            size_at,
            size_width,
            name_at: at + 4,
            name_width: 4,
        });
        if let Some((_, skip)) = CONTAINERS.iter().find(|(container, _)| **container == name) {
            boxes(bytes, body + skip, part_end, depth + 1, found);
        }
        at = part_end;
    }
}

/// Chunks with the size `size_at` bytes into them and the name `name_at` bytes: of PNG, each followed by a checksum of four
/// bytes, and of RIFF, where chunks of odd length are followed by a byte of padding.
fn chunks(bytes: &[u8], mut at: usize, big_endian: bool, size_at: usize, name_at: usize, found: &mut Vec<Part>) {
    while at + 8 <= bytes.len() && found.len() < MOST {
        let size = *bytes[at + size_at..].first_chunk().unwrap();
        let size = if big_endian { u32::from_be_bytes(size) } else { u32::from_le_bytes(size) };
        let size = usize::try_from(size).unwrap();
        let trailing = if size_at == 0 { 4 } else { size % 2 };
        let end = at.saturating_add(8).saturating_add(size).saturating_add(trailing).min(bytes.len());
        found.push(Part {
            start: at,
            end,
            body: at + 8,
            size_at: at + size_at,
            size_width: 4,
            name_at: at + name_at,
            name_width: 4,
        });
        at = end;
    }
}

fn segments(bytes: &[u8], found: &mut Vec<Part>) {
    let mut at = 2;
    while at + 4 <= bytes.len() && bytes[at] == 0xFF && found.len() < MOST {
        let size = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        let end = (at + 2 + size.max(2)).min(bytes.len());
        found.push(Part {
            start: at,
            end,
            body: at + 4,
            size_at: at + 2,
            size_width: 2,
            name_at: at + 1,
            name_width: 1,
        });
        if bytes[at + 1] == 0xDA {
            return;
        }
        at = end;
    }
}

/// From each sync word to the next; the size field is the two bytes that hold bit rate and padding.
fn frames(bytes: &[u8], found: &mut Vec<Part>) {
    let syncs = bytes.windows(2).enumerate().filter(|(_, pair)| pair[0] == 0xFF && pair[1] & 0xE0 == 0xE0);
    let mut starts: Vec<usize> = syncs.map(|(at, _)| at).take(MOST).collect();
    starts.dedup_by(|next, at| *next == *at + 1);
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(bytes.len());
        let body = (start + 4).min(end);
        found.push(Part { start, end, body, size_at: start + 2, size_width: 1, name_at: start + 1, name_width: 1 });
    }
}
