//! `size` and `explain --upstream` as their users meet them.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn run(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing may be gone before this.
    let _ = child.stdin.take().unwrap().write_all(input);
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// The start of a PNG file of these sides; PNG §5.2 and §11.2.2.
fn png(width: u32, height: u32) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", sides.as_slice(), &[8, 2, 0, 0, 0, 0, 0, 0, 0], b"\0\0\0\x04IDAT"].concat()
}

#[test]
fn sizes_are_looked_up() {
    let (code, out, _) = run(&["size", "16:9", "480p"], b"");
    assert_eq!((code, out.as_str()), (0, "864x496 16:9 480p\n"));
    let (code, out, _) = run(&["size", "16:9", "480p", "--profile", "seedance-2.5", "--format", "json"], b"");
    let object: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &object["width"], &object["predicted"]), (0, &json!(854), &json!(false)));
    let (code, out, err) = run(&["size", "16:9", "1080p"], b"");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("has no size for 16:9 at 1080p"), "{err}");
}

#[test]
fn all_sizes_are_a_grid_or_an_object_each() {
    let (_, text, _) = run(&["size", "--all", "--profile", "seedance-2.0-r2"], b"");
    assert_eq!(text.lines().count(), 7);
    let (_, out, _) = run(&["size", "--all", "--format", "json"], b"");
    assert_eq!(serde_json::from_str::<Vec<Value>>(&out).unwrap().len(), 12);
}

#[test]
fn adaptive_is_predicted_from_a_file_and_from_nothing_else() {
    let (code, out, _) = run(&["size", "adaptive", "720p", "--media", "-"], &png(3000, 2000));
    assert_eq!((code, out.as_str()), (0, "1112x834 4:3 720p (predicted)\n"));
    let (code, _, err) = run(&["size", "adaptive", "720p", "--media", "-"], b"no picture");
    assert_eq!(code, 4, "{err}");
    let (code, _, err) = run(&["size", "adaptive", "720p"], b"");
    assert_eq!(code, 2, "{err}");
    let (code, _, err) = run(&["size", "1:1", "720p", "--media", "-"], b"");
    assert_eq!(code, 2, "{err}");
}

#[test]
fn refusals_of_the_service_are_explained() {
    let request = std::env::temp_dir().join(format!("seedance-preflight-{}.json", std::process::id()));
    std::fs::write(&request, r#"{"prompt": "x", "image_urls": ["a"], "video_urls": ["b"]}"#).unwrap();
    let inner = "the parameter video pixel count specified in the request must be less than or equal to 927408 for model m in r2v";
    let message = format!("The parameter `content[2]` specified in the request is not valid: {inner}");
    let answer = json!({"error": {"code": "InvalidParameter", "message": message}}).to_string();
    let (code, out, _) =
        run(&["explain", "--upstream", "-", "--request", request.to_str().unwrap()], answer.as_bytes());
    std::fs::remove_file(&request).unwrap();
    assert_eq!(code, 0);
    assert!(out.starts_with("video/pixels-out-of-range at /video_urls/0\n"), "{out}");
    assert!(out.contains("at most 927408 px"), "{out}");
    let (_, out, _) = run(&["explain", "--upstream", &message], b"");
    assert!(out.starts_with("video/pixels-out-of-range at content[2]; give --request"), "{out}");
    let (code, out, _) = run(&["explain", "--upstream", "fail_to_fetch_task"], b"");
    assert!(code == 4 && out.starts_with("unknown"), "{out}");
    let (code, out, _) = run(&["explain", "--upstream", &message, "--format", "json"], b"");
    let object: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, &object["class"], &object["direction"], &object["again"]),
        (0, &json!("bound"), &json!("high"), &json!("no"))
    );
    assert!(object["pointer"].is_null() && object["help"].is_string(), "{out}");
    let (code, ..) = run(&["explain", "video/rotated", "--upstream", "x"], b"");
    assert_eq!(code, 2);
}
