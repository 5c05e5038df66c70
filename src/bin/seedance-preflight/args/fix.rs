//! How files are fixed.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;
use seedance_preflight::fix::{Extend, Fit, FixOptions, Keep, Quality};
use seedance_preflight::{CheckOptions, Kind, MediaDuration, Rational};

use super::fetching::Fetching;
use super::judging::{Judging, KindArg, Measuring};

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Exit codes: 0 every file is accepted now, 1 a file has no fix or was not accepted afterwards, 2 wrong usage, or ffmpeg failed, 4 media of a request could not be inspected, 130 interrupted

Examples:
  seedance-preflight fix clip.mov
  seedance-preflight fix *.mp4 --output fixed/ --keep middle
  seedance-preflight fix *.mkv --output fixed/ --jobs 4
  seedance-preflight fix intro.mp4 --extend hold --fit pad
  seedance-preflight fix clip.mp4 --dry-run
  seedance-preflight fix request.json --asset $URL=cat.jpg")]
pub(crate) struct Fix {
    /// Files to fix: media, and requests with their media
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Folder for the results [default: beside each file, as NAME.fixed.EXT]
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Only print what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How many files are fixed at the same time [default: half of what the machine runs at once]
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Print neither progress nor the version of ffmpeg
    #[arg(long, short)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) choice: FixChoice,
    /// The kind of media to expect [default: any]
    #[arg(long = "as", value_name = "KIND")]
    expected_kind: Option<KindArg>,
    /// The local copy of a URL of the request
    #[arg(long = "asset", value_name = "URL=FILE")]
    pub(crate) assets: Vec<String>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) measuring: Measuring,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
}

impl Fix {
    /// The kind of media that every file is expected to be.
    pub(crate) fn expected_kind(&self) -> Option<Kind> {
        self.expected_kind.map(Into::into)
    }
}

/// Set on each argument, since a heading for the struct would also apply to those that follow it.
const HEADING: &str = "Fixes";

/// How files are fixed: the same for every command that does so.
#[derive(Debug, clap::Args)]
pub(crate) struct FixChoice {
    /// How a picture that is too wide or too tall is changed
    #[arg(help_heading = HEADING, long, value_enum, default_value_t = FitArg::Crop)]
    fit: FitArg,
    /// The greatest part of the picture to crop, in percent; beyond it bars are added
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_name = "PERCENT", default_value_t = 25)]
    #[arg(value_parser = clap::value_parser!(u32).range(0..=100))]
    max_crop: u32,
    /// Which part of a recording is kept if it is too long: start, end, middle, or FROM-TO in seconds
    #[arg(help_heading = HEADING, long, value_name = "PART", default_value = "start", value_parser = keep)]
    keep: Keep,
    /// How a recording that is too short is extended
    #[arg(help_heading = HEADING, long, value_enum)]
    extend: Option<ExtendArg>,
    /// How much detail an encoder keeps
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_enum, default_value_t = QualityArg::Standard)]
    quality: QualityArg,
    /// Overwrite files of earlier runs; never an input
    #[arg(help_heading = HEADING, long)]
    pub(crate) force: bool,
    /// The ffmpeg program [default: the first on PATH]
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_name = "PATH")]
    pub(crate) ffmpeg: Option<PathBuf>,
    /// The longest that ffmpeg may take for one file, in seconds
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_name = "SECONDS", default_value_t = 600)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) time_limit: u64,
}

impl FixChoice {
    /// The library's options, for files that are judged by `check`.
    pub(crate) fn options(&self, check: &CheckOptions) -> FixOptions {
        let mut options = FixOptions::for_check(check);
        options.fit = match self.fit {
            FitArg::Crop => Fit::Crop,
            FitArg::Pad => Fit::Pad,
        };
        options.most_cropped_percent = self.max_crop;
        options.keep = self.keep;
        options.extend = self.extend.map(|extend| match extend {
            ExtendArg::Hold => Extend::Hold,
            ExtendArg::Slow => Extend::Slow,
            ExtendArg::Loop => Extend::Loop,
        });
        options.quality = match self.quality {
            QualityArg::Small => Quality::Small,
            QualityArg::Standard => Quality::Standard,
            QualityArg::High => Quality::High,
        };
        options
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FitArg {
    /// Cut off its edges
    Crop,
    /// Add black bars
    Pad,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ExtendArg {
    /// The last frame stays; audio is followed by silence
    Hold,
    /// Play it more slowly
    Slow,
    /// Repeat it
    Loop,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum QualityArg {
    /// Small files
    Small,
    /// Hardly distinguishable from the source
    Standard,
    /// For material that will be edited again
    High,
}

fn keep(argument: &str) -> Result<Keep, String> {
    let wanted = "expected start, end, middle, or FROM-TO in seconds, such as 2.5-9";
    match argument {
        "start" => return Ok(Keep::Start),
        "end" => return Ok(Keep::End),
        "middle" => return Ok(Keep::Middle),
        _ => {}
    }
    let (from, to) = argument.split_once('-').ok_or(wanted)?;
    match (seconds(from), seconds(to)) {
        (Some(from), Some(to)) if from < to => Ok(Keep::Range(from, to)),
        _ => Err(wanted.to_owned()),
    }
}

/// A decimal as exact seconds.
fn seconds(text: &str) -> Option<MediaDuration> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) || decimals.len() > 9 || (whole.is_empty() && decimals.is_empty()) {
        return None;
    }
    let scale = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let ticks: u64 = format!("{whole}{decimals}").parse().ok()?;
    Rational::new(ticks, scale).map(MediaDuration::from)
}
