//! `aspect_ratio` as others write it.

use std::borrow::Cow;

use super::body_edit::EditReason;
use super::item::Meant;
use super::values::{quoted, text_or_number};
use crate::model::Rational;
use crate::profile::Profile;
use crate::request::meant::{self, pair, sides};
use crate::size::nearest_ratio;

/// A pair of lesser numbers is a ratio, not sides in pixels.
pub(super) const LEAST_SIDE: u32 = 100;

/// Decimals of a ratio that are read.
const DECIMALS: usize = 3;

/// Words that say exactly one ratio of the service.
const EXACT_WORDS: [&str; 4] = ["auto", "automatic", "adaptive", "square"];

/// Whether the text is a word for a shape.
pub(super) fn is_word(text: &str) -> bool {
    !has_digit(text) && meant::ratio(text).is_some()
}

/// The ratio that a value means, among those that the model accepts.
pub(super) fn ratio(raw: &str, accepted: &[Cow<'static, str>], profile: &Profile) -> Meant {
    let Some(text) = text_or_number(raw) else { return Meant::Unknown };
    if raw.starts_with('"') && accepted.iter().any(|name| *name == text) {
        return Meant::same(raw);
    }
    let Some((name, is_exact)) = name(&text.trim().to_lowercase(), accepted, profile) else { return Meant::Unknown };
    let type_ = (!raw.starts_with('"')).then_some(EditReason::Type);
    let how = if is_exact { EditReason::Spelling } else { EditReason::Nearest };
    Meant::Value(quoted(&name), type_.into_iter().chain([how]).collect())
}

fn name(text: &str, accepted: &[Cow<'static, str>], profile: &Profile) -> Option<(String, bool)> {
    let (name, is_exact) = by_word(text).or_else(|| by_sides(text, profile))?;
    if accepted.iter().any(|known| *known == name) {
        return Some((name, is_exact));
    }
    // Of one there is no choice.
    match accepted {
        [only] => Some((only.to_string(), false)),
        _ => None,
    }
}

fn by_word(text: &str) -> Option<(String, bool)> {
    let name = meant::ratio(text).filter(|_| !has_digit(text))?;
    Some((name.into_owned(), EXACT_WORDS.contains(&text)))
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn by_sides(text: &str, profile: &Profile) -> Option<(String, bool)> {
    let sizes = &profile.request.sizes;
    if let Some((width, height)) = sides(text)
        && let Some(size) = sizes.iter().find(|size| (size.width, size.height) == (width, height))
    {
        return Some((size.ratio.to_string(), true));
    }
    let (width, height) = match pair(text) {
        Some((width, height)) => (thousandths(width)?, thousandths(height)?),
        None => (thousandths(text)?, 1000),
    };
    let ratio = Rational::new(width.into(), height.into()).filter(|ratio| ratio.num() > 0)?;
    let nearest = nearest_ratio(profile, width, height)?;
    let (named_width, named_height) = nearest.split_once(':')?;
    let named = Rational::new(named_width.parse().ok()?, named_height.parse().ok()?);
    Some((nearest.to_owned(), named == Some(ratio)))
}

/// A decimal in thousandths.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(decimals) {
        return None;
    }
    let decimals = decimals.get(..DECIMALS.min(decimals.len()))?;
    format!("{whole}{decimals:0<DECIMALS$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(raw: &str) -> Option<(String, Vec<EditReason>)> {
        let profile = Profile::default();
        match ratio(raw, &profile.request.modes[0].aspect_ratios.values, &profile) {
            Meant::Value(value, reasons) => Some((value, reasons)),
            _ => None,
        }
    }

    #[test]
    fn a_ratio_is_read_in_every_spelling() {
        use EditReason::{Nearest, Spelling, Type};
        for (raw, value, reasons) in [
            ("\"16:9\"", "16:9", vec![]),
            ("\" 16 : 9 \"", "16:9", vec![Spelling]),
            ("\"9x16\"", "9:16", vec![Spelling]),
            ("\"16/9\"", "16:9", vec![Spelling]),
            ("\"32:18\"", "16:9", vec![Spelling]),
            ("\"Adaptive\"", "adaptive", vec![Spelling]),
            ("\"auto\"", "adaptive", vec![Spelling]),
            ("\"keep_ratio\"", "adaptive", vec![Nearest]),
            ("\"portrait\"", "9:16", vec![Nearest]),
            ("\"square\"", "1:1", vec![Spelling]),
            ("\"1112x834\"", "4:3", vec![Spelling]),
            ("\"864x496\"", "16:9", vec![Spelling]),
            ("\"2.39:1\"", "21:9", vec![Nearest]),
            ("\"5:4\"", "4:3", vec![Nearest]),
            ("1.78", "16:9", vec![Type, Nearest]),
            ("1", "1:1", vec![Type, Spelling]),
        ] {
            assert_eq!(meant(raw), Some((format!("\"{value}\""), reasons)), "{raw}");
        }
        for raw in ["\"epic\"", "\"0:9\"", "\"16:\"", "\"\"", "null", "true", "{}", "\"-1\"", "\"99999999:1\""] {
            assert_eq!(meant(raw), None, "{raw}");
        }
    }

    #[test]
    fn where_there_is_one_ratio_it_is_meant() {
        let profile = Profile::named("seedance-2.5").unwrap();
        let image = profile.request.modes.iter().find(|mode| mode.aspect_ratios.values.len() == 1).unwrap();
        let meant = ratio("\"16:9\"", &image.aspect_ratios.values, &profile);
        assert_eq!(meant, Meant::Value("\"adaptive\"".to_owned(), vec![EditReason::Nearest]));
    }
}
