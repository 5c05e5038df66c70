//! Names of tasks.

use std::fmt;
use std::str::FromStr;

/// The id of a task, such as `task-unified-1774857405-abc123`.
///
/// It consists of ASCII letters, digits, `-`, `_` and `.`, and does not begin with a dot, so that it can be used in a URL
/// and in a file's name unchanged, whoever made it.
///
/// ```
/// use seedance_preflight::submit::TaskId;
///
/// let id: TaskId = "task-unified-1774857405-abc123".parse().unwrap();
/// assert_eq!(id.as_str(), "task-unified-1774857405-abc123");
/// assert!("../account".parse::<TaskId>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(String);

/// Why a text is not a task id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a task id; expected one as returned on creation, such as task-unified-1774857405-abc123")]
pub struct TaskIdError {
    /// The text, or its beginning.
    pub text: String,
}

impl TaskId {
    /// Bytes of the longest id; the service's are about 30.
    const LONGEST: usize = 128;

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TaskId {
    type Err = TaskIdError;

    fn from_str(text: &str) -> Result<Self, TaskIdError> {
        let of_id = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
        let fits = (1..=Self::LONGEST).contains(&text.len()) && !text.starts_with('.') && text.chars().all(of_id);
        let error = || TaskIdError { text: super::text::printable(text, Self::LONGEST) };
        fits.then(|| Self(text.to_owned())).ok_or_else(error)
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
