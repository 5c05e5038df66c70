//! What the hosts have to print: what the library itself says.

use seedance_preflight::Subject;
use std::fs::File;
use std::path::{Path, PathBuf};

use seedance_preflight::request::{AssetBinding, RequestDocument};
use seedance_preflight::{Budget, CheckOptions, check, check_request, probe, render};

/// The folder that the hosts run in, so that they name files as these functions do.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")
}

/// Every small file of `testdata`, as a path within it.
pub(crate) fn files() -> Vec<String> {
    let mut files = Vec::new();
    for kind in ["accepted", "refused", "undecided"] {
        for entry in std::fs::read_dir(folder().join(kind)).unwrap() {
            files.push(format!("{kind}/{}", entry.unwrap().file_name().into_string().unwrap()));
        }
    }
    assert!(!files.is_empty());
    files.sort();
    files
}

/// The report on a file of `testdata`, as JSON.
pub(crate) fn report(name: &str) -> String {
    let file = File::open(folder().join(name)).unwrap();
    let report = check(&file, &Subject::named(name), &CheckOptions::default());
    let mut json = Vec::new();
    render::json_report(name, &report, &mut json).unwrap();
    String::from_utf8(json).unwrap()
}

/// The report on a request whose `urls` are all the photograph of `testdata`, as JSON.
pub(crate) fn request_report(request: &str, urls: &[&str]) -> String {
    let name = "accepted/photo.jpg";
    let facts = probe(&File::open(folder().join(name)).unwrap(), &Budget::default());
    let bindings: Vec<_> = urls.iter().map(|url| AssetBinding::new(*url, facts.clone()).named(name)).collect();
    let document = RequestDocument::read(request.as_bytes());
    let report = check_request(&document, &bindings, &CheckOptions::default());
    let mut json = Vec::new();
    render::json_request_report("", &report, &mut json).unwrap();
    String::from_utf8(json).unwrap()
}
