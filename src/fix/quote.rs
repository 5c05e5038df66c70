//! Arguments as a shell takes them, for people who copy a command.

use std::ffi::{OsStr, OsString};

use crate::printable::is_unseen;

/// Bytes that no shell treats specially within a word.
const PLAIN: &[u8] = b"-_./:@%+,=";

/// `argument` as one word of a POSIX shell (POSIX.1-2024, Shell Command Language §2.2).
///
/// Bytes that a terminal would obey or not show are written in octal, by `printf`. `None` for an argument that ends in a
/// line feed, which a command substitution removes, and has such bytes.
///
/// ```
/// use seedance_preflight::fix::quoted_for_posix;
///
/// assert_eq!(quoted_for_posix("clip.mp4").as_deref(), Some("clip.mp4"));
/// assert_eq!(quoted_for_posix("it's a clip.mp4").as_deref(), Some(r"'it'\''s a clip.mp4'"));
/// assert_eq!(quoted_for_posix("bell\x07").as_deref(), Some(r#""$(printf 'bell\007')""#));
/// assert_eq!(quoted_for_posix("\u{3164}").as_deref(), Some(r#""$(printf '\343\205\244')""#));
/// ```
pub fn quoted_for_posix(argument: impl AsRef<OsStr>) -> Option<String> {
    let bytes = argument.as_ref().as_encoded_bytes();
    if let Some(text) = visible(bytes) {
        // A leading `=` or `~` expands in some shells.
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || PLAIN.contains(&byte);
        let is_plain = !text.is_empty() && !text.starts_with(['=', '%']) && text.bytes().all(is_plain);
        return Some(if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) });
    }
    if bytes.ends_with(b"\n") {
        return None;
    }
    let mut word = String::from("\"$(printf '");
    // `printf` would read a leading hyphen as an option.
    let safe_first = bytes.first().is_some_and(|&byte| byte != b'-');
    for (at, &byte) in bytes.iter().enumerate() {
        if (byte.is_ascii_alphanumeric() || b"-_./: ".contains(&byte)) && (at > 0 || safe_first) {
            word.push(char::from(byte));
        } else {
            word.push_str(&format!("\\{byte:03o}"));
        }
    }
    word.push_str("')\"");
    Some(word)
}

/// `argument` as one word of PowerShell. `None` if it is not visible text.
///
/// ```
/// use seedance_preflight::fix::quoted_for_powershell;
///
/// assert_eq!(quoted_for_powershell("-nostdin").as_deref(), Some("-nostdin"));
/// assert_eq!(quoted_for_powershell("it's.mp4").as_deref(), Some("'it''s.mp4'"));
/// ```
pub fn quoted_for_powershell(argument: impl AsRef<OsStr>) -> Option<String> {
    let text = visible(argument.as_ref().as_encoded_bytes())?;
    if is_plain_in_powershell(text) {
        return Some(text.to_owned());
    }
    let mut word = String::from("'");
    for character in text.chars() {
        // PowerShell takes each of these for a single quote; double quotes are not passed on by its older versions.
        match character {
            '\'' | '\u{2018}'..='\u{201b}' => word.extend([character, character]),
            '"' => word.push_str("\\\""),
            _ => word.push(character),
        }
    }
    word.push('\'');
    Some(word)
}

/// A command for a shell of this system: POSIX, or PowerShell on Windows. `None` if a word cannot be quoted.
///
/// ```
/// use seedance_preflight::fix::quoted_command;
///
/// let command = ["ffprobe", "a clip.mp4"].map(Into::into);
/// assert_eq!(quoted_command(&command).as_deref(), Some("ffprobe 'a clip.mp4'"));
/// ```
pub fn quoted_command(command: &[OsString]) -> Option<String> {
    if cfg!(windows) { powershell_command(command) } else { posix_command(command) }
}

/// A command for a POSIX shell.
pub(crate) fn posix_command(command: &[OsString]) -> Option<String> {
    line(command, |word| quoted_for_posix(word))
}

/// A command for PowerShell, which takes a quoted word at the beginning for a text, and runs it only after `&`.
pub(crate) fn powershell_command(command: &[OsString]) -> Option<String> {
    let line = line(command, |word| quoted_for_powershell(word))?;
    Some(if line.starts_with('\'') { format!("& {line}") } else { line })
}

fn line(command: &[OsString], quote: impl Fn(&OsStr) -> Option<String>) -> Option<String> {
    command.iter().map(|word| quote(word)).collect::<Option<Vec<_>>>().map(|words| words.join(" "))
}

/// Letters and digits, with an option's hyphen before them, and hyphens or underscores within. PowerShell cuts options at a
/// dot and at a colon, and reads a number at the beginning as one.
fn is_plain_in_powershell(text: &str) -> bool {
    let name = text.strip_prefix('-').unwrap_or(text);
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// The bytes as text, if a terminal shows all of it.
fn visible(bytes: &[u8]) -> Option<&str> {
    str::from_utf8(bytes).ok().filter(|text| !text.chars().any(is_unseen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powershell_runs_the_program_and_gets_each_word_whole() {
        let of = |words: &[&str]| powershell_command(&words.iter().map(OsString::from).collect::<Vec<_>>());
        for (words, wanted) in [
            (&["ffmpeg", "-i", r"file:C:\a b.mov"][..], r"ffmpeg -i 'file:C:\a b.mov'"),
            (&[r"C:\Program Files\ffmpeg.exe", "-n"], r"& 'C:\Program Files\ffmpeg.exe' -n"),
            (&["seedance-preflight", "fix", "--", "a.png"], "seedance-preflight fix '--' 'a.png'"),
            (&["ffmpeg", "-c:v", "-q:v", "2", "1e3"], "ffmpeg '-c:v' '-q:v' '2' '1e3'"),
            (&["x", "$(calc)", "`n", ";", "@a", "%a", ""], "x '$(calc)' '`n' ';' '@a' '%a' ''"),
            (&["x", "it\u{2019}s"], "x 'it\u{2019}\u{2019}s'"),
        ] {
            assert_eq!(of(words).as_deref(), Some(wanted));
        }
        assert_eq!(of(&["x", "a\nb"]), None);
    }
}
