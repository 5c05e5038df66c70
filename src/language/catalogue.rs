//! The texts of one language, from its file.

use std::collections::HashMap;
use std::sync::OnceLock;

use polib::po_file::{POParseOptions, parse_from_reader_with_option};

use super::choice::Language;

/// The files of each language. Only the program has help, which would be a tenth of the WebAssembly module's texts.
const CHINESE: &[&str] = &[
    include_str!("zh-Hans.po"),
    #[cfg(feature = "cli")]
    include_str!("zh-Hans.help.po"),
];

/// The catalogue of a language; `None` for English, which is in the code. Read once, at its first use.
pub(super) fn catalogue(language: Language) -> Option<&'static Catalogue> {
    static READ: OnceLock<Catalogue> = OnceLock::new();
    match language {
        Language::English => None,
        Language::Chinese => Some(READ.get_or_init(|| Catalogue::read(CHINESE))),
    }
}

impl Language {
    /// A text of the code in this language; English if the catalogue does not have it.
    #[doc(hidden)]
    pub fn text(self, english: &'static str) -> &'static str {
        catalogue(self).and_then(|catalogue| catalogue.text(english)).unwrap_or(english)
    }

    /// A text of the command line's help in this language.
    #[cfg(feature = "cli")]
    #[doc(hidden)]
    pub fn help_text(self, english: &str) -> Option<&'static str> {
        catalogue(self).and_then(|catalogue| catalogue.in_context(HELP, english))
    }
}

/// Translations by the English text.
#[derive(Default)]
pub(super) struct Catalogue {
    /// Sentences and words of the code.
    texts: HashMap<String, String>,
    /// By `msgctxt`: names that are written as they are in JSON, and what faults and values say.
    in_context: HashMap<String, HashMap<String, String>>,
    /// Texts with values, as a pattern of what is found in data.
    patterns: Vec<(Pattern, String)>,
}

/// Texts that are data: why a file could not be read, what is wrong with a URL.
pub(super) const DATA: &str = "data";

/// Texts of the command line's definitions.
#[cfg(feature = "cli")]
const HELP: &str = "help";

impl Catalogue {
    /// Reads PO files.
    fn read(files: &[&str]) -> Self {
        let mut read = Self::default();
        for file in files {
            read.add(file);
        }
        // The most literal pattern says the most.
        read.patterns.sort_by_key(|(pattern, _)| std::cmp::Reverse(pattern.literal_length()));
        read
    }

    /// Adds the texts of a PO file. One that does not parse has none, so that English remains.
    fn add(&mut self, file: &str) {
        let options = POParseOptions { message_body_only: true, translated_only: true, ..POParseOptions::default() };
        let Ok(catalogue) = parse_from_reader_with_option(file.as_bytes(), &options) else {
            return;
        };
        for message in catalogue.messages() {
            let (id, text) = (message.msgid().to_owned(), message.msgstr().unwrap_or_default().to_owned());
            match message.msgctxt().filter(|context| !context.is_empty()) {
                None => drop(self.texts.insert(id, text)),
                Some(DATA) if id.contains('{') => self.patterns.push((Pattern::of(&id), text)),
                Some(context) => drop(self.in_context.entry(context.to_owned()).or_default().insert(id, text)),
            }
        }
    }

    /// The translation of a text of the code.
    pub(super) fn text(&self, english: &str) -> Option<&str> {
        self.texts.get(english).map(String::as_str)
    }

    /// The translation of a name or word in a context.
    pub(super) fn in_context(&self, context: &str, english: &str) -> Option<&str> {
        self.in_context.get(context)?.get(english).map(String::as_str)
    }

    /// Every translation in a context.
    #[cfg(feature = "audit")]
    pub(super) fn all_in_context(&self, context: &str) -> std::collections::BTreeMap<&str, &str> {
        let all = self.in_context.get(context).into_iter().flatten();
        all.map(|(english, text)| (english.as_str(), text.as_str())).collect()
    }

    /// The pattern of data that `english` follows: its translation, and the values by their names.
    pub(super) fn matching<'t>(&self, english: &'t str) -> Option<(&str, Vec<(&str, &'t str)>)> {
        self.patterns.iter().find_map(|(pattern, text)| Some((text.as_str(), pattern.values(english)?)))
    }
}

/// A text with names in braces, to find the values in a text that was made from it.
struct Pattern {
    start: String,
    /// Each name, with the text that follows its value.
    values: Vec<(String, String)>,
}

impl Pattern {
    fn of(template: &str) -> Self {
        let mut parts = template.split('{');
        let start = parts.next().unwrap_or_default().to_owned();
        let values = parts.filter_map(|part| part.split_once('}'));
        Self { start, values: values.map(|(name, after)| (name.to_owned(), after.to_owned())).collect() }
    }

    fn literal_length(&self) -> usize {
        self.start.len() + self.values.iter().map(|(_, after)| after.len()).sum::<usize>()
    }

    fn values<'t>(&self, text: &'t str) -> Option<Vec<(&str, &'t str)>> {
        let mut rest = text.strip_prefix(self.start.as_str())?;
        let mut found = Vec::with_capacity(self.values.len());
        for (index, (name, after)) in self.values.iter().enumerate() {
            let is_last = index + 1 == self.values.len();
            let (value, left) = match (is_last, after.as_str()) {
                (true, "") => (rest, ""),
                (true, after) => (rest.strip_suffix(after)?, ""),
                (false, after) => rest.split_once(after)?,
            };
            if value.is_empty() {
                return None;
            }
            found.push((name.as_str(), value));
            rest = left;
        }
        rest.is_empty().then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_in_a_text_that_follows_a_pattern() {
        let pattern = Pattern::of("expected {wanted} bytes; {left} remain");
        assert_eq!(pattern.values("expected 8 bytes; 3 remain"), Some(vec![("wanted", "8"), ("left", "3")]));
        assert_eq!(pattern.values("expected 8 bytes; 3 remain."), None);
        assert_eq!(pattern.values("expected  bytes; 3 remain"), None);
        assert_eq!(Pattern::of("{a}: {b}").values("x: y: z"), Some(vec![("a", "x"), ("b", "y: z")]));
    }

    #[test]
    fn the_file_of_every_language_is_read() {
        for &language in Language::ALL {
            assert!(catalogue(language).is_none_or(|catalogue| !catalogue.texts.is_empty()), "{language}");
        }
    }
}
