//! Which addresses are connected to: checked after the look-up, and before the connection.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::phase::{self, Phase};
use crate::address::{AddressClass, classify};

/// Which addresses a transport connects to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AllowedHosts {
    /// Those that anybody may have. A name of which even one address is set aside for anything else is refused whole.
    #[default]
    Public,
    /// All.
    Any,
}

/// Says which addresses a name has, in place of the system.
pub trait Resolve: fmt::Debug + Send + Sync + 'static {
    /// The addresses of `name`, each with `port`.
    ///
    /// # Errors
    /// Where the name has none, or nobody can be asked.
    fn resolve(&self, name: &str, port: u16) -> io::Result<Vec<SocketAddr>>;
}

/// An address is not connected to. Which address a name has is not said: that would tell a stranger, who only wrote
/// the name into a request, what the network here looks like.
#[derive(Debug, thiserror::Error)]
#[error("the host has an address that is not public")]
pub(super) struct Blocked;

/// Looks names up for `ureq`, which connects to what is given here and asks nobody again.
#[derive(Debug)]
pub(super) struct Guard {
    hosts: AllowedHosts,
    names: Option<Arc<dyn Resolve>>,
    /// Whoever names a proxy means it, wherever it is.
    proxy: Option<Uri>,
    system: DefaultResolver,
}

impl Guard {
    pub(super) fn new(hosts: AllowedHosts, names: Option<Arc<dyn Resolve>>, proxy: Option<Uri>) -> Self {
        Self { hosts, names, proxy, system: DefaultResolver::default() }
    }

    fn look_up(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let (Some(names), Some(host)) = (&self.names, uri.host()) else {
            return self.system.resolve(uri, config, timeout);
        };
        // An address needs no look-up, bracketed or not.
        if host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
            return self.system.resolve(uri, config, timeout);
        }
        let own_port = if uri.scheme_str() == Some("http") { 80 } else { 443 };
        let found = names.resolve(host, uri.port_u16().unwrap_or(own_port))?;
        if found.is_empty() {
            return Err(ureq::Error::HostNotFound);
        }
        let mut addresses = self.empty();
        // More are not held, and so not connected to either.
        const MOST: usize = 16;
        found.into_iter().take(MOST).for_each(|address| addresses.push(address));
        Ok(addresses)
    }
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        phase::enter(Phase::Resolving);
        let addresses = self.look_up(uri, config, timeout)?;
        if self.hosts == AllowedHosts::Public && self.proxy.as_ref() != Some(uri) {
            // One that is not public among others that are is a trap, or a mistake that is not ours to guess at.
            if addresses.iter().any(|address| reserved(address).is_some()) {
                return Err(ureq::Error::Other(Box::new(Blocked)));
            }
        }
        phase::enter(Phase::Connecting);
        Ok(addresses)
    }
}

/// What an address is set aside for, if it is.
fn reserved(address: &SocketAddr) -> Option<&'static str> {
    let by_class = classify(address.ip()).map(AddressClass::name);
    by_class.or(match address {
        SocketAddr::V4(_) => None,
        // A zone is of this machine's links alone, RFC 4007 §6.
        SocketAddr::V6(v6) if v6.scope_id() != 0 => Some("link-local"),
        // Global unicast is 2000::/3, RFC 4291 §2.4 and the registry of IANA: all else is nobody's.
        SocketAddr::V6(v6) => (v6.ip().to_bits() >> 125 != 1).then_some("reserved"),
    })
}

/// What an address is set aside for, if it is, whatever for.
#[cfg(any(feature = "fetch", test))]
pub(crate) fn is_reserved(ip: IpAddr) -> Option<&'static str> {
    reserved(&SocketAddr::new(ip, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_aside_is_refused_and_the_rest_is_not() {
        for (ip, allowed) in [
            ("8.8.8.8", true),
            ("2606:4700::1111", true),
            ("2002:808:808::", true),
            ("127.0.0.1", false),
            ("169.254.169.254", false),
            ("203.0.113.7", false),
            ("::ffff:8.8.8.8", false),
            ("::ffff:0:8.8.8.8", false),
            ("64:ff9b::8.8.8.8", false),
            ("4000::1", false),
            ("2001:0:808:808::1", false),
        ] {
            assert_eq!(is_reserved(ip.parse().unwrap()).is_none(), allowed, "{ip}");
        }
        assert!(reserved(&"[2606:4700::1111%2]:80".parse().unwrap()).is_some(), "a zone");
    }
}
