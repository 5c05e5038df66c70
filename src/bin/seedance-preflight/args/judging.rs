//! How files and requests are judged.

use clap::ValueEnum;
use seedance_preflight::profile::{Profile, Tolerance};
use seedance_preflight::{CheckOptions, Kind};

/// The policy.
#[derive(Debug, clap::Args)]
pub(crate) struct Judging {
    /// Limits to check against: a built-in profile's name, a TOML file with changes to one, or `auto`: for a request, the
    /// profile that has its model
    #[arg(long, value_name = "NAME|FILE.toml|auto", default_value = "seedance-2.0")]
    pub(crate) profile: String,
    /// How to judge values that the documentation refuses and the live service has been observed to accept
    #[arg(long, value_enum, default_value_t = ToleranceArg::Documented)]
    tolerance: ToleranceArg,
    /// Refuse for warnings too
    #[arg(long)]
    deny_warnings: bool,
    /// Also decode images completely and walk all audio of MP3 and WAV
    #[arg(long)]
    pub(crate) deep: bool,
}

impl Judging {
    /// The library's options, with the limits of `profile`.
    pub(crate) fn options(&self, profile: Profile) -> CheckOptions {
        let mut options = CheckOptions::new(profile);
        options.tolerance = self.tolerance.into();
        options.deny_warnings = self.deny_warnings;
        options
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindArg {
    Image,
    Video,
    Audio,
}

impl From<KindArg> for Kind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Image => Self::Image,
            KindArg::Video => Self::Video,
            KindArg::Audio => Self::Audio,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ToleranceArg {
    Documented,
    Observed,
}

impl From<ToleranceArg> for Tolerance {
    fn from(tolerance: ToleranceArg) -> Self {
        match tolerance {
            ToleranceArg::Documented => Self::Documented,
            ToleranceArg::Observed => Self::Observed,
        }
    }
}
