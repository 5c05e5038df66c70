//! Crop, scale and pad: which size a picture gets, and by which steps.

use super::number::{ceil, floor, minus, quotient};
use super::{Fit, FixOptions, NoFix, Step};
use crate::model::Rational;
use crate::profile::{Bound, Placement, SizeRow};
use crate::size::same_shape;

/// How many sizes in each direction from the ideal one are compared.
const REACH: u64 = 32;

/// How far the area of an own size may be from the wanted one, in percent.
const NEAR: u32 = 5;

const MILLION: u128 = 1_000_000;

/// A ratio that is off counts as much as an area that is off four times as far.
const WEIGHT_OF_RATIO: u64 = 4;

/// What a picture must fit into.
pub(super) struct Room<'a> {
    pub(super) aspect: &'a Bound,
    pub(super) side: &'a Bound,
    pub(super) pixels: Option<&'a Bound>,
    /// Sizes to prefer where the ratio fits.
    pub(super) sizes: &'a [SizeRow],
    /// Sides are multiples of this.
    pub(super) step: u32,
    /// Another picture's sides, whose shape it must have.
    pub(super) shape: Option<(u32, u32)>,
}

/// An upright picture as it is stored.
#[derive(Clone, Copy)]
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Width over height of one pixel.
    pub(super) pixel_aspect: Rational,
}

/// How a picture fits.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fitted {
    pub(super) steps: Vec<Step>,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) lost_percent: Rational,
}

/// What happens to the shape of a picture.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Kept,
    Cropped,
    Padded,
}

/// Fits `picture` into `room`, without any step where it fits as it is.
pub(super) fn fit(picture: Picture, room: &Room<'_>, options: &FixOptions) -> Result<Fitted, NoFix> {
    fitted(picture, room, options).ok_or(NoFix::NoTarget)
}

fn fitted(picture: Picture, room: &Room<'_>, options: &FixOptions) -> Option<Fitted> {
    let Picture { width, height, pixel_aspect } = picture;
    let square = Rational::from(1_u32);
    let is_aligned = width.is_multiple_of(room.step) && height.is_multiple_of(room.step);
    if pixel_aspect == square && is_aligned && room.has(width, height, Shape::Kept) {
        return Some(Fitted { steps: Vec::new(), width, height, lost_percent: Rational::from(0_u32) });
    }
    let ratio = quotient(pixel_aspect.checked_mul(width.into())?, height.into())?;
    let (shape, target) = room.shape_of(ratio, options)?;
    // No detail is lost to square pixels: the shorter side of a pixel is the new one.
    let (shown_width, shown_height) = if pixel_aspect > square {
        (pixel_aspect.checked_mul(width.into())?, Rational::from(height))
    } else {
        (Rational::from(width), quotient(height.into(), pixel_aspect)?)
    };
    let is_wide = ratio > target;
    // A crop keeps the side that is too short for the ratio, a pad the one that is too long.
    let (shown_width, shown_height) = if is_wide == (shape == Shape::Padded) {
        (shown_width, quotient(shown_width, target)?)
    } else {
        (shown_height.checked_mul(target)?, shown_height)
    };
    let (new_width, new_height, is_scaled) = room.choose(shown_width, shown_height, target, shape)?;
    let build = Build { picture, ratio, width: new_width, height: new_height, step: room.step, is_scaled };
    match shape {
        Shape::Padded => build.padded(),
        Shape::Kept | Shape::Cropped => build.cropped(),
    }
}

