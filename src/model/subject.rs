//! What a host knows about a file that the bytes do not tell.

use super::Kind;

/// The file at hand: its name, the kind of media that is wanted, and where it comes from.
///
/// ```
/// use seedance_preflight::{Kind, Subject};
///
/// let subject = Subject { expected_kind: Some(Kind::Image), ..Subject::named("photo.heic") };
/// assert_eq!(subject.name, Some("photo.heic"));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Subject<'a> {
    /// The file's name. Only rules on the extension look at it.
    pub name: Option<&'a str>,
    /// The kind of media that is wanted; `None` accepts the kind that the content is.
    pub expected_kind: Option<Kind>,
    /// Whether the content was fetched from a URL, where a web page in place of media has its own rule.
    pub is_fetched: bool,
}

impl<'a> Subject<'a> {
    /// A local file of this name.
    pub const fn named(name: &'a str) -> Self {
        Self { name: Some(name), expected_kind: None, is_fetched: false }
    }
}
