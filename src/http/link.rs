//! The link policy: which URLs are requested. Fetching media and downloading results share it.

use std::borrow::Cow;

use url::Url;

use super::guard::{AllowedHosts, is_reserved};
use crate::address::{self, Address, Host, PrivateHost};

/// Which URLs are requested, and how many redirects are followed.
///
/// ```
/// use seedance_preflight::http::{AllowedHosts, LinkPolicy, PlainHttp};
///
/// let mut policy = LinkPolicy::default();
/// policy.hosts = AllowedHosts::Any;
/// policy.plain_http = PlainHttp::Loopback;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkPolicy {
    /// Which hosts are requested, judged by the text of the URL. The transport has to apply the same setting to the
    /// addresses that a name resolves to.
    pub hosts: AllowedHosts,
    /// Which hosts are requested by plain `http`.
    pub plain_http: PlainHttp,
    /// Redirects followed for one request.
    pub redirects: u32,
}

impl Default for LinkPolicy {
    /// Public hosts by `https`, and five redirects.
    fn default() -> Self {
        Self { hosts: AllowedHosts::Public, plain_http: PlainHttp::Never, redirects: 5 }
    }
}

/// Which hosts are requested by plain `http`. A redirect from `https` to `http` is never followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PlainHttp {
    /// None.
    Never,
    /// Loopback addresses and `localhost`.
    Loopback,
    /// All.
    Always,
}

/// A URL that passed a [`LinkPolicy`]: `http` or `https`, without user info, to an allowed host. Only the transport can
/// check the addresses that a name resolves to.
///
/// ```
/// use seedance_preflight::http::{Link, LinkErrorKind, LinkPolicy};
///
/// let policy = LinkPolicy::default();
/// let link = Link::parse("https://media.example.com/a/clip.mp4", &policy).unwrap();
/// assert_eq!(link.redirect("/b.mp4", &policy).unwrap().as_str(), "https://media.example.com/b.mp4");
/// let error = link.redirect("https://127.1/", &policy).unwrap_err();
/// assert_eq!(error.kind, LinkErrorKind::BlockedAddress);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    url: Url,
}

/// Why a URL is not requested. Holds no part of the URL beyond its scheme and an IP address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
#[non_exhaustive]
pub struct LinkError {
    /// The kind of error.
    pub kind: LinkErrorKind,
    /// What is wrong with the URL.
    pub what: Cow<'static, str>,
}

/// Kinds of [`LinkError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LinkErrorKind {
    /// The URL is invalid, has user info, or has a scheme that the policy does not allow.
    BadUrl,
    /// The URL, or a redirect, leads to an address that is not public.
    BlockedAddress,
    /// A redirect without a usable target, or from `https` to `http`.
    BadRedirect,
    /// More redirects than the policy follows.
    TooManyRedirects,
}

impl LinkError {
    pub(super) fn new(kind: LinkErrorKind, what: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, what: what.into() }
    }
}

impl Link {
    /// Parses a URL and applies the policy.
    ///
    /// # Errors
    /// [`LinkErrorKind::BadUrl`] or [`LinkErrorKind::BlockedAddress`].
    pub fn parse(text: &str, policy: &LinkPolicy) -> Result<Self, LinkError> {
        let bad = |what: String| LinkError::new(LinkErrorKind::BadUrl, what);
        let address = address::parse(text).map_err(|fault| bad(format!("invalid URL: {fault}")))?;
        // RFC 9110 §4.2.4: user info in an http(s) URL is an error, and mostly used to mislead.
        if address.has_user_info {
            return Err(bad("the URL has a user name or password before its host".to_owned()));
        }
        check_scheme(&address, policy.plain_http).map_err(bad)?;
        if policy.hosts == AllowedHosts::Public
            && let Some(reason) = not_public(&address)
        {
            return Err(LinkError::new(LinkErrorKind::BlockedAddress, format!("the URL leads to {reason}")));
        }
        let mut url = Url::parse(text).map_err(|error| bad(format!("invalid URL: {error}")))?;
        // RFC 9110 §7.1: a fragment is not sent.
        url.set_fragment(None);
        Ok(Self { url })
    }

