//! How buckets are reached.

use clap::ValueEnum;

/// Set on each argument, as in [`Fetching`](super::Fetching).
const HEADING: &str = "Buckets";

/// How `s3://` locations are reached, beyond what the settings of AWS say.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Buckets {
    /// URL of the store that s3:// locations are in [default: AWS_ENDPOINT_URL, the AWS profile, or AWS]
    ///
    /// For MinIO, R2, GCS, OSS, TOS and other stores that speak the protocol of S3. Its address need not be public.
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_name = "URL")]
    pub(crate) endpoint: Option<String>,
    /// Region of the buckets [default: AWS_REGION, the AWS profile, or us-east-1]
    ///
    /// A bucket in another region is asked there if the store says where it is.
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_name = "REGION")]
    pub(crate) region: Option<String>,
    /// Where the bucket's name is in URLs [default: the AWS profile, or auto]
    ///
    /// `auto` is the host at AWS, OSS and TOS, and the path elsewhere.
    #[arg(help_heading = HEADING, hide_short_help = true, long, value_name = "STYLE", value_enum)]
    pub(crate) url_style: Option<UrlStyleArg>,
    /// Pay for requests to buckets whose owner asks for that
    #[arg(help_heading = HEADING, hide_short_help = true, long)]
    pub(crate) requester_pays: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UrlStyleArg {
    Auto,
    Path,
    Virtual,
}
