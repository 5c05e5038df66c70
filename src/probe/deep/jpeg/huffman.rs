//! Huffman tables: ITU-T T.81 §B.2.4.2 and annex C.

use super::bits::Bits;
use crate::model::Fault;

/// Bits that are looked up at once.
const LOOKUP: u32 = 9;

/// A decoding table.
pub(super) struct Table {
    /// By the next bits: the length of the code and its symbol; length 0 for longer codes.
    short: Vec<(u8, u8)>,
    /// By length: the code after the last one, aligned to 16 bits, and the index of the symbol of code 0.
    long: Vec<(u32, i32)>,
    symbols: Vec<u8>,
}

impl Table {
    /// The table with `counts` codes of lengths 1 to 16; `None` if there are more codes than fit.
    pub(super) fn new(counts: [u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut short = vec![(0, 0); 1 << LOOKUP];
        let mut long = Vec::with_capacity(16);
        let (mut code, mut index) = (0_u32, 0_usize);
        for (length, &count) in (1_u32..).zip(&counts) {
            let first = i32::try_from(index).ok()? - i32::try_from(code).ok()?;
            for _ in 0..count {
                let symbol = *symbols.get(index)?;
                if length <= LOOKUP {
                    let from = usize::try_from(code << (LOOKUP - length)).ok()?;
                    let entries = short.get_mut(from..from.checked_add(1 << (LOOKUP - length))?)?;
                    entries.fill((u8::try_from(length).ok()?, symbol));
                }
                code += 1;
                index += 1;
            }
            if code > 1 << length {
                return None;
            }
            long.push((code << (16 - length), first));
            code <<= 1;
        }
        Some(Self { short, long, symbols: symbols.get(..index)?.to_vec() })
    }

    /// Decodes one symbol.
    pub(super) fn decode(&self, bits: &mut Bits<'_>) -> Result<u8, Fault> {
        let next = bits.peek()?;
        let index = usize::try_from(next >> (64 - LOOKUP)).unwrap_or(0);
        if let Some(&(length, symbol)) = self.short.get(index)
            && length > 0
        {
            bits.skip(u32::from(length))?;
            return Ok(symbol);
        }
        let code = u32::try_from(next >> 48).unwrap_or(0);
        for (length, &(end, first)) in (1_u32..).zip(&self.long).skip(9) {
            if code < end {
                bits.skip(length)?;
                let index = i64::from(code >> (16 - length)) + i64::from(first);
                let symbol = usize::try_from(index).ok().and_then(|index| self.symbols.get(index));
                return symbol.copied().ok_or_else(|| bits.damaged("an invalid Huffman code"));
            }
        }
        // At the end of the data this is a short scan, not a wrong code.
        bits.skip(16)?;
        Err(bits.damaged("an invalid Huffman code"))
    }
}
