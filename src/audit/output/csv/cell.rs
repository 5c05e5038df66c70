//! Single cells: exact numbers, and words that a spreadsheet does not obey.

use std::path::Path;

use crate::model::{Codec, Rational};
use crate::render;

/// A path, to read.
pub(super) fn path(path: &Path) -> String {
    guarded(render::shown(path, |_| false))
}

/// A path, exactly. RFC 3986 (section 4.2) lets a relative one begin with `./`, which keeps a leading `-` from being a sign.
pub(super) fn uri(path: &Path) -> String {
    let uri = render::uri(path);
    if uri.starts_with('-') { format!("./{uri}") } else { uri }
}

/// A coding. One that is not known by name is the file's own tag, of any four bytes.
pub(super) fn codec(codec: Option<&Codec>) -> String {
    let is_tame = |c: char| c.is_ascii_alphanumeric() || "_.:-".contains(c);
    let tame = |name: &str| name.chars().map(|c| if is_tame(c) { c } else { '\u{FFFD}' }).collect();
    codec.map(|codec| guarded(tame(codec.name()))).unwrap_or_default()
}

/// Puts a `'` before what a spreadsheet would take for a formula, and before a `'` of its own.
fn guarded(text: String) -> String {
    const STARTS: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\''];
    if text.trim_start().starts_with(STARTS) { format!("'{text}") } else { text }
}

/// A whole number, or nothing.
pub(super) fn number(value: Option<impl Into<u64>>) -> String {
    value.map(|value| value.into().to_string()).unwrap_or_default()
}

/// A fraction as a decimal, rounded half up to at most so many places.
pub(super) fn decimal(value: Rational, places: u32) -> String {
    let scale = 10_u128.saturating_pow(places.min(9));
    let den = u128::from(value.den());
    let scaled = (u128::from(value.num()) * scale * 2 + den) / (den * 2);
    let (whole, part) = (scaled / scale, scaled % scale);
    let width = usize::try_from(places.min(9)).unwrap_or_default();
    let text = format!("{whole}.{part:0width$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded() {
        for name in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "'quoted"] {
            assert_eq!(path(Path::new(name)), format!("'{name}"));
        }
        assert_eq!(path(Path::new("\t=1")), "%09=1");
        assert_eq!(path(Path::new("a/=1")), "a/=1");
        assert_eq!(uri(Path::new("-1")), "./-1");
        assert_eq!(uri(Path::new("=1")), "%3D1");
        assert_eq!(codec(Some(&Codec::from("-=1;".to_owned()))), "'-\u{FFFD}1\u{FFFD}");
        assert_eq!(codec(Some(&Codec::named("wav:0x0055"))), "wav:0x0055");
    }

    #[test]
    fn decimals_are_rounded_by_integers() {
        let shown = |num, den, places| decimal(Rational::new(num, den).unwrap(), places);
        assert_eq!(shown(24_000, 1001, 6), "23.976024");
        assert_eq!(shown(5, 1, 6), "5");
        assert_eq!(shown(150_150, 30_000, 9), "5.005");
        assert_eq!(shown(2, 3, 3), "0.667");
        assert_eq!(shown(u64::MAX, 1, 9), u64::MAX.to_string());
        assert_eq!(shown(1, u64::MAX, 9), "0");
    }
}
