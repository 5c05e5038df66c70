//! Files where our results differ from those of other tools, and why.

use std::collections::HashMap;

/// Path, fact, who is right, and reason, by tabs; `#` begins a comment.
const LIST: &str = include_str!("exceptions.tsv");

/// Who is right where we differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    /// We are, by the standard.
    Ours,
    /// They are, and we know.
    Theirs,
}

pub(crate) struct Exceptions(HashMap<(&'static str, &'static str), Right>);

impl Exceptions {
    pub(crate) fn read() -> Self {
        let rows = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
            let columns: Vec<_> = line.split('\t').collect();
            let [path, fact, right, reason] = columns[..] else { panic!("four columns in {line:?}") };
            assert!(reason.len() > 10, "a reason in {line:?}");
            let right = match right {
                "ours" => Right::Ours,
                "theirs" => Right::Theirs,
                _ => panic!("ours or theirs in {line:?}"),
            };
            ((path, fact), right)
        });
        Self(rows.collect())
    }

    /// Who is right where `fact` of this file differs; `None` if the difference is unexplained.
    pub(crate) fn explain(&self, path: &str, fact: &str) -> Option<Right> {
        self.0.get(&(path, fact)).copied()
    }
}
