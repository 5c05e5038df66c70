//! The command line.

mod audit;
mod fetching;
mod recheck;
mod reporting;
#[cfg(feature = "submit")]
mod submit;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use seedance_preflight::profile::{Profile, Tolerance};
use seedance_preflight::{CheckOptions, Kind};

pub(crate) use audit::Audit;
pub(crate) use fetching::Fetching;
pub(crate) use recheck::Recheck;
pub(crate) use reporting::{OutputArg, OutputKind, Reporting};
#[cfg(feature = "submit")]
pub(crate) use submit::{Service, Submit, Task, Waiting};

/// What the command line says.
#[derive(Debug, Parser)]
#[command(name = "seedance-preflight", version, about, max_term_width = 110, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  accepted
  1  refused
  2  wrong usage, or the program itself failed
  3  nothing to check
  4  undecided, and nothing refused
  5  nobody knows whether a task was created (`submit` alone)
  130  interrupted by Ctrl-C

Examples:
  seedance-preflight check photo.jpg clip.mp4 voice.wav
  seedance-preflight audit clips/
  seedance-preflight explain video/fps-out-of-range
  seedance-preflight size 16:9 720p";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say of files whether they may be sent, and why not
    Check(Check),
    /// Say of all files below folders whether they may be sent
    Audit(Audit),
    /// Judge anew what a journal holds, without a look at the files
    Recheck(Recheck),
    /// Say of a whole request whether it may be sent, and all that is wrong with it
    Request(Request),
    /// Send a request that may be sent, and follow its task
    #[cfg(feature = "submit")]
    Submit(Submit),
    /// Say how a task stands, and save its results
    #[cfg(feature = "submit")]
    Task(Task),
    /// Print what was measured of files, as JSON Lines
    Facts(Facts),
    /// Explain a rule, or a refusal of the service
    Explain(Explain),
    /// List all rules
    Rules(Rules),
    /// List the profiles, or print one whole
    Profiles(Profiles),
    /// Print a JSON Schema of what goes in or comes out
    Schema(Schema),
    /// Say how large the video will be
    Size(Size),
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  seedance-preflight check clip.mp4
  seedance-preflight check --as image --tolerance observed *.jpg
  seedance-preflight check --profile seedance-2.0-r2 --format jsonl clips/*.mp4 > reports.jsonl
  seedance-preflight check --profile house.toml --deny-warnings --deep voice.mp3
  seedance-preflight check https://media.example.com/clip.mp4
  cat clip.mp4 | seedance-preflight check -")]
pub(crate) struct Check {
    /// Files to check, also by their URLs; `-` is standard input
    #[arg(value_name = "FILE|URL")]
    pub(crate) files: Vec<PathBuf>,
    /// The kind of media that is wanted; without it, whatever kind the file is
    #[arg(long = "as", value_name = "KIND")]
    expected_kind: Option<KindArg>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
    /// How to print reports: `json` is one array, `jsonl` an object a line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

impl Check {
    /// The kind of media that every file is expected to be.
    pub(crate) fn expected_kind(&self) -> Option<Kind> {
        self.expected_kind.map(Into::into)
    }
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Media are inspected where a file is given for their URL, or where a file's path stands in place of a URL, relative to
the request's own folder. Of all others a few ranges are fetched; what cannot be fetched is undecided.

Examples:
  seedance-preflight request request.json
  seedance-preflight request request.json --asset https://media.example.com/cat.jpg=photos/cat.jpg
  seedance-preflight request request.json --profile auto
  seedance-preflight request ark.json --convert > request.json
  seedance-preflight request - --format json < request.json | jq .findings")]
pub(crate) struct Request {
    /// The request's JSON; `-` is standard input
    #[arg(value_name = "FILE.json")]
    pub(crate) file: PathBuf,
    /// The file that is behind a URL of the request
    #[arg(long = "asset", value_name = "URL=FILE")]
    pub(crate) assets: Vec<String>,
    /// Print the request converted from the body of another API, and check nothing
    #[arg(long)]
    pub(crate) convert: bool,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
    /// How to print the report: `json` and `jsonl` are both one object
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// How files and requests are judged.
#[derive(Debug, clap::Args)]
pub(crate) struct Judging {
    /// Limits to check against: a built-in profile's name, a TOML file laid over one, or `auto`: of a request, the profile
    /// that has its model
    #[arg(long, value_name = "NAME|FILE.toml|auto", default_value = "seedance-2.0")]
    pub(crate) profile: String,
    /// What becomes of values that the documentation refuses and the live service has been seen to take
    #[arg(long, value_enum, default_value_t = ToleranceArg::Documented)]
    tolerance: ToleranceArg,
    /// Refuse for warnings too
    #[arg(long)]
    deny_warnings: bool,
    /// Also decode images whole and walk all sound of MP3 and WAV
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

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  seedance-preflight schema request > request.schema.json")]
pub(crate) struct Schema {
    /// Of what
    #[arg(value_enum)]
    pub(crate) of: SchemaArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaArg {
    /// A request, by the default profile
    Request,
    /// A report, on a file or on a request
    Report,
    /// A profile, as `profiles` prints it
    Profile,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  seedance-preflight facts clip.mp4 | jq .facts.duration")]
pub(crate) struct Facts {
    /// Files to measure, also by their URLs; `-` is standard input
    #[arg(value_name = "FILE|URL")]
    pub(crate) files: Vec<PathBuf>,
    /// Also decode images whole and walk all sound of MP3 and WAV
    #[arg(long)]
    pub(crate) deep: bool,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit codes: 0 known, 2 no such rule, 4 no such refusal is known

Examples:
  seedance-preflight explain video/duration-out-of-range
  seedance-preflight explain --upstream 'InvalidParameter.WidthTooSmall: Width must be between 300px and 6000px'
  curl … | seedance-preflight explain --upstream - --request request.json")]
pub(crate) struct Explain {
    /// The rule's id, as findings and `rules` print it
    #[arg(value_name = "RULE", required_unless_present = "upstream", conflicts_with = "upstream")]
    pub(crate) rule: Option<String>,
    /// What the service answered: its message, or its whole answer; `-` is standard input
    #[arg(long, value_name = "MESSAGE", allow_hyphen_values = true)]
    pub(crate) upstream: Option<String>,
    /// The request that was refused, so that `content[N]` becomes a place in it
    #[arg(long, value_name = "FILE.json", requires = "upstream")]
    pub(crate) request: Option<PathBuf>,
    /// Text, or one JSON object
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
What `adaptive` chooses is a prediction: the ratio nearest to the file's.

Examples:
  seedance-preflight size 16:9 720p
  seedance-preflight size adaptive 480p --media first-frame.png
  seedance-preflight size --all --profile seedance-2.0-r2 --format json")]
pub(crate) struct Size {
    /// A value of `aspect_ratio`
    #[arg(value_name = "RATIO", required_unless_present = "all")]
    pub(crate) ratio: Option<String>,
    /// A value of `quality`
    #[arg(value_name = "QUALITY", required_unless_present = "all")]
    pub(crate) quality: Option<String>,
    /// All ratios and qualities
    #[arg(long, conflicts_with_all = ["ratio", "quality", "media"])]
    pub(crate) all: bool,
    /// With `adaptive`: the first frame, the first video, or where there is none the first image; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) media: Option<PathBuf>,
    /// Sizes to look up: a built-in profile's name, or a TOML file laid over one
    #[arg(long, value_name = "NAME|FILE.toml", default_value = "seedance-2.0")]
    pub(crate) profile: String,
    /// `json` is one object, or with `--all` one array; `jsonl` an object a line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Rules {
    /// `jsonl` is an object a line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  seedance-preflight profiles
  seedance-preflight profiles seedance-2.5 | jq .video.pixels
  seedance-preflight profiles house.toml

A profile file names its base, and then only what differs; numbers that are not whole stand in quotes:

  base = \"seedance-2.0\"
  [video]
  fps = { max = \"30000/1001\", source = \"the studio's delivery sheet\" }
  megabytes = 20")]
pub(crate) struct Profiles {
    /// Print this profile whole, as JSON: a built-in profile's name, or a TOML file laid over one
    #[arg(value_name = "NAME|FILE.toml")]
    pub(crate) profile: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Jsonl,
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
