//! The place in the request that a refusal is about.

use super::text::{content_index, has, param};
use crate::model::Kind;
use crate::prompt;
use crate::request::{Counts, Meaning, list_of, meaning};

/// What a refusal is about, as a place in the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The request as a whole.
    Nowhere,
    /// A field of its own.
    Field(&'static str),
    /// A whole list.
    List(Kind),
    /// One file.
    File(Option<Kind>),
}

/// The place that the text itself names.
pub(super) struct Named {
    /// `N` of `content[N]`.
    pub(super) index: Option<usize>,
    /// The asset that it names as prompts do: `@Image1`.
    asset: Option<(Kind, usize)>,
    /// The field that the answer's `param` names.
    pub(super) param: Option<String>,
    counts: Option<Counts>,
}

impl Named {
    pub(super) fn of(text: &str, counts: Option<Counts>) -> Self {
        let asset = text.contains('@').then(|| prompt::mentions(text)).into_iter().flatten().find_map(|mention| {
            let is_marked = text.get(mention.span).is_some_and(|name| name.starts_with('@'));
            let index = usize::try_from(mention.number).ok()?.checked_sub(1)?;
            is_marked.then_some((mention.kind, index))
        });
        Self { index: content_index(text), asset, param: param(text).map(str::to_owned), counts }
    }

    /// The kind of the asset that the text names by its place.
    pub(super) fn kind(&self) -> Option<Kind> {
        let by_index = || self.counts?.kind_at(self.index?);
        self.asset.map(|(kind, _)| kind).or_else(by_index)
    }

    /// The pointer to `place`. A file without an index is known if there is only one of its kind; an index of another kind
    /// than the text names shows that the counts are of another request.
    pub(super) fn pointer(&self, place: Place) -> Option<String> {
        match place {
            Place::Nowhere => None,
            Place::Field(field) => Some(field.to_owned()),
            Place::List(kind) => list_of(kind).map(str::to_owned),
            Place::File(kind) => {
                if let Some((named, index)) = self.asset {
                    let exists = self.counts.is_some_and(|counts| index < counts.of(named));
                    return if exists { Some(format!("{}/{index}", list_of(named)?)) } else { None };
                }
                let counts = self.counts?;
                match (self.index, kind) {
                    (Some(index), _) => {
                        let found = counts.kind_at(index).filter(|found| *found != Kind::Other)?;
                        if kind.is_none_or(|kind| found == kind) { counts.pointer_at(index) } else { None }
                    }
                    (None, Some(kind)) if counts.of(kind) == 1 => Some(format!("{}/0", list_of(kind)?)),
                    (None, _) => None,
                }
            }
        }
    }

    /// The pointer that the words give: to the asset by its index, to the prompt, or to the only file of the kind that is
    /// named. `None` for what came out of the model.
    pub(super) fn by_words(&self, text: &str) -> Option<String> {
        if has(text, &["output", "generated", "输出", "生成的"]) {
            return None;
        }
        if has(text, &["input text", "inputtext", "the prompt", "输入文本", "提示词"]) {
            return Some("/prompt".to_owned());
        }
        if let (Some(index), Some(counts)) = (self.index, self.counts) {
            return counts.pointer_at(index);
        }
        self.pointer(Place::File(kind_of(text)))
    }

    /// The only file of the request, else what the words give.
    pub(super) fn only_file(&self, text: &str) -> Option<String> {
        self.by_words(text).or_else(|| {
            let counts = self.counts.filter(|_| self.index.is_none())?;
            let kinds = [Kind::Image, Kind::Video, Kind::Audio];
            let total: usize = kinds.iter().map(|kind| counts.of(*kind)).sum();
            let kind = kinds.into_iter().find(|kind| counts.of(*kind) == 1).filter(|_| total == 1)?;
            Some(format!("{}/0", list_of(kind)?))
        })
    }

    /// The list of the kind that the words name, or the only file in it.
    pub(super) fn file_or_list(&self, text: &str) -> Option<String> {
        self.by_words(text).or_else(|| kind_of(text).and_then(list_of).map(str::to_owned))
    }
}

/// The kind of media that the text names; `None` for none or more than one.
fn kind_of(text: &str) -> Option<Kind> {
    let words: [(Kind, &[&str]); 3] = [
        (Kind::Image, &["image", "图片", "图像"]),
        (Kind::Video, &["video", "视频"]),
        (Kind::Audio, &["audio", "音频"]),
    ];
    let mut kinds = words.iter().filter(|(_, words)| has(text, words)).map(|(kind, _)| *kind);
    kinds.next().filter(|_| kinds.next().is_none())
}

/// The pointer to the field that a name of the underlying API, or of another client, refers to.
pub(super) fn field(name: &str) -> Option<String> {
    match meaning(name, false)? {
        Meaning::Keys([key]) => Some(format!("/{}", key.replace('.', "/"))),
        _ => None,
    }
}
