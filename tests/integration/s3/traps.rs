//! A store that wants to be asked for more, or to lead elsewhere.

use std::fs;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::store::{Store, page};
use super::web::{Reply, Web};
use super::{errors, folder, obstacles, run, verdicts};

fn object(key: &str) -> String {
    format!("<Contents><Key>{key}</Key><Size>9</Size></Contents>")
}

#[test]
fn hostile_listings_end_the_audit() {
    let folder = folder("hostile");
    let bomb = "<!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><ListBucketResult>&b;</ListBucketResult>";
    let again = "<IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken>";
    let body = |text: &str| (text.as_bytes().to_vec(), true);
    let inner = |text: &str| (text.as_bytes().to_vec(), false);
    for (name, (answer, is_whole)) in [
        ("entities", body(bomb)),
        ("no XML", body("{\"keys\": []}")),
        ("another root", body("<html><body>login</body></html>")),
        ("cut", body("<ListBucketResult><Contents><Key>clips/a")),
        ("deep", body(&"<ListBucketResult>".repeat(50_000))),
        ("not UTF-8", (b"<ListBucketResult>\xff</ListBucketResult>".to_vec(), true)),
        ("too long", body(&format!("<ListBucketResult>{}", " ".repeat(17 << 20)))),
        ("the same page", inner(again)),
        ("a key that is too long", inner(&object(&"clips/".repeat(200)))),
        ("a key that was not asked for", inner(&object("other/a.png"))),
        ("an entity in a key", inner(&object("clips/&x;"))),
    ] {
        let store = Store::start(&[], move |_, key| {
            let text = String::from_utf8_lossy(&answer);
            key.is_empty().then(|| match is_whole {
                true => Reply::Body { status: 200, headers: Vec::new(), body: answer.clone() },
                false => page(&text),
            })
        });
        let output = run(&folder, &store.endpoint(), &["audit", "s3://media/clips/", "--quiet"]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", errors(&output));
        assert!(errors(&output).contains("cannot list s3://media/clips/"), "{name}: {}", errors(&output));
    }
}

#[test]
fn a_key_never_leads_to_a_local_file_or_another_object() {
    let folder = folder("keys");
    fs::create_dir_all(folder.join("s3:/media/clips")).unwrap();
    fs::copy("testdata/accepted/card.webp", folder.join("mine.webp")).unwrap();
    fs::copy("testdata/accepted/card.webp", folder.join("s3:/media/clips/a.webp")).unwrap();
    let keys =
        ["../../../mine.webp", "clips/a.webp", "clips/./a.webp", "/clips//a.webp", "clips/%00&#10;&#27;[31m.webp"];
    let inner: String = keys.iter().map(|key| object(key)).collect();
    let store = Store::start(&[], move |_, key| key.is_empty().then(|| page(&inner)));
    let output = run(&folder, &store.endpoint(), &["audit", "s3://media/", "--output", "jsonl"]);
    let found = verdicts(&output);
    assert_eq!(found.len(), keys.len(), "{found:?}");
    assert!(found.values().all(|verdict| verdict == "undecided"), "{found:?}");
    assert_eq!(obstacles(&output)["s3://media/../../../mine.webp"], "bad-url");
    assert_eq!(obstacles(&output)["s3://media/clips/a.webp"], "not-found");
    assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b));
    let text = run(&folder, &store.endpoint(), &["audit", "s3://media/"]);
    assert!(!text.stdout.contains(&0x1b) && !text.stderr.contains(&0x1b));
}

#[test]
fn redirects_lead_nowhere() {
    let folder = folder("redirects");
    let other = Web::start("127.0.0.2", |_| Reply::Status { after: Duration::ZERO, status: 200, headers: Vec::new() });
    for status in [301, 302, 307, 308] {
        let location = format!("Location: {}", other.url("/latest/meta-data"));
        let store = Store::start(&[], move |_, _| {
            Some(Reply::Status { after: Duration::ZERO, status, headers: vec![location.clone()] })
        });
        let output = run(&folder, &store.endpoint(), &["check", "s3://media/clips/a.png", "--output", "jsonl"]);
        assert_eq!(obstacles(&output)["s3://media/clips/a.png"], "bad-redirect", "{status}");
        let output = run(&folder, &store.endpoint(), &["audit", "s3://media/clips/"]);
        assert_eq!(output.status.code(), Some(2));
    }
    assert_eq!(other.counts.connections.load(Ordering::SeqCst), 0);
}
