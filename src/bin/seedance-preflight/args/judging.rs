//! How files and requests are judged.

use std::path::PathBuf;

use clap::ValueEnum;
use seedance_preflight::Kind;
use seedance_preflight::profile::Tolerance;

use super::settings::SettingsArgs;

/// The policy.
#[derive(Debug, clap::Args)]
pub(crate) struct Judging {
    /// Limits to check against [default: seedance-2.0]
    ///
    /// A built-in profile's name, a TOML file with changes to one, or `auto`: for a request the profile that has its model,
    /// for files the default.
    #[arg(long, value_name = "NAME|FILE.toml|auto")]
    pub(crate) profile: Option<PathBuf>,
    /// How to judge values that only the documentation refuses [default: documented]
    ///
    /// With `observed`, values that the documentation refuses and the live service has been observed to accept are warnings.
    #[arg(long, value_enum)]
    pub(crate) tolerance: Option<ToleranceArg>,
    /// Refuse for warnings too
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(hide_possible_values = true)]
    pub(crate) deny_warnings: Option<bool>,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
}

/// How files are measured, which no settings file says.
#[derive(Debug, clap::Args)]
pub(crate) struct Measuring {
    /// Also decode images and all audio of MP3 and WAV; videos are not decoded
    ///
    /// Finds files whose headers are valid and whose body is damaged. JPEGs with arithmetic coding, hierarchical ones, and ones
    /// that state their height only after the first scan are undecided, not damaged. Of a video, headers and tables are read,
    /// and it is checked that all samples are in the file; its frames are never decoded.
    #[arg(long)]
    pub(crate) deep: bool,
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
pub(crate) enum ToleranceArg {
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
