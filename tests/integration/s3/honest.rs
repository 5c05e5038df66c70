//! A store that does what it should, also when it has to refuse or to wait.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use super::store::{Store, error};
use super::{errors, folder, obstacles, run, verdicts};

const CLIPS: [&str; 8] = [
    "clips/a.png",
    "clips/b/c d+e?#%41.mp4",
    "clips/b/d.png",
    "clips/drafts/x.png",
    "clips/empty/",
    "clips/notes.txt",
    "clips/\u{e9}\n.png",
    "other/z.png",
];

#[test]
fn a_bucket_is_audited_page_by_page_and_not_opened_again() {
    let folder = folder("pages");
    let store = Store::start(&CLIPS, |_, _| None);
    let audit = |arguments: &[&str]| {
        run(
            &folder,
            &store.endpoint(),
            &[&["audit", "s3://media/clips/", "--journal", "j", "--output", "jsonl"], arguments].concat(),
        )
    };
    let output = audit(&["--quiet"]);
    let first = verdicts(&output);
    let expected = [
        "s3://media/clips/a.png",
        "s3://media/clips/b/c d+e?#%41.mp4",
        "s3://media/clips/b/d.png",
        "s3://media/clips/drafts/x.png",
        "s3://media/clips/\u{e9}\n.png",
    ];
    assert!(first.keys().eq(expected.iter()), "{first:?}");
    assert!(first.values().all(|verdict| verdict == "accepted"), "{first:?} {}", errors(&output));
    // Six objects that are not placeholders of folders, and three pages. The region is found with the first of them.
    assert_eq!(store.asked(), (6, 4));

    let output = audit(&[]);
    assert_eq!((verdicts(&output), store.asked()), (first, (0, 4)));
    assert!(errors(&output).contains("1 not media"), "{}", errors(&output));

    // As long as before, so that only the tag differs.
    let mut objects = store.objects.lock().unwrap();
    let changed = objects.get_mut("clips/a.png").unwrap();
    let mut bytes = changed.as_ref().clone();
    *bytes.last_mut().unwrap() ^= 1;
    *changed = bytes.into();
    drop(objects);
    audit(&["--quiet"]);
    assert_eq!(store.asked(), (1, 4));

    let output = audit(&["--exclude", "drafts/", "--exclude", "b/*.png", "--sort"]);
    let names: Vec<_> = verdicts(&output).into_keys().collect();
    assert_eq!(names, [expected[0], expected[1], expected[4]]);
    // A bucket is a folder, also without a slash after its name, and so is not a prefix that ends within a name.
    for (root, glob) in [("s3://media", "/clips/"), ("s3://media/", "/clips/"), ("s3://media/cl", "/clips/")] {
        let output = run(&folder, &store.endpoint(), &["audit", root, "--exclude", glob, "--output", "jsonl"]);
        let left = verdicts(&output).into_keys().filter(|name| name.contains("/clips/")).count();
        assert_eq!(left, 0, "{root}");
    }

    let output = run(
        &folder,
        &store.endpoint(),
        &["recheck", "--journal", "j", "--under", "s3://media/clips/b/", "--output", "jsonl"],
    );
    assert_eq!(verdicts(&output).len(), 2);
}

#[test]
fn objects_are_checked_and_bound_to_requests() {
    let folder = folder("request");
    let store = Store::start(&CLIPS, |_, _| None);
    let object = "s3://media/clips/b/c d+e?#%41.mp4";
    let output = run(&folder, &store.endpoint(), &["check", object, "s3://media/none.mp4", "--output", "jsonl"]);
    assert_eq!(verdicts(&output).into_values().collect::<Vec<_>>(), ["accepted", "undecided"]);
    assert_eq!(obstacles(&output)["s3://media/none.mp4"], "not-found");
    let output = run(&folder, &store.endpoint(), &["facts", object]);
    let facts: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&facts["facts"]["format"], &facts["uri"]),
        (&"mp4".into(), &"s3://media/clips/b/c%20d%2Be%3F%23%2541.mp4".into())
    );

    let request = |url: &str| {
        format!(
            "{{\"model\": \"seedance-2.0-image-to-video\", \"prompt\": \"The cat wakes up.\", \"image_urls\": [\"{url}\"]}}"
        )
    };
    let rules = |url: &str, arguments: &[&str]| {
        fs::write(folder.join("r.json"), request(url)).unwrap();
        let output = run(&folder, &store.endpoint(), &[&["request", "r.json", "--format", "json"], arguments].concat());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap().clone();
        findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // The object is measured, but the service cannot fetch it from there.
    let found = rules("s3://media/clips/a.png", &[]);
    assert!(found.contains(&"request/media-url-not-accepted".to_owned()), "{found:?}");
    assert!(!found.contains(&"fetch/failed".to_owned()), "{found:?}");
    let url = "https://cdn.example.com/a.png";
    for (key, is_there) in [("a.png", true), ("none.png", false)] {
        let found = rules(url, &["--asset", &format!("{url}=s3://media/clips/{key}")]);
        assert_eq!(!found.contains(&"fetch/failed".to_owned()), is_there, "{found:?}");
        assert!(!found.contains(&"request/media-url-not-accepted".to_owned()), "{found:?}");
    }
}

