//! Spellings of addresses, and how each is judged as a callback.

use super::{AddressClass, AddressFault, Host, PrivateHost, parse, private_reason};

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Taken,
    NotHttps,
    NotAUrl,
    Private(Why),
}

#[derive(Debug, PartialEq, Eq)]
enum Why {
    Ip(AddressClass),
    Localhost,
    Spelling,
    UserInfo,
}

use AddressClass::{Ipv4Mapped, LinkLocal, Loopback, Nat64, Private as Lan, SharedByCarrier, UniqueLocal, Unspecified};
use Verdict::{NotAUrl, NotHttps, Private, Taken};
use Why::{Ip, Localhost, Spelling, UserInfo};

/// The text, the verdict, and why.
const TABLE: &[(&str, Verdict, &str)] = &[
    // What is plain.
    ("https://example.com/hook", Taken, "as documented"),
    ("https://example.com", Taken, "a path is not asked for"),
    ("HTTPS://EXAMPLE.COM/Hook", Taken, "schemes and hosts have no case"),
    ("https://example.com./hook", Taken, "one dot at the end names the root"),
    ("https://example.com:443/hook", Taken, "the scheme's own port"),
    ("https://example.com:8443/hook", Taken, "no port is forbidden"),
    ("https://example.com:/hook", Taken, "RFC 3986 lets a port be empty"),
    ("https://example.com/hook?a=b#c", Taken, "query and fragment"),
    ("https://example.com?a=b", Taken, "a query without a path"),
    ("https://example.com/%E5%9B%BE", Taken, "encoded letters"),
    ("https://example.com/图", Taken, "letters of other scripts in a path"),
    ("https://example.com/@me", Taken, "the sign is in the path, not before the host"),
    ("https://my_host.example.com/", Taken, "the DNS holds underscores"),
    ("https://bücher.example/", Taken, "its punycode is a name"),
    ("https://xn--bcher-kva.example/", Taken, "punycode"),
    ("https://例子。中国/", Taken, "the ideographic full stop is a dot"),
    ("https://8.8.8.8/hook", Taken, "a public address"),
    ("https://8.8.8.8./hook", Taken, "a public address and the root's dot"),
    ("https://[2606:4700:4700::1111]/", Taken, "a public address"),
    ("https://[2606:4700:4700:0:0:0:0:1111]:8443/", Taken, "the same in full, and a port"),
    ("https://172.15.255.255/", Taken, "just below 172.16/12"),
    ("https://172.32.0.0/", Taken, "just above 172.16/12"),
    ("https://notlocalhost/", Taken, "only the label itself is local"),
    ("https://localhost.example.com/", Taken, "local is the last label only"),
    ("https://127.0.0.1.nip.io/", Taken, "a name; what it resolves to is not in the text"),
    ("https://203.0.113.7/", Taken, "documentation: an unused network, not in the list"),
    // Other schemes.
    ("http://example.com/hook", NotHttps, "plain HTTP"),
    ("ftp://example.com/hook", NotHttps, "another scheme with a host"),
    ("wss://example.com/hook", NotHttps, "another scheme with a host"),
    // No URL.
    ("", NotAUrl, "empty"),
    ("hook", NotAUrl, "no scheme"),
    ("//example.com/hook", NotAUrl, "no scheme"),
    ("example.com/hook", NotAUrl, "no scheme"),
    ("example.com:443/hook", NotAUrl, "the host is read as a scheme, and nothing follows"),
    ("https:", NotAUrl, "no host"),
    ("https://", NotAUrl, "no host"),
    ("https:///hook", NotAUrl, "no host; forgiving parsers would take `hook` for it"),
    ("https://:443/hook", NotAUrl, "a port without a host"),
    ("https://user@/hook", NotAUrl, "user info without a host"),
    ("https:example.com/hook", NotAUrl, "no slashes; forgiving parsers add them"),
    ("https:/example.com/hook", NotAUrl, "one slash; forgiving parsers add the other"),
    ("https:\\\\example.com\\hook", NotAUrl, "backslashes"),
    ("https://example.com\\@10.0.0.1/", NotAUrl, "parsers disagree which is the host"),
    (" https://example.com/", NotAUrl, "a blank before it"),
    ("https://example.com/ ", NotAUrl, "a trailing space"),
    ("https://example.com/my hook", NotAUrl, "a blank inside"),
    ("https://exam\tple.com/", NotAUrl, "a tab, which forgiving parsers drop"),
    ("https://example.com/\r\nX: y", NotAUrl, "a line end, which would split a header"),
    ("https://exa mple.com/", NotAUrl, "a blank in the host"),
    ("https://example.com/100%", NotAUrl, "`%` without digits"),
    ("https://exa%mple.com/", NotAUrl, "`%` without digits in the host"),
    ("https://example..com/", NotAUrl, "an empty label"),
    ("https://example.com../", NotAUrl, "two dots at the end"),
    ("https://./", NotAUrl, "only a dot"),
    ("https://exa<mple.com/", NotAUrl, "a character that no host has"),
    ("https://example.com:65536/", NotAUrl, "beyond the last port"),
    ("https://example.com:0/", NotAUrl, "port 0 is reserved"),
    ("https://example.com:https/", NotAUrl, "a port is a number"),
    ("https://256.1.1.1/", NotAUrl, "ends in a number and is not an address"),
    ("https://1.2.3.4.5/", NotAUrl, "five parts"),
    ("https://4294967296/", NotAUrl, "2^32, one beyond the last address"),
    ("https://08.8.8.8/", NotAUrl, "no octal number has an 8"),
    ("https://[::1", NotAUrl, "an open bracket"),
    ("https://::1/", NotAUrl, "IPv6 without brackets"),
    ("https://[fe80::1%25eth0]/", NotAUrl, "a zone means something on one machine only"),
    ("https://[fe80::1%eth0]/", NotAUrl, "a zone, not even encoded"),
    ("https://[1:2:3]/", NotAUrl, "too few groups"),
    ("mailto:me@example.com", NotAUrl, "nothing to connect to"),
    ("javascript:alert(1)", NotAUrl, "nothing to connect to"),
    ("file:///etc/passwd", NotAUrl, "nothing to connect to"),
    // The documented blocks, and the first and last of some.
    ("https://127.0.0.1/", Private(Ip(Loopback)), "127/8"),
    ("https://127.255.255.255/", Private(Ip(Loopback)), "127/8"),
    ("https://10.0.0.1/", Private(Ip(Lan)), "10/8"),
    ("https://172.16.0.0/", Private(Ip(Lan)), "172.16/12"),
    ("https://172.31.255.255/", Private(Ip(Lan)), "172.16/12"),
    ("https://192.168.1.1:8443/", Private(Ip(Lan)), "192.168/16"),
    ("https://0.0.0.0/", Private(Ip(Unspecified)), "0/8"),
    ("https://100.64.0.1/", Private(Ip(SharedByCarrier)), "100.64/10"),
    ("https://169.254.169.254/latest/meta-data", Private(Ip(LinkLocal)), "169.254/16"),
    ("https://[::1]/", Private(Ip(Loopback)), "::1"),
    ("https://[0:0:0:0:0:0:0:1]/", Private(Ip(Loopback)), "::1 in full"),
    ("https://[::]/", Private(Ip(Unspecified)), "as 0/8"),
    ("https://[fd12:3456::1]/", Private(Ip(UniqueLocal)), "fc00::/7"),
    ("https://[FE80::1]/", Private(Ip(LinkLocal)), "fe80::/10, in capitals"),
    // Other spellings of IPv4.
    ("https://2130706433/", Private(Ip(Loopback)), "decimal"),
    ("https://0x7f000001/", Private(Ip(Loopback)), "hex"),
    ("https://0X7F.0.0.1/", Private(Ip(Loopback)), "hex in part, in capitals"),
    ("https://017700000001/", Private(Ip(Loopback)), "octal"),
    ("https://0177.0.0.01/", Private(Ip(Loopback)), "octal in part"),
    ("https://127.1/", Private(Ip(Loopback)), "short"),
    ("https://127.0.1/", Private(Ip(Loopback)), "short"),
    ("https://0/", Private(Ip(Unspecified)), "short"),
    ("https://10.1/", Private(Ip(Lan)), "short"),
    ("https://127.0.0.1./", Private(Ip(Loopback)), "the root's dot"),
    ("https://１２７.０.０.１/", Private(Ip(Loopback)), "full-width digits"),
    ("https://127。0。0。1/", Private(Ip(Loopback)), "ideographic full stops"),
    ("https://127．0．0．1/", Private(Ip(Loopback)), "full-width full stops"),
    ("https://①②⑦.0.0.1/", Private(Ip(Loopback)), "digits in circles"),
    ("https://%31%32%37.0.0.1/", Private(Ip(Loopback)), "encoded digits"),
    ("https://010.8.8.8/", Private(Spelling), "8.8.8.8 to one parser, 10.8.8.8 to another"),
    ("https://134744072/", Private(Spelling), "8.8.8.8 in decimal"),
    ("https://0x08.0x08.0x08.0x08/", Private(Spelling), "8.8.8.8 in hex"),
    ("https://8.8.2056/", Private(Spelling), "8.8.8.8, short"),
    ("https://８.8.8.8/", Private(Spelling), "8.8.8.8, one digit full-width"),
    // IPv4 in IPv6.
    ("https://[::ffff:127.0.0.1]/", Private(Ip(Loopback)), "mapped"),
    ("https://[::ffff:7f00:1]/", Private(Ip(Loopback)), "mapped, in hex"),
    ("https://[::ffff:10.0.0.1]/", Private(Ip(Lan)), "mapped"),
    ("https://[::ffff:8.8.8.8]/", Private(Ip(Ipv4Mapped)), "mapped, whatever is inside"),
    ("https://[::127.0.0.1]/", Private(Ip(Loopback)), "the elder form of mapped"),
    ("https://[64:ff9b::7f00:1]/", Private(Ip(Loopback)), "NAT64"),
    ("https://[64:ff9b::8.8.8.8]/", Private(Ip(Nat64)), "NAT64, whatever is inside"),
    ("https://[64:ff9b:1::1]/", Private(Ip(Nat64)), "NAT64 of a network's own"),
    ("https://[2002:c0a8:101::]/", Private(Ip(Lan)), "192.168.1.1 by 6to4"),
    // Names of the machine itself.
    ("https://localhost/", Private(Localhost), "localhost"),
    ("https://LocalHost:8443/", Private(Localhost), "in capitals, with a port"),
    ("https://localhost./", Private(Localhost), "the root's dot"),
    ("https://foo.localhost/", Private(Localhost), "*.localhost"),
    ("https://foo.bar.localhost./", Private(Localhost), "*.localhost and the root's dot"),
    ("https://ｌｏｃａｌｈｏｓｔ/", Private(Localhost), "full-width letters"),
    ("https://%6cocalhost/", Private(Localhost), "an encoded letter"),
    ("https://loc\u{ad}alhost/", Private(Localhost), "a soft hyphen, which names drop"),
    // User info.
    ("https://user@example.com/", Private(UserInfo), "a name"),
    ("https://user:secret@example.com/", Private(UserInfo), "a name and a password"),
    ("https://@example.com/", Private(UserInfo), "an empty name"),
    ("https://8.8.8.8@example.com/", Private(UserInfo), "a name that looks like the host"),
    ("https://example.com@10.0.0.1/", Private(Ip(Lan)), "the host is what follows"),
    ("https://a@b@localhost/", Private(Localhost), "the last sign counts"),
];

