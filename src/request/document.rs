//! A request as read from its text.

use std::io::{self, Write};
use std::ops::Range;

use super::draft::{Draft, MediaField, Slot};
use super::location::{self, Location, Place};
use super::shape::{Malformed, ShapeFault, ShapeFaultKind, Slip};
use super::{Counts, MediaUrl, Request, pointer, read};

/// A request, read as far as possible, with every fault in its shape.
///
/// Reading never fails: [`check_request`](crate::check_request) reports everything that is wrong at once.
/// Types are strict: `"5"`, `5.0`, `"true"` and `null` are of the wrong type; an empty array counts as absent.
///
/// ```
/// use seedance_preflight::request::RequestDocument;
///
/// let text = br#"{"model": "seedance-2.0-text-to-video", "prompt": "A cat plays the piano.", "duration": 8}"#;
/// let request = RequestDocument::read(text).request().unwrap();
/// assert_eq!(request.duration, Some(8));
/// assert_eq!(RequestDocument::read(b"{\"model\": 5}").request(), None);
/// ```
#[derive(Debug, Clone)]
pub struct RequestDocument<'a> {
    text: Option<&'a str>,
    bytes: u64,
    draft: Draft<'a>,
    faults: Vec<ShapeFault>,
    /// Byte at which the text stops being JSON.
    breaks_at: Option<usize>,
}

impl<'a> RequestDocument<'a> {
    /// Reads a request's JSON.
    pub fn read(text: &'a [u8]) -> Self {
        let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
        if is_utf16(text) {
            return Self::broken("", bytes, 0, Malformed::Utf16);
        }
        let unmarked = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let is_marked = unmarked.len() < text.len();
        let text = match str::from_utf8(unmarked) {
            Ok(text) => text,
            Err(error) => {
                let readable = unmarked.get(..error.valid_up_to()).unwrap_or_default();
                let readable = str::from_utf8(readable).unwrap_or_default();
                return Self::broken(readable, bytes, readable.len(), Malformed::NotUtf8);
            }
        };
        match read::read(text) {
            Ok((draft, mut faults)) => {
                if is_marked {
                    let kind = ShapeFaultKind::Malformed(Malformed::ByteOrderMark);
                    faults.insert(0, ShapeFault { pointer: String::new(), kind });
                }
                Self { text: Some(text), bytes, draft, faults, breaks_at: None }
            }
            Err(error) => {
                let offset = offset_of(text, error.line(), error.column());
                let what = error.to_string();
                let what = what.split(" at line ").next().unwrap_or_default().to_owned();
                let slip = slip_at(text, offset, error.is_eof());
                Self::broken(text, bytes, offset, Malformed::Syntax { what, slip })
            }
        }
    }

    /// The typed request, if its shape is right: no required field missing, none of the wrong type. Unknown keys are
    /// left out.
    pub fn request(&self) -> Option<Request> {
        let is_harmless = |fault: &ShapeFault| matches!(fault.kind, ShapeFaultKind::UnknownKey(_));
        if self.faults.iter().all(is_harmless) { self.draft.to_request() } else { None }
    }

    /// How much of each kind the request carries, as [`explain_upstream`](crate::upstream::explain_upstream) takes it; `None`
    /// if a list could not be read.
    ///
    /// ```
    /// use seedance_preflight::request::RequestDocument;
    ///
    /// let request = RequestDocument::read(br#"{"prompt": "A cat.", "image_urls": ["https://example.com/cat.jpg"]}"#);
    /// assert_eq!(request.counts().unwrap().pointer_at(1).as_deref(), Some("/image_urls/0"));
    /// ```
    pub fn counts(&self) -> Option<Counts> {
        let length = |field| self.draft.count(field).and_then(|count| usize::try_from(count).ok());
        let [images, videos, audios] = MediaField::ALL.map(length);
        let prompt = !matches!(self.draft.prompt, Slot::Absent);
        Some(Counts { prompt, ..Counts::new(images?, videos?, audios?) })
    }

