//! `fix` of a request: the body as a new file beside a diff, its media as new files.

use std::path::Path;
use std::process::Output;

use seedance_preflight::Media;
use seedance_preflight::request::RequestDocument;
use serde_json::{Value, json};

use super::{facts, has_ffmpeg, make, names, program, text};

const TEXT: &str = "seedance-2.0-text-to-video";
const IMAGE: &str = "seedance-2.0-image-to-video";
const REFERENCE: &str = "seedance-2.0-reference-to-video";

fn write(folder: &Path, body: &str) {
    std::fs::write(folder.join("r.json"), body).unwrap();
}

fn fix(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).arg("fix").arg("--offline").args(arguments).output().unwrap()
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Lines of the output that begin like this.
fn count(output: &Output, start: &str) -> usize {
    stdout(output).lines().filter(|line| line.starts_with(start)).count()
}

fn picture(folder: &Path, name: &str, width: u32, height: u32) {
    image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 77]))
        .save(folder.join(name))
        .unwrap();
}

#[test]
fn a_body_of_another_client_becomes_an_accepted_one() {
    let folder = tempfile::tempdir().unwrap();
    let body = format!(
        "{{\n  \"model\": \"{TEXT}\",\n  \"text\": \"A cat\",\n\t\"resolution\": 720 ,\n  \"duration\": 20\n}}\n"
    );
    write(folder.path(), &body);
    let output = fix(folder.path(), &["r.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let fixed = std::fs::read_to_string(folder.path().join("r.fixed.json")).unwrap();
    let wanted = body
        .replace("\"text\"", "\"prompt\"")
        .replace("\"resolution\": 720", "\"quality\": \"720p\"")
        .replace("20\n", "15\n");
    assert_eq!(fixed, wanted);
    assert_eq!(std::fs::read_to_string(folder.path().join("r.json")).unwrap(), body);
    for changed in ["\n-  \"duration\": 20\n", "\n+  \"duration\": 15\n"] {
        assert!(stdout(&output).contains(changed), "{}", text(&output));
    }
    assert_eq!((count(&output, "  edit: "), count(&output, "  note: ")), (2, 1), "{}", text(&output));
    assert_eq!(names(folder.path()), ["r.fixed.json", "r.json"]);

    let checked = program(folder.path()).args(["request", "--offline", "r.fixed.json"]).output().unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked));
    let again = fix(folder.path(), &["r.fixed.json"]);
    assert_eq!(again.status.code(), Some(0), "{}", text(&again));
    assert_eq!(names(folder.path()), ["r.fixed.json", "r.json"]);
}

#[test]
fn a_result_overwrites_nothing_unless_forced() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &json!({"model": TEXT, "prompt": "x", "seconds": 8}).to_string());
    std::fs::write(folder.path().join("r.fixed.json"), "mine").unwrap();
    let output = fix(folder.path(), &["r.json"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output));
    assert_eq!(std::fs::read_to_string(folder.path().join("r.fixed.json")).unwrap(), "mine");
    assert_eq!(fix(folder.path(), &["r.json", "--force"]).status.code(), Some(0));
    assert_eq!(read(&folder.path().join("r.fixed.json"))["duration"], 8);
    let onto_itself = fix(folder.path(), &["r.json", "--output", ".", "--force"]);
    assert_eq!(onto_itself.status.code(), Some(2), "{}", text(&onto_itself));
    assert_eq!(read(&folder.path().join("r.json"))["seconds"], 8);
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_the_result_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &json!({"model": TEXT, "prompt": "x", "seconds": 8}).to_string());
    std::fs::write(folder.path().join("other"), "mine").unwrap();
    std::os::unix::fs::symlink("other", folder.path().join("r.fixed.json")).unwrap();
    assert_eq!(fix(folder.path(), &["r.json"]).status.code(), Some(2));
    assert_eq!(fix(folder.path(), &["r.json", "--force"]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(folder.path().join("other")).unwrap(), "mine");
    assert_eq!(read(&folder.path().join("r.fixed.json"))["duration"], 8);
}

#[test]
fn a_dry_run_prints_the_diff_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &json!({"model": IMAGE, "prompt": "x", "image_url": "small.png"}).to_string());
    picture(folder.path(), "small.png", 200, 200);
    let output = fix(folder.path(), &["r.json", "--dry-run"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(stdout(&output).contains("\"image_urls\":[\"small.fixed.png\"]"), "{}", text(&output));
    assert_eq!(count(&output, "would fix"), 2);
    assert_eq!(names(folder.path()), ["r.json", "small.png"]);
}

#[test]
fn a_report_shows_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &json!({"model": IMAGE, "prompt": "x", "image_urls": "a.png", "seconds": 20}).to_string());
    picture(folder.path(), "a.png", 640, 640);
    let request = |format: &str| {
        program(folder.path()).args(["request", "--offline", "--format", format, "r.json"]).output().unwrap()
    };
    let report: Value = serde_json::from_slice(&request("json").stdout).unwrap();
    assert_eq!(report["fix"]["verdict"], "accepted");
    assert_eq!(report["fix"]["command"], json!(["seedance-preflight", "fix", "--", "r.json"]));
    let edits = report["fix"]["edits"].as_array().unwrap().iter();
    let edits: Vec<_> = edits.map(|edit| json!([edit["new_pointer"], edit["from"], edit["to"]])).collect();
    assert_eq!(edits, [json!(["/image_urls", "a.png", ["a.png"]]), json!(["/duration", 20, 15])]);
    let schema: Value = serde_json::from_str(seedance_preflight::render::REPORT_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&report), "{report}");
    let shown = request("text");
    assert_eq!(
        (count(&shown, "  edit: "), count(&shown, "  note: "), count(&shown, "  fix: ")),
        (1, 1, 1),
        "{}",
        text(&shown)
    );

    write(folder.path(), &json!({"model": TEXT, "prompt": "x"}).to_string());
    let report: Value = serde_json::from_slice(&request("json").stdout).unwrap();
    assert_eq!(report.get("fix"), None);
}

