//! `request` and `schema` as their users meet them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::support;

/// A folder of its own for a test, with a request in it.
fn folder(name: &str, request: &Value) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("request.json"), serde_json::to_vec_pretty(request).unwrap()).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    // No test asks anybody for what its URLs name.
    let offline = if arguments.first() == Some(&"request") { ["--offline"].as_slice() } else { &[] };
    command
        .current_dir(folder)
        .args(arguments)
        .args(offline)
        .stdin(Stdio::null())
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap()
}

fn report(folder: &Path, arguments: &[&str]) -> Value {
    let output = run(folder, &[arguments, &["--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn with_frame(url: &str) -> Value {
    json!({"model": "seedance-2.0-image-to-video", "prompt": "The cat wakes up.", "image_urls": [url]})
}

#[test]
fn a_file_for_a_url_decides_what_is_undecided_without() {
    let url = "https://media.example.com/cat.png?size=full=1";
    let folder = folder("asset", &with_frame(url));
    std::fs::write(folder.join("cat=1.png"), support::png(1280, 720)).unwrap();
    assert_eq!(code(&run(&folder, &["request", "request.json"])), 4);

    let given = format!("{url}=cat=1.png");
    let output = run(&folder, &["request", "request.json", "--asset", &given]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stdout));
    let found = report(&folder, &["request", "request.json", "--asset", &given]);
    assert_eq!(found["assets"][0]["facts"]["width"], 1280);
    assert_eq!(found["assets"][0]["role"], "first_frame");
    assert_eq!(found["output_size"], json!({"width": 1280, "height": 720, "predicted": false}));

    std::fs::write(folder.join("cat=1.png"), support::png(200, 720)).unwrap();
    assert_eq!(code(&run(&folder, &["request", "request.json", "--asset", &given])), 1);
    let unused = run(&folder, &["request", "request.json", "--asset", "https://media.example.com/dog.png=cat=1.png"]);
    assert_eq!((code(&unused), unused.stdout.len()), (2, 0));
}

#[test]
fn a_path_in_place_of_a_url_is_relative_to_the_request() {
    let folder = folder("path", &with_frame("frames/cat.png"));
    std::fs::create_dir_all(folder.join("frames")).unwrap();
    std::fs::write(folder.join("frames/cat.png"), support::png(1280, 720)).unwrap();
    let request = folder.join("request.json");
    let output = run(Path::new("/"), &["request", request.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stdout));

    std::fs::remove_file(folder.join("frames/cat.png")).unwrap();
    let found = report(&folder, &["request", "request.json"]);
    assert_eq!(found["findings"][0]["rule"], "request/media-url-not-accepted");
}

#[test]
fn the_same_content_under_two_names_is_noticed() {
    let mut request = with_frame("a.png");
    request["image_urls"] = json!(["a.png", "b.png"]);
    let folder = folder("twice", &request);
    for name in ["a.png", "b.png"] {
        std::fs::write(folder.join(name), support::png(1280, 720)).unwrap();
    }
    let found = report(&folder, &["request", "request.json"]);
    assert_eq!(found["verdict"], "accepted");
    assert_eq!(found["findings"][0]["rule"], "media/duplicate");
    // As long as the other, and not the same.
    std::fs::write(folder.join("b.png"), support::png(1281, 721)).unwrap();
    assert_eq!(report(&folder, &["request", "request.json"])["findings"], json!([]));
}

#[test]
fn standard_input_text_and_exit_codes() {
    let folder = folder("stdin", &json!({}));
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    let command =
        command.current_dir(&folder).args(["request", "-", "--offline"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"{\"model\": \"seedance-2.0-text-to-video\",\n \"prompt\": \"\"}").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 1);
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());

    assert_eq!(code(&run(&folder, &["request", "request.json"])), 1);
    assert_eq!(code(&run(&folder, &["request", "no-such.json"])), 2);
    assert_eq!(code(&run(&folder, &["request"])), 2);
}

#[test]
fn tolerance_profile_and_denied_warnings() {
    let mut request = with_frame("http://media.example.com/cat.png");
    request["model"] = json!("seedance-2.5-text-to-video");
    request["image_urls"] = json!([]);
    request["duration"] = json!(-1);
    request["seed"] = json!(7);
    let folder = folder("options", &request);
    assert_eq!(code(&run(&folder, &["request", "request.json"])), 1);
    let later = ["request", "request.json", "--profile", "seedance-2.5", "--tolerance", "observed"];
    assert_eq!(code(&run(&folder, &later)), 0);
    assert_eq!(code(&run(&folder, &[&later[..], &["--deny-warnings"]].concat())), 1);
}

#[test]
fn schemas_are_printed_as_they_are_published() {
    for of in ["request", "report", "facts", "profile", "config"] {
        let output = run(Path::new("."), &["schema", of]);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("testdata/schema/{of}.json"));
        assert_eq!((code(&output), output.stdout), (0, std::fs::read(file).unwrap()));
    }
}

/// A new field of an output must not break who validates it by an older schema. Only settings refuse unknown keys.
#[test]
fn schemas_of_outputs_allow_unknown_fields() {
    for of in ["report", "facts", "profile", "explanation"] {
        let output = run(Path::new("."), &["schema", of]);
        let schema = String::from_utf8(output.stdout).unwrap();
        let closed = ["additionalProperties", "unevaluatedProperties", "propertyNames", "maxProperties"];
        let found: Vec<_> = closed.into_iter().filter(|word| schema.contains(word)).collect();
        assert!(found.is_empty(), "{of}: {found:?}");
    }
}

#[test]
fn a_body_of_another_api_is_converted() {
    let foreign = json!({
        "model": "doubao-seedance-2-0-260128",
        "content": [
            {"type": "text", "text": "The cat wakes up."},
            {"type": "image_url", "role": "first_frame", "image_url": {"url": "https://media.example.com/cat.png"}},
        ],
        "ratio": "16:9",
        "resolution": "480p",
    });
    let folder = folder("convert", &foreign);
    assert_eq!(code(&run(&folder, &["request", "request.json"])), 1);
    let output = run(&folder, &["request", "request.json", "--convert"]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let converted: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(converted["prompt"], "The cat wakes up.");
    assert_eq!(converted["image_urls"], json!(["https://media.example.com/cat.png"]));
    assert_eq!((&converted["aspect_ratio"], &converted["quality"]), (&json!("16:9"), &json!("480p")));
    let of_other_shape = ["content", "ratio", "resolution"];
    assert!(of_other_shape.iter().all(|key| converted.get(key).is_none()), "{converted}");
}

#[test]
fn what_is_not_an_object_cannot_be_converted() {
    let folder = folder("convert-nothing", &json!([1]));
    let output = run(&folder, &["request", "request.json", "--convert"]);
    assert_eq!((code(&output), output.stdout.len()), (2, 0));
}

#[test]
fn the_profile_is_that_of_the_model_where_it_is_asked_for() {
    let request = json!({"model": "seedance-2.5-text-to-video", "prompt": "A cat."});
    let folder = folder("profile-auto", &request);
    let by_default = report(&folder, &["request", "request.json"]);
    assert_eq!((&by_default["profile"], &by_default["verdict"]), (&json!("seedance-2.0"), &json!("refused")));
    let by_model = report(&folder, &["request", "request.json", "--profile", "auto"]);
    assert_eq!((&by_model["profile"], &by_model["verdict"]), (&json!("seedance-2.5"), &json!("accepted")));
}