fn judge(text: &str) -> Verdict {
    let Ok(address) = parse(text) else { return NotAUrl };
    if address.scheme != "https" {
        return NotHttps;
    }
    match private_reason(&address) {
        None => Taken,
        Some(PrivateHost::Ip { class, .. }) => Private(Ip(class)),
        Some(PrivateHost::Localhost) => Private(Localhost),
        Some(PrivateHost::Ipv4Spelling { .. }) => Private(Spelling),
        Some(PrivateHost::UserInfo) => Private(UserInfo),
    }
}

#[test]
fn each_spelling_has_its_verdict() {
    let wrong: Vec<_> = TABLE
        .iter()
        .map(|(text, wanted, why)| (text, wanted, judge(text), why))
        .filter(|(_, wanted, found, _)| *wanted != found)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(TABLE.len() >= 60);
}

#[test]
fn faults_say_what_and_where() {
    for (text, wanted) in [
        ("", AddressFault::Empty),
        ("a b", AddressFault::BlankOrControl { character: ' ', at: 1 }),
        ("图\\", AddressFault::Backslash { at: 1 }),
        ("photo.png", AddressFault::LocalPath),
        ("a.example/photo.png", AddressFault::NoScheme),
        ("C:/photo.png", AddressFault::LocalPath),
        ("HTTPS://", AddressFault::NoHost { scheme: "https".to_owned() }),
        ("https://a/%4", AddressFault::Percent { at: 10 }),
        ("https://1.2.3.4.5/", AddressFault::Ipv4),
        ("https://[::1%25lo]/", AddressFault::Ipv6),
        ("https://a..b/", AddressFault::Name),
        ("https://a:0/", AddressFault::Port),
    ] {
        assert_eq!(parse(text), Err(wanted), "{text}");
    }
    assert_eq!(parse("a\u{7f}b"), Err(AddressFault::BlankOrControl { character: '\u{7f}', at: 1 }));
}

#[test]
fn hosts_are_put_into_one_form() {
    assert_eq!(parse("https://BÜCHER.Example./").unwrap().host, Host::Name("xn--bcher-kva.example".into()));
    let address = parse("https://u@0x7f.1:8443/").unwrap();
    assert_eq!((address.written_host, address.port, address.has_user_info), ("0x7f.1", Some(8443), true));
    assert_eq!(parse("s3://Bucket/key").unwrap().host, Host::Name("bucket".into()));
}
