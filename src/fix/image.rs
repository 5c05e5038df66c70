//! Plans for images.

use super::dimensions::{self, Picture, Room};
use super::{FixOptions, Loss, NoFix, Plan, Step};
use crate::model::{Facts, Format, ImageFacts, Media, Rational};
use crate::profile::{ImageLimits, Profile};

/// Bytes of a pixel of RGBA, with the filter byte and the overhead of stored blocks: an image that lossless formats
/// cannot make smaller.
const MOST_BYTES_OF_PIXEL: u64 = 5;

/// The plan for an image. Its result is not yet judged.
pub(super) fn plan(
    facts: &Facts,
    image: &ImageFacts,
    shape: Option<(u32, u32)>,
    profile: &Profile,
    options: &FixOptions,
) -> Result<Plan, NoFix> {
    let limits = &profile.image;
    let (width, height) =
        image.display_width.zip(image.display_height).filter(|(w, h)| *w > 0 && *h > 0).ok_or(NoFix::NotMeasured)?;
    let picture = Picture { width, height, pixel_aspect: Rational::from(1_u32) };
    let room = Room { aspect: &limits.aspect, side: &limits.side, pixels: None, sizes: &[], step: 1, shape };
    let fitted = dimensions::fit(picture, &room, options)?;
    let mut steps = Vec::new();
    if image.animated != Some(false) {
        steps.push(Step::FirstFrame);
    }
    if let Some(orientation) = image.orientation.filter(|orientation| *orientation != 1) {
        steps.push(Step::Upright { orientation });
    }
    steps.extend(fitted.steps);
    let to = target(facts, u64::from(fitted.width) * u64::from(fitted.height), limits).ok_or(NoFix::NoTarget)?;
    let most_bytes = limits.size.decimal_bytes();
    steps.push(Step::EncodeImage { quality: (to == Format::Jpeg).then_some(options.quality.jpeg()), most_bytes });
    steps.push(Step::Convert { to });
    let mut result = Facts::new(to);
    (result.bytes, result.truncated) = (Some(most_bytes), Some(false));
    let (width, height) = (Some(fitted.width), Some(fitted.height));
    result.media = Media::Image(ImageFacts {
        width,
        height,
        display_width: width,
        display_height: height,
        orientation: Some(1),
        animated: Some(false),
    });
    let loss = Loss { picture_percent: fitted.lost_percent, ..Loss::default() };
    Ok(Plan { steps, result: Some(result), loss, no_fix: None, source: facts.format })
}

/// The format: the source's own if it is accepted and its bytes will fit; PNG for what has no loss of its own, JPEG for
/// photos and for what PNG would make too large.
fn target(facts: &Facts, pixels: u64, limits: &ImageLimits) -> Option<Format> {
    let accepted = &limits.formats.values;
    let fits_lossless = pixels.saturating_mul(MOST_BYTES_OF_PIXEL) <= limits.size.decimal_bytes();
    let own = match facts.format {
        Format::WebP | Format::Jpeg if accepted.contains(&facts.format) => facts.format,
        Format::Heic | Format::Avif | Format::Jpeg => Format::Jpeg,
        _ => Format::Png,
    };
    let candidates = [(own, own == Format::Jpeg || fits_lossless), (Format::Jpeg, true), (Format::Png, fits_lossless)];
    candidates.into_iter().find(|(format, fits)| *fits && accepted.contains(format)).map(|(format, _)| format)
}
