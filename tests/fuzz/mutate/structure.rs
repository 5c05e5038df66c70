//! Changes to whole parts of a file.

use super::bytes::{NUMBERS, put_number};
use super::parts::{Family, Part};
use crate::random::Random;

/// Names that parts are renamed to.
const BOXES: &[&[u8; 4]] = &[
    b"ftyp", b"moov", b"mvhd", b"trak", b"tkhd", b"edts", b"elst", b"mdia", b"mdhd", b"hdlr", b"minf", b"vmhd",
    b"smhd", b"dinf", b"dref", b"stbl", b"stsd", b"stts", b"ctts", b"stsc", b"stsz", b"stz2", b"stco", b"co64",
    b"mvex", b"trex", b"moof", b"traf", b"tfhd", b"tfdt", b"trun", b"mdat", b"free", b"avc1", b"hvc1", b"encv",
    b"mp4v", b"mp4a", b"lpcm", b"esds", b"pasp", b"wave", b"enda", b"pcmC", b"sinf", b"frma", b"cmov", b"udta",
    b"uuid", b"sidx",
];
const PNG: &[&[u8; 4]] = &[b"IHDR", b"IDAT", b"IEND", b"acTL", b"fcTL", b"eXIf", b"CgBI", b"tEXt", b"PLTE", b"fdAT"];
const RIFF: &[&[u8; 4]] = &[
    b"fmt ", b"data", b"fact", b"LIST", b"ds64", b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"EXIF", b"ICCP",
    b"ALPH", b"XMP ", b"junk",
];
const JPEG: &[u8] = &[0x01, 0xC0, 0xC2, 0xC4, 0xD0, 0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xE0, 0xE1, 0xFE, 0x00, 0xFF];

/// Tags that precede and follow audio frames.
const TAGS: &[&[u8]] = &[
    b"ID3\x03\0\0\0\0\0\x05.....",
    b"ID3\x04\0\x10\0\0\0\0",
    b"ID3\x04\0\0\x7F\x7F\x7F\x7F",
    b"3DI\x04\0\x10\0\0\0\0",
    b"TAG",
    b"APETAGEX\xD0\x07\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    b"APETAGEX\xD0\x07\0\0\x20\0\0\0\0\0\0\0\0\0\0\x80\0\0\0\0\0\0\0\0",
    b"000000LYRICS200",
    b"Xing\0\0\0\x0F\0\0\0\x10\0\0\x10\0",
    b"Info\0\0\0\x03\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
    b"VBRI\0\x01\0\0\0\0\0\0\x10\0\0\0\0\x10",
    b"\xFF\xFB\x90\x64",
    b"\xFF\xFB\x00\x64",
    b"\xFF\xF3\x14\xC0",
    b"\xFF\xFD\xA4\x00",
];

/// One change to a part by chance.
pub(super) fn change(bytes: &mut Vec<u8>, random: &mut Random) {
    let family = Family::of(bytes);
    let parts = family.parts(bytes);
    if family == Family::Sound && random.one_in(4) {
        let anywhere = random.below(bytes.len() + 1);
        let at = random.pick(&[0, bytes.len(), anywhere]);
        let tag = random.pick(TAGS);
        bytes.splice(at..at, tag.repeat(1 + random.below(3)));
        return;
    }
    if parts.is_empty() {
        return;
    }
    let big_endian = family.is_big_endian(bytes);
    let part = random.pick(&parts);
    match random.below(12) {
        0 => resize(bytes, part, big_endian, random),
        1 => rename(bytes, part, family, random),
        2 => replace(bytes, &parts, part, big_endian, part.start..part.end, &[]),
        3 => {
            let copy = bytes[part.start..part.end].to_vec();
            let times = if random.one_in(8) { 1 + random.below(40) } else { 1 };
            replace(bytes, &parts, part, big_endian, part.end..part.end, &copy.repeat(times));
        }
        4 => {
            let other = random.pick(&parts);
            let copy = bytes[other.start..other.end].to_vec();
            replace(bytes, &parts, part, big_endian, part.start..part.start, &copy);
        }
        5 => wrap(bytes, &parts, part, family, random),
        6 => {
            let empty = empty_part(family, random).repeat(1 + random.below(60));
            replace(bytes, &parts, part, big_endian, part.start..part.start, &empty);
        }
        7 if family == Family::Boxes => lie_in_64_bits(bytes, &parts, part, random),
        8 => {
            let cut = part.body + random.below((part.end - part.body.min(part.end)).max(1));
            bytes.truncate(cut.min(bytes.len()));
        }
        // Version and flags, or the first field; a count after them; or any field of the first few.
        9 => put_number(bytes, part.body, 1, big_endian, random.pick(&[0, 1, 2, 255])),
        10 => put_number(bytes, part.body + 4, 4, big_endian, random.pick(NUMBERS)),
        _ => {
            let room = (part.end.saturating_sub(part.body)).clamp(1, 96);
            let at = part.body + random.below(room);
            put_number(bytes, at, 1 << random.below(4), big_endian, random.pick(NUMBERS));
        }
    }
}

