//! The same facts and verdicts as on Linux.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use super::wine::{Wine, code, say, stderr};

#[test]
fn every_file_has_the_same_report() {
    let Some(wine) = Wine::new("windows: every_file_has_the_same_report") else { return };
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let corpus = std::env::var_os("PREFLIGHT_CORPUS").map(|corpus| PathBuf::from(corpus).join("files"));
    if corpus.is_none() {
        say("windows: the corpus was skipped, PREFLIGHT_CORPUS is not set");
    }
    for folder in std::iter::once(own).chain(corpus) {
        let arguments = ["audit", ".", "--all", "--no-ignore", "--no-config", "--sort", "--output", "jsonl"];
        let there = wine.program_in(&folder).args(arguments).output().unwrap();
        let mut here = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
        let here = here.args(arguments).current_dir(&folder).stdin(Stdio::null()).output().unwrap();
        assert_eq!(code(&there), code(&here), "{}", stderr(&there));
        let (there, here) = (reports(&there), reports(&here));
        assert_eq!(there.len(), here.len());
        assert!(there.len() > 20, "{}", there.len());
        for (there, here) in there.iter().zip(&here) {
            assert_eq!(there, here);
        }
        say(&format!("windows: {} reports are equal", there.len()));
    }
}

/// The reports in the order of their URIs, whose separator is the same everywhere.
fn reports(output: &Output) -> Vec<Value> {
    let lines = str::from_utf8(&output.stdout).unwrap().lines();
    let mut reports: Vec<Value> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    for report in &mut reports {
        for name in ["source", "path"] {
            report[name] = json!(report[name].as_str().unwrap().replace('\\', "/"));
        }
    }
    reports.sort_by_key(|report| report["uri"].as_str().unwrap().to_owned());
    reports
}
