//! Names and paths: drives, shares, devices, and what Windows drops of a name.

use std::fs::File;
use std::time::{Duration, Instant, SystemTime};

use super::wine::{Wine, by_source, code, stderr};
use crate::support::png;

#[test]
fn a_path_is_the_same_file_in_every_spelling() {
    let Some(wine) = Wine::new("windows: a_path_is_the_same_file_in_every_spelling") else { return };
    wine.put("clips/a b.png", png(640, 480));
    let drive = wine.on_drive("clips/a b.png");
    let absolute = format!("file:///{}", drive.replace('\\', "/").replace(' ', "%20"));
    let relative = "clips/a%20b.png";
    let table = [
        (drive.clone(), &*absolute),
        (drive.replace('\\', "/"), &absolute),
        (drive.replace("Z:", "z:"), &absolute),
        (drive.replace('\\', "//"), &absolute),
        (format!(r"\\?\{drive}"), &absolute),
        (drive.replace("Z:", ""), &absolute),
        (r"Z:clips\a b.png".to_owned(), &absolute),
        (r".\clips\A B.PNG".to_owned(), "clips/A%20B.PNG"),
        (r"clips\a b.png".to_owned(), relative),
        ("./clips/a b.png".to_owned(), relative),
    ];
    let paths: Vec<_> = table.iter().map(|(path, _)| path.as_str()).collect();
    let reports = wine.reports(&paths);
    for (path, uri) in &table {
        let report = &reports[path];
        assert_eq!((&report["verdict"], &report["uri"]), (&"accepted".into(), &(*uri).into()), "{path}");
    }
    // One file, and one entry of a journal.
    let old = SystemTime::now() - Duration::from_secs(100);
    File::options().write(true).open(wine.path("clips/a b.png")).unwrap().set_modified(old).unwrap();
    assert_eq!(wine.known_to_journal(&[paths[0]]), 0);
    assert_eq!(wine.known_to_journal(&[&paths[..7], &paths[8..]].concat()), 9);
}

#[test]
fn a_drive_is_not_a_scheme_and_a_device_not_a_file() {
    let Some(wine) = Wine::new("windows: a_drive_is_not_a_scheme_and_a_device_not_a_file") else { return };
    wine.put("good.png", png(640, 480));
    let start = Instant::now();
    let devices = ["nul", "NUL", "con", r".\nul", "com1", r"\\.\nul", r"\\.\pipe\none", "nul.png"];
    let reports = wine.reports(&[&devices[..], &["C://none.png", "good.png", "ftp://none/a.png"]].concat());
    for device in devices {
        assert_eq!(reports[device]["verdict"], "undecided", "{}", reports[device]);
        assert_eq!(reports[device]["findings"][0]["rule"], "media/not-read", "{device}");
    }
    assert_eq!(reports["good.png"]["verdict"], "accepted");
    let fault = |name: &str| reports[name]["facts"]["faults"][0]["what"].to_string();
    assert!(!fault("C://none.png").contains("fetched") && fault("ftp://none/a.png").contains("fetched"));
    for device in ["nul", "con", r"\\.\nul"] {
        let facts = wine.run(&["facts", device]);
        assert_ne!(code(&facts), 0, "{device}");
    }
    assert!(start.elapsed() < Duration::from_secs(60), "somebody waited for a device");
}

#[test]
fn what_windows_drops_of_a_name_does_not_change_the_file() {
    let Some(wine) = Wine::new("windows: what_windows_drops_of_a_name_does_not_change_the_file") else { return };
    wine.put("a.png", png(640, 480));
    // Such names come from other systems.
    for name in ["a.png.", "a.png ", "nul", "con.png"] {
        wine.put(name, png(100, 100));
    }
    let reports = wine.reports(&[".", "--all"]);
    assert_eq!(reports[r".\a.png"]["verdict"], "accepted");
    for name in [r".\a.png.", r".\a.png ", r".\nul", r".\con.png"] {
        assert_eq!(reports[name]["verdict"], "refused", "{name:?}: {}", reports[name]);
    }
    assert_eq!(reports.len(), 5);
}

#[test]
fn long_paths_and_names_of_any_script_are_read() {
    let Some(wine) = Wine::new("windows: long_paths_and_names_of_any_script_are_read") else { return };
    let long = format!("{0}/{0}/猫 #%20.png", "long".repeat(50));
    wine.put(&long, png(640, 480));
    let path = format!(r".\{}", long.replace('/', "\\"));
    let reports = wine.reports(&["."]);
    assert_eq!(reports[&path]["verdict"], "accepted", "{reports:?}");
    assert!(reports[&path]["uri"].as_str().unwrap().ends_with("/%E7%8C%AB%20%23%2520.png"));
    let named = wine.program().args(["audit", &wine.on_drive(&long), "--output", "jsonl"]).output().unwrap();
    assert_eq!((code(&named), by_source(&named).len()), (0, 1));
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_text_is_measured_or_reported() {
    use std::os::unix::ffi::OsStrExt;

    let Some(wine) = Wine::new("windows: a_name_that_is_not_text_is_measured_or_reported") else { return };
    wine.put("good.png", png(640, 480));
    let name = std::ffi::OsStr::from_bytes(b"bad-\xff\xed\xa0\x80.png");
    std::fs::write(wine.path("").join(name), png(100, 100)).unwrap();
    let output = wine.run(&["audit", ".", "--journal", "j", "--output", "jsonl"]);
    let reports = by_source(&output);
    assert_eq!(reports[r".\good.png"]["verdict"], "accepted", "{}", stderr(&output));
    assert!(reports.values().filter(|report| report["verdict"] == "accepted").count() == 1 && reports.len() <= 2);
}