    /// The target of a redirect whose header `Location` is `location`.
    ///
    /// # Errors
    /// [`LinkErrorKind::BadRedirect`] or [`LinkErrorKind::BlockedAddress`].
    pub fn redirect(&self, location: &str, policy: &LinkPolicy) -> Result<Self, LinkError> {
        let bad = |what: &'static str| LinkError::new(LinkErrorKind::BadRedirect, what);
        // Parsers disagree on these: some drop or rewrite them silently.
        if location.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(bad("the redirect target contains a character that URLs cannot have"));
        }
        let url = self.url.join(location).map_err(|_| bad("the redirect target is an invalid URL"))?;
        // An absolute URL is judged as written, before the parser has normalized it.
        let text = if Url::parse(location).is_ok() { location } else { url.as_str() };
        let link = Self::parse(text, policy).map_err(|error| {
            let kind = match error.kind {
                LinkErrorKind::BlockedAddress => LinkErrorKind::BlockedAddress,
                _ => LinkErrorKind::BadRedirect,
            };
            LinkError::new(kind, format!("after a redirect: {}", error.what))
        })?;
        // What comes by http can be changed on its way, and would be taken for what the https URL named.
        if self.url.scheme() == "https" && link.url.scheme() == "http" {
            return Err(bad("a redirect from https to http"));
        }
        Ok(link)
    }

    /// The URL as it is sent.
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// Scheme, host and port, the latter unless it is the scheme's own.
    ///
    /// ```
    /// use seedance_preflight::http::{Link, LinkPolicy};
    ///
    /// let link = Link::parse("https://Media.example.com:443/clip.mp4", &LinkPolicy::default()).unwrap();
    /// assert_eq!(link.origin(), "https://media.example.com");
    /// ```
    pub fn origin(&self) -> String {
        self.url.origin().ascii_serialization()
    }

    /// The same URL with only those parameters of its query whose name `keep` accepts.
    #[cfg(feature = "fetch")]
    pub(crate) fn with_query_of(&self, keep: impl Fn(&str) -> bool) -> String {
        let mut url = self.url.clone();
        let name = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            keep(&url::form_urlencoded::parse(name.as_bytes()).map(|(name, _)| name).collect::<String>())
        };
        let kept = self.url.query().map(|query| query.split('&').filter(name).collect::<Vec<_>>().join("&"));
        url.set_query(kept.as_deref().filter(|query| !query.is_empty()));
        url.into()
    }

    /// Names and values of the query.
    #[cfg(feature = "fetch")]
    pub(crate) fn query(&self) -> impl Iterator<Item = (String, String)> {
        self.url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned()))
    }
}

/// Whether the host is this machine: a loopback address or `localhost` (RFC 6761 §6.3).
pub(crate) fn is_loopback(host: &Host<'_>) -> bool {
    match host {
        Host::Ip(ip) => ip.is_loopback(),
        Host::Name(name) => name == "localhost",
    }
}

fn check_scheme(address: &Address<'_>, plain_http: PlainHttp) -> Result<(), String> {
    let allowed = match (address.scheme.as_ref(), plain_http) {
        ("https", _) | ("http", PlainHttp::Always) => return Ok(()),
        ("http", PlainHttp::Loopback) if is_loopback(&address.host) => return Ok(()),
        (_, PlainHttp::Always) => "http or https",
        _ => "https",
    };
    Err(format!("the URL's scheme is {}; expected {allowed}", address.scheme))
}

