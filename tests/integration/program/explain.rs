//! `explain RULE` as its users meet it.

use std::process::Command;

use jsonschema::Validator;
use seedance_preflight::profile::Profile;
use seedance_preflight::{render, rules};
use serde_json::Value;

fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_seedance-preflight")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_rule_is_explained_by_the_numbers_of_the_profile() {
    let (code, text, err) = run(&["explain", "video/fps-out-of-range"]);
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!("explain", text);
    let pixels = |profile: &str| run(&["explain", "video/pixels-out-of-range", "--profile", profile]).1;
    assert!(pixels("seedance-2.0").contains("409600 to 927408 px"));
    assert!(pixels("seedance-2.5").contains("407696 to 8295044 px"));
}

#[test]
fn a_profile_file_changes_the_numbers_and_the_examples() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("house.toml");
    std::fs::write(&path, "base = \"seedance-2.0\"\n[video]\nduration = { max = 8, source = \"house\" }\n").unwrap();
    let arguments = ["explain", "video/duration-out-of-range", "--format", "json", "--profile", path.to_str().unwrap()];
    let (code, out, err) = run(&arguments);
    assert_eq!(code, 0, "{err}");
    let explanation: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(explanation["profile"], "seedance-2.0+house");
    assert_eq!(explanation["limits"][0]["value"]["documented"]["max"]["value"], 8.0);
    assert!(explanation["fails"]["input"].as_str().unwrap().contains(" 9 s"), "{explanation}");
}

#[test]
fn every_rule_has_json_of_the_published_shape() {
    let schema = Validator::new(&serde_json::from_str(render::EXPLANATION_SCHEMA).unwrap()).unwrap();
    for profile in Profile::all() {
        for rule in rules::all() {
            let explanation = serde_json::to_value(seedance_preflight::explain::explain(rule, &profile)).unwrap();
            assert!(schema.is_valid(&explanation), "{explanation:#}");
        }
    }
    let (_, out, _) = run(&["explain", "request/too-many-images", "--format", "jsonl"]);
    assert_eq!(out.lines().count(), 1);
    assert!(schema.is_valid(&serde_json::from_str(&out).unwrap()), "{out}");
    let (_, published, _) = run(&["schema", "explanation"]);
    assert_eq!(published, render::EXPLANATION_SCHEMA);
}

#[test]
fn an_unknown_rule_is_named_by_words_that_few_rules_share() {
    let expected = [
        ("video/fps", "did you mean video/fps-out-of-range?"),
        ("fps", "did you mean video/fps-out-of-range?"),
        ("image/rotate", "did you mean image/rotated?"),
        ("codec", "did you mean video/codec-not-accepted or audio/codec-not-accepted?"),
        ("Video Total", "did you mean request/video-total-duration?"),
    ];
    for (asked, answer) in expected {
        let (code, out, err) = run(&["explain", asked]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains(answer), "{asked}: {err}");
    }
    let (code, _, err) = run(&["explain", "zzz"]);
    assert!(code == 2 && !err.contains("did you mean"), "{err}");
}

#[test]
fn a_size_that_another_profile_has_is_said_so() {
    let (code, _, err) = run(&["size", "16:9", "1080p"]);
    assert_eq!(code, 2);
    assert!(err.contains("--profile seedance-2.0-r2"), "{err}");
    let (code, out, _) = run(&["size"]);
    assert_eq!((code, out.lines().count()), (0, 7));
}
