//! The command line.

mod age;
mod audit;
mod buckets;
mod config;
mod fetching;
mod fix;
mod format;
mod judging;
mod recheck;
mod reporting;
mod request;
mod results;
mod settings;
#[cfg(feature = "submit")]
mod submit;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use seedance_preflight::Kind;

use crate::language::LanguageArg;

pub(crate) use audit::Audit;
#[cfg(feature = "s3")]
pub(crate) use buckets::{Buckets, UrlStyleArg};
pub(crate) use config::Config;
pub(crate) use fetching::Fetching;
pub(crate) use fix::{Fix, FixChoice};
pub(crate) use format::Format;
pub(crate) use judging::Judging;
use judging::{KindArg, Measuring};
pub(crate) use recheck::Recheck;
pub(crate) use reporting::Reporting;
pub(crate) use request::{CheckRequest, Request};
pub(crate) use results::{OutputArg, OutputKind, Results, RuleArgs, output};
pub(crate) use settings::SettingsArgs;
#[cfg(feature = "submit")]
pub(crate) use submit::{Service, Submit, Task, Waiting};

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "seedance-preflight", version, about, max_term_width = 110, after_long_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Language of messages and help [default: that of the environment]
    #[arg(long, global = true, value_name = "LANGUAGE", value_enum, hide_possible_values = true)]
    pub(crate) lang: Option<LanguageArg>,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  accepted
  1  refused
  2  wrong usage, or an error of the program itself
  3  nothing to check
  4  undecided, and nothing refused
  5  unknown whether a task was created (`submit` only)
  130  interrupted by Ctrl-C

Options and examples of a command: seedance-preflight COMMAND --help

Examples:
  seedance-preflight check photo.jpg clip.mp4 voice.wav
  seedance-preflight audit clips/
  seedance-preflight explain video/fps-out-of-range
  seedance-preflight size 16:9 720p";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check whether files will be accepted, and why not
    Check(Check),
    /// Make files acceptable: crop, scale, trim, convert, and check the result
    Fix(Fix),
    /// Check all files below folders
    Audit(Audit),
    /// Check again what a journal contains, without reading the files
    Recheck(Recheck),
    /// Check a whole request with its media
    Request(CheckRequest),
    /// Send a request that was accepted, and follow its task
    #[cfg(feature = "submit")]
    Submit(Submit),
    /// Show the status of a task, and save its results
    #[cfg(feature = "submit")]
    Task(Task),
    /// Print what was measured in files, as JSON Lines
    Facts(Facts),
    /// Explain a rule, or a refusal of the service
    Explain(Explain),
    /// List all rules
    Rules(Rules),
    /// List the profiles, or print one completely
    Profiles(Profiles),
    /// Print the settings in force, and where each comes from
    Config(Config),
    /// Print a JSON Schema of an input or output
    Schema(Schema),
    /// Print the size of the generated video
    Size(Size),
    /// Check files in a browser, on this machine
    Page(Page),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print a man page, of the program or of a command
    Man(Man),
}

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Example:
  cd ~/.local/share/bash-completion/completions
  seedance-preflight completions bash > seedance-preflight")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  seedance-preflight man audit | man -l -")]
pub(crate) struct Man {
    /// A command; without one, the program's own page
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  seedance-preflight check clip.mp4
  seedance-preflight check --as image *.jpg
  seedance-preflight check *.mp4 --output jsonl=a.jsonl
  seedance-preflight check --profile house.toml --deep a.mp3
  seedance-preflight check https://example.com/clip.mp4
  cat clip.mp4 | seedance-preflight check -")]
pub(crate) struct Check {
    /// Files to check, also by their URLs; `-` is standard input
    #[arg(value_name = "FILE|URL")]
    pub(crate) files: Vec<PathBuf>,
    /// The kind of media to expect [default: any]
    #[arg(long = "as", value_name = "KIND")]
    expected_kind: Option<KindArg>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) measuring: Measuring,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
    #[command(flatten)]
    pub(crate) results: Results,
}

impl Check {
    /// The kind of media that every file is expected to be.
    pub(crate) fn expected_kind(&self) -> Option<Kind> {
        self.expected_kind.map(Into::into)
    }
}

