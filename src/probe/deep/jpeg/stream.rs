//! The walk over markers, tables and scans: ITU-T T.81 §B.2.

use super::bits::{Bits, End};
use super::frame::{Frame, Process, Scan};
use super::huffman::Table;
use super::scan::{Tables, read_scan};
use crate::model::{Fault, FaultKind};
use crate::probe::budget::Budget;
use crate::probe::source::ReadAt;

/// Scans that are followed at most: the finest progression of four components has about 800.
const SCANS: u32 = 1024;

/// Units visited in all scans together: bounds the time that a small file can cost.
const VISITS: u64 = 1 << 30;

/// Reads the stream from SOI to EOI.
pub(super) fn read(source: &dyn ReadAt, budget: &Budget) -> Result<(), Fault> {
    // §B.2.1: SOI, by which the format was detected.
    let mut stream = Stream { bits: Bits::new(source, 2), frame: None, tables: Tables::default(), scans: 0, visits: 0 };
    for _ in 0..budget.elements {
        if stream.next(budget)? {
            return stream.finish();
        }
    }
    let what = format!("more than {} segments", budget.elements);
    Err(Fault::new(FaultKind::Budget, stream.bits.offset(), what))
}

struct Stream<'a> {
    bits: Bits<'a>,
    frame: Option<Frame>,
    tables: Tables,
    scans: u32,
    visits: u64,
}

impl Stream<'_> {
    /// Reads one segment; whether it was EOI.
    fn next(&mut self, budget: &Budget) -> Result<bool, Fault> {
        let code = match self.bits.marker()? {
            (End::File, _) => return Err(self.bits.cut()),
            (End::Marker(code), _) => code,
        };
        match code {
            0xD9 => return Ok(true),
            0xD8 if self.scans > 0 => return Err(self.bits.cut()),
            0xC4 => self.huffman()?,
            0xDB => self.quantization()?,
            0xDD => {
                let payload = self.bits.segment()?;
                let interval = payload.first_chunk().map(|bytes| u16::from_be_bytes(*bytes));
                self.tables.restart_interval = interval.unwrap_or(0).into();
            }
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => self.frame_header(code, budget)?,
            0xDE | 0xDF => return Err(self.fault(FaultKind::Unsupported, "a hierarchical JPEG")),
            0xDA => self.scan()?,
            // §B.1.1.3: RSTm, TEM and SOI have no segment.
            0x01 | 0xD0..=0xD8 => {}
            // Tables that are not used here, and metadata.
            0xCC | 0xDC | 0xE0..=0xEF | 0xFE => drop(self.bits.segment()?),
            _ => {}
        }
        Ok(false)
    }

    fn finish(&self) -> Result<(), Fault> {
        let Some(frame) = &self.frame else {
            return Err(self.fault(FaultKind::Undecodable, "an image without a frame"));
        };
        if frame.components.iter().any(|component| !component.is_scanned) {
            return Err(self.fault(FaultKind::Undecodable, "a component without data"));
        }
        Ok(())
    }

    /// §B.2.4.2: one or more tables.
    fn huffman(&mut self) -> Result<(), Fault> {
        let payload = self.bits.segment()?;
        let mut rest = payload.as_slice();
        while let Some((&[target, ref counts @ ..], symbols)) = rest.split_first_chunk::<17>() {
            let sum = counts.iter().map(|&count| usize::from(count)).sum::<usize>();
            let table = Table::new(*counts, symbols);
            let table = table.ok_or_else(|| self.fault(FaultKind::Undecodable, "an invalid Huffman table"))?;
            self.tables.set_huffman(target, table);
            rest = symbols.get(sum..).unwrap_or_default();
        }
        Ok(())
    }

    /// §B.2.4.1: one or more tables. Only which ones there are matters here.
    fn quantization(&mut self) -> Result<(), Fault> {
        let payload = self.bits.segment()?;
        let mut rest = payload.as_slice();
        while let Some((&target, values)) = rest.split_first() {
            let len = if target >> 4 == 0 { 64 } else { 128 };
            self.tables.set_quantization(target & 15);
            rest = values.get(len..).unwrap_or_default();
        }
        Ok(())
    }

    fn frame_header(&mut self, code: u8, budget: &Budget) -> Result<(), Fault> {
        let offset = self.bits.offset();
        let payload = self.bits.segment()?;
        if self.frame.is_some() {
            return Err(self.fault(FaultKind::Undecodable, "a second frame"));
        }
        let mut frame = Frame::parse(code, &payload, offset)?;
        if frame.process == Process::Progressive {
            let held = frame.units().saturating_mul(8);
            if usize::try_from(held).map_or(true, |held| held > budget.bytes_held) {
                return Err(Fault::new(
                    FaultKind::Budget,
                    offset,
                    format!("{held} bytes to hold for a progressive frame"),
                ));
            }
            for component in &mut frame.components {
                let blocks = u64::from(component.padded_columns) * u64::from(component.padded_rows);
                component.nonzero = vec![0; usize::try_from(blocks).unwrap_or(0)];
            }
        }
        self.frame = Some(frame);
        Ok(())
    }

    fn scan(&mut self) -> Result<(), Fault> {
        let payload = self.bits.segment()?;
        self.scans += 1;
        let Some(frame) = &mut self.frame else {
            return Err(self.fault(FaultKind::Undecodable, "a scan before any frame header"));
        };
        let scan = Scan::parse(&payload, frame);
        let Some(scan) = scan else { return Err(self.fault(FaultKind::Undecodable, "an invalid scan header")) };
        if scan.first > 0 || frame.process == Process::Progressive {
            self.visits = self.visits.saturating_add(frame.units());
        }
        if self.scans > SCANS || self.visits > VISITS {
            return Err(self.fault(FaultKind::Budget, "more scans than are followed"));
        }
        read_scan(&mut self.bits, frame, &scan, &self.tables)
    }

    fn fault(&self, kind: FaultKind, what: &'static str) -> Fault {
        Fault::new(kind, self.bits.offset(), what)
    }
}
