//! Folders of media, and audits of them.

use seedance_preflight::CheckOptions;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use seedance_preflight::audit::{Audit, AuditJsonLines, AuditSummary, Journal};
use seedance_preflight::profile::Profile;

/// A temporary folder for one test. The media lie in `media`.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// All files of `testdata`, `copies` times, each old enough to be trusted.
    pub(crate) fn new(copies: usize) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = Self(std::env::temp_dir().join(format!("preflight-journals-{}-{number}", std::process::id())));
        let originals = folder.path("originals");
        let mut names = Vec::new();
        for verdict in ["accepted", "refused", "undecided"] {
            fs::create_dir_all(originals.join(verdict)).unwrap();
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(verdict);
            for entry in fs::read_dir(root).unwrap() {
                let entry = entry.unwrap();
                let name = Path::new(verdict).join(entry.file_name());
                fs::copy(entry.path(), originals.join(&name)).unwrap();
                age(&originals.join(&name), Duration::from_secs(3600));
                names.push(name);
            }
        }
        for copy in 0..copies {
            let into = folder.media().join(format!("{:02}", copy % 17)).join(copy.to_string());
            for verdict in ["accepted", "refused", "undecided"] {
                fs::create_dir_all(into.join(verdict)).unwrap();
            }
            for name in &names {
                fs::hard_link(originals.join(name), into.join(name)).unwrap();
            }
        }
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn media(&self) -> PathBuf {
        self.path("media")
    }

    /// One file of the first copy, made a file of its own.
    pub(crate) fn own(&self, name: &str) -> PathBuf {
        let path = self.media().join("00/0").join(name);
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        fs::write(&path, bytes).unwrap();
        age(&path, Duration::from_secs(3600));
        path
    }

    /// The program, beginning in this folder.
    pub(crate) fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
        command.current_dir(&self.0).args(arguments).stdin(Stdio::null()).env_remove("CLICOLOR_FORCE");
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Makes the file's last change that long ago.
pub(crate) fn age(path: &Path, ago: Duration) {
    set_modified(path, SystemTime::now() - ago);
}

pub(crate) fn set_modified(path: &Path, time: SystemTime) {
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

/// Lines of JSON by the file that they are of. Of a run that was killed the last line may be cut, and is left out.
pub(crate) fn reports(lines: &[u8]) -> BTreeMap<String, String> {
    let end = lines.iter().rposition(|&byte| byte == b'\n').unwrap_or_default();
    let whole = std::str::from_utf8(&lines[..end]).unwrap();
    whole
        .lines()
        .map(|line| {
            let report: serde_json::Value = serde_json::from_str(line).unwrap();
            (report["source"].as_str().unwrap().to_owned(), line.to_owned())
        })
        .collect()
}

/// Audits folders with a journal or without one, as a library's user does.
pub(crate) fn audit(
    profile: &Profile,
    roots: &[PathBuf],
    journal: Option<&Path>,
    set: impl FnOnce(&mut Audit<'_>),
) -> (AuditSummary, String) {
    let journal = journal.map(|path| Journal::open(path).unwrap());
    let mut audit = Audit::new(CheckOptions::new(profile.clone()));
    audit.sort = true;
    audit.all = true;
    audit.journal = journal.as_ref();
    set(&mut audit);
    let mut lines = Vec::new();
    let summary = audit.run(roots.to_vec(), &mut AuditJsonLines::new(&mut lines)).unwrap();
    if let Some(journal) = journal {
        journal.forget_vanished(roots).unwrap();
        journal.close().unwrap();
    }
    (summary, String::from_utf8(lines).unwrap())
}
