//! Files of which we say otherwise than the other tools, and why.

use std::collections::HashMap;

/// Path, fact and reason, by tabs; `#` begins a comment.
const LIST: &str = include_str!("exceptions.tsv");

pub(crate) struct Exceptions(HashMap<(&'static str, &'static str), &'static str>);

impl Exceptions {
    pub(crate) fn read() -> Self {
        let rows = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
            let mut columns = line.splitn(3, '\t');
            let mut next = || columns.next().unwrap_or_else(|| panic!("three columns in {line:?}"));
            let (path, fact, reason) = (next(), next(), next());
            assert!(reason.len() > 10, "a reason in {line:?}");
            ((path, fact), reason)
        });
        Self(rows.collect())
    }

    /// Whether there is a reason to differ in `fact` of this file.
    pub(crate) fn explain(&self, path: &str, fact: &str) -> bool {
        self.0.contains_key(&(path, fact))
    }
}
