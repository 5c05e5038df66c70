//! URLs that may be asked.

use url::Url;

use crate::address::{self, Host, PrivateHost};
use crate::http::{AllowedHosts, is_reserved};
use crate::model::{Fault, FetchObstacle};

/// A URL that may be asked: `http` or `https`, no user info, and a host that is allowed as far as the text tells. What a
/// name leads to is for the transport to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    url: Url,
}

impl Link {
    /// Reads a URL.
    pub(super) fn parse(text: &str, hosts: AllowedHosts) -> Result<Self, Fault> {
        let bad = |what: String| Fault::not_fetched(FetchObstacle::BadUrl, 0, what);
        let address = address::parse(text).map_err(|fault| bad(format!("this is no URL: {fault}")))?;
        if !matches!(address.scheme.as_str(), "http" | "https") {
            return Err(bad(format!("the scheme {} is not fetched from", address.scheme)));
        }
        // RFC 9110 §4.2.4: user info in a URL is an error, and mostly made to mislead.
        if address.has_user_info {
            return Err(bad("a name or password stands before the host".to_owned()));
        }
        if hosts == AllowedHosts::Public
            && let Some(reason) = not_public(&address)
        {
            let what = format!("the URL leads to {reason}");
            return Err(Fault::not_fetched(FetchObstacle::BlockedAddress, 0, what));
        }
        let mut url = Url::parse(text).map_err(|error| bad(format!("this is no URL: {error}")))?;
        // RFC 9110 §7.1: a fragment is not sent.
        url.set_fragment(None);
        Ok(Self { url })
    }

    /// Where a redirect to `location` leads.
    pub(super) fn redirect(&self, location: &str, hosts: AllowedHosts) -> Result<Self, Fault> {
        let bad = |what: &'static str| Fault::not_fetched(FetchObstacle::BadRedirect, 0, what);
        // What a parser would drop or turn in silence, and another would not.
        if location.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(bad("a redirect to a URL with a character that no URL has"));
        }
        let url = self.url.join(location).map_err(|_| bad("a redirect to what is no URL"))?;
        // A whole URL is judged as it is written, before a parser has put it right.
        let text = if Url::parse(location).is_ok() { location } else { url.as_str() };
        let link = Self::parse(text, hosts).map_err(|fault| Fault {
            obstacle: Some(match fault.obstacle {
                Some(FetchObstacle::BlockedAddress) => FetchObstacle::BlockedAddress,
                _ => FetchObstacle::BadRedirect,
            }),
            what: format!("behind a redirect: {}", fault.what).into(),
            ..fault
        })?;
        // What comes over http may be changed on its way, and would be judged in place of what was named.
        if self.url.scheme() == "https" && link.url.scheme() == "http" {
            return Err(bad("a redirect from https to http"));
        }
        Ok(link)
    }

    /// As it is sent.
    pub(super) fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// Names and values of the query.
    pub(super) fn query(&self) -> impl Iterator<Item = (String, String)> {
        self.url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned()))
    }
}

/// Why the host is none that anybody may have, as far as the text tells.
fn not_public(address: &address::Address) -> Option<String> {
    match (&address.host, address::private_reason(address)) {
        (_, Some(PrivateHost::Localhost)) => Some("this machine itself".to_owned()),
        (_, Some(reason)) if !matches!(reason, PrivateHost::UserInfo) => Some(reason.to_string()),
        (Host::Ip(ip), _) => is_reserved(*ip).map(|class| format!("{ip}, a {class} address")),
        (Host::Name(_), _) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_let_through_is_public_as_far_as_its_text_tells(
            location in "([a-z]{2,6}:)?[/\\\\]{0,3}[a-z0-9@:%.\\[\\]]{0,20}(localhost|127\\.1|0x7f000001|\\[::1\\])?\\.?(:80)?/?.{0,9}"
        ) {
            let start = Link::parse("http://a.example/b", AllowedHosts::Public).unwrap();
            for link in [Link::parse(&location, AllowedHosts::Public), start.redirect(&location, AllowedHosts::Public)] {
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

    fn obstacle(fault: Fault) -> Option<FetchObstacle> {
        assert!(!fault.what.contains("secret"), "{}", fault.what);
        fault.obstacle
    }

    #[test]
    fn redirects_are_held_to_the_same_rules() {
        let link = Link::parse("https://a.example/b/c?d#e", AllowedHosts::Public).unwrap();
        assert_eq!(link.as_str(), "https://a.example/b/c?d");
        let to = |location: &str| link.redirect(location, AllowedHosts::Public);
        assert_eq!(to("/x?y").unwrap().as_str(), "https://a.example/x?y");
        assert_eq!(to("//b.example").unwrap().as_str(), "https://b.example/");
        for (location, wanted) in [
            ("http://a.example/", FetchObstacle::BadRedirect),
            ("https://u:secret@a.example/", FetchObstacle::BadRedirect),
            ("file:///etc/passwd", FetchObstacle::BadRedirect),
            ("https://a.example/a b", FetchObstacle::BadRedirect),
            ("https://a.example\\@b/", FetchObstacle::BadRedirect),
            ("https://[", FetchObstacle::BadRedirect),
            ("https://127.1/secret", FetchObstacle::BlockedAddress),
            ("//localhost./", FetchObstacle::BlockedAddress),
            ("https://203.0.113.7/", FetchObstacle::BlockedAddress),
        ] {
            assert_eq!(obstacle(to(location).unwrap_err()), Some(wanted), "{location}");
        }
        assert!(link.redirect("https://127.0.0.1/", AllowedHosts::Any).is_ok());
    }
}
