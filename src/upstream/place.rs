//! The place in the request that a refusal is about.

use std::borrow::Cow;

use super::text::{content_index, element, field as named_field, has, only_kind};
use crate::model::Kind;
use crate::prompt;
use crate::request::{Counts, Given, Meaning, list_of, meaning};

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
    /// The field that the answer names beside its message.
    pub(super) field: Option<String>,
    counts: Option<Counts>,
}

/// Words that refuse the prompt itself, unless [`ADVICE`] is before them.
const OF_PROMPT: &[&str] = &[
    "input text",
    "inputtext",
    "input prompt",
    "the prompt",
    "prompt violat",
    "prompt contain",
    "prompt was",
    "prompt is",
    "prompt has",
    "prompt may",
    "prompt_unsafe",
    "prompt field",
    "输入文本",
    "提示词",
];

/// Words before the prompt that advise to change it, which does not say that it was refused.
const ADVICE: [&str; 26] = [
    "change", "modify", "revise", "adjust", "edit", "rephras", "reword", "rewrit", "review", "check", "simplify",
    "try", "update", "improve", "shorten", "fix", "修改", "更换", "更改", "调整", "检查", "优化", "改写", "换", "尝试",
    "完善",
];

impl Named {
    pub(super) fn of(text: &str, counts: Option<Counts>) -> Self {
        // "@Image2" and 第2张参考图 are certain; "image 2" may be anything that has a number.
        let may_be_named = text.contains('@') || text.contains('第');
        let asset = may_be_named.then(|| prompt::mentions(text)).into_iter().flatten().find_map(|mention| {
            let is_certain = text.get(mention.span).is_some_and(|name| name.starts_with(['@', '第']));
            let index = usize::try_from(mention.number).ok()?.checked_sub(1)?;
            is_certain.then_some((mention.kind, index))
        });
        let asset = asset.or_else(|| element(text));
        Self { index: content_index(text), asset, field: named_field(text).map(str::to_owned), counts }
    }

    /// The kind of the asset that the text names by its place.
    pub(super) fn kind(&self) -> Option<Kind> {
        let by_index = || self.counts?.kind_at(self.index?);
        self.asset.map(|(kind, _)| kind).or_else(by_index)
    }

    /// The list of ours that the answer names beside its message.
    pub(super) fn list(&self) -> Option<Kind> {
        match meaning(self.field.as_deref()?.split(['[', '.']).next()?, Given::Other)? {
            Meaning::Keys(["image_urls"]) => Some(Kind::Image),
            Meaning::Keys(["video_urls"]) => Some(Kind::Video),
            Meaning::Keys(["audio_urls"]) => Some(Kind::Audio),
            _ => None,
        }
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
        if has(text, &["output", "generated", "输出", "生成的", "生成内容", "生成结果"]) {
            return None;
        }
        if refuses_prompt(text) || self.field.as_deref() == Some("prompt") {
            return Some("/prompt".to_owned());
        }
        if let (Some(index), Some(counts)) = (self.index, self.counts) {
            return counts.pointer_at(index);
        }
        self.pointer(Place::File(only_kind(text).or_else(|| self.list())))
    }

    /// The only file of the request, else what the words give.
    pub(super) fn only_file(&self, text: &str) -> Option<String> {
        self.by_words(text).or_else(|| self.single_file())
    }

    /// The file of a request that has only one, unless the text names another place.
    pub(super) fn single_file(&self) -> Option<String> {
        let counts = self.counts.filter(|_| self.index.is_none() && self.asset.is_none())?;
        let total: usize = MEDIA.iter().map(|kind| counts.of(*kind)).sum();
        let kind = MEDIA.into_iter().find(|kind| counts.of(*kind) == 1).filter(|_| total == 1)?;
        Some(format!("{}/0", list_of(kind)?))
    }

    /// Whether the request may have files of `kind`: it has, or it is not known, or it has none at all.
    pub(super) fn may_have(&self, kind: Kind) -> bool {
        self.counts.is_none_or(|counts| counts.of(kind) > 0 || MEDIA.iter().all(|kind| counts.of(*kind) == 0))
    }

    /// The list of the kind that the words name, or the only file in it.
    pub(super) fn file_or_list(&self, text: &str) -> Option<String> {
        self.by_words(text).or_else(|| only_kind(text).and_then(list_of).map(str::to_owned))
    }
}

const MEDIA: [Kind; 3] = [Kind::Image, Kind::Video, Kind::Audio];

/// Whether the text refuses the prompt, and does not only advise to change it.
fn refuses_prompt(text: &str) -> bool {
    let text = without_suggestion(text);
    OF_PROMPT.iter().any(|words| {
        text.match_indices(words).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let clause = before.rsplit(['.', ';', ':', '。', '，', '；', '：']).next().unwrap_or_default();
            !has(clause, &ADVICE)
        })
    })
}

/// The text without the `fallback_suggestion` of an answer, which is advice.
fn without_suggestion(text: &str) -> Cow<'_, str> {
    let Some((before, rest)) = text.split_once("fallback_suggestion:") else { return Cow::Borrowed(text) };
    let others = [",code:", ", code:", ",message:", ", message:", ",type:", ", type:", ",param:", ", param:", "}"];
    let end = others.iter().filter_map(|other| rest.find(other)).min().unwrap_or(rest.len());
    Cow::Owned(format!("{before}{}", rest.get(end..).unwrap_or_default()))
}

/// The pointer to the field that a name of the underlying API, or of another client, refers to.
pub(super) fn field(name: &str) -> Option<String> {
    match meaning(name, Given::Other)? {
        Meaning::Keys([key]) => Some(format!("/{}", key.replace('.', "/"))),
        _ => None,
    }
}
