//! Changes to texts: words of note put in, repeated, and nested.

use crate::random::Random;

/// Characters that are read in another way than they are written, or that are several bytes long.
const CHARACTERS: &[&str] = &[
    "\u{0}", "\u{7F}", "\u{85}", "\u{200B}", "\u{202E}", "\u{FEFF}", "\u{FFFD}", "。", "．", "１", "９", "图", "🎬",
    "é", "e\u{301}", "ﬀ", "İ", "ß", "\r\n", "\t", "\\", "\"", "\\u0000", "\\ud800", "%00", "%", "@", "1", "0", "-",
    ".", "/",
];

/// One change at a place by chance.
pub(super) fn change(bytes: &mut Vec<u8>, words: &[&str], random: &mut Random) {
    let text = String::from_utf8_lossy(bytes);
    let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (a, b) = (random.pick(&edges), random.pick(&edges));
    let (from, to) = (a.min(b), a.max(b));
    let near_to = edges.iter().copied().find(|&edge| edge >= from + 12).unwrap_or(text.len());
    let mut text = text.into_owned();
    match random.below(8) {
        0 => text.insert_str(from, random.pick(CHARACTERS)),
        1..=3 => text.insert_str(from, random.pick(words)),
        4 => text.replace_range(from..near_to, random.pick(words)),
        5 => text.replace_range(from..near_to, ""),
        6 => {
            let piece = text[from..to].chars().take(200).collect::<String>();
            text.insert_str(to, &piece.repeat(1 + random.below(5)));
        }
        _ => {
            let (open, close) = random.pick(&[("[", "]"), ("{\"a\":", "}"), ("\"", "\""), ("(", ")")]);
            let depth = if random.one_in(10) { random.below(3000) } else { 1 };
            text.insert_str(to, &close.repeat(depth));
            text.insert_str(from, &open.repeat(depth));
        }
    }
    *bytes = text.into_bytes();
}
