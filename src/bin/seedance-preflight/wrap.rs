//! Breaks long lines between words, or Chinese characters, where a terminal ends: the terminal itself breaks within them.

use std::io::{self, IsTerminal, Write, stdout};

use terminal_size::{Width, terminal_size_of};
use unicode_width::UnicodeWidthChar;

use crate::language::said;

/// The widest prose, in columns: longer lines are hard to read.
const WIDEST: usize = 100;
/// The narrowest; a terminal below that breaks lines itself.
const NARROWEST: usize = 40;
/// The least room for a text beside its name; with less, it goes below.
const LEAST_BESIDE: usize = 40;

/// Columns of standard output, if that is a terminal.
pub(crate) fn columns() -> Option<usize> {
    let out = stdout();
    let (Width(columns), _) = terminal_size_of(&out).filter(|_| out.is_terminal())?;
    Some(usize::from(columns).max(NARROWEST))
}

/// Prose for standard output: broken if that is a terminal, and as it is for other programs.
pub(crate) fn prose(text: &str) -> String {
    match columns() {
        Some(columns) => {
            let broken = |line: &str| broken(line, columns.min(WIDEST), indent_of(line)) + "\n";
            text.lines().map(broken).collect()
        }
        None => text.to_owned(),
    }
}

/// A report for standard output, which ends with a line break: broken if that is a terminal.
pub(crate) fn report(text: &str) -> String {
    match columns() {
        Some(columns) => text.lines().map(|line| broken_report(line, columns) + "\n").collect(),
        None => format!("{text}\n"),
    }
}

/// A line of a list for a terminal of so many columns: `name` in `width` columns, and `text` beside it or below.
pub(crate) fn entry(columns: Option<usize>, name: &str, width: usize, text: &str) -> String {
    let beside = || format!("{name}{} {text}", " ".repeat(width.saturating_sub(width_of(name))));
    match columns {
        Some(columns) if columns < width + LEAST_BESIDE => {
            format!("{}\n{}", name.trim_end(), broken(&format!("    {text}"), columns, 4))
        }
        Some(columns) => broken(&beside(), columns, width + 1),
        None => beside(),
    }
}

/// A writer of reports for people to a terminal.
pub(crate) struct Wrapping<W> {
    out: W,
    columns: usize,
    line: Vec<u8>,
}

impl<W: Write> Wrapping<W> {
    pub(crate) fn new(out: W, columns: usize) -> Self {
        Self { out, columns, line: Vec::new() }
    }
}

impl<W: Write> Write for Wrapping<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                let line = std::mem::take(&mut self.line);
                match str::from_utf8(&line) {
                    Ok(line) => {
                        let line = broken_report(line.trim_end_matches('\n'), self.columns);
                        writeln!(self.out, "{line}")?;
                    }
                    Err(_) => self.out.write_all(&line)?,
                }
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&std::mem::take(&mut self.line))?;
        self.out.flush()
    }
}

/// A line of a report. Excerpts keep their columns, commands stay what can be copied, and the lines of a diff and of JSON
/// what they are in the file.
fn broken_report(line: &str, columns: usize) -> String {
    let seen: String = seen(line).collect();
    let is_quoted = seen.trim_start().starts_with(['"', '{', '}', '[', ']', '+', '-', '@']);
    let first = seen.trim_start().split(' ').next().unwrap_or_default();
    // `4 | "model": …`, and not `11 files: …`.
    let is_numbered = first.parse::<u64>().is_ok() && seen.trim_start().split(' ').nth(1) == Some("|");
    let is_excerpt = first == "|" || is_numbered;
    let is_command = seen.trim_start().starts_with(said!("fix: {command}", command = "").trim_end());
    let indent = indent_of(line);
    if is_excerpt || is_quoted || is_command || width_of(line) <= columns {
        return line.to_owned();
    }
    // The verdict has a column of its own.
    let hanging = if indent == 0 { 10 } else { indent + 2 };
    broken(line, columns, hanging)
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The line in lines of at most `columns`, if its words let it; after a break it is indented by `hanging`.
fn broken(line: &str, columns: usize, hanging: usize) -> String {
    let indent = indent_of(line);
    let mut whole = " ".repeat(indent);
    let mut used = indent;
    for (place, word) in line.trim_start_matches(' ').split(' ').enumerate() {
        for (part, piece) in pieces(word).enumerate() {
            let width = width_of(piece);
            let blank = usize::from(place > 0 && part == 0);
            if place + part > 0 && used + blank + width > columns && used > hanging {
                whole.truncate(whole.trim_end_matches(' ').len());
                whole.push('\n');
                whole.push_str(&" ".repeat(hanging));
                used = hanging;
            } else if blank > 0 {
                whole.push(' ');
                used += 1;
            }
            whole.push_str(piece);
            used += width;
        }
    }
    whole
}

/// A word in the pieces between which a line may end: Chinese has no blanks, and breaks at any character that is not
/// punctuation of the text before or after it.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    const OPENING: &str = "（「『《【“";
    const CLOSING: &str = "，。；：！？、）」』》】”…";
    let is_wide = |character: char| character.width() == Some(2);
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let text = rest?;
        let follows = text.char_indices().zip(text.chars().skip(1));
        let end = follows
            .filter(|((_, last), next)| is_wide(*last) || is_wide(*next))
            .find(|((_, last), next)| !OPENING.contains(*last) && !CLOSING.contains(*next))
            .map_or(text.len(), |((at, last), _)| at + last.len_utf8());
        let (piece, after) = text.split_at(end);
        rest = Some(after).filter(|after| !after.is_empty());
        Some(piece)
    })
}

