//! Changes that know nothing of what they change.

use crate::random::Random;

/// Numbers at the ends of their ranges, and those that formats give a meaning of their own.
pub(super) const NUMBERS: &[u64] = &[
    0,
    1,
    2,
    7,
    8,
    9,
    15,
    16,
    0x7F,
    0x80,
    0xFF,
    0x100,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x1_0000,
    0x7FFF_FFFF,
    0x8000_0000,
    0xFFFF_FF00,
    0xFFFF_FFF0,
    0xFFFF_FFFF,
    0x1_0000_0000,
    0x7FFF_FFFF_FFFF_FFFF,
    0x8000_0000_0000_0000,
    0xFFFF_FFFF_FFFF_FFF0,
    0xFFFF_FFFF_FFFF_FFFF,
];

/// One change at a place by chance.
pub(super) fn change(bytes: &mut Vec<u8>, others: &[&[u8]], random: &mut Random) {
    if bytes.is_empty() {
        bytes.extend((0..random.below(64)).map(|_| u8::try_from(random.below(256)).unwrap()));
        return;
    }
    // Half of all changes fall on the first half kilobyte, where headers are.
    let reach = if random.one_in(2) { bytes.len() } else { bytes.len().min(512) };
    let at = random.below(reach);
    match random.below(9) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
        2 => put_number(bytes, at, 1 << random.below(4), random.one_in(2), random.pick(NUMBERS)),
        3 => bytes.truncate(random.below(bytes.len() + 1)),
        4 => drop(bytes.drain(at..(at + 1 + random.below(64)).min(bytes.len()))),
        5 => {
            let piece = bytes[at..(at + 1 + random.below(256)).min(bytes.len())].to_vec();
            let to = random.below(bytes.len() + 1);
            let times = 1 + random.below(4);
            bytes.splice(to..to, piece.repeat(times));
        }
        6 => {
            let value = random.pick(&[0, 0xFF, b'{', b'[', b' ']);
            let run = vec![value; 1 + random.below(600)];
            bytes.splice(at..at, run);
        }
        7 => bytes[at] = bytes[at].wrapping_add(1),
        _ => {
            let Some(other) = (!others.is_empty()).then(|| random.pick(others)).filter(|other| !other.is_empty())
            else {
                return;
            };
            let from = random.below(other.len());
            let piece = &other[from..(from + 1 + random.below(2000)).min(other.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
    }
}

/// Writes the low bytes of `value`, as far as there is room.
pub(super) fn put_number(bytes: &mut [u8], at: usize, width: usize, big_endian: bool, value: u64) {
    let mut number = value.to_le_bytes()[..width].to_vec();
    if big_endian {
        number.reverse();
    }
    for (to, from) in bytes.iter_mut().skip(at).zip(number) {
        *to = from;
    }
}
