//! Objects in buckets: a store that is honest, one that sets traps, and moto's server where Python has it.

mod flaky;
mod honest;
mod moto;
mod store;
mod traps;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::web;

/// Parts of secrets that no output may contain.
pub(crate) const SECRETS: [&str; 3] = ["AKIDOFTHETEST", "secret+of/the+test", "token+of/the+test"];

/// A temporary folder for one test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("s3-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The program, with keys in its environment and without any settings of the machine.
pub(crate) fn command(folder: &Path, endpoint: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).env_clear();
    command.env("HOME", folder).env("AWS_ACCESS_KEY_ID", SECRETS[0]).env("AWS_SECRET_ACCESS_KEY", SECRETS[1]);
    command.env("AWS_SESSION_TOKEN", SECRETS[2]).env("AWS_ENDPOINT_URL", endpoint);
    command
}

/// Runs the program; no output of it contains a secret, as it is or percent-encoded.
pub(crate) fn run(folder: &Path, endpoint: &str, arguments: &[&str]) -> Output {
    let output = command(folder, endpoint, arguments).output().unwrap();
    holds_no_secret(&[&output.stdout[..], &output.stderr].concat(), &format!("{arguments:?}"));
    output
}

pub(crate) fn holds_no_secret(bytes: &[u8], what: &str) {
    let text = String::from_utf8_lossy(bytes).replace("%2B", "+").replace("%2F", "/");
    for secret in SECRETS.iter().chain(&["X-Amz-Signature", "X-Amz-Credential"]) {
        assert!(!text.contains(secret), "{what} contains {secret}: {text:.2000}");
    }
}

pub(crate) fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Verdicts by source, in JSON Lines.
pub(crate) fn verdicts(output: &Output) -> BTreeMap<String, String> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    let word = |report: &Value, name: &str| report[name].as_str().unwrap().to_owned();
    text.lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|report| (word(&report, "source"), word(&report, "verdict")))
        .collect()
}

/// The reason why each source that has one could not be fetched.
pub(crate) fn obstacles(output: &Output) -> BTreeMap<String, String> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    let reports = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    reports
        .filter_map(|report| {
            let findings = report["findings"].as_array()?;
            let fault = findings.iter().find_map(|finding| finding["fault"]["obstacle"].as_str())?;
            Some((report["source"].as_str()?.to_owned(), fault.to_owned()))
        })
        .collect()
}
