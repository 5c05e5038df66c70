//! The size of the output, and what cropping removes from the input.

mod adaptive;
mod crop;
mod output;

use crate::profile::{Profile, SizeRow};

pub(crate) use adaptive::displayed;
pub use adaptive::{nearest_ratio, predict_ratio, predict_size};
pub(crate) use crop::{crop, same_shape};
pub use output::OutputSize;

/// The row for this `aspect_ratio` and `quality` in the profile's table of output sizes.
///
/// `None` for what is not in the table, such as `adaptive`, which needs media: see [`predict_size`].
///
/// ```
/// use seedance_preflight::profile::Profile;
/// use seedance_preflight::size::output_size;
///
/// let profile = Profile::default();
/// let size = output_size(&profile, "16:9", "480p").unwrap();
/// assert_eq!((size.width, size.height), (864, 496));
/// assert_eq!(output_size(&profile, "16:9", "1080p"), None);
/// ```
pub fn output_size<'p>(profile: &'p Profile, ratio: &str, quality: &str) -> Option<&'p SizeRow> {
    profile.request.sizes.iter().find(|size| size.ratio == ratio && size.quality == quality)
}

#[cfg(test)]
mod tests {
    use super::adaptive::ADAPTIVE;
    use super::*;

    #[test]
    fn every_row_of_the_table_is_found_by_its_name() {
        for profile in Profile::all() {
            for size in &profile.request.sizes {
                assert_eq!(output_size(&profile, &size.ratio, &size.quality), Some(size));
            }
            assert_eq!(output_size(&profile, ADAPTIVE, "720p"), None);
        }
    }
}