/// Columns of a text.
fn width_of(text: &str) -> usize {
    seen(text).map(|character| character.width().unwrap_or_default()).sum()
}

/// A text without the colours in it (ECMA-48 §8.3.117: from ESC to `m`).
fn seen(text: &str) -> impl Iterator<Item = char> {
    let mut in_colour = false;
    text.chars().filter(move |character| {
        let was_in_colour = in_colour;
        in_colour = *character == '\u{1b}' || (in_colour && *character != 'm');
        !in_colour && !was_in_colour
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_keep_their_indent() {
        assert_eq!(broken("one two three", 8, 0), "one two\nthree");
        assert_eq!(broken("  one two three", 9, 2), "  one two\n  three");
        assert_eq!(broken("    averylongword b", 10, 4), "    averylongword\n    b");
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_punctuation() {
        assert_eq!(broken("过短；请选择：--extend hold", 10, 2), "过短；请选\n  择：\n  --extend\n  hold");
        assert_eq!(broken("过短（过短）", 6, 0), "过短\n（过\n短）");
    }

    #[test]
    fn a_wide_character_takes_two_columns_and_a_colour_none() {
        assert_eq!(broken("\u{732b}\u{732b} \u{732b}\u{732b}", 8, 0), "\u{732b}\u{732b} \u{732b}\n\u{732b}");
        assert_eq!(width_of("\u{1b}[1;31mred\u{1b}[0m"), 3);
    }

    #[test]
    fn reports_break_except_excerpts_and_commands() {
        let mut out = Vec::new();
        let mut wrapping = Wrapping::new(&mut out, 20);
        for part in
            ["  error: width is ", "48 px; expected 300\n", "    \u{1b}[1m4 |\u{1b}[0m   \"image_urls\": [1, 2]\n"]
        {
            wrapping.write_all(part.as_bytes()).unwrap();
        }
        wrapping.write_all(b"3 files: 2 refused, 1 accepted\n").unwrap();
        wrapping.write_all(b"-  \"prompt\": \"a cat plays the piano\",\n").unwrap();
        wrapping.write_all(b"    fix: ffmpeg -i file:a b c d e f g\nlast").unwrap();
        wrapping.flush().unwrap();
        let text = "  error: width is 48\n    px; expected 300\n    \u{1b}[1m4 |\u{1b}[0m   \"image_urls\": [1, 2]\n3 files: 2 refused,\n          1 accepted\n-  \"prompt\": \"a cat plays the piano\",\n    fix: ffmpeg -i file:a b c d e f g\nlast";
        assert_eq!(String::from_utf8(out).unwrap(), text);
    }

    #[test]
    fn a_text_goes_below_its_name_where_there_is_no_room_beside_it() {
        assert_eq!(entry(None, "name", 8, "text"), "name     text");
        assert_eq!(entry(Some(20), "name   ", 8, "some text"), "name\n    some text");
        assert_eq!(entry(Some(50), "name", 8, &"word ".repeat(9)).lines().count(), 2);
    }
}
