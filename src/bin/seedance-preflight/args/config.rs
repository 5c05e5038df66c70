//! The arguments of `config`.

use super::format::Format;
use super::judging::Judging;
use super::results::RuleArgs;

#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Of each setting the strongest source counts: the command line, the environment, the project's seedance-preflight.toml, \
the user's own file, the default. The text is itself a settings file.

Examples:
  seedance-preflight config
  seedance-preflight config --format json
  seedance-preflight config --no-config")]
pub(crate) struct Config {
    #[command(flatten)]
    pub(crate) judging: Judging,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    /// Exclude what this glob matches from audits; repeatable
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Text, or one JSON object
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}
