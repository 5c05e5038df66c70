//! What a URL consists of, and why a text is not one.

use std::borrow::Cow;
use std::net::IpAddr;

use url::ParseError;

/// The host that a URL leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address<'t> {
    /// In lower case, without its colon.
    pub(crate) scheme: Cow<'t, str>,
    /// The host to connect to.
    pub(crate) host: Host<'t>,
    /// The host as written, without brackets and port.
    pub(crate) written_host: &'t str,
    /// Whether user info comes before the host, even if it is empty.
    pub(crate) has_user_info: bool,
    /// The port, if it is not the scheme's default.
    pub(crate) port: Option<u16>,
}

/// The host in a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Host<'t> {
    /// A name in ASCII and lower case, without a dot at its end.
    Name(Cow<'t, str>),
    /// An address.
    Ip(IpAddr),
}

/// Why a text is not a URL that a server can fetch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AddressFault {
    #[error("it is empty")]
    Empty,
    /// A blank or a line end at the start or the end, as copying leaves it.
    #[error("it {} with {}", if *at_start { "starts" } else { "ends" }, blank_name(*character))]
    Padded { character: char, at_start: bool },
    /// RFC 3986 §2 allows neither; the WHATWG standard drops some and encodes others.
    #[error("it contains {} (U+{:04X}) at position {at}", blank_name(*character), u32::from(*character))]
    BlankOrControl { character: char, at: usize },
    #[error("it contains more than one URL")]
    SeveralUrls,
    /// Quotation marks or brackets around it, as in code, Markdown and HTML.
    #[error("it is enclosed in quotation marks or brackets")]
    Enclosed,
    #[error("its scheme is written twice")]
    TwoSchemes,
    #[error("it is the path of a local file")]
    LocalPath,
    /// A scheme of something that exists on one machine only.
    #[error("a `{scheme}:` URL exists on one machine only")]
    LocalScheme { scheme: String },
    /// Parsers differ on whether it ends the host.
    #[error("it contains a backslash at position {at}")]
    Backslash { at: usize },
    #[error("it has no scheme")]
    NoScheme,
    #[error("it has no host after `{scheme}:`")]
    NoHost { scheme: String },
    #[error("its `%` at position {at} is not followed by two hexadecimal digits")]
    Percent { at: usize },
    #[error("its host ends in a number but is not an IPv4 address")]
    Ipv4,
    #[error("its host is not an IPv6 address; a URL cannot contain a zone")]
    Ipv6,
    #[error("its host is not a name that the DNS can hold")]
    Name,
    #[error("its port is not a number from 1 to 65535")]
    Port,
    #[error("{0}")]
    Other(ParseError),
}

impl AddressFault {
    /// A name for the fault, which findings carry as their quantity.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Padded { .. } | Self::BlankOrControl { .. } => "blank",
            Self::SeveralUrls => "urls",
            Self::Enclosed => "marks",
            Self::LocalPath => "path",
            Self::LocalScheme { .. } => "local_scheme",
            Self::NoScheme => "missing_scheme",
            _ => "url",
        }
    }
}

/// A blank or control character in words.
const fn blank_name(character: char) -> &'static str {
    match character {
        ' ' => "a blank",
        '\n' | '\r' => "a line end",
        '\t' => "a tab",
        _ => "a blank or control character",
    }
}
