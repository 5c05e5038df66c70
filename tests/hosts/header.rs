//! The header that is committed is the one that the code makes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use cbindgen::{Builder, Config};

use crate::tools;

/// The files that the header is written from, in the order in which it has their parts.
const PARTS: [&str; 14] = [
    "version", "status", "codes", "source", "options", "check", "assets", "request", "report", "findings", "facts",
    "size", "explain", "text",
];

/// The folder of the C interface, which contains the header.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bindings/c")
}

/// The header that is committed.
pub(crate) fn committed() -> String {
    std::fs::read_to_string(folder().join("seedance_preflight.h")).unwrap()
}

/// The functions that it declares.
pub(crate) fn functions() -> BTreeSet<String> {
    let header = committed();
    let code = header.lines().filter(|line| !line.trim_start().starts_with(['/', '*']));
    let before_arguments = code.filter_map(|line| line.split_once('(')?.0.split([' ', '*']).next_back());
    before_arguments.filter(|name| name.starts_with("sdpf_")).map(str::to_owned).collect()
}

#[test]
fn the_header_is_the_codes() {
    let config = Config::from_file(folder().join("cbindgen.toml")).unwrap();
    let parts = PARTS.map(|part| folder().join(part).with_extension("rs"));
    let builder = parts.iter().fold(Builder::new().with_config(config), |builder, part| builder.with_src(part));
    let mut made = Vec::new();
    builder.generate().unwrap().write(&mut made);
    let made = String::from_utf8(made).unwrap();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(folder().join("seedance_preflight.h"), &made).unwrap();
        return;
    }
    let committed = committed();
    let differs = made.lines().zip(committed.lines()).position(|(made, committed)| made != committed);
    let line = differs.unwrap_or_else(|| made.lines().count().min(committed.lines().count()));
    let at = |text: &str| text.lines().nth(line).unwrap_or("(the end)").to_owned();
    assert!(
        made == committed,
        "the header differs from the generated one, from line {}:\n  - {}\n  + {}\nset BLESS=1 to regenerate it",
        line + 1,
        at(&committed),
        at(&made)
    );
}

#[test]
fn the_header_by_itself_is_valid_c_and_cpp() {
    for (compiler, language, standards) in
        [("gcc", "c", ["c99", "c11", "gnu17"]), ("g++", "c++", ["c++11", "c++17", "c++20"])]
    {
        if tools::are_there(&[compiler], "the_header_by_itself_is_valid_c_and_cpp") {
            for standard in standards {
                let mut command = Command::new(compiler);
                command.args(["-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-pedantic", "-x", language]);
                command.arg(format!("-std={standard}"));
                // Included twice, since that is allowed, and from another file: by itself it would be the main file.
                let source = tools::scratch(&format!("header.{standard}"));
                let include = "#include \"seedance_preflight.h\"\n".repeat(2);
                std::fs::write(&source, include + "sdpf_report *report;\n").unwrap();
                tools::run(command.arg("-I").arg(folder()).arg(source));
            }
        }
    }
}
