//! What cropping to another ratio removes from a picture.

use crate::model::Rational;
use crate::profile::{Bound, Placement};

/// What a crop leaves of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Crop {
    /// Width of what remains, rounded down.
    pub(crate) width: u32,
    /// Height of what remains, rounded down.
    pub(crate) height: u32,
    /// How many hundredths of the picture's area are lost, exactly.
    pub(crate) lost_percent: Rational,
}

impl Crop {
    /// Whether it removes more than `bound` allows.
    pub(crate) fn exceeds(&self, bound: &Bound) -> bool {
        bound.place(self.lost_percent) == Placement::Outside
    }
}

/// The greatest part of `picture` that has the shape of `target`; each is width and height. `None` if a side is 0.
///
/// Of a first frame the target is the size that comes out, not the ratio that names it: 864x496 is called 16:9.
pub(crate) fn crop(picture: (u32, u32), target: (u32, u32)) -> Option<Crop> {
    let (width, height) = (u64::from(picture.0), u64::from(picture.1));
    let (target_width, target_height) = (u64::from(target.0), u64::from(target.1));
    let (by_width, by_height) = (width * target_height, height * target_width);
    if by_width == 0 || by_height == 0 {
        return None;
    }
    let (kept_width, kept_height) =
        if by_width > by_height { (by_height / target_height, height) } else { (width, by_width / target_width) };
    let lost = u128::from(by_width.abs_diff(by_height));
    Some(Crop {
        width: u32::try_from(kept_width).ok()?,
        height: u32::try_from(kept_height).ok()?,
        lost_percent: Rational::from_wide(100 * lost, by_width.max(by_height).into())?,
    })
}

/// Whether two pictures have the same ratio up to the rounding of their sides to whole pixels: cropping one to the ratio
/// of the other removes less than one row or column. 854x480, 1366x768 and 1920x1080 are all of one shape.
/// `false` if a side is 0.
pub(crate) fn same_shape(one: (u32, u32), other: (u32, u32)) -> bool {
    takes_no_line(one, other) || takes_no_line(other, one)
}

/// Whether cropping `picture` to the shape of `target` takes less than one row or column of it.
fn takes_no_line(picture: (u32, u32), target: (u32, u32)) -> bool {
    let by_width = u64::from(picture.0) * u64::from(target.1);
    let by_height = u64::from(picture.1) * u64::from(target.0);
    // Columns lost are (by_width - by_height) / target.1, rows lost (by_height - by_width) / target.0.
    let line = if by_width > by_height { target.1 } else { target.0 };
    by_width != 0 && by_height != 0 && by_width.abs_diff(by_height) < u64::from(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::profile::Profile;

    #[test]
    fn what_remains_and_what_is_lost() {
        let found = |picture, target| {
            let crop = crop(picture, target).unwrap();
            (crop.width, crop.height, crop.lost_percent.to_string())
        };
        assert_eq!(found((1920, 1080), (1280, 720)), (1920, 1080, "0".to_owned()));
        assert_eq!(found((3000, 2000), (1280, 720)), (3000, 1687, "125/8".to_owned()));
        assert_eq!(found((2000, 1000), (960, 960)), (1000, 1000, "50".to_owned()));
        assert_eq!(found((1280, 720), (864, 496)), (1254, 720, "125/62".to_owned()));
        assert_eq!(crop((0, 1), (1, 1)), None);
        assert_eq!(crop((1, 1), (1, 0)), None);
    }

    #[test]
    fn the_services_own_sizes_are_not_far_from_each_other_and_other_ratios_are() {
        for profile in Profile::all() {
            let sizes = &profile.request.sizes;
            for (one, other) in sizes.iter().flat_map(|one| sizes.iter().map(move |other| (one, other))) {
                let crop = crop((one.width, one.height), (other.width, other.height)).unwrap();
                assert_eq!(crop.exceeds(&profile.request.frame_crop), one.ratio != other.ratio, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn rounding_makes_no_other_shape() {
        for (one, other, same) in [
            ((1920, 1080), (1366, 768), true),
            ((854, 480), (3840, 2160), true),
            ((1170, 2532), (1080, 2337), true),
            ((1920, 1080), (1920, 1088), false),
            ((864, 496), (1280, 720), false),
            ((1000, 1000), (1000, 1001), true),
            ((1000, 1000), (1000, 1002), false),
            ((1000, 1000), (0, 0), false),
        ] {
            assert_eq!(same_shape(one, other), same, "{one:?} {other:?}");
            assert_eq!(same_shape(other, one), same, "{other:?} {one:?}");
        }
    }

    proptest! {
        #[test]
        fn what_remains_fits_into_the_picture(picture: (u32, u32), target: (u32, u32)) {
            if let Some(crop) = crop(picture, target) {
                prop_assert!(crop.width <= picture.0 && crop.height <= picture.1);
                prop_assert!(crop.lost_percent < Rational::from(100_u32));
            }
        }

        #[test]
        fn a_picture_scaled_and_rounded_keeps_its_shape(width in 1_u32..=6000, height in 1_u32..=6000, to in 1_u32..=6000) {
            let scaled = (u64::from(height) * u64::from(to)).div_ceil(u64::from(width));
            if let Ok(scaled) = u32::try_from(scaled) {
                prop_assert!(same_shape((width, height), (to, scaled)));
            }
        }
    }
}
