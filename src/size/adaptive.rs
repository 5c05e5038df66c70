//! The ratio that `adaptive` chooses.

use std::cmp::Ordering;

use super::{OutputSize, output_size};
use crate::model::{Facts, Media};
use crate::profile::{Mode, Profile};

/// The value of `aspect_ratio` that lets the service choose.
pub(super) const ADAPTIVE: &str = "adaptive";

/// The output size that is expected for a request of this mode, `aspect_ratio` and `quality`; for `adaptive`, that of
/// the [predicted ratio](predict_ratio). `None` for a size that is not in the table, or a ratio that cannot be known.
///
/// ```
/// use seedance_preflight::profile::{Mode, Profile};
/// use seedance_preflight::size::predict_size;
/// use seedance_preflight::{Facts, Format, Media};
///
/// let mut frame = Facts::new(Format::Png);
/// if let Media::Image(image) = &mut frame.media {
///     (image.display_width, image.display_height) = (Some(3000), Some(2000));
/// }
/// let profile = Profile::default();
/// let size = predict_size(&profile, Mode::Image, "adaptive", "720p", &[Some(&frame)], &[]).unwrap();
/// assert_eq!((size.width, size.height, size.predicted), (1112, 834, true));
/// ```
pub fn predict_size(
    profile: &Profile,
    mode: Mode,
    ratio: &str,
    quality: &str,
    images: &[Option<&Facts>],
    videos: &[Option<&Facts>],
) -> Option<OutputSize> {
    let predicted = ratio == ADAPTIVE;
    let ratio = if predicted { predict_ratio(profile, mode, images, videos)? } else { ratio };
    output_size(profile, ratio, quality).map(|row| OutputSize::of(row, predicted))
}

/// The ratio that `adaptive` is predicted to choose: the one nearest to the first frame in image mode, and in reference
/// mode nearest to the first video, else to the first image.
///
/// `None` if that cannot be known: in text mode the service chooses from the prompt; in the others the facts of that
/// file are needed. An element that is `None` is a file that was not inspected; the next one is not used instead.
pub fn predict_ratio<'p>(
    profile: &'p Profile,
    mode: Mode,
    images: &[Option<&Facts>],
    videos: &[Option<&Facts>],
) -> Option<&'p str> {
    let leading = match mode {
        Mode::Text => None,
        Mode::Image => images.first(),
        Mode::Reference => videos.first().or(images.first()),
    };
    let (width, height) = displayed((*leading?)?)?;
    nearest_ratio(profile, width, height)
}

/// The ratio of the profile's table that is nearest to a picture's: the one with the smallest
/// |ln(width / height) − ln(ratio)|, and of two as near the wider. `None` if a side is 0.
///
/// Exact: the logarithms are in the order of the factors by which the sides would have to be stretched.
///
/// ```
/// use seedance_preflight::profile::Profile;
/// use seedance_preflight::size::nearest_ratio;
///
/// assert_eq!(nearest_ratio(&Profile::default(), 1366, 768), Some("16:9"));
/// ```
pub fn nearest_ratio(profile: &Profile, width: u32, height: u32) -> Option<&str> {
    if width == 0 || height == 0 {
        return None;
    }
    profile
        .request
        .sizes
        .iter()
        .filter_map(|size| sides(&size.ratio).map(|sides| (size.ratio.as_ref(), sides)))
        .min_by(|(_, left), (_, right)| {
            Stretch::between((width, height), *left)
                .cmp_to(Stretch::between((width, height), *right))
                .then_with(|| wider_first(*left, *right))
        })
        .map(|(ratio, _)| ratio)
}

/// A file's displayed sides; `None` where they were not determined, and for audio.
pub(crate) fn displayed(facts: &Facts) -> Option<(u32, u32)> {
    match &facts.media {
        Media::Image(image) => image.display_width.zip(image.display_height),
        Media::Video(video) => video.display_width.zip(video.display_height),
        Media::Audio(_) | Media::Other => None,
    }
}

/// `16:9` as two numbers that are not 0.
fn sides(ratio: &str) -> Option<(u32, u32)> {
    let (width, height) = ratio.split_once(':')?;
    let (width, height) = (width.parse().ok()?, height.parse().ok()?);
    (width != 0 && height != 0).then_some((width, height))
}

/// By which factor, at least 1, one ratio is wider than another or the other than it: `large / small`.
#[derive(Clone, Copy)]
struct Stretch {
    large: u64,
    small: u64,
}

impl Stretch {
    fn between(one: (u32, u32), other: (u32, u32)) -> Self {
        let left = u64::from(one.0) * u64::from(other.1);
        let right = u64::from(other.0) * u64::from(one.1);
        Self { large: left.max(right), small: left.min(right) }
    }

    fn cmp_to(self, other: Self) -> Ordering {
        let product = |large: u64, small: u64| u128::from(large) * u128::from(small);
        product(self.large, other.small).cmp(&product(other.large, self.small))
    }
}

