//! Servers on loopback that send real media.

#[path = "../../tests/support/web.rs"]
#[allow(dead_code)] // Tests use more of it.
pub(crate) mod web;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use web::{Asked, Reply, Web};

/// Files of `testdata`, or of the folder in PREFLIGHT_CORPUS, up to 1 MiB each.
pub(crate) fn paths() -> Vec<PathBuf> {
    let root = std::env::var_os("PREFLIGHT_CORPUS").map_or_else(|| PathBuf::from("testdata/accepted"), PathBuf::from);
    let mut folders = vec![fs::canonicalize(root).unwrap()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path.metadata().unwrap().len() <= 1 << 20 {
                files.push(path);
            }
        }
    }
    files
}

/// A server at `ip` that answers after a pause: `/0`, `/1` and so on are these files in turn.
pub(crate) fn serve(ip: &str, pause: Duration, files: &[Arc<Vec<u8>>]) -> Web {
    let files = files.to_vec();
    Web::start(ip, move |asked: &Asked| {
        let number: usize = asked.target.trim_start_matches('/').parse().unwrap();
        let tag = format!("\"{number}\"");
        let headers = vec![format!("ETag: {tag}")];
        if asked.header("if-none-match") == Some(tag.as_str()) {
            return Reply::Status { after: pause, status: 304, headers };
        }
        Reply::File { after: pause, file: Arc::clone(&files[number % files.len()]), headers }
    })
}

/// The contents of these files.
pub(crate) fn contents(paths: &[PathBuf]) -> Vec<Arc<Vec<u8>>> {
    paths.iter().map(|path| Arc::new(fs::read(path).unwrap())).collect()
}
