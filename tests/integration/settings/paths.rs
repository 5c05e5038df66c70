//! Settings about paths: rules for some files, exclusions, outputs; and what each command makes of them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::folder::{Folder, code, parsed, stderr};
use crate::support::png;

/// Verdicts by path, of JSON Lines.
fn verdicts(lines: &[u8]) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().unwrap().trim_start_matches("./").to_owned();
    let lines = std::str::from_utf8(lines).unwrap().lines();
    let reports = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
    reports.map(|report| (text(&report["source"]), text(&report["verdict"]))).collect()
}

fn project() -> Folder {
    let folder = Folder::new();
    for name in ["a.png", "old/b.png", "old/new/c.png", "drafts/d.png"] {
        folder.file(name, png(100, 640));
    }
    folder.file(
        "seedance-preflight.toml",
        "exclude = ['/drafts']\noutput = 'jsonl=reports.jsonl'\n[[per-file]]\nglob = ['old/', '!old/new']\n\
         ignore = 'image'\n",
    );
    folder
}

#[test]
fn rules_are_left_out_for_some_files_in_every_command() {
    let folder = project();
    let output = folder.run(&["audit", ".", "--journal", "j"]);
    assert_eq!((code(&output), output.stdout.len()), (1, 0), "{}", stderr(&output));
    let expected: BTreeMap<_, _> = [("a.png", "refused"), ("old/b.png", "accepted"), ("old/new/c.png", "refused")]
        .map(|(name, verdict)| (name.to_owned(), verdict.to_owned()))
        .into();
    assert_eq!(verdicts(&std::fs::read(folder.project().join("reports.jsonl")).unwrap()), expected);

    // `check` does not write the audit's outputs, and a named file is checked even if audits exclude it.
    std::fs::remove_file(folder.project().join("reports.jsonl")).unwrap();
    let names = ["a.png", "old/b.png", "./old/new/c.png", "drafts/d.png"];
    let output = folder.run(&[&["check", "--format", "jsonl"], names.as_slice()].concat());
    let mut checked = expected.clone();
    checked.insert("drafts/d.png".to_owned(), "refused".to_owned());
    assert_eq!(verdicts(&output.stdout), checked);
    let output = folder.run(&["recheck", "--journal", "j", "--format", "jsonl", "--under", "."]);
    assert_eq!(verdicts(&output.stdout), expected, "{}", stderr(&output));
    assert!(!folder.project().join("reports.jsonl").exists());

    // From a folder below, and by an absolute path, the settings are the same.
    let output = folder.program("old").args(["check", "--format", "jsonl", "b.png", "../a.png"]).output().unwrap();
    assert_eq!(verdicts(&output.stdout), verdicts_of(&[("b.png", "accepted"), ("../a.png", "refused")]));
    let absolute = folder.project().join("old/b.png");
    assert_eq!(code(&folder.run(&["check", absolute.to_str().unwrap()])), 0);
    assert_eq!(code(&folder.run(&["check", "--no-config", "old/b.png"])), 1);
}

#[test]
fn a_fix_is_planned_by_the_rules_that_apply_to_the_file() {
    let folder = Folder::new();
    let short = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/refused/too-short.mp4");
    folder.file("short.mov", std::fs::read(short).unwrap());
    let no_fix = |settings: &str| {
        folder.file("seedance-preflight.toml", settings);
        let output = folder.run(&["check", "short.mov", "--format", "jsonl"]);
        parsed(&output)["fix"]["no_fix"].clone()
    };
    assert_eq!(no_fix("deny-warnings = true"), "too-short");
    let part = "[[per-file]]\nglob = '*.mov'\nignore = 'video/duration-out-of-range'";
    assert_eq!(no_fix(&format!("deny-warnings = true\n{part}")), Value::Null);
}

fn verdicts_of(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, verdict)| ((*name).to_owned(), (*verdict).to_owned())).collect()
}

#[test]
fn exclusions_of_a_file_are_relative_to_it_and_flags_to_each_folder() {
    let folder = project();
    folder.file("old/drafts/e.png", png(640, 640));
    let audited = |below: &str, arguments: &[&str]| {
        let output = folder.program(below).args(["audit", "--format", "jsonl"]).args(arguments).output().unwrap();
        verdicts(&output.stdout).into_keys().collect::<Vec<_>>()
    };
    assert_eq!(audited("", &["."]), ["a.png", "old/b.png", "old/drafts/e.png", "old/new/c.png"]);
    assert_eq!(audited("old", &[".."]), ["../a.png", "../old/b.png", "../old/drafts/e.png", "../old/new/c.png"]);
    assert_eq!(audited("", &["drafts"]), ["drafts/d.png"], "a folder that is named is audited");
    assert_eq!(audited("", &["old", "--exclude", "/drafts"]), ["old/b.png", "old/new/c.png"]);
    assert_eq!(audited("", &[".", "--no-config"]).len(), 5);
}