/// Why the host is not public, judged by the text of the URL.
fn not_public(address: &Address<'_>) -> Option<String> {
    match (&address.host, address::private_reason(address)) {
        (_, Some(PrivateHost::Localhost)) => Some("this machine".to_owned()),
        (_, Some(reason)) if !matches!(reason, PrivateHost::UserInfo) => Some(reason.to_string()),
        (Host::Ip(ip), _) => is_reserved(*ip).map(|class| format!("{ip}, a {class} address")),
        (Host::Name(_), _) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn media() -> LinkPolicy {
        LinkPolicy { plain_http: PlainHttp::Always, ..LinkPolicy::default() }
    }

    proptest! {
        #[test]
        fn accepted_links_are_public_by_their_text(
            location in "([a-z]{2,6}:)?[/\\\\]{0,3}[a-z0-9@:%.\\[\\]]{0,20}(localhost|127\\.1|0x7f000001|\\[::1\\])?\\.?(:80)?/?.{0,9}"
        ) {
            let start = Link::parse("http://a.example/b", &media()).unwrap();
            for link in [Link::parse(&location, &media()), start.redirect(&location, &media())] {
                let Ok(link) = link else { continue };
                prop_assert!(matches!(link.url.scheme(), "http" | "https"));
                prop_assert!(link.url.username().is_empty() && link.url.password().is_none());
                let is_public = match link.url.host() {
                    Some(url::Host::Ipv4(ip)) => is_reserved(ip.into()).is_none(),
                    Some(url::Host::Ipv6(ip)) => is_reserved(ip.into()).is_none(),
                    Some(url::Host::Domain(name)) => !format!(".{name}").trim_end_matches('.').ends_with(".localhost"),
                    None => false,
                };
                prop_assert!(is_public, "{}", link.as_str());
            }
        }
    }

    fn kind(error: LinkError) -> LinkErrorKind {
        assert!(!error.what.contains("secret"), "{error}");
        error.kind
    }

    #[test]
    fn redirects_follow_the_same_policy() {
        let policy = media();
        let link = Link::parse("https://a.example/b/c?d#e", &policy).unwrap();
        assert_eq!(link.as_str(), "https://a.example/b/c?d");
        let to = |location: &str| link.redirect(location, &policy);
        assert_eq!(to("/x?y").unwrap().as_str(), "https://a.example/x?y");
        assert_eq!(to("//b.example").unwrap().as_str(), "https://b.example/");
        for (location, expected) in [
            ("http://a.example/", LinkErrorKind::BadRedirect),
            ("https://u:secret@a.example/", LinkErrorKind::BadRedirect),
            ("file:///etc/passwd", LinkErrorKind::BadRedirect),
            ("https://a.example/a b", LinkErrorKind::BadRedirect),
            ("https://a.example\\@b/", LinkErrorKind::BadRedirect),
            ("https://[", LinkErrorKind::BadRedirect),
            ("https://127.1/secret", LinkErrorKind::BlockedAddress),
            ("//localhost./", LinkErrorKind::BlockedAddress),
            ("https://203.0.113.7/", LinkErrorKind::BlockedAddress),
        ] {
            assert_eq!(kind(to(location).unwrap_err()), expected, "{location}");
        }
        let any = LinkPolicy { hosts: AllowedHosts::Any, ..policy };
        assert!(link.redirect("https://127.0.0.1/", &any).is_ok());
    }

    #[test]
    fn plain_http_is_allowed_by_the_policy_only() {
        let parse = |url: &str, plain_http| {
            Link::parse(url, &LinkPolicy { hosts: AllowedHosts::Any, plain_http, redirects: 0 }).is_ok()
        };
        for (url, never, loopback, always) in [
            ("https://a.example/", true, true, true),
            ("http://a.example/", false, false, true),
            ("http://localhost:8/", false, true, true),
            ("http://[::1]/", false, true, true),
            ("http://10.0.0.1/", false, false, true),
            ("ftp://127.0.0.1/", false, false, false),
        ] {
            assert_eq!(parse(url, PlainHttp::Never), never, "{url}");
            assert_eq!(parse(url, PlainHttp::Loopback), loopback, "{url}");
            assert_eq!(parse(url, PlainHttp::Always), always, "{url}");
        }
    }
}