impl Room<'_> {
    /// Whether a picture of this ratio is cropped or padded, and to which ratio.
    fn shape_of(&self, ratio: Rational, options: &FixOptions) -> Option<(Shape, Rational)> {
        let other = self.shape.and_then(|(width, height)| Rational::new(width.into(), height.into()));
        let range = self.aspect.documented;
        let target = match (other.or(range.min), other.or(range.max)) {
            (Some(min), _) if ratio < min => min,
            (_, Some(max)) if ratio > max => max,
            _ => return Some((Shape::Kept, ratio)),
        };
        let kept = if ratio > target { quotient(target, ratio)? } else { quotient(ratio, target)? };
        let lost = minus(Rational::from(1_u32), kept).checked_mul(Rational::from(100_u32))?;
        let crops = options.fit == Fit::Crop && lost <= Rational::from(options.most_cropped_percent);
        Some((if crops { Shape::Cropped } else { Shape::Padded }, target))
    }

    /// Whether this size is within every limit; a size that is chosen keeps clear of ends on which sources disagree.
    fn has(&self, width: u32, height: u32, shape: Shape) -> bool {
        let is_in = |bound: &Bound, value: Rational| match bound.place(value) {
            Placement::Inside => true,
            Placement::AtDisputedEnd => shape == Shape::Kept,
            _ => false,
        };
        let pixels = Rational::from(u64::from(width) * u64::from(height));
        Rational::new(width.into(), height.into()).is_some_and(|ratio| is_in(self.aspect, ratio))
            && is_in(self.side, width.into())
            && is_in(self.side, height.into())
            && self.pixels.is_none_or(|bound| is_in(bound, pixels))
            && self.shape.is_none_or(|shape| same_shape((width, height), shape))
    }

    /// The size for a picture that would have these sides, and whether it must be scaled.
    fn choose(&self, width: Rational, height: Rational, ratio: Rational, shape: Shape) -> Option<(u32, u32, bool)> {
        let area = width.checked_mul(height)?;
        let wanted_area = self.area(width, height, area)?;
        let is_scaled = wanted_area != area;
        if is_scaled && let Some(size) = self.own_size(width, height, wanted_area) {
            return Some((size.width, size.height, true));
        }
        // A new side keeps clear of disputed ends, also where the shape is kept.
        let shape = if is_scaled { Shape::Cropped } else { shape };
        let (width, height) = self.nearest(ratio, wanted_area, |width, height| self.has(width, height, shape))?;
        Some((width, height, is_scaled))
    }

    /// The size that is nearest to this ratio and area, of those that are allowed and near to the ideal one. Of two that are
    /// equally near, it is the smaller one.
    fn nearest(&self, ratio: Rational, area: Rational, is_allowed: impl Fn(u32, u32) -> bool) -> Option<(u32, u32)> {
        let step = u64::from(self.step);
        let ideal = isqrt(quotient(area, ratio)?) / step;
        let first = ideal.saturating_sub(REACH).max(1);
        let last = first.saturating_add(2 * REACH);
        let mut best: Option<(u64, u32, u32)> = None;
        // Takes both widths at this height; gives whether every size beyond it is farther off than the best.
        let mut take = |count: u64, is_above: bool| {
            let exact = u64::try_from(u128::from(ratio.num()) * u128::from(count) / u128::from(ratio.den()));
            let (Some(height), Ok(exact)) = (u32::try_from(count.saturating_mul(step)).ok(), exact) else {
                return true;
            };
            let sizes = [exact, exact.saturating_add(1)];
            let sizes = sizes.map(|width| u32::try_from(width.saturating_mul(step)).ok().filter(|width| *width > 0));
            let mut is_beyond = true;
            for width in sizes.into_iter().flatten() {
                let cost = Cost::of(width, height, ratio, area);
                is_beyond &= cost.is_larger == is_above && best.is_some_and(|(least, ..)| cost.by_area > least);
                let this = (cost.total(), height, width);
                if best.is_none_or(|best| this < best) && is_allowed(width, height) {
                    best = Some(this);
                }
            }
            is_beyond
        };
        let upwards = ideal.clamp(first, last);
        (upwards..=last).any(|count| take(count, true));
        (first..upwards).rev().any(|count| take(count, false));
        best.map(|(_, height, width)| (width, height))
    }

    /// The area nearest to that of the picture for which pixels and sides are in range.
    fn area(&self, width: Rational, height: Rational, area: Rational) -> Option<Rational> {
        let mut wanted = area;
        if let Some(bound) = self.pixels {
            wanted = bound.documented.min.map_or(wanted, |min| wanted.max(min));
            wanted = bound.documented.max.map_or(wanted, |max| wanted.min(max));
        }
        // An area whose sides are `side` and what follows from the ratio.
        let by_side = |side: Rational, of: Rational| {
            let scale = quotient(side, of)?;
            area.checked_mul(scale)?.checked_mul(scale)
        };
        if let Some(min) = self.side.documented.min {
            wanted = wanted.max(by_side(self.clear_of(min, true), width.min(height))?);
        }
        if let Some(max) = self.side.documented.max {
            wanted = wanted.min(by_side(self.clear_of(max, false), width.max(height))?);
        }
        Some(wanted)
    }

    /// An end of the range of sides, or a pixel off where sources disagree on it.
    fn clear_of(&self, end: Rational, upwards: bool) -> Rational {
        let one = Rational::from(1_u32);
        match (self.side.ends_disputed, upwards) {
            (false, _) => end,
            (true, true) => end.checked_add(one).unwrap_or(end),
            (true, false) => minus(end, one),
        }
    }

    /// The profile's own size of this shape whose area is nearest to the wanted one, if it is near.
    fn own_size(&self, width: Rational, height: Rational, wanted: Rational) -> Option<&SizeRow> {
        self.pixels?;
        let shown = (u32::try_from(width.round()).ok()?, u32::try_from(height.round()).ok()?);
        let area_of = |size: &&SizeRow| u64::from(size.width) * u64::from(size.height);
        let fits = self.sizes.iter().filter(|size| {
            let is_aligned = size.width.is_multiple_of(self.step) && size.height.is_multiple_of(self.step);
            is_aligned
                && same_shape(shown, (size.width, size.height))
                && self.has(size.width, size.height, Shape::Cropped)
        });
        let off = |size: &SizeRow| {
            let area = Rational::from(area_of(&size));
            let distance = if area > wanted { minus(area, wanted) } else { minus(wanted, area) };
            distance.checked_mul(Rational::from(100_u32)).and_then(|distance| quotient(distance, wanted))
        };
        fits.filter_map(|size| Some((off(size).filter(|off| *off <= Rational::from(NEAR))?, size)))
            .min_by_key(|(off, _)| *off)
            .map(|(_, size)| size)
    }
}

