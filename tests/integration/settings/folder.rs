//! A project with settings, and a user with settings.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

/// A folder with `project`, a repository, and `home`, the user's folder of settings. It is gone when the test ends.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("seedance-preflight-settings-{}-{number}", std::process::id()));
        std::fs::create_dir_all(folder.join("project/.git")).unwrap();
        std::fs::create_dir_all(folder.join("home/seedance-preflight")).unwrap();
        Self(folder.canonicalize().unwrap())
    }

    pub(crate) fn project(&self) -> PathBuf {
        self.0.join("project")
    }

    pub(crate) fn project_file(&self) -> PathBuf {
        self.0.join("project/seedance-preflight.toml")
    }

    pub(crate) fn user_file(&self) -> PathBuf {
        self.0.join("home/seedance-preflight/config.toml")
    }

    /// Writes a file of the project.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.project().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The program in a folder of the project, with no settings but those of this folder.
    pub(crate) fn program(&self, below: impl AsRef<Path>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
        let ours = std::env::vars_os().map(|(name, _)| name);
        for name in ours.filter(|name| name.as_encoded_bytes().starts_with(b"SEEDANCE_PREFLIGHT_")) {
            command.env_remove(name);
        }
        command.current_dir(self.project().join(below)).env("XDG_CONFIG_HOME", self.0.join("home"));
        command.env("LC_ALL", "C").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.program("").args(arguments).output().unwrap()
    }

    /// What `config` prints as JSON.
    pub(crate) fn config(&self, arguments: &[&str]) -> Value {
        parsed(&self.program("").arg("config").args(arguments).args(["--format", "json"]).output().unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn parsed(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(output)))
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
