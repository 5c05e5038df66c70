//! Special-purpose addresses, by the registries of IANA.
//!
//! Knows addresses only, so that one table judges both what a URL spells and what a name resolves to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What an address is set aside for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AddressClass {
    /// "This network" and the unspecified address.
    Unspecified,
    Loopback,
    /// A private network.
    Private,
    /// Between a provider and its customers.
    SharedByCarrier,
    LinkLocal,
    /// A private network of IPv6, or a site in the words of its elder standard.
    UniqueLocal,
    /// An IPv4 address mapped into IPv6.
    Ipv4Mapped,
    /// An IPv4 address reached through a translator.
    Nat64,
    /// Protocols of the IETF.
    Protocol,
    Documentation,
    Benchmark,
    Discard,
    Multicast,
    /// Never assigned, and the broadcast address.
    Reserved,
}

impl AddressClass {
    /// Whether a callback must not lead to it. The others belong to no private network, so a callback there is useless but
    /// not refused; code that connects refuses them all.
    pub(crate) const fn is_private(self) -> bool {
        matches!(
            self,
            Self::Unspecified
                | Self::Loopback
                | Self::Private
                | Self::SharedByCarrier
                | Self::LinkLocal
                | Self::UniqueLocal
                | Self::Ipv4Mapped
                | Self::Nat64
        )
    }

    /// For a sentence: "… is a loopback address".
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::Loopback => "loopback",
            Self::Private => "private",
            Self::SharedByCarrier => "carrier-shared",
            Self::LinkLocal => "link-local",
            Self::UniqueLocal => "unique local",
            Self::Ipv4Mapped => "IPv4-mapped",
            Self::Nat64 => "NAT64",
            Self::Protocol => "protocol",
            Self::Documentation => "documentation",
            Self::Benchmark => "benchmark",
            Self::Discard => "discard",
            Self::Multicast => "multicast",
            Self::Reserved => "reserved",
        }
    }
}

/// What `ip` is set aside for; `None` for a public address.
///
/// An IPv6 address that carries an IPv4 address is what that one is, first of all.
pub(crate) fn classify(ip: IpAddr) -> Option<AddressClass> {
    match ip {
        IpAddr::V4(ip) => classify_v4(ip),
        IpAddr::V6(ip) => embedded(ip).and_then(classify_v4).or_else(|| classify_v6(ip)),
    }
}

fn classify_v4(ip: Ipv4Addr) -> Option<AddressClass> {
    let bits = ip.to_bits();
    IPV4.iter().find(|row| (bits ^ row.0.to_bits()).leading_zeros() >= row.1).map(|row| row.2)
}

fn classify_v6(ip: Ipv6Addr) -> Option<AddressClass> {
    let bits = ip.to_bits();
    IPV6.iter().find(|row| (bits ^ row.0.to_bits()).leading_zeros() >= row.1).map(|row| row.2)
}

/// The IPv4 address inside, where the form says that there is one.
fn embedded(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d, e, f, g, h] = ip.segments();
    let ipv4 = |high: u16, low: u16| Some(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    match [a, b, c, d, e, f] {
        // IPv4-mapped, RFC 4291 §2.5.5.2.
        [0, 0, 0, 0, 0, 0xffff] => ipv4(g, h),
        // IPv4-compatible, RFC 4291 §2.5.5.1; `::` and `::1` are not such addresses.
        [0, 0, 0, 0, 0, 0] if (g, h) > (0, 1) => ipv4(g, h),
        // NAT64, RFC 6052 §2.1.
        [0x64, 0xff9b, 0, 0, 0, 0] => ipv4(g, h),
        // 6to4, RFC 3056 §2.
        [0x2002, high, low, ..] => ipv4(high, low),
        _ => None,
    }
}

