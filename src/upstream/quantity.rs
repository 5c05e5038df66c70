//! Quantities as the service names them, and the limits of ours that they mean.

use super::limit::LimitOf;
use super::place::{self, Named, Place};
use super::sentence::Sentence;
use crate::model::{Kind, Rational, Unit};
use crate::profile::Profile;

/// What a refusal is about.
pub(super) struct Subject {
    pub(super) limit: LimitOf,
    pub(super) or_limit: Option<LimitOf>,
    pub(super) quantity: &'static str,
    pub(super) unit: Option<Unit>,
    pub(super) place: Place,
}

/// A quantity: words that name it, its limit, our name, its unit.
type Row = (&'static [&'static str], LimitOf, &'static str, Option<Unit>);

/// Sums. Before the single durations, whose words they contain.
const TOTALS: [(Kind, Row); 2] = [
    (Kind::Video, (&["video total duration"], LimitOf::VideoTotal, "total_duration", Some(Unit::Seconds))),
    (Kind::Audio, (&["audio total duration"], LimitOf::AudioTotal, "total_duration", Some(Unit::Seconds))),
];

/// Fields of the request, under the names of the underlying API and of this one.
const FIELDS: [(&[&str], &str, Row); 4] = [
    (&["duration"], "/duration", (&[], LimitOf::Duration, "duration", Some(Unit::Seconds))),
    (&["resolution", "quality"], "/quality", (&[], LimitOf::Quality, "quality", None)),
    (&["ratio", "aspect_ratio", "aspect ratio"], "/aspect_ratio", (&[], LimitOf::AspectRatio, "aspect_ratio", None)),
    (&["prompt length"], "/prompt", (&[], LimitOf::Prompt, "prompt", None)),
];

/// Images. Their pixels are refused below 300 x 300, so that the sides are what is wrong.
const IMAGE: [Row; 5] = [
    (&["aspect ratio"], LimitOf::ImageAspect, "aspect_ratio", Some(Unit::WidthOverHeight)),
    (&["width"], LimitOf::ImageSide, "width", Some(Unit::Pixels)),
    (&["height"], LimitOf::ImageSide, "height", Some(Unit::Pixels)),
    (&["pixel count"], LimitOf::ImageSide, "pixels", Some(Unit::Pixels)),
    (&["count"], LimitOf::ImageCount, "images", Some(Unit::Count)),
];

const VIDEO: [Row; 8] = [
    (&["aspect ratio"], LimitOf::VideoAspect, "aspect_ratio", Some(Unit::WidthOverHeight)),
    (&["pixel count"], LimitOf::VideoPixels, "pixels", Some(Unit::Pixels)),
    (&["width"], LimitOf::VideoSide, "width", Some(Unit::Pixels)),
    (&["height"], LimitOf::VideoSide, "height", Some(Unit::Pixels)),
    (&["duration"], LimitOf::VideoDuration, "duration", Some(Unit::Seconds)),
    (&["fps", "frame rate", "framerate"], LimitOf::VideoFps, "frame_rate", Some(Unit::FramesPerSecond)),
    (&["codec"], LimitOf::VideoCodec, "video_codec", None),
    (&["count"], LimitOf::VideoCount, "videos", Some(Unit::Count)),
];

/// Audio files. A WAV file of a coding that the service does not read is refused for its format.
const AUDIO: [Row; 3] = [
    (&["duration"], LimitOf::AudioDuration, "duration", Some(Unit::Seconds)),
    (&["codec", "audio format"], LimitOf::AudioCodec, "codec", None),
    (&["count"], LimitOf::AudioCount, "audios", Some(Unit::Count)),
];

/// Any file.
const FILE: [Row; 2] = [
    (&["format"], LimitOf::Format(None), "format", None),
    (&["file size", "size (bytes)"], LimitOf::FileSize, "bytes", Some(Unit::Bytes)),
];

/// Kinds, by the words that name them.
const KINDS: [(Kind, &str); 3] = [(Kind::Image, "image"), (Kind::Video, "video"), (Kind::Audio, "audio")];