    /// Every media URL, in the order in which the service counts them: images, videos, audio.
    pub fn media(&self) -> Vec<MediaUrl<'_>> {
        let mode = self.draft.model.read().and_then(|id| super::names::mode_of(id));
        let mut media = Vec::new();
        for field in MediaField::ALL {
            let urls = self.draft.media(field).read().map(Vec::as_slice).unwrap_or_default();
            for (index, url) in urls.iter().enumerate() {
                let Some(url) = url else { continue };
                media.push(MediaUrl {
                    pointer: pointer::element(field.pointer(), index),
                    url,
                    kind: field.kind(),
                    role: super::role::of(mode, field, index),
                });
            }
        }
        media
    }

    /// Where the value at this JSON pointer is in the text; for a missing value, the object that it is missing from.
    /// `None` without a text.
    pub fn locate(&self, pointer: &str) -> Option<Location> {
        self.locate_part(pointer, |place| place.value)
    }

    /// Where the key of the value at this JSON pointer is in the text; the value if it has no key.
    pub fn locate_key(&self, pointer: &str) -> Option<Location> {
        self.locate_part(pointer, |place| place.key.unwrap_or(place.value))
    }

    /// Where bytes `part` of the string at this JSON pointer are in the text: counted in the string after its escapes
    /// are resolved.
    pub fn locate_in_string(&self, pointer: &str, part: Range<usize>) -> Option<Location> {
        let text = self.text?;
        self.locate_part(pointer, |place| location::in_string(text, place.value, part))
    }

    fn locate_part(&self, pointer: &str, part: impl FnOnce(Place) -> Range<usize>) -> Option<Location> {
        let text = self.text?;
        if let Some(offset) = self.breaks_at {
            return Some(Location::of(text, offset..offset));
        }
        location::find(text, pointer).map(|place| Location::of(text, part(place)))
    }

    /// The model that the request names, known or not.
    pub fn model(&self) -> Option<&str> {
        self.draft.model.read().map(AsRef::as_ref)
    }

    /// The text that the request was read from, if any.
    pub fn text(&self) -> Option<&'a str> {
        self.text
    }

    /// Whether the text began with a byte order mark, which [`text`](Self::text) leaves out.
    pub(crate) fn has_byte_order_mark(&self) -> bool {
        let is_mark = |kind: &ShapeFaultKind| matches!(kind, ShapeFaultKind::Malformed(Malformed::ByteOrderMark));
        self.faults.iter().any(|fault| is_mark(&fault.kind))
    }

    /// Whether the value at `pointer`, a field's, is `null`.
    pub(crate) fn is_null(&self, pointer: &str) -> bool {
        let is_null = |kind: &ShapeFaultKind| matches!(kind, ShapeFaultKind::WrongType { actual: "null", .. });
        self.faults.iter().any(|fault| fault.pointer == pointer && is_null(&fault.kind))
    }

    /// Length of the body in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn draft(&self) -> &Draft<'a> {
        &self.draft
    }

    pub(crate) fn faults(&self) -> &[ShapeFault] {
        &self.faults
    }

    fn broken(text: &'a str, bytes: u64, offset: usize, malformed: Malformed) -> Self {
        let fault = ShapeFault { pointer: String::new(), kind: ShapeFaultKind::Malformed(malformed) };
        Self { text: Some(text), bytes, draft: Draft::unreadable(), faults: vec![fault], breaks_at: Some(offset) }
    }
}

/// A request made in Rust: its shape is right.
impl<'a> From<&'a Request> for RequestDocument<'a> {
    fn from(request: &'a Request) -> Self {
        let mut length = Length(0);
        // Neither counting nor writing strings, integers and booleans as JSON can fail.
        let _ = serde_json::to_writer(&mut length, request);
        Self { text: None, bytes: length.0, draft: Draft::from(request), faults: Vec::new(), breaks_at: None }
    }
}

/// Counts what is written.
struct Length(u64);

impl Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Whether `text` is UTF-16: by its mark, or because JSON begins with two ASCII characters, each with one zero byte.
fn is_utf16(text: &[u8]) -> bool {
    matches!(text, [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, b'{', ..] | [b'{', 0, ..])
}

/// The slip that explains why `text` stops being JSON at `offset`.
fn slip_at(text: &str, offset: usize, is_cut_off: bool) -> Option<Slip> {
    let rest = text.get(offset..)?;
    // The parser stops at the character, or one after it.
    let from = text.get(..offset)?.char_indices().next_back().map_or(0, |(at, _)| at);
    let nearby = text.get(from..)?;
    let starts = |words: &[&str]| words.iter().any(|word| rest.starts_with(word) || nearby.starts_with(word));
    let before = text.get(..offset)?.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '}' | ']'));
    if is_cut_off {
        Some(Slip::CutOff)
    } else if starts(&["'"]) {
        Some(Slip::SingleQuotes)
    } else if starts(&["True", "False", "None", "NaN", "undefined", "Infinity", "rue", "alse"]) {
        Some(Slip::Literal)
    } else if starts(&["//", "/*", "#"]) {
        Some(Slip::Comment)
    } else if before.ends_with(',') && starts(&["}", "]"]) {
        Some(Slip::TrailingComma)
    } else if rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
        Some(Slip::BareKey)
    } else {
        None
    }
}

/// The offset of a line and a column in bytes, both from 1, on a character's edge.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut offset = before.saturating_add(column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
