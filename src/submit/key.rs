//! The key that the service knows its customers by.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

/// Characters in a row of a key that are masked wherever they occur. Fewer of them reveal nothing useful, and occur
/// in ordinary words.
const MASKED: usize = 8;

/// What replaces a key.
const MASK: &str = "[key]";

/// A key of the API. It is never shown: its debug form is the same for all keys, and it has no `Display`.
///
/// It is wiped from memory when it is dropped, as is the header that carries it; the copies that a transport makes are
/// not ours to wipe.
///
/// ```
/// use seedance_preflight::submit::ApiKey;
///
/// let key = ApiKey::new(" sk-3f9a61c07d\n").unwrap();
/// assert_eq!(format!("{key:?}"), "ApiKey(…)");
/// ```
///
/// ```compile_fail
/// # let key = seedance_preflight::submit::ApiKey::new("sk-3f9a61c07d").unwrap();
/// println!("{key}");
/// ```
#[derive(Clone)]
pub struct ApiKey(Zeroizing<String>);

/// Why a text is not a key. Reveals only a length or a position of the text.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ApiKeyError {
    /// There is nothing but blanks.
    #[error("the key is empty")]
    Empty,
    /// It is longer than any key.
    #[error("the key has {length} bytes, more than the {most} of any key; is it the right file?")]
    TooLong {
        /// Length in bytes.
        length: usize,
        /// What is taken at most.
        most: usize,
    },
    /// RFC 6750 §2.1 allows only visible ASCII; anything else could end the header and begin another.
    #[error(
        "the key has a space, a control character or a non-ASCII character at position {at}; expected only the key"
    )]
    Character {
        /// Characters before it.
        at: usize,
    },
    /// The environment has no such variable.
    #[error("the environment variable {name} is not set")]
    NotSet {
        /// The variable.
        name: String,
    },
    /// The file cannot be read.
    #[error("cannot read the key file {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is in the way.
        source: io::Error,
    },
}

impl ApiKey {
    /// The environment variable that holds it by default.
    pub const VARIABLE: &'static str = "SEEDANCE_API_KEY";

    /// Bytes of the longest key that is taken.
    const LONGEST: usize = 1024;

    /// Takes a key, without the blanks around it.
    ///
    /// # Errors
    /// Where the text can be no key.
    pub fn new(text: impl Into<String>) -> Result<Self, ApiKeyError> {
        let text = Zeroizing::new(text.into());
        let key = text.trim();
        if key.is_empty() {
            return Err(ApiKeyError::Empty);
        }
        if key.len() > Self::LONGEST {
            return Err(ApiKeyError::TooLong { length: key.len(), most: Self::LONGEST });
        }
        match key.chars().position(|character| !character.is_ascii_graphic()) {
            Some(at) => Err(ApiKeyError::Character { at }),
            None => Ok(Self(Zeroizing::new(key.to_owned()))),
        }
    }

    /// The key in an environment variable, usually [`VARIABLE`](Self::VARIABLE).
    ///
    /// # Errors
    /// Where it is not set, or holds no key.
    pub fn from_env(name: &str) -> Result<Self, ApiKeyError> {
        let value = std::env::var_os(name).ok_or_else(|| ApiKeyError::NotSet { name: name.to_owned() })?;
        // The error of a value that is not UTF-8 would print it.
        Self::new(value.to_string_lossy())
    }

    /// The key that is all of a file.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds no key.
    pub fn from_file(path: &Path) -> Result<Self, ApiKeyError> {
        let file = |source| ApiKeyError::File { path: path.to_owned(), source };
        // Of a file that is none, enough to see that.
        let most = u64::try_from(Self::LONGEST).unwrap_or(u64::MAX).saturating_mul(4);
        let mut text = Zeroizing::new(Vec::new());
        File::open(path).map_err(file)?.take(most).read_to_end(&mut text).map_err(file)?;
        Self::new(String::from_utf8_lossy(&text))
    }

    /// The value of the header `Authorization`.
    pub(super) fn authorization(&self) -> String {
        format!("Bearer {}", *self.0)
    }

    /// `text` without the key, and without any eight characters in a row of it: what echoes a key may cut it, or write it in
    /// capitals or small letters.
    pub(super) fn mask(&self, text: &str) -> String {
        let (key, bytes) = (self.0.as_bytes(), text.as_bytes());
        let length = key.len().min(MASKED);
        let mut hidden = vec![false; bytes.len()];
        for (at, window) in bytes.windows(length).enumerate() {
            if key.windows(length).any(|part| part.eq_ignore_ascii_case(window)) {
                hidden.iter_mut().skip(at).take(length).for_each(|hidden| *hidden = true);
            }
        }
        let mut masked = String::with_capacity(text.len());
        for (at, character) in text.char_indices() {
            let is_hidden = |at: usize| hidden.get(at).copied().unwrap_or_default();
            if !is_hidden(at) {
                masked.push(character);
            } else if at.checked_sub(1).is_none_or(|before| !is_hidden(before)) {
                masked.push_str(MASK);
            }
        }
        masked
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_can_be_no_key_is_refused_without_a_word_of_it() {
        assert!(matches!(ApiKey::new(" \n"), Err(ApiKeyError::Empty)));
        for text in ["sk-12345\nX-Evil: 1", "Bearer sk-12345", "sk-\u{0}12345", "sk-ключ-12345"] {
            let error = ApiKey::new(text).unwrap_err();
            assert!(matches!(error, ApiKeyError::Character { .. }));
            assert!(!format!("{error} {error:?}").contains("12345"));
        }
        assert!(matches!(ApiKey::new("x".repeat(5000)), Err(ApiKeyError::TooLong { length: 5000, .. })));
    }

    #[test]
    fn a_key_is_masked_whole_and_in_parts() {
        let key = ApiKey::new("sk-0123456789").unwrap();
        assert_eq!(key.mask("Bearer sk-0123456789!"), "Bearer [key]!");
        assert_eq!(key.mask("cut: sk-01234"), "cut: [key]");
        assert_eq!(key.mask("capitals: SK-01234"), "capitals: [key]");
        assert_eq!(key.mask("sk-0123456789sk-0123456789 猫 23456789"), "[key] 猫 [key]");
        assert_eq!(key.mask("sk-0123 is seven"), "sk-0123 is seven");
        assert_eq!(ApiKey::new("abc").unwrap().mask("xabcx"), "x[key]x");
    }

    proptest! {
        #[test]
        fn no_eight_characters_in_a_row_are_left(
            key in "[a-c]{8,20}", pieces in proptest::collection::vec("[a-c]{0,12}|猫", 0..8), cut in 0_usize..20
        ) {
            let whole = ApiKey::new(key.clone()).unwrap();
            let text = pieces.join(key.get(..cut).unwrap_or(&key));
            let masked = whole.mask(&text);
            for part in key.as_bytes().windows(MASKED) {
                prop_assert!(!masked.as_bytes().windows(MASKED).any(|window| window == part), "{masked}");
            }
        }
    }
}