impl Subject {
    /// What `sentence` is about; `named` is the place that the text itself names.
    pub(super) fn of(sentence: &Sentence<'_>, named: &Named) -> Option<Self> {
        let (has_kind, named) = (|kind| named.may_have(kind), named.kind());
        let words = sentence.quantity.as_str();
        let has = |row: &Row| row.0.iter().any(|name| words.contains(name));
        if let Some((kind, row)) = TOTALS.iter().find(|(_, row)| has(row)) {
            return Some(Self::new(row, Place::List(*kind)));
        }
        if sentence.is_parameter || words == "prompt length" || is_of_request(sentence, named) {
            let row = FIELDS.iter().find(|(names, ..)| names.contains(&words));
            if let Some((_, field, row)) = row {
                return Some(Self::new(row, Place::Field(field)));
            }
        }
        let said = KINDS.iter().find(|(_, word)| words.contains(word)).map(|(kind, _)| *kind);
        let row_of = |&(kind, _): &(Kind, &str)| {
            let wanted = said.or(named).is_none_or(|wanted| wanted == kind);
            rows_of(kind).iter().find(|row| wanted && has(row)).map(|row| (kind, row))
        };
        let rows: Vec<_> = KINDS.iter().filter_map(row_of).collect();
        // What the request does not have is not refused, unless the counts are of another request.
        let mut likely = rows.iter().filter(|(kind, _)| has_kind(*kind)).copied().peekable();
        let (first, second) = match likely.peek() {
            Some(_) => (likely.next(), likely.next()),
            None => (rows.first().copied(), rows.get(1).copied()),
        };
        let any = FILE.iter().find(|row| has(row));
        match (first, second.map(|(_, row)| row).or(any)) {
            (Some((kind, row)), other) => {
                let kind = said.or(named).or(other.is_none().then_some(kind));
                let is_count = matches!(row.1, LimitOf::ImageCount | LimitOf::VideoCount | LimitOf::AudioCount);
                let place = match kind {
                    Some(kind) if is_count => Place::List(kind),
                    _ if is_count => return None,
                    kind => Place::File(kind),
                };
                Some(Self { or_limit: other.map(|row| row.1), ..Self::new(row, place) })
            }
            (None, Some(row)) => {
                let kind = said.or(named);
                let limit = if let LimitOf::Format(_) = row.1 { LimitOf::Format(kind) } else { row.1 };
                Some(Self { limit, ..Self::new(row, Place::File(kind)) })
            }
            (None, None) => None,
        }
    }

    /// The request's body as a whole.
    pub(super) const fn body() -> Self {
        Self { limit: LimitOf::Body, or_limit: None, quantity: "bytes", unit: Some(Unit::Bytes), place: Place::Nowhere }
    }

    /// The field that the answer's `param` names, if its values are limited.
    pub(super) fn of_field(name: &str) -> Option<Self> {
        // A refused prompt need not be too long.
        let is_meant = |field: &str| field != "/prompt" && place::field(name).as_deref() == Some(field);
        let (_, field, row) = FIELDS.iter().find(|(names, field, _)| names.contains(&name) || is_meant(field))?;
        Some(Self::new(row, Place::Field(field)))
    }

    const fn new(row: &Row, place: Place) -> Self {
        Self { limit: row.1, or_limit: None, quantity: row.2, unit: row.3, place }
    }
}

/// Whether a quantity whose owner the text does not name is the request's own: it is refused without a bound, or is a
/// duration that files may fall below.
fn is_of_request(sentence: &Sentence<'_>, named: Option<Kind>) -> bool {
    if sentence.bound.is_none() && sentence.missed.is_none() {
        return named.is_none();
    }
    let least = sentence.bound.and_then(|bound| bound.min);
    let least_of_request = Profile::default().request.duration.documented.min;
    named.is_none() && least.is_some() && least >= least_of_request.max(Some(Rational::from(3_u32)))
}

const fn rows_of(kind: Kind) -> &'static [Row] {
    match kind {
        Kind::Image => &IMAGE,
        Kind::Video => &VIDEO,
        Kind::Audio => &AUDIO,
        _ => &[],
    }
}