/// Writes another size, near to the true one or a number of note.
fn resize(bytes: &mut [u8], part: Part, big_endian: bool, random: &mut Random) {
    let size = u64::try_from(part.end - part.start).unwrap();
    let near = size.wrapping_add(u64::try_from(random.below(33)).unwrap()).wrapping_sub(16);
    let value = if random.one_in(2) { near } else { random.pick(NUMBERS) };
    put_number(bytes, part.size_at, part.size_width, big_endian, value);
}

fn rename(bytes: &mut [u8], part: Part, family: Family, random: &mut Random) {
    let name = name(family, random);
    for (to, from) in bytes.iter_mut().skip(part.name_at).take(part.name_width).zip(name) {
        *to = from;
    }
}

fn name(family: Family, random: &mut Random) -> Vec<u8> {
    match family {
        Family::Boxes => random.pick(BOXES).to_vec(),
        Family::Png => random.pick(PNG).to_vec(),
        Family::Riff => random.pick(RIFF).to_vec(),
        Family::Jpeg => vec![random.pick(JPEG)],
        Family::Sound => vec![random.pick(&[0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xFD, 0xFF, 0xF1])],
    }
}

/// A part without content.
fn empty_part(family: Family, random: &mut Random) -> Vec<u8> {
    let name = name(family, random);
    match family {
        Family::Boxes => [&[0, 0, 0, 8], &name[..]].concat(),
        Family::Png => [&[0; 4], &name[..], &[0; 4]].concat(),
        Family::Riff => [&name[..], &[0; 4]].concat(),
        Family::Jpeg => [&[0xFF][..], &name, &[0, 2]].concat(),
        Family::Sound => [&[0xFF][..], &name, &[0x14, 0xC0]].concat(),
    }
}

/// Puts `new` in place of `range`, and as a rule makes the boxes around it longer or shorter by as much.
fn replace(bytes: &mut Vec<u8>, parts: &[Part], of: Part, big_endian: bool, range: std::ops::Range<usize>, new: &[u8]) {
    let grown = i64::try_from(new.len()).unwrap() - i64::try_from(range.len()).unwrap();
    for around in parts.iter().filter(|around| around.start < of.start && of.end <= around.end) {
        let size = u64::try_from(around.end - around.start).unwrap().wrapping_add_signed(grown);
        put_number(bytes, around.size_at, around.size_width, big_endian, size);
    }
    bytes.splice(range, new.iter().copied());
}

/// Wraps a part in others, one in another, up to a depth at which recursion would end.
fn wrap(bytes: &mut Vec<u8>, parts: &[Part], part: Part, family: Family, random: &mut Random) {
    if family != Family::Boxes {
        return;
    }
    let content = bytes[part.start..part.end].to_vec();
    let depth = if random.one_in(10) { 1 + random.below(2000) } else { 1 + random.below(4) };
    let own = bytes[part.name_at..part.name_at + 4].to_vec();
    let name = if random.one_in(2) { own } else { name(family, random) };
    let mut heads = Vec::new();
    for level in (1..=depth).rev() {
        let size = u32::try_from(content.len() + 8 * level).unwrap_or(u32::MAX);
        heads.extend(size.to_be_bytes());
        heads.extend(&name);
    }
    heads.extend(content);
    replace(bytes, parts, part, true, part.start..part.end, &heads);
}

/// Gives a box the long form of its size, with an invalid number.
fn lie_in_64_bits(bytes: &mut Vec<u8>, parts: &[Part], part: Part, random: &mut Random) {
    let true_size = u64::try_from(part.end - part.start + 8).unwrap();
    let size = if random.one_in(3) { true_size } else { random.pick(NUMBERS) };
    put_number(bytes, part.start, 4, true, 1);
    replace(bytes, parts, part, true, part.start + 8..part.start + 8, &size.to_be_bytes());
}