/// How far a size is from the wanted ratio and area.
struct Cost {
    /// In millionths.
    by_ratio: u64,
    /// In millionths.
    by_area: u64,
    /// Whether the area is larger than wanted.
    is_larger: bool,
}

impl Cost {
    fn of(width: u32, height: u32, ratio: Rational, area: Rational) -> Self {
        let [wide, high] = [width, height].map(u128::from);
        let off = |value: u128, wanted: u128| {
            let distance = value.abs_diff(wanted).checked_mul(MILLION);
            let millionths = distance.and_then(|distance| distance.checked_div(wanted));
            millionths.and_then(|millionths| u64::try_from(millionths).ok()).unwrap_or(u64::MAX)
        };
        let (own, wanted) = ((wide * high).saturating_mul(area.den().into()), u128::from(area.num()));
        Self {
            by_ratio: off(wide * u128::from(ratio.den()), high * u128::from(ratio.num())),
            by_area: off(own, wanted),
            is_larger: own > wanted,
        }
    }

    /// A ratio that is off is worse than an area.
    fn total(&self) -> u64 {
        self.by_ratio.saturating_mul(WEIGHT_OF_RATIO).saturating_add(self.by_area)
    }
}

/// The whole part of the square root.
fn isqrt(value: Rational) -> u64 {
    floor(value).isqrt()
}

/// A picture, and the size that it gets.
struct Build {
    picture: Picture,
    ratio: Rational,
    width: u32,
    height: u32,
    step: u32,
    is_scaled: bool,
}

