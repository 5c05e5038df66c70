//! Bodies and what becomes of them.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{EditReason, edited};
use crate::profile::Profile;

const TEXT: &str = "seedance-2.0-text-to-video";
const IMAGE: &str = "seedance-2.0-image-to-video";
const REFERENCE: &str = "seedance-2.0-reference-to-video";

/// The edited body, and whether every edit is certain.
fn after(body: &Value) -> (Value, bool) {
    let edited = edited(&body.to_string(), &Profile::default()).unwrap();
    (serde_json::from_str(&edited.text).unwrap(), edited.edits.iter().all(super::BodyEdit::is_certain))
}

fn url(name: &str) -> String {
    format!("https://example.com/{name}")
}

#[test]
fn foreign_keys_become_fields() {
    for (body, wanted) in [
        (
            json!({"model": TEXT, "text": "x", "seconds": "8s", "resolution": "480P", "ratio": "9x16", "seed": 1}),
            json!({"model": TEXT, "prompt": "x", "duration": 8, "quality": "480p", "aspect_ratio": "9:16", "seed": 1}),
        ),
        (
            json!({"model": IMAGE, "prompt": "x", "last_frame_url": url("b"), "first_frame_url": url("a")}),
            json!({"model": IMAGE, "prompt": "x", "image_urls": [url("a"), url("b")]}),
        ),
        (
            json!({"model": REFERENCE, "prompt": "x", "image_urls": [url("a")], "reference_videos": [{"url": url("v")}]}),
            json!({"model": REFERENCE, "prompt": "x", "image_urls": [url("a")], "video_urls": [url("v")]}),
        ),
        (
            json!({"model": REFERENCE, "prompt": "x", "file_paths": [url("a.jpg"), url("v.mp4"), url("s.mp3"), url("b.png")]}),
            json!({"model": REFERENCE, "prompt": "x", "image_urls": [url("a.jpg"), url("b.png")],
                "video_urls": [url("v.mp4")], "audio_urls": [url("s.mp3")]}),
        ),
        (
            json!({"model": TEXT, "prompt": "x", "mute": true, "webhook": {"url": url("done")}, "tools": [{"type": "web_search"}]}),
            json!({"model": TEXT, "prompt": "x", "generate_audio": false, "callback_url": url("done"),
                "model_params": {"web_search": true}}),
        ),
        (
            json!({"model": TEXT, "prompt": "x", "size": "1112x834"}),
            json!({"model": TEXT, "prompt": "x", "aspect_ratio": "4:3", "quality": "720p"}),
        ),
        (
            json!({"model": TEXT, "prompt": "x", "width": 864, "height": 496}),
            json!({"model": TEXT, "prompt": "x", "aspect_ratio": "16:9", "quality": "480p"}),
        ),
        (
            json!({"model": IMAGE, "prompt": "x", "image_urls": url("a"), "callback_url": null, "video_urls": null}),
            json!({"model": IMAGE, "prompt": "x", "image_urls": [url("a")]}),
        ),
        (
            json!({"model": REFERENCE, "prompt": "x", "image_urls": [url("a")], "model_params": {"web_search": false}}),
            json!({"model": REFERENCE, "prompt": "x", "image_urls": [url("a")]}),
        ),
        (
            json!({"model": IMAGE, "prompt": "x", "image_urls": [url("a")], "image_url": url("a"), "quality": "480p", "res": 480}),
            json!({"model": IMAGE, "prompt": "x", "image_urls": [url("a")], "quality": "480p"}),
        ),
        (
            json!({"model": IMAGE, "prompt": "x", "image_urls": [url("a")], "end_image_url": url("b")}),
            json!({"model": IMAGE, "prompt": "x", "image_urls": [url("a"), url("b")]}),
        ),
    ] {
        assert_eq!(after(&body), (wanted, true), "{body}");
    }
}

#[test]
fn bodies_of_other_shapes_are_taken_apart() {
    for (body, wanted) in [
        (
            json!({"model": IMAGE, "content": [
                {"type": "text", "text": "A cat --ratio 9:16 --dur 8 --watermark false"},
                {"type": "image_url", "image_url": {"url": url("b")}, "role": "last_frame"},
                {"type": "image_url", "image_url": {"url": url("a")}, "role": "first_frame"},
            ], "generate_audio": false}),
            json!({"model": IMAGE, "prompt": "A cat", "aspect_ratio": "9:16", "duration": 8, "watermark": "false",
                "image_urls": [url("a"), url("b")], "generate_audio": false}),
        ),
        (
            json!({"model": TEXT, "input": {"prompt": "A cat", "duration": "5", "seed": 7, "style": null}, "parameters": {"resolution": "720"}}),
            json!({"model": TEXT, "prompt": "A cat", "duration": 5, "seed": 7, "quality": "720p"}),
        ),
        (json!({"model": TEXT, "input": "A cat"}), json!({"model": TEXT, "prompt": "A cat"})),
    ] {
        assert_eq!(after(&body), (wanted, true), "{body}");
    }
}

#[test]
fn what_has_more_than_one_meaning_is_changed_with_a_note() {
    for (body, wanted) in [
        (json!({"prompt": "x"}), json!({"model": TEXT, "prompt": "x"})),
        (
            json!({"prompt": "x", "image_url": url("a")}),
            json!({"model": IMAGE, "prompt": "x", "image_urls": [url("a")]}),
        ),
        (
            json!({"model": "doubao-seedance-2-0-260128", "prompt": "x", "reference_image_urls": [url("a")]}),
            json!({"model": REFERENCE, "prompt": "x", "image_urls": [url("a")]}),
        ),
        (
            json!({"model": TEXT, "promt": "x", "durration": 20, "quality": "1080p"}),
            json!({"model": TEXT, "prompt": "x", "duration": 15, "quality": "720p"}),
        ),
        (
            json!({"model": REFERENCE, "prompt": "x", "image_urls": [url("a")], "image_url": url("b")}),
            json!({"model": REFERENCE, "prompt": "x", "image_urls": [url("a"), url("b")]}),
        ),
        (
            json!({"model": TEXT, "content": [{"type": "text", "text": "A"}, {"type": "text", "text": "B"}]}),
            json!({"model": TEXT, "prompt": "A\nB"}),
        ),
    ] {
        assert_eq!(after(&body), (wanted, false), "{body}");
    }
}

