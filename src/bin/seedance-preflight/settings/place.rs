//! Errors of settings, with their place.

use std::io;
use std::path::PathBuf;

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SettingsError {
    #[error("cannot read the settings {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    /// Line and column count from 1; the column counts characters.
    #[error("in the settings {}:{line}:{column}: {message}", path.display())]
    File { path: PathBuf, line: usize, column: usize, message: String },
    #[error("in the variable {name}: {message}")]
    Variable { name: &'static str, message: String },
}

/// The line and the column of a byte of `text`, from 1.
pub(super) fn of(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}

#[cfg(test)]
mod tests {
    #[test]
    fn lines_and_columns_count_from_1() {
        let text = "a\n猫b\n";
        let places = [0, 1, 2, 5, 6, 7, 99].map(|offset| super::of(text, offset));
        assert_eq!(places, [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 1), (3, 1)]);
    }
}
