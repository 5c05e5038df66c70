//! The public API, as a list that a change has to change too.
//!
//! A name that disappears from the list, or a signature that changes, breaks users of the library. rustdoc lists the API
//! with paths and macros resolved; its JSON is unstable, so that the test skips where a toolchain writes another version.

use std::collections::HashSet;
use std::fs::File;
use std::path::Path;
use std::process::Command;

use public_api::Builder;

/// Features that add to the API. `cli` adds only dependencies.
const FEATURES: &str = "profile-file,audit,parquet,fetch,fix,s3,submit,c";

/// The version of rustdoc's JSON that the list was made from.
const FORMAT: u64 = 57;

#[test]
#[ignore = "builds the documentation, which takes a minute"]
fn the_public_api_is_as_listed() {
    // `RUSTC_BOOTSTRAP` makes build scripts run again, so the tests' own build is kept out of it.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("public_api");
    let output = Command::new(env!("CARGO"))
        .args(["rustdoc", "--quiet", "--locked", "--lib", "--features", FEATURES, "--target-dir"])
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let json = target.join("doc/seedance_preflight.json");
    let version =
        serde_json::from_reader::<_, serde_json::Value>(File::open(&json).unwrap()).unwrap()["format_version"].as_u64();
    if version != Some(FORMAT) {
        return eprintln!(
            "skipped: rustdoc writes version {version:?} of its JSON, and the list was made from version {FORMAT}"
        );
    }
    let builder = Builder::from_rustdoc_json(json).omit_blanket_impls(true).omit_auto_trait_impls(true);
    let written = builder.clone().omit_auto_derived_impls(true).build().unwrap();
    let written: HashSet<String> = written.items().map(ToString::to_string).collect();
    let all = builder.build().unwrap().into_items().map(|item| item.to_string());
    // Of what is derived, only which traits.
    let listed = all.filter(|line| line.starts_with("impl") || written.contains(line));
    insta::assert_snapshot!(listed.map(|line| line.replace("seedance_preflight::", "")).collect::<Vec<_>>().join("\n"));
}
