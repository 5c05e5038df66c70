//! Which language a tag or the environment asks for.

use crate::model::named::named_enum;

named_enum! {
    /// A language of texts for people.
    ///
    /// ```
    /// use seedance_preflight::{CheckOptions, Language, Subject, check};
    ///
    /// let report = check(&b"".as_slice(), &Subject::named("a.png"), &CheckOptions::default());
    /// let finding = &report.findings[0];
    /// assert_eq!(finding.message_in(Language::English), "file has no bytes");
    /// assert_eq!(finding.message_in(Language::Chinese), "文件没有任何字节");
    /// ```
    pub enum Language {
        /// English.
        English = "en",
        /// Simplified Chinese.
        Chinese = "zh",
    }
}

/// English.
impl Default for Language {
    fn default() -> Self {
        Self::English
    }
}

impl Language {
    /// The tag by BCP 47, as HTML's `lang` has it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-Hans",
        }
    }

    /// The language of a tag of BCP 47 or of a POSIX locale: `zh`, `zh-CN`, `zh_CN.UTF-8`, `en_GB`. `None` for any other
    /// language.
    ///
    /// ```
    /// use seedance_preflight::Language;
    ///
    /// assert_eq!(Language::from_tag("zh_CN.UTF-8"), Some(Language::Chinese));
    /// assert_eq!(Language::from_tag("C"), Some(Language::English));
    /// assert_eq!(Language::from_tag("fr"), None);
    /// ```
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            // POSIX.1-2017, section 7.2.
            "en" | "english" | "c" | "posix" => Some(Self::English),
            "zh" | "chinese" => Some(Self::Chinese),
            _ => None,
        }
    }

    /// The language that a locale of the environment asks for: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is
    /// set and not empty (POSIX.1-2017, section 8.2). English if that is a language without a catalogue.
    ///
    /// ```
    /// use seedance_preflight::Language;
    ///
    /// let variable = |name: &str| (name == "LANG").then(|| "zh_CN.UTF-8".to_owned());
    /// assert_eq!(Language::from_locale(variable), Language::Chinese);
    /// ```
    pub fn from_locale(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
        set.and_then(|tag| Self::from_tag(&tag)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let locale = |pairs: &[(&str, &str)]| {
            Language::from_locale(|name| {
                pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(locale(&[]), Language::English);
        assert_eq!(locale(&[("LANG", "zh_CN.UTF-8")]), Language::Chinese);
        assert_eq!(locale(&[("LC_ALL", ""), ("LANG", "zh_CN")]), Language::Chinese);
        assert_eq!(locale(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), Language::English);
        assert_eq!(locale(&[("LC_MESSAGES", "zh_SG"), ("LANG", "de_DE")]), Language::Chinese);
        assert_eq!(locale(&[("LC_MESSAGES", "de_DE"), ("LANG", "zh_CN")]), Language::English);
    }
}
