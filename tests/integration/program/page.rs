//! `page`, which most builds do not have.

use std::process::Command;

#[test]
fn a_build_without_the_page_says_so() {
    if std::env::var_os("SEEDANCE_PREFLIGHT_PAGE").is_some() {
        return eprintln!("skipped: this build may contain the page");
    }
    let program = || Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    let output = program().args(["page", "--out", "-", "--lang", "en"]).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(message.contains("SEEDANCE_PREFLIGHT_PAGE"), "{message}");
}
