//! A folder, and the program for Windows in it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A new folder that is removed with the test, and the program that runs there.
pub(super) struct Wine {
    program: PathBuf,
    folder: TempDir,
}

impl Wine {
    /// `None` with a word on standard error where there is no program.
    pub(super) fn new(test: &str) -> Option<Self> {
        let Some(program) = std::env::var_os("PREFLIGHT_WINDOWS_PROGRAM").map(PathBuf::from) else {
            say(&format!("{test}: skipped, PREFLIGHT_WINDOWS_PROGRAM is not set"));
            return None;
        };
        Some(Self { program, folder: tempfile::tempdir().unwrap() })
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The path as Windows has it: Wine shows the root of the system as the drive `Z:`.
    pub(super) fn on_drive(&self, name: &str) -> String {
        format!("Z:{}", self.path(name).to_str().unwrap().replace('/', "\\"))
    }

    /// Writes a file, and the folders above it.
    pub(super) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(super) fn program(&self) -> Command {
        self.program_in(self.folder.path())
    }

    pub(super) fn program_in(&self, folder: &Path) -> Command {
        let mut command = Command::new("wine");
        command.arg(&self.program).current_dir(folder).stdin(Stdio::null());
        command.env("WINEDEBUG", "-all").env_remove("CLICOLOR_FORCE");
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Output {
        self.program().args(arguments).output().unwrap()
    }

    /// An audit's JSON lines by source.
    pub(super) fn reports(&self, arguments: &[&str]) -> BTreeMap<String, Value> {
        by_source(&self.program().arg("audit").args(arguments).args(["--output", "jsonl"]).output().unwrap())
    }

    /// How many files an audit takes from the journal `j`.
    pub(super) fn known_to_journal(&self, arguments: &[&str]) -> u64 {
        let output = self.run(&[&["audit", "--journal", "j"], arguments].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let line = text.lines().find(|line| line.contains("unchanged since the journal"));
        line.map_or(0, |line| line.split(' ').next().unwrap().parse().unwrap())
    }
}

/// Writes past the test harness, which hides the output of passing tests.
pub(super) fn say(line: &str) {
    let mut stderr = std::io::stderr();
    writeln!(stderr, "{line}").unwrap();
}

/// JSON lines by source.
pub(super) fn by_source(output: &Output) -> BTreeMap<String, Value> {
    let lines = str::from_utf8(&output.stdout).unwrap().lines();
    let reports = lines.map(|line| serde_json::from_str(line).unwrap());
    reports.map(|report: Value| (report["source"].as_str().unwrap().to_owned(), report)).collect()
}

pub(super) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(super) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
