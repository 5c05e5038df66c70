//! URLs of callbacks and media: the host that the text of a URL leads to.
//!
//! Read by the WHATWG URL standard, which gives every spelling of a host one form: numbers of all bases and lengths become
//! an IPv4 address, letters of other scripts and their punycode one name. What that standard repairs silently and RFC 3986
//! does not allow is refused here, since the service's server may not repair it the same way: blanks and control
//! characters, backslashes, too few or too many slashes after the scheme, `%` without two hexadecimal digits, port 0, names
//! that the DNS cannot hold. Letters of other scripts in a path are accepted: every current client encodes them alike.

mod class;
mod inline;
mod parts;
mod plain;
mod private;
mod slip;
#[cfg(test)]
mod spellings;

use url::{ParseError, Url};

pub(crate) use class::{AddressClass, classify};
pub(crate) use inline::{InlineMedia, inline_media};
pub(crate) use parts::{Address, AddressFault, Host};
pub(crate) use private::{PrivateHost, private_reason};

/// Reads a URL.
pub(crate) fn parse(text: &str) -> Result<Address<'_>, AddressFault> {
    // A plain URL holds none of the slips.
    plain::parse(text).map_or_else(|| parse_fully(text), Ok)
}

/// Reads a URL of any spelling.
fn parse_fully(text: &str) -> Result<Address<'_>, AddressFault> {
    if let Some(fault) = slip::find(text) {
        return Err(fault);
    }
    refuse_characters(text)?;
    let url = Url::parse(text).map_err(|error| fault_of(error, text))?;
    let scheme = url.scheme().to_owned();
    let no_host = || AddressFault::NoHost { scheme: scheme.clone() };
    let authority = authority(text).ok_or_else(no_host)?;
    let (user_info, host_and_port) = match authority.rsplit_once('@') {
        Some((user_info, rest)) => (Some(user_info), rest),
        None => (None, authority),
    };
    let host = match url.host().ok_or_else(no_host)? {
        url::Host::Ipv4(ip) => Host::Ip(ip.into()),
        url::Host::Ipv6(ip) => Host::Ip(ip.into()),
        url::Host::Domain(name) => Host::Name(dns_name(name)?.into()),
    };
    if url.port() == Some(0) {
        return Err(AddressFault::Port);
    }
    Ok(Address {
        host,
        written_host: without_port(host_and_port),
        has_user_info: user_info.is_some(),
        port: url.port(),
        scheme: scheme.into(),
    })
}

/// Characters that the WHATWG standard repairs or drops.
fn refuse_characters(text: &str) -> Result<(), AddressFault> {
    if text.is_empty() {
        return Err(AddressFault::Empty);
    }
    for (at, character) in text.chars().enumerate() {
        if character.is_whitespace() || character.is_control() {
            return Err(AddressFault::BlankOrControl { character, at });
        }
        if character == '\\' {
            return Err(AddressFault::Backslash { at });
        }
    }
    // Queries are not checked: servers take them as they are.
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let mut characters = path.chars().enumerate();
    while let Some((at, character)) = characters.next() {
        let mut digit = || characters.next().is_some_and(|(_, digit)| digit.is_ascii_hexdigit());
        if character == '%' && !(digit() && digit()) {
            return Err(AddressFault::Percent { at });
        }
    }
    Ok(())
}

/// The authority, between `//` and the path; RFC 3986 §3.2.
fn authority(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(':')?;
    let authority = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
    (!authority.is_empty()).then_some(authority)
}

/// The host without its port, and an IPv6 address without its brackets.
fn without_port(host_and_port: &str) -> &str {
    if let Some(rest) = host_and_port.strip_prefix('[') {
        return rest.split(']').next().unwrap_or(rest);
    }
    host_and_port.split(':').next().unwrap_or(host_and_port)
}

/// A name within the limits of RFC 1035 §2.3.4, without the dot that may end it.
fn dns_name(name: &str) -> Result<String, AddressFault> {
    let name = name.strip_suffix('.').unwrap_or(name);
    let fits = name.len() <= 253 && name.split('.').all(|label| (1..=63).contains(&label.len()));
    // The standard lower-cases hosts of its own schemes only.
    if fits { Ok(name.to_ascii_lowercase()) } else { Err(AddressFault::Name) }
}

fn fault_of(error: ParseError, text: &str) -> AddressFault {
    match error {
        ParseError::RelativeUrlWithoutBase | ParseError::RelativeUrlWithCannotBeABaseBase => AddressFault::NoScheme,
        ParseError::EmptyHost => {
            AddressFault::NoHost { scheme: text.split(':').next().unwrap_or_default().to_ascii_lowercase() }
        }
        ParseError::InvalidPort => AddressFault::Port,
        ParseError::InvalidIpv4Address => AddressFault::Ipv4,
        ParseError::InvalidIpv6Address => AddressFault::Ipv6,
        ParseError::IdnaError | ParseError::InvalidDomainCharacter => AddressFault::Name,
        other => AddressFault::Other(other),
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn never_panics(text in ".{0,40}", url in "https?:[/\\\\]{0,3}[a-z0-9@:%.\\[\\]\\\\\u{3002}\u{ff10}-\u{ff19}]{0,24}(/.{0,9})?") {
            for text in [text, url] {
                let _ = inline_media(&text);
                if let Ok(address) = parse(&text) {
                    let _ = private_reason(&address);
                }
            }
        }

        #[test]
        fn an_address_that_is_written_is_read_again(ip: IpAddr, port in 1_u16..) {
            let host = if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() };
            let url = format!("https://{host}:{port}/x");
            let address = parse(&url).unwrap();
            prop_assert_eq!(&address.host, &Host::Ip(ip));
            prop_assert_eq!(address.written_host, ip.to_string());
            prop_assert_eq!(address.port.unwrap_or(443), port);
        }
    }
}
