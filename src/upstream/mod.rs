//! The service's own refusals, in the terms of this crate: the class, the rule that finds the same before upload, the
//! pointer into the request, the direction in which a limit was missed, whether to retry, and what to do.
//!
//! The underlying model refuses in regular sentences, which reach the caller inside errors of one service or more:
//! bare, after a prefix, or in JSON within JSON. So they are searched for in the text, whatever is around them.

mod account;
mod class;
mod code;
mod family;
mod free;
mod han;
mod help;
mod limit;
mod numbers;
mod parameter;
mod place;
mod quantity;
mod regular;
mod sentence;
mod text;
mod words;

use std::borrow::Cow;

pub use class::{Again, Direction, RefusalClass};
use family::Family;
use help::{Help, RuleHelp};
use place::{Named, Place};
use quantity::Subject;
use sentence::{End, Sentence};

use crate::language::Language;
use crate::model::{Expected, Unit};
use crate::profile::{Mode, Range};
use crate::request::Counts;

/// What a refusal of the service means.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpstreamRefusal {
    /// What sort of refusal it is.
    pub class: RefusalClass,
    /// The id of the rule that finds the same before upload.
    pub rule: Option<&'static str>,
    /// Another rule that it may be, if the text fits two.
    pub or_rule: Option<&'static str>,
    /// The quantity that it names, as findings name it.
    pub quantity: Option<&'static str>,
    /// `N` of the first `content[N]` in it.
    pub content_index: Option<usize>,
    /// JSON pointer into the request, as far as the text and the request's counts tell it.
    pub pointer: Option<String>,
    /// The range that it asks for; only the missed end, if that is known.
    pub bound: Option<Range>,
    /// What the bound counts.
    pub unit: Option<Unit>,
    /// Whether the value was too low or too high; `None` for limits without two ends.
    pub direction: Option<Direction>,
    /// Whether the same request may succeed; `None` if that is not known.
    pub again: Option<Again>,
    /// Name of the underlying model.
    pub model: Option<String>,
    /// The mode in which that model ran.
    pub mode: Option<Mode>,
    help: Help,
}

impl UpstreamRefusal {
    /// What to do about it, in one or two imperative sentences.
    pub fn help(&self) -> Cow<'static, str> {
        self.help_in(Language::English)
    }

    /// [`help`](Self::help) in another language.
    pub fn help_in(&self, language: Language) -> Cow<'static, str> {
        self.help.text(language)
    }

    /// Whether anything was recognised.
    pub fn is_known(&self) -> bool {
        self.class != RefusalClass::Unknown || self.again.is_some()
    }

    fn unknown(content_index: Option<usize>) -> Self {
        Self {
            class: RefusalClass::Unknown,
            rule: None,
            or_rule: None,
            quantity: None,
            content_index,
            pointer: None,
            bound: None,
            unit: None,
            direction: None,
            again: None,
            model: None,
            mode: None,
            help: Help::Fixed(
                "This refusal is not known. Run the preflight on the request, or ask the service's support.",
            ),
        }
    }
}

/// Explains a refusal of the service: a bare message, the whole answer around it, or the `error` of a failed task.
///
/// With the `counts` of the refused request, `content[N]` becomes a pointer into it. A text that is not known gives class
/// [`RefusalClass::Unknown`].
///
/// ```
/// use seedance_preflight::request::Counts;
/// use seedance_preflight::upstream::{Again, Direction, RefusalClass, explain_upstream};
///
/// let message = "The parameter `content[2]` specified in the request is not valid: the parameter video pixel count \
///     specified in the request must be less than or equal to 927408 for model seedance-2-0 in r2v";
/// let refusal = explain_upstream(message, Some(Counts::new(1, 1, 0)));
/// assert_eq!(refusal.rule, Some("video/pixels-out-of-range"));
/// assert_eq!(refusal.pointer.as_deref(), Some("/video_urls/0"));
/// assert_eq!(refusal.direction, Some(Direction::High));
///
/// let refusal = explain_upstream("The input image may contain real person", None);
/// assert_eq!((refusal.class, refusal.again), (RefusalClass::Person, Some(Again::No)));
/// ```
pub fn explain_upstream(message: &str, counts: Option<Counts>) -> UpstreamRefusal {
    let text = text::plain(message);
    let named = Named::of(&text, counts);
    of_filter(&text, &named)
        .or_else(|| of_sentence(&regular::with_bound(&text)?, &named))
        .or_else(|| of_callback(&text, &named))
        .or_else(|| of_content(&text, &named))
        .or_else(|| Some(of_family(family::find(&account::CREDITS, &text)?, &named)))
        .or_else(|| of_request(&text, &named))
        .or_else(|| of_limit(&text, &named))
        .or_else(|| of_account(&text, &named))
        .unwrap_or_else(|| UpstreamRefusal::unknown(named.index))
}

