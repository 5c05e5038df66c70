//! Which addresses are connected to: checked after name resolution and before connecting.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::names::Names;
use super::phase::{self, Phase};
use crate::address::{AddressClass, classify};

/// Which addresses a transport connects to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AllowedHosts {
    /// Public addresses only. A name is refused if even one of its addresses is not public.
    #[default]
    Public,
    /// All addresses.
    Any,
}

/// Resolves names in place of the system. A transport asks for each name once, and again after some minutes or when no
/// connection to its addresses could be made.
pub trait Resolve: fmt::Debug + Send + Sync + 'static {
    /// The addresses of `name`, each with `port`.
    ///
    /// # Errors
    /// If the name has no address, or resolution fails.
    fn resolve(&self, name: &str, port: u16) -> io::Result<Vec<SocketAddr>>;
}

/// An address that is not connected to. The error does not contain the address: whoever wrote the name into a request
/// would learn from it what the local network looks like.
#[derive(Debug, thiserror::Error)]
#[error("the host has an address that is not public")]
pub(super) struct Blocked;

/// Resolves names for `ureq`, which connects to these addresses without resolving again. They are checked for each request,
/// whether or not the name was looked up for it.
#[derive(Debug)]
pub(super) struct Guard {
    hosts: AllowedHosts,
    names: Option<Arc<dyn Resolve>>,
    /// The proxy is the user's own choice, so its address is not checked.
    proxy: Option<Uri>,
    system: DefaultResolver,
    known: Arc<Names>,
}

impl Guard {
    pub(super) fn new(
        hosts: AllowedHosts,
        names: Option<Arc<dyn Resolve>>,
        proxy: Option<Uri>,
        known: Arc<Names>,
    ) -> Self {
        Self { hosts, names, proxy, system: DefaultResolver::default(), known }
    }

    /// The addresses of the URL's host, from an earlier request if there was one. They are not checked here.
    fn addresses(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let Some(host) = uri.host() else {
            return self.system.resolve(uri, config, timeout);
        };
        let own_port = if uri.scheme_str() == Some("http") { 80 } else { 443 };
        let port = uri.port_u16().unwrap_or(own_port);
        let found = match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            // An address needs no resolution, bracketed or not.
            Ok(address) => vec![SocketAddr::new(address, port)],
            Err(_) => self.known.get(host, || self.lookup(host, port, uri, config, timeout))?,
        };
        let mut addresses = self.empty();
        // `ResolvedSocketAddrs` holds no more, so no more are connected to.
        const MOST: usize = 16;
        for mut address in found.into_iter().take(MOST) {
            // The same name may have been looked up for another port.
            address.set_port(port);
            addresses.push(address);
        }
        Ok(addresses)
    }

    fn lookup(
        &self,
        host: &str,
        port: u16,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<Vec<SocketAddr>, ureq::Error> {
        let found = match &self.names {
            Some(names) => names.resolve(host, port)?,
            None => self.system.resolve(uri, config, timeout)?.iter().copied().collect(),
        };
        if found.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(found) }
    }
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        phase::enter(Phase::Resolving);
        let addresses = self.addresses(uri, config, timeout)?;
        if self.hosts == AllowedHosts::Public && self.proxy.as_ref() != Some(uri) {
            // Public addresses mixed with others are a trap or a mistake: refuse the name.
            if addresses.iter().any(|address| reserved(address).is_some()) {
                return Err(ureq::Error::Other(Box::new(Blocked)));
            }
        }
        phase::enter(Phase::Connecting);
        Ok(addresses)
    }
}

/// What an address is reserved for, if it is.
fn reserved(address: &SocketAddr) -> Option<&'static str> {
    let by_class = classify(address.ip()).map(AddressClass::name);
    by_class.or(match address {
        SocketAddr::V4(_) => None,
        // RFC 4007 §6: a zone is local to this machine's links.
        SocketAddr::V6(v6) if v6.scope_id() != 0 => Some("link-local"),
        // RFC 4291 §2.4 and IANA: global unicast is 2000::/3, and the rest is not assigned.
        SocketAddr::V6(v6) => (v6.ip().to_bits() >> 125 != 1).then_some("reserved"),
    })
}

/// What an address is reserved for, if it is.
pub(super) fn is_reserved(ip: IpAddr) -> Option<&'static str> {
    reserved(&SocketAddr::new(ip, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_addresses_are_refused() {
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
