//! Names, values and faults in a language.

use std::borrow::Cow;

use super::catalogue::{DATA, catalogue};
use super::choice::Language;
use super::say::say;
use crate::model::{Expected, ExpectedRange, Fault, FaultKind, Unit, Value};

/// A quantity, by its name in JSON: `aspect_ratio` is "aspect ratio".
pub(crate) fn quantity(name: &str, language: Language) -> String {
    let known = catalogue(language).and_then(|catalogue| catalogue.in_context("quantity", name));
    match (known, name) {
        (Some(known), _) => known.to_owned(),
        // A count, not each of them.
        (None, "pixels") => "pixel count".to_owned(),
        (None, _) => name.replace('_', " "),
    }
}

/// The names of facts that the language has others for than JSON, by their names in JSON.
#[cfg(feature = "audit")]
pub(crate) fn fact_names(language: Language) -> std::collections::BTreeMap<&'static str, &'static str> {
    catalogue(language).map(|catalogue| catalogue.all_in_context("fact")).unwrap_or_default()
}

/// A role of an asset, by its name in JSON.
pub(crate) fn role(name: &'static str, language: Language) -> &'static str {
    catalogue(language).and_then(|catalogue| catalogue.in_context("role", name)).unwrap_or(name)
}

/// A value: numbers and names are the same in every language.
pub(crate) fn value(value: &Value, language: Language) -> String {
    match (value, language) {
        (Value::Text(name), _) => name.clone(),
        (_, Language::English) => value.to_string(),
        (Value::Fraction(_) | Value::Duration(_), _) => approximate(value.to_string(), language),
        _ => value.to_string(),
    }
}

/// "24000/1001 (about 23.976)".
fn approximate(text: String, language: Language) -> String {
    match text.strip_suffix(')').and_then(|text| text.split_once(" (about ")) {
        Some((exact, about)) => say!(language, "{exact} (about {about})", exact, about).into_owned(),
        None => text,
    }
}

/// What was expected.
pub(crate) fn expected(expected: &Expected, language: Language) -> String {
    match (expected, language) {
        (_, Language::English) => expected.to_string(),
        (Expected::Range(range), _) => self::range(range, language),
        (Expected::OneOf(names), _) => joined(names.iter(), language),
        (Expected::Exactly(value), _) => self::value(value, language),
    }
}

/// A closed range, or one end.
fn range(range: &ExpectedRange, language: Language) -> String {
    let value = |end: &Value| value(end, language);
    let said = match (&range.min, &range.max) {
        (Some(min), Some(max)) => say!(language, "{min} to {max}", min = value(min), max = value(max)),
        (Some(min), None) => say!(language, "at least {min}", min = value(min)),
        (None, Some(max)) => say!(language, "at most {max}", max = value(max)),
        (None, None) => say!(language, "anything"),
    };
    said.into_owned()
}

/// The unit after a number, with a blank in between.
pub(crate) fn unit(unit: Unit, language: Language) -> String {
    let known = catalogue(language).and_then(|catalogue| catalogue.in_context("unit", unit.name()));
    [" ", known.unwrap_or(unit.name())].concat()
}

/// Names one after the other.
pub(crate) fn joined(names: impl Iterator<Item = impl AsRef<str>>, language: Language) -> String {
    let joint = language.text(", ");
    let mut list = String::new();
    for name in names {
        if !list.is_empty() {
            list.push_str(joint);
        }
        list.push_str(name.as_ref());
    }
    list
}

impl Expected {
    /// What was expected, in a language.
    pub fn text_in(&self, language: Language) -> String {
        expected(self, language)
    }
}

impl Unit {
    /// The unit after a number, with a blank in between, in a language.
    pub fn text_in(self, language: Language) -> String {
        unit(self, language)
    }
}

impl Language {
    /// A quantity in words, by its name in JSON.
    pub fn quantity(self, name: &str) -> String {
        quantity(name, self)
    }
}

impl Fault {
    /// The fault in words, in a language.
    pub fn text_in(&self, language: Language) -> String {
        fault(self, language)
    }
}

/// A fault of a file: its kind, place and cause.
pub(crate) fn fault(fault: &Fault, language: Language) -> String {
    if language == Language::English {
        return fault.to_string();
    }
    let (kind, what) = (language.text(fault.kind.label()), data(&fault.what, language));
    if matches!(fault.kind, FaultKind::NotFetched | FaultKind::Io) && fault.offset == 0 {
        return say!(language, "{kind}: {what}", kind, what).into_owned();
    }
    say!(language, "{kind} at byte {offset}: {what}", kind, offset = fault.offset, what).into_owned()
}

impl Language {
    /// A text that the library made in English and passes on as data, such as the cause of a fault, in this language. A
    /// text that is not known is kept.
    ///
    /// ```
    /// use seedance_preflight::Language;
    ///
    /// assert_eq!(Language::Chinese.data("the file holds no image data"), "文件不含图像数据");
    /// ```
    pub fn data(self, english: &str) -> Cow<'_, str> {
        data(english, self)
    }
}

/// A text of data that the code once made, such as the cause of a fault. A text that is not known is kept.
pub(crate) fn data(english: &str, language: Language) -> Cow<'_, str> {
    let Some(catalogue) = catalogue(language) else {
        return Cow::Borrowed(english);
    };
    if let Some(text) = catalogue.in_context(DATA, english) {
        return Cow::Owned(text.to_owned());
    }
    // A name, such as of a codec: no pattern is a single word.
    if !english.contains(' ') {
        return Cow::Borrowed(english);
    }
    let Some((text, values)) = catalogue.matching(english) else {
        return Cow::Borrowed(english);
    };
    let mut filled = text.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("{{{name}}}"), &data(value, language));
    }
    Cow::Owned(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rational;

    #[test]
    fn numbers_stay_as_they_are() {
        let film = Value::Fraction(Rational::new(24_000, 1001).unwrap());
        assert_eq!(value(&film, Language::Chinese), "24000/1001（约 23.976）");
        let range = Expected::count(Some(4), Some(15));
        assert_eq!(expected(&range, Language::English), "4 to 15");
        assert_eq!(expected(&range, Language::Chinese), "4 至 15");
        assert_eq!(expected(&Expected::OneOf(vec!["jpeg".into(), "png".into()]), Language::Chinese), "jpeg、png");
    }

    #[test]
    fn causes_of_faults_are_recognised_with_their_numbers() {
        let cut = Fault::new(FaultKind::UnexpectedEnd, 12, "expected 8 bytes; 3 remain");
        assert_eq!(fault(&cut, Language::English), cut.to_string());
        assert_eq!(fault(&cut, Language::Chinese), "意外结尾（第 12 字节处）：应有 8 字节，仅剩 3 字节");
        let unknown = Fault::new(FaultKind::Io, 0, "no such luck");
        assert_eq!(fault(&unknown, Language::Chinese), "读取错误：no such luck");
    }
}
