//! The place of `content[N]` in the request.

use crate::model::Kind;

/// How many assets of each kind a request has. The service puts all into one list, `content`: the prompt first, then the
/// images, the videos and the audio files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Whether there is a prompt, which then is `content[0]`.
    pub prompt: bool,
    /// Length of `image_urls`.
    pub images: usize,
    /// Length of `video_urls`.
    pub videos: usize,
    /// Length of `audio_urls`.
    pub audios: usize,
}

impl Counts {
    /// Counts of a request with a prompt, which the documentation requires.
    pub const fn new(images: usize, videos: usize, audios: usize) -> Self {
        Self { prompt: true, images, videos, audios }
    }

    /// The JSON pointer of `content[index]`; `None` beyond the last.
    pub fn pointer_at(&self, index: usize) -> Option<String> {
        match self.place(index)? {
            (Kind::Other, _) => Some("/prompt".to_owned()),
            (kind, index) => Some(format!("{}/{index}", list(kind)?)),
        }
    }

    /// The kind of `content[index]`, [`Kind::Other`] for the prompt.
    pub(crate) fn kind_at(&self, index: usize) -> Option<Kind> {
        self.place(index).map(|(kind, _)| kind)
    }

    /// How many there are of a kind.
    pub(crate) const fn of(&self, kind: Kind) -> usize {
        match kind {
            Kind::Image => self.images,
            Kind::Video => self.videos,
            Kind::Audio => self.audios,
            _ => 0,
        }
    }

    fn place(&self, index: usize) -> Option<(Kind, usize)> {
        let mut left = index;
        let parts = [
            (Kind::Other, usize::from(self.prompt)),
            (Kind::Image, self.images),
            (Kind::Video, self.videos),
            (Kind::Audio, self.audios),
        ];
        for (kind, count) in parts {
            match left.checked_sub(count) {
                None => return Some((kind, left)),
                Some(rest) => left = rest,
            }
        }
        None
    }
}

/// The JSON pointer of a kind's list.
pub(crate) const fn list(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Image => Some("/image_urls"),
        Kind::Video => Some("/video_urls"),
        Kind::Audio => Some("/audio_urls"),
        _ => None,
    }
}
