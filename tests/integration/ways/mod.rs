//! The ways to get the program: archives of a release, and the action.

mod action;
mod audit;
// Releases have programs for few systems.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod install;
mod names;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The text of a file of the project.
fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A step of a workflow: the files that its runner gives it, and one script of the action.
struct Step {
    folder: PathBuf,
}

impl Step {
    fn new(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ways").join(test);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    /// Runs a script with what a runner sets, and with the inputs as `action.yml` passes them.
    fn run(&self, script: &str, inputs: &[(&str, &str)]) -> Output {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut command = Command::new(root.join(".github/actions/preflight").join(script));
        command.current_dir(root.join("testdata")).env("RUNNER_TEMP", &self.folder);
        for file in ["GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"] {
            std::fs::write(self.folder.join(file), "").unwrap();
            command.env(file, self.folder.join(file));
        }
        command.envs(inputs.iter().copied()).output().unwrap()
    }

    /// What the last script wrote into one of its runner's files.
    fn file(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(name)).unwrap()
    }

    /// An output of the last script.
    fn output(&self, name: &str) -> Option<String> {
        self.file("GITHUB_OUTPUT").lines().find_map(|line| Some(line.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
    }
}
