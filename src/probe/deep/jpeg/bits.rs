//! Bytes and bits of a JPEG stream: ITU-T T.81 §B.1.1.5 and §F.2.2.5.

use crate::model::{Fault, FaultKind};
use crate::probe::reader::as_u64;
use crate::probe::source::ReadAt;

/// Bytes read at a time.
const STEP: usize = 64 << 10;

/// Reads markers and segments by bytes, and entropy-coded data by bits, up to the next marker.
pub(super) struct Bits<'a> {
    source: &'a dyn ReadAt,
    buffer: Vec<u8>,
    /// Offset in the file of the first byte of the buffer.
    start: u64,
    /// The next byte in the buffer.
    at: usize,
    /// The next bits, from the highest on.
    bits: u64,
    /// How many of them there are.
    count: u32,
    /// The marker that ends the entropy-coded data, or the end of the file.
    end: Option<End>,
}

/// What ends entropy-coded data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Marker(u8),
    File,
}

impl<'a> Bits<'a> {
    /// Reads `source` from `offset` on.
    pub(super) fn new(source: &'a dyn ReadAt, offset: u64) -> Self {
        Self { source, buffer: Vec::new(), start: offset, at: 0, bits: 0, count: 0, end: None }
    }

    /// The offset of the next byte.
    pub(super) fn offset(&self) -> u64 {
        self.start.saturating_add(as_u64(self.at))
    }

    /// The next byte; `None` at the end of the file.
    pub(super) fn byte(&mut self) -> Result<Option<u8>, Fault> {
        if self.at >= self.buffer.len() && !self.fill()? {
            return Ok(None);
        }
        let byte = self.buffer.get(self.at).copied();
        self.at += 1;
        Ok(byte)
    }

    fn fill(&mut self) -> Result<bool, Fault> {
        self.start = self.start.saturating_add(as_u64(self.buffer.len()));
        self.at = 0;
        self.buffer.resize(STEP, 0);
        let count =
            self.source.read_at(self.start, &mut self.buffer).map_err(|error| Fault::of_input(error, self.start))?;
        self.buffer.truncate(count);
        Ok(count > 0)
    }

    /// The next `N` bytes of a segment.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Fault> {
        let mut bytes = [0; N];
        for to in &mut bytes {
            *to = self.byte()?.ok_or_else(|| self.cut())?;
        }
        Ok(bytes)
    }

    /// The payload of the segment that begins here: its length of 16 bits counts itself, §B.1.1.4.
    pub(super) fn segment(&mut self) -> Result<Vec<u8>, Fault> {
        let length = u16::from_be_bytes(self.array()?);
        let mut payload = Vec::with_capacity(usize::from(length));
        for _ in 2..length {
            payload.push(self.byte()?.ok_or_else(|| self.cut())?);
        }
        Ok(payload)
    }

    /// The next marker, and how many bytes of data precede it: stuffed bytes count as one.
    pub(super) fn marker(&mut self) -> Result<(End, u64), Fault> {
        let mut skipped = u64::from(self.count / 8);
        (self.bits, self.count) = (0, 0);
        let end = loop {
            if let Some(end) = self.end.take() {
                break end;
            }
            if self.data_byte()?.is_some() {
                skipped += 1;
            }
        };
        Ok((end, skipped))
    }

    /// Lets [`Bits::marker`] return `end` again.
    pub(super) fn put_back(&mut self, end: End) {
        self.end = Some(end);
    }

    /// The next byte of entropy-coded data; `None`, and `end` is set, where a marker begins.
    fn data_byte(&mut self) -> Result<Option<u8>, Fault> {
        if self.end.is_some() {
            return Ok(None);
        }
        let Some(byte) = self.byte()? else {
            self.end = Some(End::File);
            return Ok(None);
        };
        if byte != 0xFF {
            return Ok(Some(byte));
        }
        loop {
            match self.byte()? {
                Some(0x00) => return Ok(Some(0xFF)),
                // Fill bytes, §B.1.1.2.
                Some(0xFF) => {}
                Some(code) => {
                    self.end = Some(End::Marker(code));
                    return Ok(None);
                }
                None => {
                    self.end = Some(End::File);
                    return Ok(None);
                }
            }
        }
    }

    /// At least 16 bits from the next one on, at the top; zeros after the end of the data.
    pub(super) fn peek(&mut self) -> Result<u64, Fault> {
        if self.count < 32 {
            self.refill()?;
        }
        Ok(self.bits)
    }

    fn refill(&mut self) -> Result<(), Fault> {
        while self.count <= 56 {
            let Some(byte) = self.data_byte()? else { break };
            self.bits |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
        Ok(())
    }

    /// Consumes `count` bits, at most 16.
    pub(super) fn skip(&mut self, count: u32) -> Result<(), Fault> {
        if count > self.count {
            self.refill()?;
            if count > self.count {
                return Err(self.short());
            }
        }
        self.bits <<= count;
        self.count -= count;
        Ok(())
    }

    /// Consumes and returns `count` bits, at most 16.
    pub(super) fn take(&mut self, count: u32) -> Result<u32, Fault> {
        let bits = if count == 0 { 0 } else { self.peek()? >> (64 - count) };
        self.skip(count)?;
        Ok(u32::try_from(bits).unwrap_or(0))
    }

    /// The fault of a file that ends here.
    pub(super) fn cut(&self) -> Fault {
        Fault::new(FaultKind::UnexpectedEnd, self.offset(), "the file ends without an end-of-image marker")
    }

    /// The fault of data that ends before its image.
    fn short(&self) -> Fault {
        match self.end {
            Some(End::File) => self.cut(),
            _ => self.damaged("a scan ends before its image is complete"),
        }
    }

    /// A fault of the data here.
    pub(super) fn damaged(&self, what: &'static str) -> Fault {
        Fault::new(FaultKind::Undecodable, self.offset(), what)
    }
}
