//! Breaks long lines of prose where a terminal ends.

use std::io::{IsTerminal, stdout};

use terminal_size::{Width, terminal_size_of};
use unicode_width::UnicodeWidthStr;

/// The widest prose, in columns: longer lines are hard to read.
const WIDEST: usize = 100;
/// The narrowest; a terminal below that breaks lines itself.
const NARROWEST: usize = 40;

/// `text` for standard output: broken if that is a terminal, and as it is for other programs.
pub(crate) fn to_terminal(text: &str) -> String {
    let out = stdout();
    match terminal_size_of(&out).filter(|_| out.is_terminal()) {
        Some((Width(columns), _)) => broken(text, usize::from(columns).clamp(NARROWEST, WIDEST)),
        None => text.to_owned(),
    }
}

/// Lines of at most `columns`, if their words let them; what follows a break is indented like its line.
fn broken(text: &str, columns: usize) -> String {
    let mut whole = String::with_capacity(text.len());
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let mut used = 0;
        for word in line.split(' ') {
            let width = word.width();
            if used > indent && used + 1 + width > columns {
                whole.push('\n');
                whole.extend(std::iter::repeat_n(' ', indent));
                used = indent;
            } else if used > 0 || (word.is_empty() && indent > 0) {
                whole.push(' ');
                used += 1;
            }
            whole.push_str(word);
            used += width;
        }
        whole.push('\n');
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn lines_keep_their_indent() {
        assert_eq!(broken("one two three", 8), "one two\nthree\n");
        assert_eq!(broken("  one two three\n\nfour", 9), "  one two\n  three\n\nfour\n");
        assert_eq!(broken("    averylongword b", 10), "    averylongword\n    b\n");
    }

    #[test]
    fn a_wide_character_takes_two_columns() {
        assert_eq!(broken("\u{732b}\u{732b} \u{732b}\u{732b}", 8), "\u{732b}\u{732b}\n\u{732b}\u{732b}\n");
    }
}
