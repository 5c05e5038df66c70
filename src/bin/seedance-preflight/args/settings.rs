//! Which settings files are read.

use std::path::PathBuf;

/// Set on each argument, since a heading for the struct would also apply to those that follow it.
const HEADING: &str = "Settings";

#[derive(Debug, clap::Args)]
pub(crate) struct SettingsArgs {
    /// Read settings from this file only
    ///
    /// Otherwise settings are read from the nearest `seedance-preflight.toml`, in the current folder or above it up to the
    /// root of the repository, and from the user's own `seedance-preflight/config.toml` below $XDG_CONFIG_HOME.
    /// `seedance-preflight config` prints what is in force.
    #[arg(help_heading = HEADING, long, value_name = "FILE.toml")]
    pub(crate) config: Option<PathBuf>,
    /// Read no settings file
    #[arg(help_heading = HEADING, long, conflicts_with = "config")]
    pub(crate) no_config: bool,
}