/// IANA IPv4 Special-Purpose Address Registry, and what RFC 5771 and RFC 1112 set aside.
const IPV4: [(Ipv4Addr, u32, AddressClass); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8, AddressClass::Unspecified), // RFC 791 §3.2
    (Ipv4Addr::new(10, 0, 0, 0), 8, AddressClass::Private),    // RFC 1918
    (Ipv4Addr::new(100, 64, 0, 0), 10, AddressClass::SharedByCarrier), // RFC 6598
    (Ipv4Addr::new(127, 0, 0, 0), 8, AddressClass::Loopback),  // RFC 1122 §3.2.1.3
    (Ipv4Addr::new(169, 254, 0, 0), 16, AddressClass::LinkLocal), // RFC 3927; clouds keep their metadata here
    (Ipv4Addr::new(172, 16, 0, 0), 12, AddressClass::Private), // RFC 1918
    (Ipv4Addr::new(192, 0, 0, 0), 24, AddressClass::Protocol), // RFC 6890 §2.1
    (Ipv4Addr::new(192, 0, 2, 0), 24, AddressClass::Documentation), // RFC 5737
    (Ipv4Addr::new(192, 88, 99, 0), 24, AddressClass::Protocol), // RFC 7526, once 6to4 relays
    (Ipv4Addr::new(192, 168, 0, 0), 16, AddressClass::Private), // RFC 1918
    (Ipv4Addr::new(198, 18, 0, 0), 15, AddressClass::Benchmark), // RFC 2544
    (Ipv4Addr::new(198, 51, 100, 0), 24, AddressClass::Documentation), // RFC 5737
    (Ipv4Addr::new(203, 0, 113, 0), 24, AddressClass::Documentation), // RFC 5737
    (Ipv4Addr::new(224, 0, 0, 0), 4, AddressClass::Multicast), // RFC 5771
    (Ipv4Addr::new(240, 0, 0, 0), 4, AddressClass::Reserved),  // RFC 1112 §4; RFC 8190 of the broadcast
];

/// IANA IPv6 Special-Purpose Address Registry, and what RFC 4291 and RFC 3879 set aside.
const IPV6: [(Ipv6Addr, u32, AddressClass); 14] = [
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 0), 128, AddressClass::Unspecified), // RFC 4291 §2.5.2
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 1), 128, AddressClass::Loopback),    // RFC 4291 §2.5.3
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0), 96, AddressClass::Ipv4Mapped), // RFC 4291 §2.5.5.2
    (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96, AddressClass::Nat64), // RFC 6052
    (Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, 0, 0), 48, AddressClass::Nat64), // RFC 8215
    (Ipv6Addr::new(0x100, 0, 0, 0, 0, 0, 0, 0), 64, AddressClass::Discard),  // RFC 6666
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, AddressClass::Protocol), // RFC 2928; Teredo, ORCHID among them
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, AddressClass::Documentation), // RFC 3849
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, AddressClass::Documentation), // RFC 9637
    (Ipv6Addr::new(0x5f00, 0, 0, 0, 0, 0, 0, 0), 16, AddressClass::Protocol), // RFC 9602, segment routing
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, AddressClass::UniqueLocal), // RFC 4193
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, AddressClass::LinkLocal), // RFC 4291 §2.5.6
    (Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10, AddressClass::UniqueLocal), // RFC 3879, once site-local
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, AddressClass::Multicast), // RFC 4291 §2.7
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_and_last_of_each_block_and_their_neighbours() {
        let class = |text: &str| classify(text.parse().unwrap());
        for (before, first, last, after, wanted) in [
            ("9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0", AddressClass::Private),
            ("100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0", AddressClass::SharedByCarrier),
            ("126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0", AddressClass::Loopback),
            ("169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0", AddressClass::LinkLocal),
            ("172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0", AddressClass::Private),
            ("192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0", AddressClass::Private),
            ("198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0", AddressClass::Benchmark),
            ("223.255.255.255", "224.0.0.0", "239.255.255.255", "1.1.1.1", AddressClass::Multicast),
            ("fbff::", "fc00::", "fdff:ffff::", "fe00::", AddressClass::UniqueLocal),
            ("fe7f::", "fe80::", "febf:ffff::", "2606:4700::1111", AddressClass::LinkLocal),
            ("2001:db7::1", "2001:db8::", "2001:db8:ffff::", "2001:db9::", AddressClass::Documentation),
        ] {
            assert_eq!([class(before), class(after)], [None, None], "{before} {after}");
            assert_eq!([class(first), class(last)], [Some(wanted); 2], "{first} {last}");
        }
    }

    #[test]
    fn what_carries_an_ipv4_address_is_what_that_is() {
        let class = |text: &str| classify(text.parse().unwrap());
        for private in ["::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::10.0.0.1", "2002:a00:1::"] {
            assert_eq!(class(private), Some(AddressClass::Private), "{private}");
        }
        assert_eq!(class("::ffff:8.8.8.8"), Some(AddressClass::Ipv4Mapped));
        assert_eq!(class("64:ff9b::8.8.8.8"), Some(AddressClass::Nat64));
        assert_eq!(class("2002:808:808::"), None);
        assert_eq!(class("::"), Some(AddressClass::Unspecified));
        assert_eq!(class("::1"), Some(AddressClass::Loopback));
    }

    #[test]
    fn no_row_has_bits_beyond_its_prefix() {
        assert!(IPV4.iter().all(|(ip, prefix, _)| ip.to_bits().trailing_zeros() >= 32 - prefix));
        assert!(IPV6.iter().all(|(ip, prefix, _)| ip.to_bits().trailing_zeros() >= 128 - prefix));
    }
}