impl Build {
    /// Cuts off what is too much for the new ratio, then scales.
    fn cropped(self) -> Option<Fitted> {
        let Self { picture, width, height, .. } = self;
        let fits = width <= picture.width && height <= picture.height;
        let (crop_width, crop_height) = if !self.is_scaled && picture.pixel_aspect == Rational::from(1_u32) && fits {
            (width, height)
        } else {
            self.part_of_ratio(Rational::new(width.into(), height.into())?)?
        };
        let mut steps = Vec::new();
        if (crop_width, crop_height) != (picture.width, picture.height) {
            let x = self.aligned_half(picture.width, crop_width);
            let y = self.aligned_half(picture.height, crop_height);
            steps.push(Step::Crop { width: crop_width, height: crop_height, x, y });
        }
        if (crop_width, crop_height) != (width, height) || picture.pixel_aspect != Rational::from(1_u32) {
            steps.push(Step::Scale { width, height });
        }
        let part = u64::from(crop_width) * u64::from(crop_height);
        let whole = u64::from(picture.width) * u64::from(picture.height);
        let lost = Rational::new(whole.saturating_sub(part), whole)?.checked_mul(Rational::from(100_u32))?;
        Some(Fitted { steps, width, height, lost_percent: lost })
    }

    /// Scales to what fits between the bars, then adds them.
    fn padded(self) -> Option<Fitted> {
        let Self { picture, ratio, width, height, .. } = self;
        let is_wide = ratio > Rational::new(width.into(), height.into())?;
        let align = |exact: Rational, most: u32| {
            let step = u64::from(self.step);
            let count = quotient(exact, step.into())?.round().max(1);
            u32::try_from(count.saturating_mul(step)).ok().map(|side| side.min(most))
        };
        let is_exact = !self.is_scaled
            && picture.pixel_aspect == Rational::from(1_u32)
            && picture.width.is_multiple_of(self.step)
            && picture.height.is_multiple_of(self.step);
        let (inner_width, inner_height) = if is_exact && picture.width <= width && picture.height <= height {
            (picture.width, picture.height)
        } else if is_wide {
            (width, align(quotient(width.into(), ratio)?, height)?)
        } else {
            (align(ratio.checked_mul(height.into())?, width)?, height)
        };
        let mut steps = Vec::new();
        if (inner_width, inner_height) != (picture.width, picture.height)
            || picture.pixel_aspect != Rational::from(1_u32)
        {
            steps.push(Step::Scale { width: inner_width, height: inner_height });
        }
        let (x, y) = (self.aligned_half(width, inner_width), self.aligned_half(height, inner_height));
        steps.push(Step::Pad { width, height, x, y });
        Some(Fitted { steps, width, height, lost_percent: Rational::from(0_u32) })
    }

    /// The greatest part of the stored picture that is shown in this ratio.
    fn part_of_ratio(&self, ratio: Rational) -> Option<(u32, u32)> {
        let Picture { width, height, pixel_aspect } = self.picture;
        let stored_ratio = quotient(ratio, pixel_aspect)?;
        // Less than a line is not worth cutting off: it is the rounding of the new sides.
        let by_height = stored_ratio.checked_mul(height.into())?;
        let by_width = quotient(width.into(), stored_ratio)?;
        if by_height < Rational::from(width) {
            Some((self.aligned(by_height, width)?, height))
        } else {
            Some((width, self.aligned(by_width, height)?))
        }
    }

    /// `exact` as a multiple of the step; `whole` where they differ by less than a step.
    fn aligned(&self, exact: Rational, whole: u32) -> Option<u32> {
        let step = u64::from(self.step);
        if minus(Rational::from(whole), exact) <= Rational::from(self.step) {
            return Some(whole);
        }
        let count = (ceil(exact).div_ceil(step)).max(1);
        u32::try_from(count.saturating_mul(step)).ok().map(|side| side.min(whole))
    }

    /// Half of what two sides differ by, aligned so that colours are not shifted.
    fn aligned_half(&self, outer: u32, inner: u32) -> u32 {
        let half = outer.saturating_sub(inner) / 2;
        half - half % self.step
    }
}
