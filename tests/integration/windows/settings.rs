//! Settings, globs, lists and requests.

use super::wine::{Wine, by_source, code, stderr};
use crate::support::png;

#[test]
fn globs_take_both_slashes() {
    let Some(wine) = Wine::new("windows: globs_take_both_slashes") else { return };
    for name in ["a.png", "drafts/b.png", "drafts/old/c.png", "other/d.png"] {
        wine.put(name, png(640, 480));
    }
    for glob in [r"drafts\", "drafts/", r"drafts\**", "/drafts/**"] {
        let found = wine.reports(&[".", "--exclude", glob]);
        assert_eq!(found.into_keys().collect::<Vec<_>>(), [r".\a.png", r".\other\d.png"], "{glob}");
    }
    // Found above the folder in which the program runs.
    let settings = "exclude = ['/drafts\\old']\n[[per-file]]\nglob = ['other\\*.png']\nignore = ['image']\n";
    wine.put("seedance-preflight.toml", settings);
    wine.put("other/e.png", png(10, 10));
    wine.put("drafts/f.png", png(10, 10));
    let mut command = wine.program_in(&wine.path("drafts"));
    let upper = wine.on_drive("").to_uppercase().replace("Z:", "z:");
    let output = command.args(["audit", "..", "--output", "jsonl"]).output().unwrap();
    let verdicts: Vec<_> = by_source(&output)
        .into_iter()
        .map(|(name, report)| (name, report["verdict"].as_str().unwrap().to_owned()))
        .collect();
    let verdicts: Vec<_> = verdicts.iter().map(|(name, verdict)| (name.as_str(), verdict.as_str())).collect();
    let wanted = [
        (r"..\a.png", "accepted"),
        (r"..\drafts\b.png", "accepted"),
        (r"..\drafts\f.png", "refused"),
        (r"..\other\d.png", "accepted"),
        (r"..\other\e.png", "accepted"),
    ];
    assert_eq!(verdicts, wanted, "{}", stderr(&output));
    // A path in another case is below the same folder.
    let output = wine.run(&["audit", &format!(r"{upper}other\e.png"), "--output", "jsonl"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
}

#[test]
fn a_list_of_powershell_is_read() {
    let Some(wine) = Wine::new("windows: a_list_of_powershell_is_read") else { return };
    wine.put("clips/猫.png", png(640, 480));
    wine.put("b.png", png(640, 480));
    let list = "\u{feff}clips\\猫.png\r\nb.png\r\n";
    wine.put("list.txt", list.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    let reports = wine.reports(&["@list.txt"]);
    assert_eq!(reports.len(), 2);
    assert!(reports.values().all(|report| report["verdict"] == "accepted"), "{reports:?}");
}

#[test]
fn the_media_of_a_request_are_found_on_this_machine_only() {
    let Some(wine) = Wine::new("windows: the_media_of_a_request_are_found_on_this_machine_only") else { return };
    wine.put("clips/a.png", png(100, 100));
    for (path, is_found) in [
        (r"clips\a.png".to_owned(), true),
        ("clips/a.png".to_owned(), true),
        (wine.on_drive("clips/a.png"), true),
        (format!(r"\\?\{}", wine.on_drive("clips/a.png")), false),
        (r"\\?\unix".to_owned() + wine.path("clips/a.png").to_str().unwrap(), false),
        ("nul".to_owned(), false),
    ] {
        let body = serde_json::json!({
            "model": "seedance-2.0-image-to-video",
            "prompt": "The cat wakes up.",
            "image_urls": [path],
        });
        wine.put("request.json", body.to_string());
        let output = wine.run(&["request", "request.json", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let sides = report["findings"].as_array().unwrap().iter();
        let is_measured = sides.filter(|finding| finding["rule"] == "image/side-out-of-range").count() > 0;
        assert_eq!(is_measured, is_found, "{path}: {report}");
    }
}

#[test]
fn outputs_of_settings_lead_into_no_stream() {
    let Some(wine) = Wine::new("windows: outputs_of_settings_lead_into_no_stream") else { return };
    wine.put("a.png", png(640, 480));
    wine.put(".git/config", "[core]\n");
    for (file, wanted) in [
        (r".git::$INDEX_ALLOCATION\config", 2),
        (r".git\config", 2),
        (r".git.\config", 2),
        (r".GIT \config", 2),
        ("a.txt:b", 2),
        (r"C:\a.txt", 2),
        (r"\a.txt", 2),
        (r"..\a.txt", 2),
        ("a.txt", 0),
    ] {
        wine.put("seedance-preflight.toml", format!("output = ['text={file}']\n"));
        let output = wine.run(&["audit", "a.png"]);
        assert_eq!(code(&output), wanted, "{file}: {}", stderr(&output));
    }
    assert_eq!(std::fs::read(wine.path(".git/config")).unwrap(), b"[core]\n");
}
