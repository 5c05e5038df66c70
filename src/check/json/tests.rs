use std::path::Path;

use serde_json::{Value, json};

use crate::check::{CheckOptions, NotApproved, Report, RequestReport, check, check_request};
use crate::model::Subject;
use crate::request::{AssetBinding, RequestDocument};

fn testdata() -> Vec<std::path::PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let folders = ["accepted", "refused", "undecided", "crashes"].map(|folder| root.join(folder));
    folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn reports_on_files_are_read_back_as_they_were() {
    let mut findings = 0;
    for path in testdata() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let report = check(&std::fs::read(&path).unwrap(), &Subject::named(name), &CheckOptions::default());
        let json = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report, "{name}");
        let through_a_value = serde_json::from_value::<Report>(serde_json::to_value(&report).unwrap());
        assert_eq!(through_a_value.unwrap(), report, "{name}");
        findings += report.findings.len();
    }
    assert!(findings > 10);
}

#[test]
fn reports_on_requests_are_read_back_and_cannot_be_approved() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let photo =
        check(&std::fs::read(root.join("accepted/photo.jpg")).unwrap(), &Subject::default(), &Default::default());
    for name in ["accepted.json", "refused.json"] {
        let text = std::fs::read(root.join("requests").join(name)).unwrap();
        let document = RequestDocument::read(&text);
        let bindings: Vec<_> =
            document.media().iter().map(|media| AssetBinding::new(media.url, photo.facts.clone())).collect();
        let report = check_request(&document, &bindings, &CheckOptions::default());
        let json = serde_json::to_value(&report).unwrap();
        let read: RequestReport = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(read.findings(), report.findings());
        assert_eq!(serde_json::to_value(&read).unwrap(), json);
        assert_eq!(read.approve().unwrap_err(), NotApproved::Incomplete);
    }
}

#[test]
fn unknown_fields_are_ignored_and_unknown_rules_and_versions_are_not() {
    let report = check(&b"GIF89a".as_slice(), &Subject::default(), &CheckOptions::default());
    let json = serde_json::to_value(&report).unwrap();
    let read = |change: &dyn Fn(&mut Value)| {
        let mut json = json.clone();
        change(&mut json);
        serde_json::from_value::<Report>(json)
    };
    assert_eq!(read(&|json| json["new"] = json!({"any": 1})).unwrap(), report);
    assert_eq!(read(&|json| json["findings"][0]["new"] = json!(1)).unwrap(), report);
    assert!(read(&|json| json["findings"][0]["rule"] = json!("image/of-tomorrow")).is_err());
    assert!(read(&|json| json["findings"][0]["quantity"] = json!("x".repeat(65))).is_err());
    assert!(read(&|json| json["schema_version"] = json!(2)).is_err());
}
