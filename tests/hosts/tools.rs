//! Compilers and the like, which a machine has or has not.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Whether all of these programs are available. If not, says so past the test harness, which hides the output of
/// `println!` in passing tests.
pub(crate) fn are_there(tools: &[&str], test: &str) -> bool {
    let missing = tools.iter().find(|tool| {
        let version = Command::new(tool).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        !version.is_ok_and(|status| status.success())
    });
    if let Some(tool) = missing {
        let mut stderr = std::io::stderr();
        writeln!(stderr, "{test}: skipped, {tool} is not installed").unwrap();
    }
    missing.is_none()
}

/// Runs a command that has to succeed without a word on standard error, and gives what it printed.
pub(crate) fn run(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "{command:?}: {status}\n{stderr}");
    assert_eq!(stderr, "", "{command:?}");
    String::from_utf8(stdout).unwrap()
}

/// A program under valgrind: an access that is none, a value that was never set, or a leak ends it with an error.
pub(crate) fn under_valgrind(program: &Path) -> Command {
    let mut command = Command::new("valgrind");
    command.args(["--quiet", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect,possible"]);
    command.args(["--show-leak-kinds=definite,indirect,possible", "--error-exitcode=99"]).arg(program);
    command
}

/// A file of the folder of these tests.
pub(crate) fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosts").join(name)
}

/// A place for what a test makes.
pub(crate) fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}
