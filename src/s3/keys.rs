//! The keys that sign requests.

use std::fmt;

use zeroize::Zeroizing;

use super::S3Error;

/// The longest key or token in bytes. Session tokens have no fixed length; those of AWS have about 1,000 characters.
const LONGEST: usize = 16 << 10;

/// An access key with its secret, and the token of a session if they are temporary. Never shown: the `Debug` output is the
/// same for all keys. Wiped from memory when dropped.
///
/// ```
/// use seedance_preflight::s3::S3Keys;
///
/// let keys = S3Keys::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None).unwrap();
/// assert_eq!(format!("{keys:?}"), "S3Keys(…)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct S3Keys {
    access: Zeroizing<String>,
    secret: Zeroizing<String>,
    token: Option<Zeroizing<String>>,
}

impl S3Keys {
    /// An access key, its secret, and perhaps the token of a session; blanks around each are dropped, and an empty token
    /// is none.
    ///
    /// # Errors
    /// [`S3Error::Keys`] if a key is empty, too long, or has a blank, a control character or one beyond ASCII.
    pub fn new(access: &str, secret: &str, token: Option<&str>) -> Result<Self, S3Error> {
        let key = |text: &str| {
            let text = text.trim();
            let is_key = (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
            is_key.then(|| Zeroizing::new(text.to_owned())).ok_or(S3Error::Keys)
        };
        let token = token.filter(|token| !token.trim().is_empty()).map(key).transpose()?;
        Ok(Self { access: key(access)?, secret: key(secret)?, token })
    }

    pub(super) fn access(&self) -> &str {
        &self.access
    }

    pub(super) fn secret(&self) -> &str {
        &self.secret
    }

    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_ref().map(|token| token.as_str())
    }
}

impl fmt::Debug for S3Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("S3Keys(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_trimmed_and_have_only_visible_ascii() {
        let keys = S3Keys::new(" a\n", "b ", Some(" ")).unwrap();
        assert_eq!((keys.access(), keys.secret(), keys.token()), ("a", "b", None));
        assert_eq!(S3Keys::new("a", "b", Some("c")).unwrap().token(), Some("c"));
        for (access, secret) in [("", "b"), ("a", ""), ("a b", "c"), ("a", "b\r\nX: y"), ("a", "\u{e9}")] {
            let error = S3Keys::new(access, secret, None).unwrap_err();
            assert!(matches!(error, S3Error::Keys), "{access:?}");
        }
    }
}
