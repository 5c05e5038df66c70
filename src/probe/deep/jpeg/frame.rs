//! Frame and scan headers: ITU-T T.81 §B.2.2 and §B.2.3.

use crate::model::{Fault, FaultKind};

/// How the samples of a frame are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Process {
    Sequential,
    Progressive,
    Lossless,
}

/// A frame: its size, and its components.
pub(super) struct Frame {
    pub(super) process: Process,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) components: Vec<Component>,
    pub(super) h_max: u32,
    pub(super) v_max: u32,
}

/// One component of a frame, counted in units: blocks of 8x8 samples, or in a lossless frame, samples.
pub(super) struct Component {
    id: u8,
    pub(super) h: u32,
    pub(super) v: u32,
    pub(super) quantization: u8,
    /// Units per row and column, in a scan of this component only.
    pub(super) columns: u32,
    pub(super) rows: u32,
    /// Units per row and column, in a scan of several components.
    pub(super) padded_columns: u32,
    pub(super) padded_rows: u32,
    /// Whether a first scan of its lowest frequency was read.
    pub(super) is_scanned: bool,
    /// In a progressive frame, one bit for each coefficient of each block: whether it is not zero.
    pub(super) nonzero: Vec<u64>,
}

impl Frame {
    /// Reads the payload of the frame header with marker `code`.
    pub(super) fn parse(code: u8, payload: &[u8], offset: u64) -> Result<Self, Fault> {
        let damaged = |what| Fault::new(FaultKind::Undecodable, offset, what);
        let process = match code {
            0xC0 | 0xC1 => Process::Sequential,
            0xC2 => Process::Progressive,
            0xC3 => Process::Lossless,
            0xC5..=0xC7 => return Err(Fault::new(FaultKind::Unsupported, offset, "a hierarchical JPEG")),
            _ => return Err(Fault::new(FaultKind::Unsupported, offset, "a JPEG with arithmetic coding")),
        };
        let &[_, y1, y0, x1, x0, count, ref rest @ ..] = payload else {
            return Err(damaged("a frame header that is too short"));
        };
        let side = |high, low| u32::from(u16::from_be_bytes([high, low]));
        let (width, height) = (side(x1, x0), side(y1, y0));
        if height == 0 {
            return Err(Fault::new(
                FaultKind::Unsupported,
                offset,
                "a height that is stated only after the first scan",
            ));
        }
        let specs: Vec<[u8; 3]> = rest.as_chunks().0.to_vec();
        if width == 0 || count == 0 || specs.len() != usize::from(count) {
            return Err(damaged("a frame header of the wrong length"));
        }
        let factors = || specs.iter().map(|&[_, factors, _]| (u32::from(factors >> 4), u32::from(factors & 15)));
        if factors().any(|(h, v)| !(1..=4).contains(&h) || !(1..=4).contains(&v)) {
            return Err(damaged("a sampling factor that is not 1 to 4"));
        }
        let h_max = factors().map(|(h, _)| h).max().unwrap_or(1);
        let v_max = factors().map(|(_, v)| v).max().unwrap_or(1);
        let unit = if process == Process::Lossless { 1 } else { 8 };
        let components = specs
            .iter()
            .zip(factors())
            .map(|(&[id, _, quantization], (h, v))| Component {
                id,
                h,
                v,
                quantization,
                // §A.1.1 and §A.2.
                columns: (width * h).div_ceil(h_max).div_ceil(unit),
                rows: (height * v).div_ceil(v_max).div_ceil(unit),
                padded_columns: width.div_ceil(h_max * unit) * h,
                padded_rows: height.div_ceil(v_max * unit) * v,
                is_scanned: false,
                nonzero: Vec::new(),
            })
            .collect();
        Ok(Self { process, width, height, components, h_max, v_max })
    }

    /// Units of all components.
    pub(super) fn units(&self) -> u64 {
        let units = |component: &Component| u64::from(component.padded_columns) * u64::from(component.padded_rows);
        self.components.iter().map(units).sum()
    }
}

/// A scan header.
pub(super) struct Scan {
    pub(super) components: Vec<ScanComponent>,
    /// First and last coefficient.
    pub(super) first: u32,
    pub(super) last: u32,
    /// Whether it refines coefficients of an earlier scan.
    pub(super) is_refinement: bool,
}

/// One component of a scan: its index in the frame, and the tables that it uses.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScanComponent {
    pub(super) index: usize,
    pub(super) dc: u8,
    pub(super) ac: u8,
}

impl Scan {
    /// Reads the payload of a scan header; `None` if it does not fit the frame.
    pub(super) fn parse(payload: &[u8], frame: &Frame) -> Option<Self> {
        let (&count, rest) = payload.split_first()?;
        let (specs, rest) = rest.split_at_checked(2 * usize::from(count))?;
        let &[first, last, bits] = rest else { return None };
        let mut components: Vec<ScanComponent> = Vec::new();
        for &[id, tables] in specs.as_chunks().0 {
            // Some files use one id for several components: they are taken in order.
            let is_free = |index: usize| components.iter().all(|component| component.index != index);
            let mut same = (0..).zip(&frame.components).filter(|(index, it)| it.id == id && is_free(*index));
            components.push(ScanComponent { index: same.next()?.0, dc: tables >> 4, ac: tables & 15 });
        }
        let is_progressive = frame.process == Process::Progressive;
        let is_valid_band = match (first, last) {
            (0, 0) => true,
            (1..=63, last) => last >= first && last <= 63 && count == 1,
            _ => false,
        };
        if !(1..=4).contains(&count) || is_progressive && !is_valid_band {
            return None;
        }
        Some(Self { components, first: first.into(), last: last.into(), is_refinement: bits >> 4 != 0 })
    }
}
