//! How long the result is: a whole number of frames or samples.

use super::number::{ceil, floor, minus, quotient};
use super::{Extend, FixOptions, Keep, NoFix, Step};
use crate::model::{MediaDuration, Rational};
use crate::profile::Bound;

/// The part of a recording that is used, and how long the result is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Timing {
    /// What happens to the time line, if anything.
    pub(super) step: Option<Step>,
    /// How many frames or samples the result has.
    pub(super) units: u64,
    /// What is left out.
    pub(super) lost: Rational,
}

/// Chooses the part of a recording of `total` seconds; the result is a whole number of units of `unit` seconds.
pub(super) fn timing(total: Rational, unit: Rational, bound: &Bound, options: &FixOptions) -> Result<Timing, NoFix> {
    let range = Units::of(bound, unit).ok_or(NoFix::NoTarget)?;
    let (from, length) = selected(total, &range, options)?;
    let is_part = length < total;
    if length < bound.documented.min.unwrap_or(Rational::from(0_u32)) {
        if is_part {
            return Err(NoFix::NothingKept);
        }
        let extend = options.extend.ok_or(NoFix::TooShort)?;
        return range.extended(total, extend).ok_or(NoFix::NoTarget);
    }
    let rounded = quotient(length, unit).ok_or(NoFix::NoTarget)?.round();
    let units = rounded.clamp(range.least, range.most);
    if !is_part {
        return Ok(Timing { step: None, units, lost: Rational::from(0_u32) });
    }
    let duration = range.seconds(units).ok_or(NoFix::NoTarget)?;
    let step = Step::Trim { from: MediaDuration::from(from), duration: MediaDuration::from(duration) };
    Ok(Timing { step: Some(step), units, lost: minus(total, duration) })
}

/// Where the kept part begins, and how long it is.
fn selected(total: Rational, range: &Units, options: &FixOptions) -> Result<(Rational, Rational), NoFix> {
    let zero = Rational::from(0_u32);
    let most = range.seconds(range.most).ok_or(NoFix::NoTarget)?;
    if let Keep::Range(from, to) = options.keep {
        let (from, to) = (from.seconds(), to.seconds().min(total));
        if from >= to {
            return Err(NoFix::NothingKept);
        }
        return Ok((from, minus(to, from).min(most)));
    }
    if total <= most {
        return Ok((zero, total));
    }
    let rest = minus(total, most);
    let from = match options.keep {
        Keep::End => rest,
        Keep::Middle => quotient(rest, Rational::from(2_u32)).unwrap_or(zero),
        Keep::Start | Keep::Range(..) => zero,
    };
    Ok((from, most))
}

/// The range of a duration in whole units.
struct Units {
    unit: Rational,
    least: u64,
    most: u64,
}

impl Units {
    /// `None` if no whole number of units is within the range.
    fn of(bound: &Bound, unit: Rational) -> Option<Self> {
        let least = match bound.documented.min {
            Some(min) => ceil(quotient(min, unit)?).max(1),
            None => 1,
        };
        let most = match bound.documented.max {
            Some(max) => floor(quotient(max, unit)?),
            None => u64::MAX,
        };
        (least <= most).then_some(Self { unit, least, most })
    }

    fn seconds(&self, units: u64) -> Option<Rational> {
        self.unit.checked_mul(units.into())
    }

    /// The least number of units for a recording of `total` seconds that is too short.
    fn extended(&self, total: Rational, extend: Extend) -> Option<Timing> {
        let least = self.seconds(self.least)?;
        let (step, units) = match extend {
            Extend::Hold => (Step::Hold { duration: minus(least, total).into() }, self.least),
            Extend::Slow => (Step::Slow { factor: quotient(least, total)? }, self.least),
            Extend::Loop => {
                let times = ceil(quotient(least, total)?);
                let units = quotient(total.checked_mul(times.into())?, self.unit)?.round();
                (Step::Repeat { times: u32::try_from(times).ok()? }, units.clamp(self.least, self.most))
            }
        };
        Some(Timing { step: Some(step), units, lost: Rational::from(0_u32) })
    }
}
