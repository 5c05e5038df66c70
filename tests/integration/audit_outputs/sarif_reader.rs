//! SARIF as another program reads it: Microsoft's Multitool, by the rules of the specification and of GitHub's code scanning.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::folder::Folder;
use super::run::{audit, say, testdata};

/// Holds a log against the rules, where the tool is installed.
pub(crate) fn hold(log: &[u8]) {
    if let Some(broken) = broken_rules(log) {
        assert!(broken.is_empty(), "{broken:#?}");
    }
}

/// The rules that a log breaks, as errors or warnings, with what is wrong; `None` where the tool is not installed.
fn broken_rules(log: &[u8]) -> Option<Vec<String>> {
    let installed = "target/sarif/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool";
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join(installed);
    let folder = Folder::new();
    let (log, results) = (folder.file("log.sarif", log), folder.path().join("results.sarif"));
    let mut command = Command::new(tool);
    command.arg("validate").arg(log).args(["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--output"]);
    // It needs no ICU for this, and unpacks itself below the home folder otherwise.
    command.arg(&results).env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
    command.env("DOTNET_BUNDLE_EXTRACT_BASE_DIR", folder.path()).stdin(Stdio::null());
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => {
            say(&format!("sarif_reader: skipped, the Multitool: {error}"));
            return None;
        }
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let results: Value = serde_json::from_slice(&std::fs::read(results).unwrap()).unwrap();
    let results = results["runs"][0]["results"].as_array().cloned().unwrap_or_default();
    Some(results.iter().map(|result| format!("{}: {}", result["ruleId"], result["message"])).collect())
}

#[test]
fn a_log_breaks_no_rule() {
    hold(audit(&testdata(), &["."]).bytes("sarif"));
}

/// A reader that always agrees would show nothing.
#[test]
fn a_broken_log_is_found() {
    let mut log: Value = serde_json::from_slice(audit(&testdata(), &["refused"]).bytes("sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array_mut().unwrap();
    results[0]["locations"] = Value::Array(Vec::new());
    results[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b\\c%zz".into();
    if let Some(broken) = broken_rules(log.to_string().as_bytes()) {
        for rule in ["GH1015", "SARIF1002"] {
            assert!(broken.iter().any(|found| found.contains(rule)), "{rule}: {broken:#?}");
        }
    }
}
