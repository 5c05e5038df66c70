//! How remote media are fetched.

use std::num::NonZeroU32;

/// Set on each argument, since a heading for the struct would also apply to those that follow it.
const HEADING: &str = "Remote media";

/// What may be fetched, and what that may cost.
#[derive(Debug, clap::Args)]
pub(crate) struct Fetching {
    /// Fetch nothing: remote media are undecided
    #[arg(help_heading = HEADING, long)]
    pub(crate) offline: bool,
    /// Also fetch from hosts that are not public, such as localhost
    #[arg(help_heading = HEADING, long)]
    pub(crate) allow_private_hosts: bool,
    /// Use the proxy of ALL_PROXY, HTTPS_PROXY or HTTP_PROXY
    ///
    /// The proxy resolves names, so their addresses are not checked.
    #[arg(help_heading = HEADING, long)]
    pub(crate) env_proxy: bool,
    /// Requests for one file, redirects among them
    #[arg(help_heading = HEADING, long, value_name = "N", default_value = "64")]
    pub(crate) fetch_requests: NonZeroU32,
    /// Megabytes (of 2^20) fetched of one file [default: 32, with --deep 256]
    #[arg(help_heading = HEADING, long, value_name = "N")]
    pub(crate) fetch_megabytes: Option<NonZeroU32>,
    /// Seconds for all requests for one file [default: 60, with --deep 300]
    #[arg(help_heading = HEADING, long, value_name = "N")]
    pub(crate) fetch_seconds: Option<NonZeroU32>,
}
