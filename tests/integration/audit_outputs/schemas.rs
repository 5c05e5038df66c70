//! Outputs against the schemas that others have published.

use std::collections::HashSet;
use std::process::{Command, Stdio};

use jsonschema::Validator;
use serde_json::Value;

use super::run::{Run, say};

/// Holds each output of a run against its schema, where it has one.
pub(crate) fn hold(run: &Run) {
    sarif(run.bytes("sarif"), run.code);
    junit(run.text("junit"));
    github(run.text("github"));
    gitlab(run.text("gitlab"));
    let mut schema: Value = serde_json::from_str(seedance_preflight::render::REPORT_SCHEMA).unwrap();
    assert!(!schema.to_string().contains("additionalProperties"), "readers must not fail on new fields");
    close(&mut schema);
    let schema = jsonschema::validator_for(&schema).unwrap();
    for line in run.text("jsonl").lines() {
        say_errors(&schema, &serde_json::from_str(line).unwrap());
    }
}

/// Forbids fields that the schema does not list, so that the test finds those that are not documented.
fn close(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        if object.contains_key("properties") {
            object.insert("additionalProperties".to_owned(), false.into());
        }
        object.values_mut().for_each(close);
    } else if let Some(list) = schema.as_array_mut() {
        list.iter_mut().for_each(close);
    }
}

fn say_errors(schema: &Validator, value: &Value) {
    let errors: Vec<_> = schema.iter_errors(value).take(5).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// The schema of OASIS, and what it cannot say.
fn sarif(bytes: &[u8], code: i32) {
    let schema: Value = serde_json::from_str(include_str!("../../../testdata/schema/sarif-2.1.0.json")).unwrap();
    let log: Value = serde_json::from_slice(bytes).unwrap();
    say_errors(&jsonschema::validator_for(&schema).unwrap(), &log);

    let run = &log["runs"][0];
    assert_eq!(run["invocations"][0]["exitCode"], code);
    assert_eq!(run["invocations"][0]["executionSuccessful"], code != 130);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        for text in [&rule["fullDescription"]["text"], &rule["help"]["text"], &rule["help"]["markdown"]] {
            assert!(!text.as_str().unwrap().contains('\u{fffd}'), "{rule}");
        }
        assert!(rule["helpUri"].as_str().unwrap().starts_with("https://"));
        let name = rule["name"].as_str().unwrap();
        assert!(name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric), "{name}");
        within_limits_of_github(rule);
    }
    // GitHub takes at most 25,000 rules a run, and names of rules and results that are unique.
    let ids: HashSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert!(ids.len() == rules.len() && rules.len() <= 25_000);
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        // Section 3.27.10.
        assert_eq!(result["kind"] == "fail", result["level"] != "none", "{result}");
        assert_eq!(result["kind"] == "open", result["properties"]["outcome"] == "undecided", "{result}");
        // What GitHub asks for: a location with a file and a line, in a repository.
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(location["region"]["startLine"], 1);
        let uri = location["artifactLocation"]["uri"].as_str().unwrap();
        assert!(!uri.is_empty() && url_characters(uri), "{uri}");
        assert_eq!(location["artifactLocation"]["uriBaseId"].is_null(), uri.starts_with("file:///"));
    }
}

/// "SARIF support for code scanning" of GitHub's documentation: properties of `reportingDescriptor`, and tags a rule.
fn within_limits_of_github(rule: &Value) {
    let length = |text: &Value| text.as_str().unwrap().chars().count();
    assert!(length(&rule["id"]) <= 255 && length(&rule["name"]) <= 255, "{rule}");
    assert!(length(&rule["shortDescription"]["text"]) <= 1024, "{rule}");
    assert!(length(&rule["fullDescription"]["text"]) <= 1024, "{rule}");
    assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 10, "{rule}");
}

/// Annotations as the runner of GitHub Actions reads them: one command a line, in which nothing is left to obey.
fn github(text: &str) {
    for line in text.lines() {
        let (command, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (kind, properties) = command.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&kind), "{line}");
        for property in properties.split(',') {
            let (name, value) = property.split_once('=').unwrap();
            assert!(["file", "title"].contains(&name) && !value.is_empty(), "{line}");
            assert!(!value.contains([':', '\r']), "{line}");
        }
        assert!(!message.is_empty() && !message.contains('\r'), "{line}");
    }
}

/// The subset of Code Climate's format that GitLab documents for code quality reports.
fn gitlab(text: &str) {
    let issues: Vec<Value> = serde_json::from_str(text).unwrap();
    let mut fingerprints = HashSet::new();
    for issue in &issues {
        for field in ["description", "check_name", "fingerprint"] {
            assert!(issue[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {issue}");
        }
        let severity = issue["severity"].as_str().unwrap();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity), "{issue}");
        assert!(!issue["location"]["path"].as_str().unwrap().starts_with("./"), "{issue}");
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1, "{issue}");
        // Of two with the same, GitLab shows one.
        assert!(fingerprints.insert(issue["fingerprint"].as_str().unwrap()), "{issue}");
    }
}

/// RFC 3986, section 2.
fn url_characters(uri: &str) -> bool {
    uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte))
}

/// The schema of Jenkins, by xmllint, where it is installed.
fn junit(xml: &str) {
    assert!(xml.chars().all(is_xml), "XML cannot hold what was written");
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/schema/junit-10.xsd");
    let mut command = Command::new("xmllint");
    command.args(["--noout", "--nonet", "--huge", "--schema", schema, "-"]);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        say("junit: not held against the schema, xmllint is not installed");
        return;
    };
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), xml.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// XML 1.0, section 2.2.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
