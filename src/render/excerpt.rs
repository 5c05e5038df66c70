//! A line of a text with a mark below what is meant, as a compiler shows it.
//!
//! Written here since a request can be one line of megabytes: libraries for diagnostics print lines whole.

use std::io::{self, Write};

use unicode_width::UnicodeWidthChar;

use super::Palette;
use crate::printable::printable;
use crate::request::Location;

/// The most columns of a line that are shown, and the fewest, however narrow the terminal is.
const MOST: usize = 96;
const FEWEST: usize = 24;

/// Columns of a line beside its number and two ellipses.
const MARGIN: usize = 4 + 3 + 2;

/// Writes the line of `location`, as much of it as fits, and marks what is meant.
pub(super) fn write(text: &str, location: &Location, palette: Palette, out: &mut dyn Write) -> io::Result<()> {
    let Palette { dim, reset, columns, .. } = palette;
    let number = location.line.to_string();
    let columns = columns.saturating_sub(MARGIN + number.len()).clamp(FEWEST, MOST);
    let before = text.get(..location.bytes.start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let (skipped, prefix) = last_columns(before.get(line_start..).unwrap_or_default(), columns);
    let rest = text.get(location.bytes.start..).unwrap_or_default();
    let rest = rest.split(['\n', '\r']).next().unwrap_or_default();
    let room = columns.saturating_sub(width(prefix));
    let (shown, cut) = first_columns(rest, room);

    let margin = " ".repeat(number.len());
    let ellipsis = |is_cut: bool| if is_cut { "…" } else { "" };
    // The replacement of a character may be wider than it.
    let prefix = printable(prefix);
    let line = format!("{}{prefix}{}{}", ellipsis(skipped), printable(shown), ellipsis(cut));
    writeln!(out, "    {dim}{number} |{reset} {line}")?;

    let meant = location.bytes.len().min(shown.len());
    let marks = width(&printable(shown.get(..meant).unwrap_or(shown))).max(1);
    let indent = " ".repeat(width(ellipsis(skipped)) + width(&prefix));
    writeln!(out, "    {dim}{margin} |{reset} {indent}{}{}{reset}", palette.error, "^".repeat(marks))
}

/// The end of a line, and whether there is more before it: a third of `columns`, unless all of it takes less than half.
fn last_columns(line: &str, columns: usize) -> (bool, &str) {
    if line.len() <= columns && width(line) <= columns / 2 {
        return (false, line);
    }
    match line.char_indices().rev().nth((columns / 3).saturating_sub(1)) {
        Some((start, _)) if start > 0 => (true, line.get(start..).unwrap_or_default()),
        _ => (false, line),
    }
}

/// As much of the start of a line as fits into `room` columns, and whether more follows.
fn first_columns(line: &str, room: usize) -> (&str, bool) {
    let mut columns = 0_usize;
    for (at, character) in line.char_indices() {
        columns += character_width(character);
        if columns > room {
            return (line.get(..at).unwrap_or_default(), true);
        }
    }
    (line, false)
}

/// Columns on a terminal. A control character is shown as a replacement of one column.
fn width(text: &str) -> usize {
    text.chars().map(character_width).sum()
}

fn character_width(character: char) -> usize {
    character.width().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, meant: &str) -> String {
        let start = text.find(meant).unwrap();
        let bytes = start..start + meant.len();
        let location = Location { line: 7, column: 1, bytes };
        let mut out = Vec::new();
        write(text, &location, Palette::PLAIN, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_meant_is_marked() {
        assert_eq!(excerpt("{\n  \"a\": 12,\n}", "12"), "    7 |   \"a\": 12,\n      |        ^^\n");
        assert_eq!(excerpt("\"猫猫\": 12", "12"), "    7 | \"猫猫\": 12\n      |         ^^\n");
        assert_eq!(excerpt("[1,\n2]", "[1,\n2]"), "    7 | [1,\n      | ^^^\n");
        assert_eq!(excerpt("\tx", "x"), "    7 | \u{FFFD}x\n      |  ^\n");
    }

    #[test]
    fn a_narrow_terminal_gets_less_of_a_line() {
        let text = format!("  \"image_urls\": [\"{}\", \"猫猫猫\"]", "a".repeat(60));
        let start = text.find("\"猫").unwrap();
        let location = Location { line: 12, column: 1, bytes: start..start + 11 };
        for columns in [0, 40, 60, 80] {
            let mut out = Vec::new();
            write(&text, &location, Palette::PLAIN.in_columns(columns), &mut out).unwrap();
            let shown = String::from_utf8(out).unwrap();
            let fits = columns.max(FEWEST + MARGIN + 2);
            assert!(shown.lines().all(|line| width(line) <= fits), "{columns}: {shown}");
            assert!(shown.ends_with("^^^^^^^^\n"), "{columns}: {shown}");
        }
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let text = format!("{}X{}", "a".repeat(1 << 20), "b".repeat(1 << 20));
        let shown = excerpt(&text, "X");
        assert!(shown.len() < 250, "{shown}");
        let mark = shown.lines().nth(1).unwrap().chars().position(|c| c == '^');
        assert_eq!(shown.lines().next().unwrap().chars().position(|c| c == 'X'), mark);
    }
}
