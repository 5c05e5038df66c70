//! Blocks of progressive scans: ITU-T T.81 §G.1.2 and §G.2.

use super::bits::Bits;
use super::huffman::Table;
use crate::model::Fault;

/// Blocks whose band has ended, from the current one on.
#[derive(Default)]
pub(super) struct EndOfBand {
    blocks: u32,
}

/// §G.1.2.2: the first scan of a band of AC coefficients; marks those that are not zero.
pub(super) fn first(
    bits: &mut Bits<'_>,
    ac: &Table,
    (first, last): (u32, u32),
    band: &mut EndOfBand,
    nonzero: &mut u64,
) -> Result<(), Fault> {
    if band.blocks > 0 {
        band.blocks -= 1;
        return Ok(());
    }
    let mut at = first;
    while at <= last {
        let symbol = ac.decode(bits)?;
        let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        match (run, size) {
            (15, 0) => at += 16,
            (_, 0) => {
                band.blocks = (1 << run) - 1 + bits.take(run)?;
                break;
            }
            _ => {
                at += run;
                if at > last {
                    return Err(bits.damaged("more coefficients than a band has"));
                }
                *nonzero |= 1 << at;
                bits.skip(size)?;
                at += 1;
            }
        }
    }
    Ok(())
}

/// §G.1.2.3: a refinement of a band; each coefficient that is not zero takes one bit.
pub(super) fn refine(
    bits: &mut Bits<'_>,
    ac: &Table,
    (first, last): (u32, u32),
    band: &mut EndOfBand,
    nonzero: &mut u64,
) -> Result<(), Fault> {
    let mut at = first;
    while band.blocks == 0 && at <= last {
        let symbol = ac.decode(bits)?;
        let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        match (run, size) {
            (0..15, 0) => {
                band.blocks = (1 << run) + bits.take(run)?;
                break;
            }
            (15, 0) => {}
            // The sign of a coefficient that becomes 1 or -1.
            (_, 1) => bits.skip(1)?,
            _ => return Err(bits.damaged("a refinement by more than one bit")),
        }
        let mut zeros = run;
        while at <= last {
            if *nonzero >> at & 1 == 1 {
                bits.skip(1)?;
            } else if zeros == 0 {
                break;
            } else {
                zeros -= 1;
            }
            at += 1;
        }
        if size == 1 && at <= last {
            *nonzero |= 1 << at;
        }
        at += 1;
    }
    if band.blocks > 0 {
        for _ in (at..=last).filter(|at| *nonzero >> at & 1 == 1) {
            bits.skip(1)?;
        }
        band.blocks -= 1;
    }
    Ok(())
}
