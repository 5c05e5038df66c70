//! What a user may choose about a fix.

use serde::{Deserialize, Serialize};

use crate::check::{CheckOptions, RuleSelection};
use crate::model::MediaDuration;
use crate::model::named::named_enum;
use crate::profile::{Profile, Tolerance};

/// How files are fixed.
///
/// ```
/// use seedance_preflight::fix::{Extend, FixOptions};
///
/// let mut options = FixOptions::default();
/// options.extend = Some(Extend::Hold);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FixOptions {
    /// Which files count as accepted and are left as they are. The result always fits the documented range.
    pub tolerance: Tolerance,
    /// Whether a file with warnings is fixed too, although it is accepted.
    pub deny_warnings: bool,
    /// The rules that decide whether a file is accepted. The result passes all of them.
    pub rules: RuleSelection,
    /// How a picture of another shape is brought into the range of ratios.
    pub fit: Fit,
    /// The greatest part of the picture that a crop may remove, in percent; beyond it the picture is padded.
    pub most_cropped_percent: u32,
    /// Which part of a recording that is too long is kept.
    pub keep: Keep,
    /// How a recording that is too short is extended; `None` leaves it as it is.
    pub extend: Option<Extend>,
    /// How much detail an encoder keeps.
    pub quality: Quality,
    /// Whether streams that need no change are encoded too, instead of copied.
    pub reencode: bool,
}

impl Default for FixOptions {
    fn default() -> Self {
        Self {
            tolerance: Tolerance::default(),
            deny_warnings: false,
            rules: RuleSelection::default(),
            fit: Fit::default(),
            most_cropped_percent: 25,
            keep: Keep::default(),
            extend: None,
            quality: Quality::default(),
            reencode: false,
        }
    }
}

impl FixOptions {
    /// The default choices, for what is judged by `check`.
    pub fn for_check(check: &CheckOptions) -> Self {
        let CheckOptions { tolerance, deny_warnings, .. } = *check;
        Self { tolerance, deny_warnings, rules: check.rules.clone(), ..Self::default() }
    }

    /// How it is judged whether something needs a fix.
    pub(super) fn check(&self, profile: &Profile) -> CheckOptions {
        let mut check = CheckOptions::new(profile.clone());
        (check.tolerance, check.deny_warnings) = (self.tolerance, self.deny_warnings);
        check.rules = self.rules.clone();
        check
    }
}

named_enum! {
    /// How a picture of another shape is brought into the range of ratios.
    #[derive(Default)]
    pub enum Fit {
        /// Its edges are cut off, as long as no more is lost than the options allow.
        #[default]
        Crop = "crop",
        /// Black bars are added.
        Pad = "pad",
    }
}

/// Which part of a recording that is too long is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Keep {
    /// The beginning.
    #[default]
    Start,
    /// The end.
    End,
    /// The same amount is removed from both ends.
    Middle,
    /// From this time to that time; still no more than fits.
    Range(MediaDuration, MediaDuration),
}

named_enum! {
    /// How a recording that is too short is extended.
    pub enum Extend {
        /// The last frame of a video stays; audio is followed by silence.
        Hold = "hold",
        /// It is played more slowly.
        Slow = "slow",
        /// It is repeated.
        Loop = "loop",
    }
}

named_enum! {
    /// How much detail an encoder keeps.
    #[derive(Default)]
    pub enum Quality {
        /// Small files: visibly coarser where the picture moves.
        Small = "small",
        /// Hardly distinguishable from the source.
        #[default]
        Standard = "standard",
        /// For material that will be edited again.
        High = "high",
    }
}

impl Quality {
    /// The constant rate factor of H.264, from 0 for lossless to 51.
    pub(super) const fn crf(self) -> u8 {
        match self {
            Self::Small => 23,
            Self::Standard => 17,
            Self::High => 13,
        }
    }

    /// The quality of JPEG, from 1 to 100.
    pub(super) const fn jpeg(self) -> u8 {
        match self {
            Self::Small => 85,
            Self::Standard => 93,
            Self::High => 97,
        }
    }
}
