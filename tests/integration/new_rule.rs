//! Adding a rule as `.github/CONTRIBUTING.md` describes it, in a copy of the project.

use std::path::Path;
use std::process::Command;

#[test]
#[ignore = "builds a copy of the library; .ci/run runs it"]
fn new_rules_build_and_their_examples_pass() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-rule");
    let _ = std::fs::remove_dir_all(&copy);
    std::fs::create_dir(&copy).unwrap();
    let parts =
        [".ci", "Cargo.lock", "Cargo.toml", "README.md", "benches", ".rustfmt.toml", "src", "tests", "testdata"];
    let copied = Command::new("cp").current_dir(root).arg("-R").args(parts).arg(&copy).status().unwrap();
    assert!(copied.success());

    for (id, family, file) in [
        ("image/walked-through", "image", "src/rules/image/walked_through.rs"),
        ("request/walked-through", "request", "src/rules/request/walked_through.rs"),
    ] {
        let written = Command::new(copy.join(".ci/new-rule")).arg(id).output().unwrap();
        assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
        let files = String::from_utf8(written.stdout).unwrap();
        assert_eq!(files, format!("{file}\nsrc/rules/{family}/mod.rs\nsrc/rules/table.rs\n"));
    }
    let again = Command::new(copy.join(".ci/new-rule")).arg("image/walked-through").status().unwrap();
    assert_eq!(again.code(), Some(2), "it overwrites nothing");

    let tests = Command::new(env!("CARGO"))
        .current_dir(&copy)
        .args(["test", "--offline", "--quiet", "--all-features", "--lib", "walked_through"])
        .env("CARGO_TARGET_DIR", root.join("target"))
        .output()
        .unwrap();
    let stdout = String::from_utf8(tests.stdout).unwrap();
    assert!(tests.status.success(), "{stdout}{}", String::from_utf8_lossy(&tests.stderr));
    assert!(stdout.contains("2 passed"), "{stdout}");
}