#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  seedance-preflight page --out preflight.html")]
pub(crate) struct Page {
    /// Write the page to a file, instead of serving it until Ctrl-C
    ///
    /// The page is one file that works from any place; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  seedance-preflight schema request > request.json")]
pub(crate) struct Schema {
    /// What to describe
    #[arg(value_enum)]
    pub(crate) of: SchemaArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaArg {
    /// A request, by the default profile
    Request,
    /// A report, on a file or on a request
    Report,
    /// The facts of a file, as `facts` prints them
    Facts,
    /// A rule by the limits of a profile, as `explain` prints it
    Explanation,
    /// A profile, as `profiles` prints it
    Profile,
    /// A settings file, `seedance-preflight.toml`
    Config,
}

#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  seedance-preflight facts clip.mp4 | jq .facts.duration")]
pub(crate) struct Facts {
    /// Files to measure, also by their URLs; `-` is standard input
    #[arg(value_name = "FILE|URL")]
    pub(crate) files: Vec<PathBuf>,
    /// Also decode images and all audio of MP3 and WAV; videos are not decoded
    #[arg(long)]
    pub(crate) deep: bool,
    #[command(flatten)]
    pub(crate) fetching: Fetching,
}

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Exit codes: 0 known, 2 no such rule, 4 no such refusal is known

Examples:
  seedance-preflight explain video/duration-out-of-range
  seedance-preflight explain video/fps-out-of-range \\
      --profile seedance-2.5
  seedance-preflight explain --upstream 'WidthTooSmall: …'
  curl … | seedance-preflight explain --upstream -")]
pub(crate) struct Explain {
    /// The rule's id, as findings and `rules` print it
    #[arg(value_name = "RULE", required_unless_present = "upstream", conflicts_with = "upstream")]
    pub(crate) rule: Option<String>,
    /// What the service answered; `-` is standard input
    ///
    /// Its message, or its whole answer.
    #[arg(long, value_name = "MESSAGE", allow_hyphen_values = true)]
    pub(crate) upstream: Option<String>,
    /// The request that was refused
    ///
    /// With it, `content[N]` in the message becomes a place in the request.
    #[arg(long, value_name = "FILE.json", requires = "upstream")]
    pub(crate) request: Option<PathBuf>,
    /// Limits to explain the rule by [default: those in force]
    ///
    /// A built-in profile's name, or a TOML file with changes to one.
    #[arg(long, value_name = "NAME|FILE.toml", conflicts_with = "upstream")]
    pub(crate) profile: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
    /// Text, or one JSON object
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
What `adaptive` chooses is a prediction: the ratio nearest to the file's.

Examples:
  seedance-preflight size 16:9 720p
  seedance-preflight size adaptive 480p --media frame.png
  seedance-preflight size --all --format json")]
pub(crate) struct Size {
    /// A value of `aspect_ratio`
    #[arg(value_name = "RATIO")]
    pub(crate) ratio: Option<String>,
    /// A value of `quality`
    #[arg(value_name = "QUALITY")]
    pub(crate) quality: Option<String>,
    /// All ratios and qualities, as without arguments
    #[arg(long, conflicts_with_all = ["ratio", "quality", "media"])]
    pub(crate) all: bool,
    /// With `adaptive`: the media to choose for
    ///
    /// The first frame, the first video, or else the first image; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) media: Option<PathBuf>,
    /// The profile whose sizes to look up [default: the one in force]
    ///
    /// A built-in profile's name, or a TOML file with changes to one.
    #[arg(long, value_name = "NAME|FILE.toml")]
    pub(crate) profile: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) settings: SettingsArgs,
    /// How to print the sizes
    ///
    /// `json` is one object, or with `--all` one array; `jsonl` an object a line.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Rules {
    /// `jsonl` is one object on each line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  seedance-preflight profiles
  seedance-preflight profiles seedance-2.5 | jq .video
  seedance-preflight profiles house.toml

A profile file names its base, and then only what differs; numbers that are not whole are in quotes:

  base = \"seedance-2.0\"
  [video]
  fps = { max = \"30000/1001\", source = \"delivery sheet\" }
  megabytes = 20")]
pub(crate) struct Profiles {
    /// Print this profile completely, as JSON
    ///
    /// A built-in profile's name, or a TOML file with changes to one.
    #[arg(value_name = "NAME|FILE.toml")]
    pub(crate) profile: Option<String>,
}
