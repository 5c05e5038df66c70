//! Units of sequential and lossless frames: ITU-T T.81 §F.2.2 and §H.2.

use super::bits::Bits;
use super::huffman::Table;
use crate::model::Fault;

/// One block: the difference of its DC coefficient, and runs of AC coefficients.
pub(super) fn block(bits: &mut Bits<'_>, dc: &Table, ac: &Table) -> Result<(), Fault> {
    difference(bits, dc)?;
    let mut at = 1;
    while at <= 63 {
        let symbol = ac.decode(bits)?;
        let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        match (run, size) {
            (15, 0) => at += 16,
            (_, 0) => break,
            _ => {
                at += run + 1;
                bits.skip(size)?;
            }
        }
        if at > 64 {
            return Err(bits.damaged("more coefficients than a block has"));
        }
    }
    Ok(())
}

/// §F.1.2.1: the size of a difference, and its bits. §H.1.2.2: size 16 has no bits.
pub(super) fn difference(bits: &mut Bits<'_>, dc: &Table) -> Result<(), Fault> {
    match u32::from(dc.decode(bits)?) {
        size @ 0..=15 => bits.skip(size),
        16 => Ok(()),
        _ => Err(bits.damaged("a difference that is too large")),
    }
}
