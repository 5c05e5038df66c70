//! Hosts that a callback must not name: private ones, and spellings that hide one.

use std::fmt;
use std::net::IpAddr;

use super::{Address, AddressClass, Host, classify};

/// Why a callback must not lead there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PrivateHost {
    /// The address is private.
    Ip {
        /// The address, however it was spelled.
        ip: IpAddr,
        /// What it is set aside for.
        class: AddressClass,
    },
    /// A name that means the machine itself; RFC 6761 §6.3.
    Localhost,
    /// An IPv4 address that is not spelled as four decimal numbers. Whatever the address: `010.1.1.1` is 8.1.1.1 to
    /// one parser and 10.1.1.1 to another, so the text does not tell where it leads.
    Ipv4Spelling {
        /// The address by the WHATWG standard.
        ip: IpAddr,
    },
    /// User info comes before the host, as in `https://example.com@10.0.0.1`.
    UserInfo,
}

/// Why a callback must not lead there, the most serious reason first; `None` if it may.
pub(crate) fn private_reason(address: &Address<'_>) -> Option<PrivateHost> {
    let by_host = match &address.host {
        Host::Ip(ip) => by_ip(*ip, address.written_host),
        Host::Name(name) => is_localhost(name).then_some(PrivateHost::Localhost),
    };
    by_host.or(address.has_user_info.then_some(PrivateHost::UserInfo))
}

fn by_ip(ip: IpAddr, written: &str) -> Option<PrivateHost> {
    if let Some(class) = classify(ip).filter(|class| class.is_private()) {
        return Some(PrivateHost::Ip { ip, class });
    }
    let plain = written.strip_suffix('.').unwrap_or(written);
    (ip.is_ipv4() && plain != ip.to_string()).then_some(PrivateHost::Ipv4Spelling { ip })
}

fn is_localhost(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

impl fmt::Display for PrivateHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ip { ip, class } => write!(f, "{ip}, a {} address", class.name()),
            Self::Localhost => f.write_str("the service's own machine"),
            Self::Ipv4Spelling { ip } => write!(f, "{ip} in a spelling that hides it"),
            Self::UserInfo => f.write_str("a host after user info"),
        }
    }
}