/// What a filter refused.
fn of_filter(text: &str, named: &Named) -> Option<UpstreamRefusal> {
    let family = family::find(&family::FILTERS, &family::without_innocent(text))?;
    Some(UpstreamRefusal { pointer: named.by_words(text), ..of_family(family, named) })
}

/// What is wrong with media, models or modes as a whole.
fn of_content(text: &str, named: &Named) -> Option<UpstreamRefusal> {
    let family = family::find(&family::CONTENT, text)?;
    let mut refusal = of_family(family, named);
    match family.class {
        RefusalClass::Model => refusal.pointer = Some("/model".to_owned()),
        RefusalClass::Fetch => refusal.pointer = named.only_file(text),
        RefusalClass::Inline => refusal.pointer = named.file_or_list(text),
        RefusalClass::Mode if family.rule.is_some() => refusal.pointer = Some("/audio_urls".to_owned()),
        RefusalClass::Mode => of_mode(&mut refusal, text, named),
        _ => refusal.pointer = named.by_words(text),
    }
    Some(refusal)
}

/// Modes that do not go together: with the field that is to change, if the text names it.
fn of_mode(refusal: &mut UpstreamRefusal, text: &str, named: &Named) {
    let is_ratio = text::has(text, &["parameter ratio", "parameter aspect_ratio", "output ratio follows the first"]);
    if is_ratio {
        refusal.rule = Some("request/aspect-ratio-not-accepted");
        refusal.pointer = Some("/aspect_ratio".to_owned());
        refusal.help = Help::Fixed("Set `aspect_ratio` to `adaptive`: the first frame gives the ratio.");
    } else {
        refusal.pointer = named.index.and_then(|_| named.by_words(text));
    }
    if text::has(text, &["video editing", "video extension", "video extend"]) {
        refusal.help = Help::Fixed(
            "Reword the prompt so that it does not ask to edit the video, or use Seedance 2.5 with `duration` -1 and \
             `aspect_ratio` `adaptive`.",
        );
    }
}

/// The request's body, missing fields, and parameters that the model does not have.
fn of_request(text: &str, named: &Named) -> Option<UpstreamRefusal> {
    if text::has(text, parameter::BODY_TOO_LARGE) {
        let sentence = Sentence { missed: Some(End::Greatest), ..Sentence::about("") };
        return Some(of_subject(&Subject::body(), &sentence, named));
    }
    if parameter::refuses_model(text, named.field.as_deref()) {
        let family = family::CONTENT.iter().find(|family| family.class == RefusalClass::Model)?;
        return Some(UpstreamRefusal { pointer: Some("/model".to_owned()), ..of_family(family, named) });
    }
    if let Some(field) = parameter::missing(text, named.field.as_deref()) {
        let is_prompt = field == "prompt";
        return Some(UpstreamRefusal {
            class: RefusalClass::Bound,
            rule: Some("request/field-missing"),
            or_rule: is_prompt.then_some("request/prompt-blank"),
            pointer: Some(format!("/{field}")),
            again: Some(Again::No),
            help: Help::Add(field.to_owned()),
            ..UpstreamRefusal::unknown(named.index)
        });
    }
    if parameter::is_missing_something(text) {
        return Some(UpstreamRefusal {
            class: RefusalClass::Bound,
            rule: Some("request/field-missing"),
            again: Some(Again::No),
            help: Help::Fixed("Run the preflight on the request, and correct what it reports."),
            ..UpstreamRefusal::unknown(named.index)
        });
    }
    if let Some(field) = parameter::wrong_type(text, named.field.as_deref()) {
        return Some(UpstreamRefusal {
            class: RefusalClass::Bound,
            rule: Some("request/field-type"),
            pointer: place::field(field),
            again: Some(Again::No),
            help: Help::Fixed(
                "Give the field a value of the documented type: `5` is an integer, `\"5\"` and `5.0` are not.",
            ),
            ..UpstreamRefusal::unknown(named.index)
        });
    }
    let unknown = parameter::not_taken(text, named.field.as_deref())?;
    Some(UpstreamRefusal {
        class: RefusalClass::Parameter,
        rule: Some(if unknown.is_ours { "request/field-not-for-model" } else { "request/unknown-field" }),
        pointer: unknown.pointer,
        again: Some(Again::No),
        help: Help::Remove(unknown.name),
        ..UpstreamRefusal::unknown(named.index)
    })
}

