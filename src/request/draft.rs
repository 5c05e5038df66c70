//! A request as far as it could be read, for the rules to judge.

use std::borrow::Cow;

use super::{ModelParams, Request};
use crate::model::Kind;
use crate::profile::{Count, ModeLimits};

/// The state of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Slot<T> {
    /// Nothing.
    #[default]
    Absent,
    /// A value of the wrong type, which is reported; no other rule judges it.
    Unreadable,
    /// A value of the right type.
    Read(T),
}

impl<T> Slot<T> {
    pub(crate) fn read(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Absent | Self::Unreadable => None,
        }
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T> From<Option<T>> for Slot<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Read)
    }
}

/// URLs of one field; an element of the wrong type is `None`. Never empty: an empty array counts as absent.
pub(crate) type Urls<'a> = Vec<Option<Cow<'a, str>>>;

/// Every field of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Draft<'a> {
    pub(crate) model: Slot<Cow<'a, str>>,
    pub(crate) prompt: Slot<Cow<'a, str>>,
    pub(crate) images: Slot<Urls<'a>>,
    pub(crate) videos: Slot<Urls<'a>>,
    pub(crate) audios: Slot<Urls<'a>>,
    pub(crate) duration: Slot<i64>,
    pub(crate) quality: Slot<Cow<'a, str>>,
    pub(crate) aspect_ratio: Slot<Cow<'a, str>>,
    pub(crate) generate_audio: Slot<bool>,
    pub(crate) model_params: Slot<Slot<bool>>,
    pub(crate) content_filter: Slot<bool>,
    pub(crate) callback_url: Slot<Cow<'a, str>>,
}

/// A field that holds URLs of media.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MediaField {
    Images,
    Videos,
    Audios,
}

impl MediaField {
    /// In the order in which the service counts them.
    pub(crate) const ALL: [Self; 3] = [Self::Images, Self::Videos, Self::Audios];

    pub(crate) const fn pointer(self) -> &'static str {
        match self {
            Self::Images => "/image_urls",
            Self::Videos => "/video_urls",
            Self::Audios => "/audio_urls",
        }
    }

    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Images => "image_urls",
            Self::Videos => "video_urls",
            Self::Audios => "audio_urls",
        }
    }

    /// How many URLs the field may hold.
    pub(crate) const fn limit(self, limits: &ModeLimits) -> Count {
        match self {
            Self::Images => limits.images,
            Self::Videos => limits.videos,
            Self::Audios => limits.audios,
        }
    }

    pub(crate) const fn kind(self) -> Kind {
        match self {
            Self::Images => Kind::Image,
            Self::Videos => Kind::Video,
            Self::Audios => Kind::Audio,
        }
    }
}

impl<'a> Draft<'a> {
    /// A request from which nothing could be read.
    pub(crate) fn unreadable() -> Self {
        Self {
            model: Slot::Unreadable,
            prompt: Slot::Unreadable,
            images: Slot::Unreadable,
            videos: Slot::Unreadable,
            audios: Slot::Unreadable,
            duration: Slot::Unreadable,
            quality: Slot::Unreadable,
            aspect_ratio: Slot::Unreadable,
            generate_audio: Slot::Unreadable,
            model_params: Slot::Unreadable,
            // Its mere presence is a finding in revisions without the field.
            content_filter: Slot::Absent,
            callback_url: Slot::Unreadable,
        }
    }

    pub(crate) fn media(&self, field: MediaField) -> &Slot<Urls<'a>> {
        match field {
            MediaField::Images => &self.images,
            MediaField::Videos => &self.videos,
            MediaField::Audios => &self.audios,
        }
    }

    /// How many URLs a field holds; `None` if it could not be read.
    pub(crate) fn count(&self, field: MediaField) -> Option<u64> {
        match self.media(field) {
            Slot::Absent => Some(0),
            Slot::Unreadable => None,
            Slot::Read(urls) => u64::try_from(urls.len()).ok(),
        }
    }

    /// The typed request; `None` if a required field is missing or one could not be read.
    pub(crate) fn to_request(&self) -> Option<Request> {
        let params = |slot: &Slot<bool>| optional(slot, |search| *search).map(|web_search| ModelParams { web_search });
        Some(Request {
            model: self.model.read()?.as_ref().into(),
            prompt: self.prompt.read()?.as_ref().to_owned(),
            image_urls: urls(&self.images)?,
            video_urls: urls(&self.videos)?,
            audio_urls: urls(&self.audios)?,
            duration: optional(&self.duration, |seconds| *seconds)?,
            quality: optional(&self.quality, |name| name.as_ref().into())?,
            aspect_ratio: optional(&self.aspect_ratio, |name| name.as_ref().into())?,
            generate_audio: optional(&self.generate_audio, |generate| *generate)?,
            model_params: match &self.model_params {
                Slot::Absent => None,
                Slot::Unreadable => return None,
                Slot::Read(search) => Some(params(search)?),
            },
            content_filter: optional(&self.content_filter, |filter| *filter)?,
            callback_url: optional(&self.callback_url, |url| url.as_ref().to_owned())?,
        })
    }
}

impl<'a> From<&'a Request> for Draft<'a> {
    fn from(request: &'a Request) -> Self {
        let text = |text: &'a str| Cow::Borrowed(text);
        let urls = |urls: &'a [String]| match urls {
            [] => Slot::Absent,
            _ => Slot::Read(urls.iter().map(|url| Some(Cow::Borrowed(url.as_str()))).collect()),
        };
        Self {
            model: Slot::Read(text(request.model.as_str())),
            prompt: Slot::Read(text(&request.prompt)),
            images: urls(&request.image_urls),
            videos: urls(&request.video_urls),
            audios: urls(&request.audio_urls),
            duration: request.duration.into(),
            quality: request.quality.as_ref().map(|quality| text(quality.as_str())).into(),
            aspect_ratio: request.aspect_ratio.as_ref().map(|ratio| text(ratio.as_str())).into(),
            generate_audio: request.generate_audio.into(),
            model_params: request.model_params.map(|params| params.web_search.into()).into(),
            content_filter: request.content_filter.into(),
            callback_url: request.callback_url.as_deref().map(text).into(),
        }
    }
}

/// `None` if the slot could not be read; `Some(None)` if it is absent.
fn optional<T, U>(slot: &Slot<T>, convert: impl FnOnce(&T) -> U) -> Option<Option<U>> {
    match slot {
        Slot::Absent => Some(None),
        Slot::Unreadable => None,
        Slot::Read(value) => Some(Some(convert(value))),
    }
}

fn urls(slot: &Slot<Urls<'_>>) -> Option<Vec<String>> {
    match slot {
        Slot::Absent => Some(Vec::new()),
        Slot::Unreadable => None,
        Slot::Read(urls) => urls.iter().map(|url| url.as_deref().map(str::to_owned)).collect(),
    }
}
