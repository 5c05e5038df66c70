//! Quantities as the service names them, and the rules that are ours.

use super::sentence::Sentence;
use crate::model::{Kind, Unit};
use crate::request::{Counts, list_of as list};

/// What a refusal is about.
pub(super) struct Subject {
    pub(super) rule: &'static str,
    pub(super) or_rule: Option<&'static str>,
    pub(super) quantity: &'static str,
    pub(super) unit: Option<Unit>,
    place: Place,
}

/// Where in the request it is.
#[derive(Clone, Copy)]
enum Place {
    /// A field of its own.
    Field(&'static str),
    /// A whole list.
    List(Kind),
    /// One file.
    File(Option<Kind>),
}

/// A quantity of one kind of media, or of the request: words that name it, its rule, our name, its unit.
type Row = (&'static [&'static str], &'static str, &'static str, Option<Unit>);

/// Sums. Before the single durations, whose words they contain.
const TOTALS: [(Kind, Row); 2] = [
    (Kind::Video, (&["video total duration"], "request/video-total-duration", "total_duration", Some(Unit::Seconds))),
    (Kind::Audio, (&["audio total duration"], "request/audio-total-duration", "total_duration", Some(Unit::Seconds))),
];

/// Fields of the request, under the names of the API behind ours.
const FIELDS: [(&str, &str, Row); 3] = [
    ("duration", "/duration", (&["duration"], "request/duration-out-of-range", "duration", Some(Unit::Seconds))),
    ("resolution", "/quality", (&["resolution"], "request/quality-not-accepted", "quality", None)),
    ("ratio", "/aspect_ratio", (&["ratio"], "request/aspect-ratio-not-accepted", "aspect_ratio", None)),
];

/// Images. Their pixels are refused below 300 x 300, so that the sides are what is wrong.
const IMAGE: [Row; 4] = [
    (&["aspect ratio"], "image/aspect-out-of-range", "aspect_ratio", Some(Unit::WidthOverHeight)),
    (&["width"], "image/side-out-of-range", "width", Some(Unit::Pixels)),
    (&["height"], "image/side-out-of-range", "height", Some(Unit::Pixels)),
    (&["pixel count"], "image/side-out-of-range", "pixels", Some(Unit::Pixels)),
];

const VIDEO: [Row; 7] = [
    (&["aspect ratio"], "video/aspect-out-of-range", "aspect_ratio", Some(Unit::WidthOverHeight)),
    (&["pixel count"], "video/pixels-out-of-range", "pixels", Some(Unit::Pixels)),
    (&["width"], "video/side-out-of-range", "width", Some(Unit::Pixels)),
    (&["height"], "video/side-out-of-range", "height", Some(Unit::Pixels)),
    (&["duration"], "video/duration-out-of-range", "duration", Some(Unit::Seconds)),
    (&["fps", "frame rate", "framerate"], "video/fps-out-of-range", "frame_rate", Some(Unit::FramesPerSecond)),
    (&["codec"], "video/codec-not-accepted", "video_codec", None),
];

/// Sounds. A WAV file of a coding that the service does not read is refused for its format.
const AUDIO: [Row; 2] = [
    (&["duration"], "audio/duration-out-of-range", "duration", Some(Unit::Seconds)),
    (&["codec", "audio format"], "audio/codec-not-accepted", "codec", None),
];

/// Any file.
const FILE: [Row; 2] = [
    (&["format"], "media/format-not-accepted", "format", None),
    (&["file size"], "media/too-large", "bytes", Some(Unit::Bytes)),
];

impl Subject {
    /// What `sentence` is about; `named` is the kind of what `content[N]` stands for.
    pub(super) fn of(sentence: &Sentence<'_>, named: Option<Kind>) -> Option<Self> {
        let words = sentence.quantity.as_str();
        let has = |row: &Row| row.0.iter().any(|name| words.contains(name));
        if let Some((kind, row)) = TOTALS.iter().find(|(_, row)| has(row)) {
            return Some(Self::new(row, Place::List(*kind)));
        }
        if sentence.is_parameter
            && let Some((_, field, row)) = FIELDS.iter().find(|(name, ..)| words == *name)
        {
            return Some(Self::new(row, Place::Field(field)));
        }
        let kinds = [(Kind::Image, "image"), (Kind::Video, "video"), (Kind::Audio, "audio")];
        let said = kinds.iter().find(|(_, word)| words.contains(word)).map(|(kind, _)| *kind);
        let mut rows = kinds.iter().filter_map(|&(kind, _)| {
            let wanted = said.or(named).is_none_or(|wanted| wanted == kind);
            rows_of(kind).iter().find(|row| wanted && has(row)).map(|row| (kind, row))
        });
        let (first, second) = (rows.next(), rows.next());
        let any = FILE.iter().find(|row| has(row));
        match (first, second.map(|(_, row)| row).or(any)) {
            (Some((kind, row)), other) => {
                let kind = said.or(named).or(other.is_none().then_some(kind));
                Some(Self { or_rule: other.map(|row| row.1), ..Self::new(row, Place::File(kind)) })
            }
            (None, Some(row)) => Some(Self::new(row, Place::File(said.or(named)))),
            (None, None) => None,
        }
    }

    /// The kind of the file that it is about, where that is known.
    pub(super) const fn kind(&self) -> Option<Kind> {
        match self.place {
            Place::File(kind) => kind,
            Place::Field(_) | Place::List(_) => None,
        }
    }

    fn new(row: &Row, place: Place) -> Self {
        Self { rule: row.1, or_rule: None, quantity: row.2, unit: row.3, place }
    }

    /// Where it is in the request. A file without an index is known where there is only one of its kind; an index of
    /// another kind than the text names shows that the counts are of another request.
    pub(super) fn pointer(&self, index: Option<usize>, counts: Option<Counts>) -> Option<String> {
        match (self.place, index, counts) {
            (Place::Field(field), ..) => Some(field.to_owned()),
            (Place::List(kind), ..) => list(kind).map(str::to_owned),
            (Place::File(kind), Some(index), Some(counts)) => {
                let found = counts.kind_at(index).filter(|found| *found != Kind::Other);
                (found.is_some() && kind.is_none_or(|kind| found == Some(kind))).then(|| counts.pointer_at(index))?
            }
            (Place::File(Some(kind)), None, Some(counts)) if counts.of(kind) == 1 => Some(format!("{}/0", list(kind)?)),
            (Place::File(_), ..) => None,
        }
    }
}

const fn rows_of(kind: Kind) -> &'static [Row] {
    match kind {
        Kind::Image => &IMAGE,
        Kind::Video => &VIDEO,
        Kind::Audio => &AUDIO,
        _ => &[],
    }
}
