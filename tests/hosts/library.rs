//! The shared and the static library, built once for all of these tests.

use std::collections::BTreeSet;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::{header, tools};

/// The folder that holds both.
pub(crate) fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        // A folder of its own, since cargo may still hold the one that these tests were built in.
        let target = tools::scratch("library");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
        cargo.args(["rustc", "--quiet", "--locked", "--lib", "--features", "c", "--crate-type", "cdylib,staticlib"]);
        tools::run(cargo.arg("--target-dir").arg(&target));
        target.join("debug")
    })
}

/// The shared library.
pub(crate) fn shared() -> PathBuf {
    folder().join(format!("{DLL_PREFIX}seedance_preflight{DLL_SUFFIX}"))
}

/// The static library.
pub(crate) fn fixed() -> PathBuf {
    folder().join("libseedance_preflight.a")
}

#[test]
fn the_shared_library_shows_what_the_header_declares_and_nothing_else() {
    if !tools::are_there(&["nm"], "the_shared_library_shows_what_the_header_declares_and_nothing_else") {
        return;
    }
    let symbols = tools::run(Command::new("nm").args(["--dynamic", "--defined-only"]).arg(shared()));
    let shown: BTreeSet<_> =
        symbols.lines().filter_map(|line| line.split(' ').next_back()).map(str::to_owned).collect();
    assert_eq!(shown, header::functions());
}
