//! One run of the program with every output at once.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::folder::Folder;

/// Every kind of output.
pub(crate) const KINDS: [&str; 10] =
    ["text", "json", "jsonl", "csv", "junit", "sarif", "github", "gitlab", "markdown", "html"];

/// What a run wrote.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stderr: String,
    /// Has a file for each kind, of its name.
    pub(crate) folder: Folder,
    outputs: BTreeMap<&'static str, Vec<u8>>,
}

impl Run {
    pub(crate) fn bytes(&self, kind: &str) -> &[u8] {
        &self.outputs[kind]
    }

    /// The output as text, which each of them is.
    pub(crate) fn text(&self, kind: &str) -> &str {
        std::str::from_utf8(self.bytes(kind)).unwrap()
    }
}

/// Runs `audit` in `folder`, with all outputs, in order of the paths.
pub(crate) fn audit(folder: &Path, arguments: &[&str]) -> Run {
    let out = Folder::new();
    let mut command = program(folder);
    command.args(["audit", "--sort", "--verbose"]).args(arguments);
    for kind in KINDS {
        let mut argument = std::ffi::OsString::from(format!("--output={kind}="));
        argument.push(out.path().join(kind));
        command.arg(argument);
    }
    let Output { status, stderr, .. } = command.output().unwrap();
    let outputs = KINDS.map(|kind| (kind, std::fs::read(out.path().join(kind)).unwrap()));
    Run {
        code: status.code().unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
        folder: out,
        outputs: outputs.into_iter().collect(),
    }
}

pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    command.current_dir(folder).env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

pub(crate) fn testdata() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")
}

/// Writes past the test harness, which hides the output of `println!` in passing tests.
pub(crate) fn say(line: &str) {
    let mut stderr = std::io::stderr();
    std::io::Write::write_fmt(&mut stderr, format_args!("{line}\n")).unwrap();
}