/// Limits: of a file, of a list, of a field.
fn of_limit(text: &str, named: &Named) -> Option<UpstreamRefusal> {
    if let Some(subject) = named.field.as_deref().and_then(Subject::of_field) {
        let sentence = regular::find(text).unwrap_or_else(|| free::value(text));
        return Some(of_subject(&subject, &sentence, named));
    }
    if let Some(sentence) = named.list().and_then(|list| free::count(text, Some(list))) {
        return of_sentence(&sentence, named);
    }
    of_sentence(&regular::find(text)?, named)
}

/// A sentence about a limit.
fn of_sentence(sentence: &Sentence<'_>, named: &Named) -> Option<UpstreamRefusal> {
    let subject = Subject::of(sentence, named)?;
    Some(of_subject(&subject, sentence, named))
}

/// The callback URL.
fn of_callback(text: &str, named: &Named) -> Option<UpstreamRefusal> {
    let is_about = text::has(text, &["callback", "webhook", "notify_url", "回调"]);
    let (rule, help) = parameter::CALLBACK
        .iter()
        .find(|(words, ..)| is_about && text::has(text, words))
        .map(|(_, rule, help)| (*rule, *help))?;
    Some(UpstreamRefusal {
        class: RefusalClass::Bound,
        rule: Some(rule),
        pointer: Some("/callback_url".to_owned()),
        again: Some(Again::No),
        help: Help::Fixed(help),
        ..UpstreamRefusal::unknown(named.index)
    })
}

/// The account, the service itself, and codes of failed tasks.
fn of_account(text: &str, named: &Named) -> Option<UpstreamRefusal> {
    if let Some(family) = family::find(&account::ACCOUNT, text) {
        return Some(of_family(family, named));
    }
    let (_, again, help) = account::CODES.iter().find(|(code, ..)| text.contains(code))?;
    Some(UpstreamRefusal { again: Some(*again), help: Help::Fixed(help), ..UpstreamRefusal::unknown(named.index) })
}

fn of_family(family: &Family, named: &Named) -> UpstreamRefusal {
    UpstreamRefusal {
        class: family.class,
        rule: family.rule,
        or_rule: family.or_rule,
        again: Some(family.again),
        help: Help::Fixed(family.help),
        ..UpstreamRefusal::unknown(named.index)
    }
}

fn of_subject(subject: &Subject, sentence: &Sentence<'_>, named: &Named) -> UpstreamRefusal {
    let bound = sentence.missed_bound();
    let expected = bound
        .map(|range| Expected::Range(range.into()))
        .or_else(|| subject.limit.documented().map(|limit| sentence.missed_end_of(limit)));
    let direction = match sentence.missed {
        Some(End::Least) => Some(Direction::Low),
        Some(End::Greatest) => Some(Direction::High),
        None => subject.limit.has_two_ends().then_some(Direction::Both),
    };
    let (rule, other) = match (sentence.missed, subject.limit.other_rule()) {
        (Some(End::Least), Some(other)) => (other, None),
        (Some(End::Greatest), _) => (subject.limit.rule(), None),
        (_, other) => (subject.limit.rule(), other),
    };
    // Of a kind that the text does not tell.
    let only_file = || named.single_file().filter(|_| subject.place == Place::File(None));
    UpstreamRefusal {
        class: RefusalClass::Bound,
        rule: Some(rule),
        or_rule: subject.or_limit.map(|limit| limit.rule()).or(other),
        quantity: Some(subject.quantity),
        pointer: named.pointer(subject.place).or_else(only_file),
        bound,
        unit: subject.unit,
        direction,
        again: Some(Again::No),
        model: sentence.model.map(str::to_owned),
        mode: sentence.mode,
        help: Help::OfRule(RuleHelp { rule, quantity: subject.quantity, unit: subject.unit, expected, direction }),
        ..UpstreamRefusal::unknown(named.index)
    }
}

#[cfg(test)]
mod tests;
