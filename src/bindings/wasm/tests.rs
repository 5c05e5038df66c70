use serde_json::{Value, json};

use super::answer;

const CLIP: &[u8] = include_bytes!("../../../testdata/refused/film-rate.mp4");
const PHOTO: &[u8] = include_bytes!("../../../testdata/accepted/photo.jpg");

fn call_on(bytes: &[u8], call: &Value) -> Result<String, String> {
    let mut out = Vec::new();
    let mut arguments = call.clone();
    let name = arguments.as_object_mut().and_then(|members| members.remove("call")).unwrap_or_default();
    let text = format!("{}\n{arguments}", name.as_str().unwrap_or_default());
    answer(text.as_bytes(), |_| bytes, &mut out).map_err(|error| error.to_string())?;
    Ok(String::from_utf8(out).unwrap())
}

fn json_of(bytes: &[u8], call: &Value) -> Value {
    serde_json::from_str(&call_on(bytes, call).unwrap()).unwrap()
}

fn facts(bytes: &[u8]) -> Value {
    json_of(bytes, &json!({"call": "probe", "name": "a"}))["facts"].clone()
}

#[test]
fn a_file_is_judged_with_its_fix() {
    let report = json_of(CLIP, &json!({"call": "check", "name": "film.mp4", "length": CLIP.len()}));
    assert_eq!((&report["source"], &report["verdict"]), (&json!("film.mp4"), &json!("refused")));
    assert_eq!(report["findings"][0]["rule"], "video/fps-out-of-range");
    assert_eq!(report["fix"]["command"][0], "ffmpeg");
    // From known facts, nothing is read.
    let again = json_of(&[], &json!({"call": "check", "name": "film.mp4", "facts": report["facts"]}));
    assert_eq!(again, report);
}

#[test]
fn options_choose_rules_profile_and_language() {
    let options = json!({"ignore": ["video/fps-out-of-range"]});
    let report = json_of(CLIP, &json!({"call": "check", "name": "a.mp4", "options": options}));
    assert_eq!((&report["verdict"], report.get("fix")), (&json!("accepted"), None));
    let options = json!({"tolerance": "observed", "language": "zh", "deny_warnings": true});
    let report = json_of(CLIP, &json!({"call": "check", "name": "a.mp4", "options": options}));
    assert_eq!(report["findings"][0]["severity"], "warning");
    assert!(report["findings"][0]["message"].as_str().unwrap().contains("帧率"));
    for options in [json!({"profile": "x"}), json!({"select": ["x"]}), json!({"colour": true})] {
        assert!(call_on(CLIP, &json!({"call": "check", "options": options})).is_err(), "{options}");
    }
}

#[test]
fn a_file_that_was_not_read_is_undecided() {
    let fault = json!({"kind": "io", "offset": 0, "what": "the reader stopped", "obstacle": "failed"});
    let report = json_of(&[], &json!({"call": "check", "name": "a.mp4", "fault": fault}));
    assert_eq!((&report["verdict"], &report["findings"][0]["rule"]), (&json!("undecided"), &json!("media/not-read")));
}

#[test]
fn a_fetched_file_has_no_command() {
    let call = json!({"call": "check", "name": "https://a.example/b.mp4?key=1", "is_fetched": true});
    let report = json_of(CLIP, &call);
    assert_eq!((report.get("fix"), &report["verdict"]), (None, &json!("refused")));
    assert!(report["findings"].as_array().unwrap().iter().all(|found| found["rule"] != "media/extension-mismatch"));
}

#[test]
fn text_is_that_of_the_program() {
    let text = call_on(CLIP, &json!({"call": "check", "name": "a.mp4", "text": "plain"})).unwrap();
    assert!(text.starts_with("refused   a.mp4  mp4 h264 640x640") && text.contains("\n    fix: ffmpeg "), "{text}");
    let totals = json!({"call": "totals", "accepted": 1, "undecided": 0, "refused": 2, "language": "en"});
    assert_eq!(call_on(&[], &totals).unwrap(), "3 files: 2 refused, 0 undecided, 1 accepted\n");
}

#[test]
fn data_are_translated() {
    let call = json!({"call": "translate", "text": "the reader stopped unexpectedly", "language": "zh"});
    assert_eq!(call_on(&[], &call).unwrap(), "读取程序意外停止");
}

#[test]
fn a_request_is_judged_with_its_media() {
    let url = "https://media.example.com/cat.jpg";
    let request = json!({"model": "seedance-2.0-image-to-video", "prompt": "Go.", "image_urls": [url], "duration": 20});
    let asset = json!({"url": url, "facts": facts(PHOTO), "name": "cat.jpg"});
    let call = json!({"call": "check_request", "name": "r.json", "request": request.to_string(), "assets": [asset]});
    let report = json_of(&[], &call);
    assert_eq!(report["findings"][0]["rule"], "request/duration-out-of-range");
    assert_eq!(report["assets"][0]["facts"]["format"], "jpeg");
    let command = json!(["seedance-preflight", "fix", "--asset", format!("{url}=cat.jpg"), "--", "r.json"]);
    assert_eq!(report["fix"]["command"], command);
    let broken = json_of(&[], &json!({"call": "check_request", "name": "r.json", "request": "{"}));
    assert_eq!(broken["verdict"], "refused");
}