#[test]
fn what_cannot_be_decided_stays() {
    for body in [
        json!({"model": TEXT, "prompt": "x", "quality": "480p", "resolution": "720p"}),
        json!({"model": TEXT, "prompt": "x", "aspect_ratio": "1:1", "size": "1280x720"}),
        json!({"model": IMAGE, "prompt": "x", "image_urls": [url("a")], "image_url": url("b")}),
        json!({"model": TEXT, "prompt": "x", "input": {"prompt": "y"}}),
        json!({"model": TEXT, "prompt": "x", "content": [{"type": "text", "text": "y"}]}),
        json!({"model": TEXT, "prompt": "x", "content": [{"type": "draft_task", "id": 5}]}),
        json!({"model": TEXT, "prompt": "x", "seed": 1, "input": {"seed": 2}}),
        json!({"model": TEXT, "prompt": "x", "duration": "auto", "quality": "high", "aspect_ratio": "epic"}),
        json!({"model": TEXT, "prompt": "x", "width": 1280}),
        json!({"model": TEXT, "prompt": null, "file_paths": [url("a")]}),
        json!({"model": "sora-2", "prompt": {}, "generate_audio": [], "image_urls": [5], "video_urls": []}),
        json!({"model": REFERENCE, "prompt": "x", "model_params": {"web_search": true}}),
        json!({"model": "seedance-2.5-text-to-video", "prompt": "x"}),
    ] {
        let (unchanged, _) = after(&body);
        assert_eq!(unchanged, body);
    }
}

#[test]
fn each_edit_says_from_where_to_where_and_why() {
    let text =
        "{\n  \"model\": \"seedance-2.0-text-to-video\",\n  \"prompt\":\t\"\\u0041 cat\",\n  \"resolution\": 1080\n}\n";
    let edited = edited(text, &Profile::default()).unwrap();
    assert_eq!(edited.text, text.replace("\"resolution\": 1080", "\"quality\": \"720p\""));
    let [edit] = edited.edits.as_slice() else { panic!("{:?}", edited.edits) };
    assert_eq!((edit.pointer.as_str(), edit.new_pointer.as_deref()), ("/resolution", Some("/quality")));
    assert_eq!((edit.from.as_deref(), edit.to.as_deref()), (Some("1080"), Some("\"720p\"")));
    assert_eq!(edit.reasons, [EditReason::ForeignKey, EditReason::Type, EditReason::Nearest]);
    assert_eq!(
        serde_json::to_value(edit).unwrap(),
        json!({"pointer": "/resolution", "new_pointer": "/quality", "from": 1080, "to": "720p",
            "reasons": ["foreign-key", "type", "nearest"], "is_certain": false})
    );
}

#[test]
fn repeated_keys_become_one_where_they_agree() {
    let body = |values: [u32; 2]| {
        format!(r#"{{"model": "{TEXT}", "duration": {}, "prompt": "x", "duration": {}}}"#, values[0], values[1])
    };
    let text = |values| edited(&body(values), &Profile::default()).unwrap().text;
    assert_eq!(text([5, 5]), format!(r#"{{"model": "{TEXT}", "duration": 5, "prompt": "x"}}"#));
    assert_eq!(text([5, 8]), body([5, 8]));
    let marked = edited("\u{feff}{\"prompt\": \"x\"}", &Profile::default()).unwrap();
    assert_eq!(marked.edits[0].reasons, [EditReason::ByteOrderMark]);
    assert!(marked.text.starts_with('{'));
    assert_eq!(edited("[]", &Profile::default()), None);
}

/// Any JSON value of a few levels.
fn value() -> impl Strategy<Value = Value> {
    let text = prop::sample::select(vec![
        "",
        "A --dur 5",
        "16x9",
        "720",
        "8s",
        "auto",
        "https://m.example/a.png",
        "\u{1f3ac}\"\\",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let key =
            prop::sample::select(vec!["url", "text", "type", "role", "image_url", "prompt", "web_search", "seed"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..4)
                .prop_map(|members| members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_object_is_edited_to_an_object_and_needs_it_once(
        members in prop::collection::vec((prop::sample::select(vec![
            "model", "prompt", "image_urls", "video_urls", "duration", "quality", "aspect_ratio", "generate_audio",
            "model_params", "callback_url", "content", "input", "parameters", "size", "width", "height", "file_paths",
            "image_url", "last_frame_url", "ref_images", "tools", "web_search", "mute", "promt", "seed", "a/b~c",
        ]), value()), 0..6),
        separator in prop::sample::select(vec!["", " ", "\n\t"]),
    ) {
        let members: Vec<_> =
            members.iter().map(|(key, value)| format!("{separator}{:?}:{separator}{value}", key)).collect();
        let text = format!("{{{}}}", members.join(","));
        let first = edited(&text, &Profile::default()).unwrap();
        prop_assert!(serde_json::from_str::<Value>(&first.text).unwrap().is_object());
        prop_assert_eq!(first.edits.is_empty(), first.text == text, "{:?}", first);
        for edit in &first.edits {
            prop_assert!(!edit.reasons.is_empty() && !edit.message().is_empty());
        }
    }
}