fn wider_first(left: (u32, u32), right: (u32, u32)) -> Ordering {
    (u64::from(right.0) * u64::from(left.1)).cmp(&(u64::from(left.0) * u64::from(right.1)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Format;

    #[test]
    fn the_wider_of_two_ratios_comes_first() {
        assert_eq!(wider_first((16, 9), (4, 3)), Ordering::Less);
        assert_eq!(wider_first((4, 3), (16, 9)), Ordering::Greater);
        assert_eq!(wider_first((4, 3), (1112, 834)), Ordering::Equal);
    }

    fn picture(format: Format, width: u32, height: u32) -> Facts {
        let mut facts = Facts::new(format);
        match &mut facts.media {
            Media::Image(image) => (image.display_width, image.display_height) = (Some(width), Some(height)),
            Media::Video(video) => (video.display_width, video.display_height) = (Some(width), Some(height)),
            _ => {}
        }
        facts
    }

    #[test]
    fn the_nearest_is_by_factor_and_a_tie_goes_to_the_wider() {
        let profile = Profile::default();
        let nearest = |width, height| nearest_ratio(&profile, width, height).unwrap();
        for size in &profile.request.sizes {
            assert_eq!(nearest(size.width, size.height), size.ratio);
        }
        assert_eq!(nearest(3000, 2000), "4:3");
        assert_eq!(nearest(2000, 3000), "3:4");
        assert_eq!(nearest(1, u32::MAX), "9:16");
        assert_eq!(nearest(u32::MAX, 1), "21:9");
        // The middle of 4:3 and 16:9 is √(64/27), about 1.5396, where the mean of both is 1.5556.
        assert_eq!(nearest(155, 100), "16:9");
        assert_eq!(nearest(1539, 1000), "4:3");
        assert_eq!(nearest(1540, 1000), "16:9");
        assert_eq!(nearest_ratio(&profile, 0, 1), None);
    }

    #[test]
    fn a_true_tie_goes_to_the_wider() {
        // 2:1 is between 4:1 and 1:1; only a profile with such ratios has a tie in whole pixels.
        let mut profile = Profile::default();
        profile.request.sizes.retain(|size| size.quality == "720p" && ["1:1", "4:3"].contains(&size.ratio.as_ref()));
        for reversed in [false, true] {
            profile.request.sizes[0].ratio = if reversed { "1:1" } else { "4:1" }.into();
            profile.request.sizes[1].ratio = if reversed { "4:1" } else { "1:1" }.into();
            assert_eq!(nearest_ratio(&profile, 2, 1), Some("4:1"));
        }
    }

    #[test]
    fn adaptive_asks_the_leading_picture_and_no_other() {
        let profile = Profile::default();
        let (wide, tall) = (picture(Format::Png, 2100, 900), picture(Format::Mp4, 720, 1280));
        let audio = Facts::new(Format::Mp3);
        let ratio = |mode, images: &[Option<&Facts>], videos: &[Option<&Facts>]| {
            predict_ratio(&profile, mode, images, videos).map(str::to_owned)
        };
        assert_eq!(ratio(Mode::Text, &[Some(&wide)], &[]), None);
        assert_eq!(ratio(Mode::Image, &[Some(&wide), Some(&tall)], &[]).as_deref(), Some("21:9"));
        assert_eq!(ratio(Mode::Reference, &[Some(&wide)], &[Some(&tall)]).as_deref(), Some("9:16"));
        assert_eq!(ratio(Mode::Reference, &[Some(&wide)], &[]).as_deref(), Some("21:9"));
        assert_eq!(ratio(Mode::Reference, &[Some(&wide)], &[None, Some(&tall)]), None);
        assert_eq!(ratio(Mode::Reference, &[Some(&audio)], &[]), None);
        assert_eq!(ratio(Mode::Reference, &[], &[]), None);
        let named = predict_size(&profile, Mode::Text, "1:1", "480p", &[], &[]).unwrap();
        assert_eq!((named.width, named.predicted), (640, false));
    }

    proptest! {
        #[test]
        fn no_other_ratio_is_nearer(width in 1_u32.., height in 1_u32..) {
            let profile = Profile::default();
            let nearest = sides(nearest_ratio(&profile, width, height).unwrap()).unwrap();
            let found = Stretch::between((width, height), nearest);
            for size in &profile.request.sizes {
                let other = Stretch::between((width, height), sides(&size.ratio).unwrap());
                prop_assert!(found.cmp_to(other).is_le());
            }
        }

        #[test]
        fn a_turned_picture_has_the_turned_ratio(width in 1_u32..=9999, height in 1_u32..=9999) {
            let profile = Profile::default();
            // 21:9 has no counterpart in the table.
            prop_assume!(5 * width > 3 * height && 3 * width < 5 * height);
            let (width_by, height_by) = sides(nearest_ratio(&profile, width, height).unwrap()).unwrap();
            let turned = sides(nearest_ratio(&profile, height, width).unwrap()).unwrap();
            prop_assert_eq!(turned, (height_by, width_by));
        }
    }
}
