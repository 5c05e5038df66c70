//! Addresses, prompts, and the service's own messages.

use std::net::IpAddr;

use seedance_preflight::request::{Counts, ModelId, Request, RequestDocument};
use seedance_preflight::upstream::explain_upstream;
use seedance_preflight::{RequestReport, check_request};

/// Spellings of hosts, and the text around them.
pub(super) const ADDRESS: &[&str] = &[
    "https://",
    "http://",
    "HTTPS:",
    "//",
    "data:image/png;base64,",
    "asset://",
    "localhost",
    "127.0.0.1",
    "0x7f.1",
    "2130706433",
    "0177.0.0.1",
    "[::1]",
    "[::ffff:10.0.0.1]",
    "[fe80::1%25eth0]",
    "169.254.169.254",
    "10.0.0.1",
    "192.168.1.1",
    "metadata.google.internal",
    "xn--",
    "example.com",
    "user:pass@",
    "@",
    ":443",
    ":0",
    ":65536",
    "?",
    "#",
    "..",
    "%2e",
    "%",
    "。",
    "１２７",
    "\\",
    ".local",
    ".",
    "a/b",
];
pub(super) const ADDRESSES: &[&str] = &[
    "https://example.com/hook",
    "https://user@127.1:8443/a?b#c",
    "http://[::ffff:127.0.0.1]/",
    "https://bücher.example/",
    "data:image/png;base64,iVBORw0KGgo=",
    "https://0x7f.0.0.1/",
];

/// Names of assets, and what decides whether they are names.
pub(super) const PROMPT: &[&str] = &[
    "image 1",
    "images 1-3",
    "@Image2",
    "video 9",
    "audio",
    "图片1",
    "图1、2",
    "视频 3",
    "音频（2）",
    " and ",
    " or ",
    "、",
    "至",
    "-",
    "seconds",
    "fps",
    "1",
    "99",
    "0",
    "(",
    "（",
    "#",
    "_",
    "16:9",
    "don't",
    "一只猫",
    "@Image1@Image2",
];
pub(super) const PROMPTS: &[&str] = &[
    "A cat walks from image 1 to video 2.",
    "让图片1里的猫弹钢琴，图2、3在后面",
    "@Image1@Image2 and images 1-3, 5-10 seconds",
];

/// Words of the service's refusals.
pub(super) const UPSTREAM: &[&str] = &[
    "The parameter `content[2]` specified in the request is not valid: ",
    "content[",
    "]",
    "image",
    "video",
    "audio",
    "duration",
    "pixel count",
    "must be less than or equal to ",
    "must be between ",
    "for model seedance-2-0 in r2v",
    "927408",
    "0.4",
    "[0.4, 2.5]",
    "fps",
    "seconds",
    "MB",
    "width",
    "height",
    "aspect ratio",
    "{\"error\":{\"message\":\"",
    "\"}}",
    "-1",
    "99999999999999999999",
    "1e5",
    ".",
    ",",
    "the total",
    " frame",
    "InvalidParameter",
];
pub(super) const MESSAGES: &[&str] = &[
    "The parameter `content[2]` specified in the request is not valid: the parameter video pixel count specified in the \
     request must be less than or equal to 927408 for model seedance-2-0 in r2v",
    "{\"error\":{\"code\":\"InvalidParameter\",\"message\":\"the image width must be between 300 and 6000\"}}",
    "The parameter `content` specified in the request is not valid: total duration of audio must be at most 15 seconds",
];

/// A text as the callback and as media of a request: where no rule speaks, it leads to a public host by HTTPS.
pub(super) fn address(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else { return false };
    let model = ModelId::from("seedance-2.0-image-to-video");
    let request = Request::builder(model, "A cat.").image(text).callback_url(text).build();
    let report = judge(&request);
    let clean =
        |pointer: &str| !report.findings().iter().any(|finding| finding.pointer == pointer && finding.actual.is_some());
    if clean("/callback_url") {
        leads_to_a_public_host(text);
    }
    true
}

fn leads_to_a_public_host(text: &str) {
    let url = url::Url::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(url.scheme(), "https", "{text:?}");
    let ip = match url.host().unwrap_or_else(|| panic!("{text:?} has no host")) {
        url::Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            assert!(name != "localhost" && !name.ends_with(".localhost") && !name.is_empty(), "{text:?}");
            return;
        }
        url::Host::Ipv4(ip) => IpAddr::V4(ip),
        url::Host::Ipv6(ip) => IpAddr::V6(ip).to_canonical(),
    };
    assert!(!ip.is_loopback() && !ip.is_unspecified() && !ip.is_multicast(), "{text:?}");
    match ip {
        IpAddr::V4(ip) => assert!(!ip.is_private() && !ip.is_link_local() && !ip.is_broadcast(), "{text:?}"),
        IpAddr::V6(ip) => assert!(!ip.is_unique_local() && !ip.is_unicast_link_local(), "{text:?}"),
    }
}

/// A text as the prompt: what it names is found in it, and its length is counted.
pub(super) fn prompt(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else { return false };
    let model = ModelId::from("seedance-2.0-reference-to-video");
    let request = Request::builder(model, text).image("https://media.example.com/a.png").build();
    let report = judge(&request);
    for finding in report.findings() {
        assert!(!finding.message().is_empty() && !finding.help().is_empty(), "{finding:?}");
    }
    let blank = report.findings().iter().any(|finding| finding.rule.id == "request/prompt-blank");
    assert!(!text.trim().is_empty() || blank, "{text:?}");
    true
}

/// A text as a refusal of the service: what is read of it names a rule, and points into the request.
pub(super) fn upstream(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else { return false };
    for counts in [None, Some(Counts::new(2, 1, 1)), Some(Counts::new(0, 0, 0))] {
        let refusal = explain_upstream(text, counts);
        assert!(refusal.rule.is_none_or(|rule| seedance_preflight::rules::by_id(rule).is_some()), "{refusal:?}");
        assert!(refusal.or_rule.is_none_or(|rule| seedance_preflight::rules::by_id(rule).is_some()), "{refusal:?}");
        assert!(!refusal.help().is_empty(), "{refusal:?}");
        assert!(refusal.pointer.as_ref().is_none_or(|pointer| pointer.starts_with('/')), "{refusal:?}");
        // Only the counts identify an element of a list; sums and fields are located without them.
        let is_element = |pointer: &String| pointer.ends_with(|last: char| last.is_ascii_digit());
        assert!(counts.is_some() || !refusal.pointer.as_ref().is_some_and(is_element), "{refusal:?}");
    }
    true
}

fn judge(request: &Request) -> RequestReport {
    check_request(&RequestDocument::from(request), &[], &Default::default())
}