#[test]
fn a_request_chooses_its_profile() {
    let request = json!({"model": "seedance-2.5-text-to-video", "prompt": "Go."}).to_string();
    let call = json!({"call": "check_request", "request": request, "options": {"profile": "auto"}});
    let report = json_of(&[], &call);
    assert_eq!((&report["profile"], &report["verdict"]), (&json!("seedance-2.5"), &json!("accepted")));
}

#[test]
fn a_request_is_edited_and_its_values_located() {
    let request = "{\"model\": \"seedance-2.0-text-to-video\",\n \"prompt\": \"Go.\", \"duration\": 20}";
    let edited = json_of(&[], &json!({"call": "edit_request", "request": request}));
    assert_eq!((&edited["verdict"], &edited["edits"][0]["certain"]), (&json!("accepted"), &json!(false)));
    assert!(edited["body"].as_str().unwrap().ends_with("\"duration\": 15}"), "{edited}");
    let places = json_of(&[], &json!({"call": "locate", "request": request, "pointers": ["/duration", "/nowhere"]}));
    assert_eq!(places, json!([{"line": 2, "column": 31}, {"line": 1, "column": 1}]));
}

#[test]
fn a_foreign_body_is_converted() {
    let request =
        r#"{"model": "doubao-seedance-2-0-260128", "ratio": "9:16", "content": [{"type": "text", "text": "Go."}]}"#;
    let converted = json_of(&[], &json!({"call": "convert", "request": request}));
    let body: Value = serde_json::from_str(converted["body"].as_str().unwrap()).unwrap();
    assert_eq!((&body["prompt"], &body["aspect_ratio"]), (&json!("Go."), &json!("9:16")));
    assert!(call_on(&[], &json!({"call": "convert", "request": "[]"})).is_err());
}

#[test]
fn a_plan_follows_the_choices() {
    let steps = |choices: Value| {
        let call = json!({"call": "fix", "name": "a.mp4", "facts": facts(CLIP), "choices": choices});
        json_of(&[], &call)["steps"].clone()
    };
    let crf = |steps: &Value| steps.as_array().unwrap().iter().find_map(|step| step["crf"].as_u64());
    assert!(crf(&steps(json!({"quality": "small"}))) > crf(&steps(json!({}))));
    let call = json!({"call": "fix", "name": "a.jpg", "facts": facts(PHOTO)});
    assert_eq!(json_of(&[], &call), Value::Null);
}

#[test]
fn commands_are_quoted_for_both_shells() {
    let quoted = |shell: &str| call_on(&[], &json!({"call": "quote", "command": ["fix", "it's"], "shell": shell}));
    assert_eq!(quoted("posix").unwrap(), r"fix 'it'\''s'");
    assert_eq!(quoted("powershell").unwrap(), "fix 'it''s'");
}

#[test]
fn rules_sizes_profiles_and_refusals_are_explained() {
    let rule = json_of(&[], &json!({"call": "explain", "rule": "video/fps-out-of-range", "language": "zh"}));
    assert_eq!(rule["limits"][0]["path"], "video.fps");
    assert!(rule["summary"].as_str().unwrap().contains("帧率"));
    assert!(call_on(&[], &json!({"call": "explain", "rule": "video"})).is_err());
    assert!(json_of(&[], &json!({"call": "rules"})).as_array().unwrap().len() > 50);
    let size = json_of(&[], &json!({"call": "size", "ratio": "16:9", "quality": "480p"}));
    assert_eq!((&size["width"], &size["height"]), (&json!(864), &json!(496)));
    assert!(call_on(&[], &json!({"call": "size", "ratio": "16:9", "quality": "9p"})).is_err());
    assert_eq!(json_of(&[], &json!({"call": "profiles"}))[0]["name"], "seedance-2.0");
    assert_eq!(json_of(&[], &json!({"call": "profiles", "name": "seedance-2.0"}))["name"], "seedance-2.0");
    let refusal = json!({"call": "explain_upstream", "message": "The input image may contain real person"});
    assert_eq!(json_of(&[], &refusal)["class"], "person");
}

#[test]
fn a_call_that_is_not_one_is_an_error() {
    for call in [json!({}), json!({"call": "erase"}), json!({"call": "probe", "nam": "a"}), json!(1)] {
        assert!(call_on(&[], &call).is_err(), "{call}");
    }
    assert!(answer(b"probe", |_| [].as_slice(), &mut Vec::new()).is_err());
    assert!(answer(b"", |_| [].as_slice(), &mut Vec::new()).is_err());
}
