//! How remote media are fetched.

use std::num::{NonZeroU32, NonZeroUsize};

use super::buckets::Buckets;

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
    /// Connections at the same time, in total
    #[arg(help_heading = HEADING, long, value_name = "N", default_value = "64")]
    pub(crate) connections: NonZeroUsize,
    /// Connections at the same time to one host
    ///
    /// A host is a scheme, a name and a port; a redirect counts for the host that it leads to.
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_name = "N", default_value = "8")]
    pub(crate) connections_per_host: NonZeroUsize,
    /// Tries of one request
    ///
    /// A request is sent again, after a growing pause or as Retry-After asks, if the server is overloaded (429, 502, 503,
    /// 504) or the connection breaks.
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_name = "N", default_value = "5")]
    pub(crate) fetch_tries: NonZeroU32,
    /// Requests for one file, redirects and further tries among them
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_name = "N", default_value = "64")]
    pub(crate) fetch_requests: NonZeroU32,
    /// Megabytes (of 2^20) fetched of one file [default: 32, with --deep 256]
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_name = "N")]
    pub(crate) fetch_megabytes: Option<NonZeroU32>,
    /// Seconds for all requests for one file [default: 60, with --deep 300]
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_name = "N")]
    pub(crate) fetch_seconds: Option<NonZeroU32>,
    #[command(flatten)]
    pub(crate) buckets: Buckets,
}
