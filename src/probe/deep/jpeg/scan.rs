//! One scan: its units in order, and its restart intervals. ITU-T T.81 §A.2, §E.2 and §F.2.

use super::bits::{Bits, End};
use super::frame::{Component, Frame, Process, Scan, ScanComponent};
use super::huffman::Table;
use super::progressive::{self, EndOfBand};
use super::sequential;
use crate::model::{Fault, FaultKind};

/// Bytes of data after the last unit of a scan that are taken for padding.
const PADDING: u64 = 16;

/// The tables that scans use.
#[derive(Default)]
pub(super) struct Tables {
    dc: [Option<Table>; 4],
    ac: [Option<Table>; 4],
    has_quantization: [bool; 4],
    /// Minimum coded units between restart markers; 0 for none.
    pub(super) restart_interval: u32,
}

impl Tables {
    /// Sets the table with this class (upper half) and number (lower half).
    pub(super) fn set_huffman(&mut self, target: u8, table: Table) {
        let tables = if target >> 4 == 0 { &mut self.dc } else { &mut self.ac };
        if let Some(slot) = tables.get_mut(usize::from(target & 15)) {
            *slot = Some(table);
        }
    }

    pub(super) fn set_quantization(&mut self, number: u8) {
        if let Some(slot) = self.has_quantization.get_mut(usize::from(number)) {
            *slot = true;
        }
    }
}

/// Which units of a component a minimum coded unit holds, and how to decode one.
struct Part<'t> {
    component: ScanComponent,
    h: u32,
    v: u32,
    coding: Coding<'t>,
}

#[derive(Clone, Copy)]
enum Coding<'t> {
    Block {
        dc: &'t Table,
        ac: &'t Table,
    },
    /// The first scan of a DC coefficient, or a sample of a lossless frame.
    Difference {
        dc: &'t Table,
    },
    DcRefinement,
    Band {
        ac: &'t Table,
    },
    BandRefinement {
        ac: &'t Table,
    },
}

/// Decodes all units of `scan`.
pub(super) fn read_scan(bits: &mut Bits<'_>, frame: &mut Frame, scan: &Scan, tables: &Tables) -> Result<(), Fault> {
    let parts = parts(bits, frame, scan, tables)?;
    let (columns, rows) = match parts.as_slice() {
        [one] => frame.components.get(one.component.index).map_or((0, 0), |it| (it.columns, it.rows)),
        _ => {
            let unit = if frame.process == Process::Lossless { 1 } else { 8 };
            (frame.width.div_ceil(frame.h_max * unit), frame.height.div_ceil(frame.v_max * unit))
        }
    };
    let mut band = EndOfBand::default();
    let (mut until_restart, mut restart) = (tables.restart_interval, 0_u8);
    for row in 0..rows {
        for column in 0..columns {
            if tables.restart_interval > 0 && until_restart == 0 {
                expect_restart(bits, restart)?;
                (until_restart, restart, band) = (tables.restart_interval, (restart + 1) % 8, EndOfBand::default());
            }
            until_restart = until_restart.saturating_sub(1);
            for part in &parts {
                let Some(component) = frame.components.get_mut(part.component.index) else { continue };
                unit(bits, scan, part, component, &mut band, (column, row))?;
            }
        }
    }
    let is_progressive = frame.process == Process::Progressive;
    for part in &parts {
        if let Some(component) = frame.components.get_mut(part.component.index) {
            // In a lossless frame the first number is the predictor.
            component.is_scanned |= scan.first == 0 || !is_progressive;
        }
    }
    finish(bits)
}

/// Decodes the units of one component in one minimum coded unit.
fn unit(
    bits: &mut Bits<'_>,
    scan: &Scan,
    part: &Part<'_>,
    component: &mut Component,
    band: &mut EndOfBand,
    (column, row): (u32, u32),
) -> Result<(), Fault> {
    match part.coding {
        Coding::Band { ac } | Coding::BandRefinement { ac } => {
            let index = u64::from(row) * u64::from(component.padded_columns) + u64::from(column);
            let index = usize::try_from(index).unwrap_or(usize::MAX);
            let Some(nonzero) = component.nonzero.get_mut(index) else { return Ok(()) };
            let range = (scan.first, scan.last);
            if scan.is_refinement {
                progressive::refine(bits, ac, range, band, nonzero)
            } else {
                progressive::first(bits, ac, range, band, nonzero)
            }
        }
        Coding::DcRefinement => (0..part.h * part.v).try_for_each(|_| bits.skip(1)),
        Coding::Difference { dc } => (0..part.h * part.v).try_for_each(|_| sequential::difference(bits, dc)),
        Coding::Block { dc, ac } => (0..part.h * part.v).try_for_each(|_| sequential::block(bits, dc, ac)),
    }
}

/// The components of a scan with their tables.
fn parts<'t>(bits: &Bits<'_>, frame: &Frame, scan: &Scan, tables: &'t Tables) -> Result<Vec<Part<'t>>, Fault> {
    let is_single = scan.components.len() == 1;
    let table = |from: &'t [Option<Table>; 4], number: u8| {
        // Streams of Motion JPEG leave out the usual tables.
        let missing = || Fault::new(FaultKind::Unsupported, bits.offset(), "a scan without its Huffman table");
        from.get(usize::from(number)).and_then(Option::as_ref).ok_or_else(missing)
    };
    let mut parts = Vec::new();
    for &part in &scan.components {
        let Some(component) = frame.components.get(part.index) else { continue };
        let has_quantization = tables.has_quantization.get(usize::from(component.quantization));
        if frame.process != Process::Lossless && has_quantization != Some(&true) {
            return Err(bits.damaged("a scan without its quantization table"));
        }
        let coding = match (frame.process, scan.first, scan.is_refinement) {
            (Process::Sequential, ..) => {
                Coding::Block { dc: table(&tables.dc, part.dc)?, ac: table(&tables.ac, part.ac)? }
            }
            (Process::Lossless, ..) | (Process::Progressive, 0, false) => {
                Coding::Difference { dc: table(&tables.dc, part.dc)? }
            }
            (Process::Progressive, 0, true) => Coding::DcRefinement,
            (Process::Progressive, _, false) => Coding::Band { ac: table(&tables.ac, part.ac)? },
            (Process::Progressive, _, true) => Coding::BandRefinement { ac: table(&tables.ac, part.ac)? },
        };
        let (h, v) = if is_single { (1, 1) } else { (component.h, component.v) };
        parts.push(Part { component: part, h, v, coding });
    }
    Ok(parts)
}

/// §E.2.4: the restart marker with this number follows.
fn expect_restart(bits: &mut Bits<'_>, number: u8) -> Result<(), Fault> {
    match bits.marker()? {
        (End::Marker(code), skipped) if code == 0xD0 + number && skipped <= PADDING => Ok(()),
        (End::File, _) => Err(bits.cut()),
        _ => Err(bits.damaged("expected a restart marker")),
    }
}

/// After the last unit: no more data than padding, and then a marker.
fn finish(bits: &mut Bits<'_>) -> Result<(), Fault> {
    let (end, skipped) = bits.marker()?;
    if skipped > PADDING {
        return Err(bits.damaged("a scan with more data than its image"));
    }
    bits.put_back(end);
    Ok(())
}