#[test]
fn exclusions_hold_for_changed_files_too() {
    let folder = project();
    std::fs::remove_dir(folder.project().join(".git")).unwrap();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"];
        let mut command = std::process::Command::new("git");
        let output = command.args(identity).args(arguments).current_dir(folder.project()).output().unwrap();
        assert!(output.status.success(), "{arguments:?}");
    };
    git(&["init", "--quiet"]);
    git(&["commit", "--quiet", "--allow-empty", "--message", "empty"]);
    let changed = |below: &str| {
        let arguments = ["audit", "--format", "jsonl", "--changed-since", "HEAD"];
        let output = folder.program(below).args(arguments).output().unwrap();
        verdicts(&output.stdout).into_keys().collect::<Vec<_>>()
    };
    assert_eq!(changed(""), ["a.png", "old/b.png", "old/new/c.png"]);
    assert_eq!(changed("old"), ["b.png", "new/c.png"]);
    assert_eq!(changed("drafts"), Vec::<String>::new());
}

#[test]
fn requests_take_profile_tolerance_and_rules_and_nothing_is_sent_past_a_rule() {
    let folder = Folder::new();
    let request = json!({"model": "seedance-2.5-text-to-video", "prompt": "A cat.", "duration": 3});
    folder.file("r.json", request.to_string());
    let rules = |arguments: &[&str]| {
        let report =
            parsed(&folder.run(&[&["request", "r.json", "--offline", "--format", "json"], arguments].concat()));
        let findings = report["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let duration = "request/duration-out-of-range".to_owned();
    assert!(rules(&[]).contains(&"request/model-not-accepted".to_owned()), "{:?}", rules(&[]));
    folder.file("seedance-preflight.toml", "profile = 'auto'\noutput = 'html=page.html'");
    assert_eq!(rules(&[]), std::slice::from_ref(&duration));
    folder.file("seedance-preflight.toml", "profile = 'auto'\n[[per-file]]\nglob = 'r.json'\nignore = 'request'");
    assert!(rules(&[]).is_empty());
    assert!(!folder.project().join("page.html").exists());
    if cfg!(feature = "submit") {
        let mut submit = folder.program("");
        submit.args(["submit", "r.json", "--yes", "--offline", "--base-url", "http://127.0.0.1:9"]);
        let output = submit.env("SEEDANCE_API_KEY", "key").output().unwrap();
        assert_eq!(code(&output), 1, "{}", stderr(&output));
        assert!(stderr(&output).contains(&duration), "{}", stderr(&output));
    }
}

#[test]
fn a_profile_file_is_relative_to_the_settings() {
    let folder = Folder::new();
    folder.file("limits/house.toml", "base = 'seedance-2.0'\nimage.side = { max = 600 }");
    folder.file("seedance-preflight.toml", "profile = 'limits/house.toml'");
    let image = folder.file("a/b/c.png", png(640, 640));
    let output = folder.program("a/b").args(["check", "--format", "jsonl", "c.png"]).output().unwrap();
    assert_eq!((code(&output), &parsed(&output)["profile"]), (1, &json!("seedance-2.0+house")));
    assert_eq!(code(&folder.run(&["check", "--no-config", image.to_str().unwrap()])), 0);
    folder.file("seedance-preflight.toml", "profile = 'auto'");
    assert_eq!(code(&folder.run(&["check", image.to_str().unwrap()])), 0);
}

#[test]
fn sizes_and_explanations_are_those_of_the_profile_in_force() {
    let folder = Folder::new();
    folder.file("house.toml", "base = 'seedance-2.5'\nimage.side = { max = 1234 }");
    folder.file("seedance-preflight.toml", "profile = 'house.toml'");
    let stdout = |arguments: &[&str]| String::from_utf8(folder.run(arguments).stdout).unwrap();
    let explained = ["explain", "image/side-out-of-range"];
    assert!(
        stdout(&explained).contains("1234") && !stdout(&[&explained[..], &["--no-config"]].concat()).contains("1234")
    );
    assert!(!stdout(&[&explained[..], &["--profile", "seedance-2.0"]].concat()).contains("1234"));
    let sizes = |arguments: &[&str]| stdout(&[&["size", "--format", "json"], arguments].concat());
    assert_eq!(sizes(&[]), sizes(&["--no-config", "--profile", "seedance-2.5"]));
    assert_ne!(sizes(&[]), sizes(&["--no-config"]));
    folder.file("seedance-preflight.toml", "profil = 'house.toml'");
    assert_eq!(code(&folder.run(&explained)), 2);
}
