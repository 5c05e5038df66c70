//! `quality` as others write it.

use std::borrow::Cow;

use super::body_edit::EditReason;
use super::item::Meant;
use super::ratio;
use super::values::{quoted, text_or_number};
use crate::profile::Profile;
use crate::request::meant;

/// Words for a number of rows that no model of the service makes.
const FINER: [(&[&str], u32); 4] = [(&["1k"], 1080), (&["qhd", "2k"], 1440), (&["uhd", "4k"], 2160), (&["8k"], 4320)];

/// Whether the text is a quality, of this service or of others.
pub(super) fn is_one(text: &str, profile: &Profile) -> bool {
    rows(&text.trim().to_lowercase(), profile).is_some()
}

/// The quality that a value means, among those that the model makes.
pub(super) fn quality(raw: &str, accepted: &[Cow<'static, str>], profile: &Profile) -> Meant {
    let Some(text) = text_or_number(raw) else { return Meant::Unknown };
    if raw.starts_with('"') && accepted.iter().any(|name| *name == text) {
        return Meant::same(raw);
    }
    let Some((rows, is_exact)) = rows(&text.trim().to_lowercase(), profile) else { return Meant::Unknown };
    let known = accepted.iter().filter_map(|name| Some((rows_of(name)?, name)));
    // The greatest that is not finer than what is asked for, or else the coarsest.
    let nearest = known.clone().filter(|(known, _)| *known <= rows).max().or_else(|| known.min());
    let Some((nearest, name)) = nearest else { return Meant::Unknown };
    let type_ = (!raw.starts_with('"')).then_some(EditReason::Type);
    let how = if nearest == rows && is_exact { EditReason::Spelling } else { EditReason::Nearest };
    Meant::Value(quoted(name), type_.into_iter().chain([how]).collect())
}

/// How many rows a 16:9 video of this quality has, by name, and whether the text says exactly that.
fn rows(text: &str, profile: &Profile) -> Option<(u32, bool)> {
    if let Some(rows) = rows_of(text) {
        return Some((rows, true));
    }
    if let Some((_, rows)) = FINER.iter().find(|(words, _)| words.contains(&text)) {
        return Some((*rows, false));
    }
    let sizes = &profile.request.sizes;
    let known = meant::sides(text).and_then(|sides| sizes.iter().find(|size| (size.width, size.height) == sides));
    match known.and_then(|size| rows_of(&size.quality)) {
        Some(rows) => Some((rows, true)),
        None => meant::quality(text).and_then(|name| Some((rows_of(&name)?, false))),
    }
}

/// The number in `720p` or `720`.
fn rows_of(name: &str) -> Option<u32> {
    let digits = name.strip_suffix('p').unwrap_or(name);
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())?
        .filter(|rows| *rows >= ratio::LEAST_SIDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quality_is_read_in_every_spelling() {
        use EditReason::{Nearest, Spelling, Type};
        let profile = Profile::default();
        let accepted = &profile.request.models[0].qualities.values;
        for (raw, value, reasons) in [
            ("\"480p\"", "480p", vec![]),
            ("\"720P\"", "720p", vec![Spelling]),
            ("\"720\"", "720p", vec![Spelling]),
            ("720", "720p", vec![Type, Spelling]),
            ("\"1080p\"", "720p", vec![Nearest]),
            ("\"360p\"", "480p", vec![Nearest]),
            ("\"HD\"", "720p", vec![Nearest]),
            ("\"4k\"", "720p", vec![Nearest]),
            ("\"1280x720\"", "720p", vec![Spelling]),
            ("\"864x496\"", "480p", vec![Spelling]),
            ("\"1920x1080\"", "720p", vec![Nearest]),
        ] {
            assert_eq!(quality(raw, accepted, &profile), Meant::Value(format!("\"{value}\""), reasons), "{raw}");
        }
        for raw in ["\"high\"", "\"std\"", "\"\"", "\"p\"", "5", "true", "null", "\"16:9\""] {
            assert_eq!(quality(raw, accepted, &profile), Meant::Unknown, "{raw}");
        }
    }
}
