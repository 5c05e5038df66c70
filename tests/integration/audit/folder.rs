//! Folders that last as long as their test, and audits of them.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// A new folder, which is removed with all that is in it.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("seedance-preflight-audit-{}-{number}", std::process::id()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn put(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The program, in this folder.
    pub(crate) fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
        command.arg("audit").current_dir(&self.0).stdin(Stdio::null());
        command.env_remove("CLICOLOR_FORCE").env("GIT_CONFIG_GLOBAL", "/dev/null");
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Output {
        self.program().args(arguments).output().unwrap()
    }

    /// An audit's JSON lines by source. Each source is there once.
    pub(crate) fn reports<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, Value> {
        let output = self.program().args(arguments).args(["--output", "jsonl"]).output().unwrap();
        let lines = reports_of(&output.stdout);
        let count = lines.len();
        let by_source: BTreeMap<_, _> = lines.into_iter().map(|line| (source(&line), line)).collect();
        assert_eq!(by_source.len(), count, "a file that is reported twice");
        by_source
    }

    /// The sources that an audit reports, in order.
    pub(crate) fn sources<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        self.reports(arguments).into_keys().collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// The objects of JSON lines, in their order.
pub(crate) fn reports_of(lines: &[u8]) -> Vec<Value> {
    let lines = std::str::from_utf8(lines).unwrap().lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub(crate) fn source(report: &Value) -> String {
    report["source"].as_str().unwrap().to_owned()
}

/// The rules of a report's findings.
pub(crate) fn rules(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