#[test]
fn lists_name_objects_and_prefixes() {
    let folder = folder("lists");
    let store = Store::start(&CLIPS, |_, _| None);
    fs::write(
        folder.join("list"),
        "s3://media/clips/a.png\ns3://media/clips/b/\ns3://media/other\nS3://media/other/z.png\n",
    )
    .unwrap();
    let output = run(&folder, &store.endpoint(), &["audit", "@list", "--output", "jsonl"]);
    let found = verdicts(&output);
    assert_eq!(found.values().filter(|verdict| *verdict == "accepted").count(), 4, "{found:?}");
    // In a list it is an object, and there is none.
    assert_eq!(obstacles(&output)["s3://media/other"], "not-found");
}

#[test]
fn a_store_that_is_overloaded_is_asked_again() {
    let folder = folder("slow-down");
    let failures = AtomicUsize::new(0);
    let store = Store::start(&CLIPS, move |_, key| {
        let is_hit = matches!(key, "" | "clips/a.png");
        let fails = is_hit && failures.fetch_add(1, Ordering::SeqCst).is_multiple_of(2);
        fails.then(|| if key.is_empty() { error(503, "SlowDown", "") } else { error(500, "InternalError", "") })
    });
    let output =
        run(&folder, &store.endpoint(), &["audit", "s3://media/clips/a", "--output", "jsonl", "--region", "eu-west-1"]);
    assert_eq!(verdicts(&output)["s3://media/clips/a.png"], "accepted", "{}", errors(&output));
}

#[test]
fn a_refusal_says_what_to_do() {
    let folder = folder("refusals");
    for (status, code, obstacle, word) in [
        (403, "AccessDenied", "forbidden", "allow these keys"),
        (403, "InvalidAccessKeyId", "forbidden", "check the access key"),
        (403, "SignatureDoesNotMatch", "forbidden", "check the secret access key"),
        (400, "ExpiredToken", "forbidden", "log in again"),
        (400, "InvalidToken", "forbidden", "session token"),
        (403, "RequestTimeTooSkewed", "forbidden", "clock"),
        (403, "InvalidObjectState", "forbidden", "restore"),
        (404, "NoSuchBucket", "not-found", "name of the bucket"),
        (301, "PermanentRedirect", "bad-redirect", "AWS_REGION"),
    ] {
        let store = Store::start(&CLIPS, move |_, _| Some(error(status, code, "")));
        let output = run(&folder, &store.endpoint(), &["check", "s3://media/clips/a.png", "--output", "jsonl"]);
        assert_eq!(obstacles(&output)["s3://media/clips/a.png"], obstacle, "{code}");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains(code) && text.contains(word), "{code}: {text}");
        let output = run(&folder, &store.endpoint(), &["audit", "s3://media/clips/"]);
        assert_eq!(output.status.code(), Some(2), "{code}");
        assert!(errors(&output).contains(word), "{code}: {}", errors(&output));
    }
}

#[test]
fn settings_that_cannot_be_used_end_an_audit() {
    let folder = folder("settings");
    for (variables, word) in [
        (&[("AWS_PROFILE", "none")][..], "profile \"none\""),
        (&[("AWS_SECRET_ACCESS_KEY", "")], "both AWS_ACCESS_KEY_ID"),
        (&[("AWS_ENDPOINT_URL", "minio:9000")], "invalid S3 endpoint"),
        (&[("AWS_REGION", "evil.example/")], "invalid S3 region"),
    ] {
        let mut command = super::command(&folder, "http://127.0.0.1:1", &["audit", "s3://media/clips/"]);
        let output = command.envs(variables.iter().copied()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{variables:?}");
        assert!(errors(&output).contains(word), "{variables:?}: {}", errors(&output));
        super::holds_no_secret(&output.stderr, word);
    }
}
