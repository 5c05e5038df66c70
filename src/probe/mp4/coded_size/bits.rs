//! A reader of single bits, most significant first, and of the codes that parameter sets are made of.

/// Bits of a parameter set. Every read gives `None` past the end.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// The position of the next bit.
    at: usize,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// One bit.
    pub(super) fn flag(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Some(bit == 1)
    }

    /// An unsigned number of `count` bits, at most 32.
    pub(super) fn number(&mut self, count: u32) -> Option<u32> {
        let mut value = 0_u32;
        for _ in 0..count {
            value = value << 1 | u32::from(self.flag()?);
        }
        Some(value)
    }

    /// Steps over `count` bits.
    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        self.at = self.at.checked_add(count).filter(|&at| at <= self.bytes.len() * 8)?;
        Some(())
    }

    /// `ue(v)` of ITU-T H.264 §9.1 and H.265 §9.2, and `uvlc` of AV1 §4.10.3: an Exp-Golomb code.
    pub(super) fn unsigned(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.flag()? {
            zeros += 1;
            // Values beyond 32 bits occur in neither standard.
            if zeros > 31 {
                return None;
            }
        }
        let rest = self.number(zeros)?;
        Some((1_u32 << zeros) - 1 + rest)
    }

    /// `se(v)` of ITU-T H.264 §9.1.1: 0, 1, -1, 2, -2 and so on.
    pub(super) fn signed(&mut self) -> Option<i64> {
        let code = i64::from(self.unsigned()?);
        Some(if code % 2 == 1 { (code + 1) / 2 } else { -(code / 2) })
    }
}

/// The payload of a NAL unit, without the emulation prevention bytes (ITU-T H.264 §7.4.1, H.265 §7.4.2).
pub(super) fn unescape(unit: &[u8]) -> Vec<u8> {
    let mut payload = Vec::with_capacity(unit.len());
    let mut zeros = 0;
    for &byte in unit {
        if zeros >= 2 && byte == 3 {
            zeros = 0;
            continue;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        payload.push(byte);
    }
    payload
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Writes what [`Bits`] reads.
    #[derive(Default)]
    pub(in super::super) struct Writer {
        bits: Vec<bool>,
    }

    impl Writer {
        pub(in super::super) fn number(mut self, value: u64, count: u32) -> Self {
            self.bits.extend((0..count).rev().map(|bit| value >> bit & 1 == 1));
            self
        }

        pub(in super::super) fn unsigned(self, value: u64) -> Self {
            let len = (value + 1).ilog2();
            self.number(0, len).number(value + 1, len + 1)
        }

        /// The bytes, after the stop bit of a NAL unit.
        pub(in super::super) fn bytes(self) -> Vec<u8> {
            let bits = self.number(1, 1).bits;
            bits.chunks(8)
                .map(|byte| {
                    byte.iter().rev().zip(8 - byte.len()..).fold(0, |sum, (&bit, at)| sum | u8::from(bit) << at)
                })
                .collect()
        }
    }

    #[test]
    fn written_codes_are_read() {
        let bytes =
            Writer::default().number(5, 3).unsigned(0).unsigned(1).unsigned(70_000).unsigned(3).unsigned(4).bytes();
        let mut bits = Bits::new(&bytes);
        assert_eq!(bits.number(3), Some(5));
        assert_eq!([bits.unsigned(), bits.unsigned(), bits.unsigned()], [Some(0), Some(1), Some(70_000)]);
        assert_eq!([bits.signed(), bits.signed()], [Some(2), Some(-2)]);
        assert_eq!(bits.flag(), Some(true));
    }

    #[test]
    fn nothing_is_read_past_the_end() {
        let mut bits = Bits::new(&[0xFF]);
        assert_eq!((bits.number(9), bits.flag()), (None, None));
        assert_eq!(Bits::new(&[0; 8]).unsigned(), None);
        assert_eq!(Bits::new(&[0; 2]).skip(17), None);
        assert_eq!(Bits::new(&[0; 2]).skip(usize::MAX), None);
    }

    #[test]
    fn the_largest_code_fits() {
        let bytes = Writer::default().unsigned((1 << 32) - 2).bytes();
        assert_eq!(Bits::new(&bytes).unsigned(), Some(u32::MAX - 1));
        assert_eq!(Bits::new(&bytes).signed(), Some(-i64::from(u32::MAX / 2)));
    }

    #[test]
    fn emulation_prevention_bytes_are_removed() {
        assert_eq!(unescape(&[0, 0, 3, 1, 0, 0, 3, 0, 0, 3, 3]), [0, 0, 1, 0, 0, 0, 0, 3]);
        assert_eq!(unescape(&[0, 3, 0, 0, 2]), [0, 3, 0, 0, 2]);
    }
}