#[test]
fn a_misspelled_key_is_repaired_even_where_it_only_warns() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &json!({"model": TEXT, "prompt": "x", "durration": 8}).to_string());
    let output = fix(folder.path(), &["r.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert_eq!(read(&folder.path().join("r.fixed.json")), json!({"model": TEXT, "prompt": "x", "duration": 8}));
}

#[test]
fn what_only_the_author_can_decide_is_listed_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for body in [
        json!({"model": TEXT, "seconds": 8}).to_string(),
        json!({"model": TEXT, "prompt": "x", "quality": "480p", "resolution": "720p"}).to_string(),
        format!("{{\"model\": \"{TEXT}\", 'prompt': 'x'}}"),
    ] {
        write(folder.path(), &body);
        let output = fix(folder.path(), &["r.json"]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output));
        assert!(count(&output, "  remains: ") > 0, "{}", text(&output));
        assert_eq!(names(folder.path()), ["r.json"]);
    }
}

#[test]
fn media_that_cannot_be_inspected_leave_the_request_undecided() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &json!({"model": IMAGE, "prompt": "x", "image_url": "https://m.example/a.png"}).to_string());
    let output = fix(folder.path(), &["r.json"]);
    assert_eq!(output.status.code(), Some(4), "{}", text(&output));
    assert_eq!(read(&folder.path().join("r.fixed.json"))["image_urls"], json!(["https://m.example/a.png"]));
}

#[test]
fn frames_get_one_shape_and_their_names_go_into_the_body() {
    let folder = tempfile::tempdir().unwrap();
    picture(folder.path(), "first.png", 1280, 720);
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    picture(folder.path(), "sub/last.png", 1000, 600);
    let body = json!({"model": IMAGE, "prompt": "x", "first_frame": "first.png", "last_frame": "sub/last.png"});
    write(folder.path(), &body.to_string());
    let output = fix(folder.path(), &["r.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let fixed = read(&folder.path().join("r.fixed.json"));
    assert_eq!(fixed["image_urls"], json!(["first.png", "sub/last.fixed.png"]));
    let Media::Image(last) = facts(&folder.path().join("sub/last.fixed.png")).media else { panic!() };
    assert_eq!((last.width, last.height), (Some(999), Some(562)));

    // From another folder, the names lead to the same files.
    let output = fix(folder.path(), &["r.json", "--output", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert_eq!(names(&folder.path().join("out")), ["last.png", "r.json"]);
    let checked = program(folder.path()).args(["request", "--offline", "out/r.json"]).output().unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked));
}

#[test]
fn a_local_copy_of_a_url_is_fixed_and_has_to_be_uploaded() {
    let folder = tempfile::tempdir().unwrap();
    picture(folder.path(), "a.png", 200, 200);
    let url = "https://m.example/a.png?x=y";
    write(folder.path(), &json!({"model": IMAGE, "prompt": "x", "image_urls": [url]}).to_string());
    let output = fix(folder.path(), &["r.json", "--asset", &format!("{url}=a.png")]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert_eq!(names(folder.path()), ["a.fixed.png", "a.png", "r.json"]);
    assert!(stdout(&output).lines().any(|line| line.starts_with("  ") && line.contains(url)), "{}", text(&output));
}

#[test]
fn a_damaged_medium_keeps_the_request_refused() {
    let folder = tempfile::tempdir().unwrap();
    picture(folder.path(), "a.png", 640, 640);
    let whole = std::fs::read(folder.path().join("a.png")).unwrap();
    std::fs::write(folder.path().join("a.png"), &whole[..whole.len() / 2]).unwrap();
    write(folder.path(), &json!({"model": IMAGE, "prompt": "x", "image_url": "a.png"}).to_string());
    let output = fix(folder.path(), &["r.json"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert_eq!(names(folder.path()), ["a.png", "r.json"]);
}

#[test]
fn clips_share_what_they_may_last_together() {
    if !has_ffmpeg("clips_share_what_they_may_last_together") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, seconds) in [("a.mp3", 4), ("b.mp3", 12), ("c.mp3", 9)] {
        let source = format!("sine=frequency=440:sample_rate=44100:duration={seconds}");
        make(folder.path(), name, &["-f", "lavfi", "-i", &source, "-c:a", "libmp3lame"]);
    }
    picture(folder.path(), "i.png", 640, 640);
    let body =
        json!({"model": REFERENCE, "prompt": "x", "image_urls": ["i.png"], "audio_urls": ["a.mp3", "b.mp3", "c.mp3"]});
    write(folder.path(), &body.to_string());
    let output = fix(folder.path(), &["r.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let fixed = std::fs::read(folder.path().join("r.fixed.json")).unwrap();
    let urls: Vec<_> = RequestDocument::read(&fixed).request().unwrap().audio_urls;
    assert_eq!(urls, ["a.mp3", "b.fixed.mp3", "c.fixed.mp3"]);
    let seconds =
        |name: &String| facts(&folder.path().join(name)).audio().unwrap().duration.unwrap().seconds().to_f64();
    let all: Vec<_> = urls.iter().map(seconds).collect();
    assert!(all.iter().sum::<f64>() <= 15.0 && all[1] > 5.4 && all[2] > 5.4, "{all:?}");
}
