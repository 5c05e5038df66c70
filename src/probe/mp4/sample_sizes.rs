//! How large samples are: `stsz` and `stz2`, ISO/IEC 14496-12 §8.7.3.

use super::super::reader::Reader;
use super::boxes::BoxAt;
use super::table::Entries;
use crate::model::Fault;

/// The sizes of a track's samples, in order.
pub(super) struct SampleSizes {
    /// How many samples the table counts.
    pub(super) count: u64,
    sizes: Sizes,
}

enum Sizes {
    /// All alike.
    Each(u64),
    /// 32 bits each.
    Words(Entries),
    /// 4, 8 or 16 bits each; of two sizes in a byte, the second.
    Compact(Entries, u8, Option<u8>),
}

impl SampleSizes {
    /// Opens the table. Fails if it holds fewer sizes than it counts.
    pub(super) fn open(reader: &mut Reader<'_>, table: &BoxAt) -> Result<Self, Fault> {
        let [_, _, _, width, c0, c1, c2, c3] = table.needed(reader, 4)?;
        let count = u64::from(u32::from_be_bytes([c0, c1, c2, c3]));
        let sizes = if &table.kind == b"stz2" {
            let bytes = match width {
                4 => Entries::new(*table, 12, 1, count.div_ceil(2))?,
                8 => Entries::new(*table, 12, 1, count)?,
                16 => Entries::new(*table, 12, 2, count)?,
                _ => return Err(table.malformed("has sizes of an unknown length")),
            };
            Sizes::Compact(bytes, width, None)
        } else {
            match u32::from_be_bytes(table.needed(reader, 4)?) {
                0 => Sizes::Words(Entries::new(*table, 12, 4, count)?),
                each => Sizes::Each(u64::from(each)),
            }
        };
        Ok(Self { count, sizes })
    }

    /// The size of every sample, if they are all stated to be alike.
    pub(super) fn each(&self) -> Option<u64> {
        match self.sizes {
            Sizes::Each(size) => Some(size),
            _ => None,
        }
    }

    /// The sizes, if each has 32 bits.
    pub(super) fn words(&mut self) -> Option<&mut Entries> {
        match &mut self.sizes {
            Sizes::Words(words) => Some(words),
            _ => None,
        }
    }

    /// The size of the next `samples` samples together.
    pub(super) fn sum(&mut self, reader: &mut Reader<'_>, samples: u64) -> Result<u64, Fault> {
        if let Sizes::Each(size) = self.sizes {
            return Ok(size.saturating_mul(samples));
        }
        let mut sum = 0_u64;
        if let Sizes::Words(words) = &mut self.sizes {
            let mut left = usize::try_from(samples).unwrap_or(usize::MAX);
            while left > 0 {
                let (held, _) = words.held(reader)?.as_chunks();
                let some = held.get(..left).unwrap_or(held);
                if some.is_empty() {
                    break;
                }
                sum = sum.saturating_add(some.iter().map(|size| u64::from(u32::from_be_bytes(*size))).sum());
                let count = some.len();
                words.skip(count);
                left -= count;
            }
            return Ok(sum);
        }
        for _ in 0..samples {
            let Some(size) = self.next(reader)? else { break };
            sum = sum.saturating_add(size);
        }
        Ok(sum)
    }

    fn next(&mut self, reader: &mut Reader<'_>) -> Result<Option<u64>, Fault> {
        match &mut self.sizes {
            Sizes::Each(size) => Ok(Some(*size)),
            Sizes::Words(words) => Ok(words.next_u32(reader)?.map(u64::from)),
            Sizes::Compact(_, _, second @ Some(_)) => Ok(second.take().map(u64::from)),
            Sizes::Compact(entries, width, second) => Ok(match (entries.next(reader)?, width) {
                (Some(&[byte]), 4) => {
                    *second = Some(byte & 15);
                    Some(u64::from(byte >> 4))
                }
                (Some(&[byte]), _) => Some(u64::from(byte)),
                (Some(&[high, low]), _) => Some(u64::from(u16::from_be_bytes([high, low]))),
                _ => None,
            }),
        }
    }
}
