//! What `action.yml` passes to its scripts, and what it and the workflows use.

use std::collections::{BTreeMap, BTreeSet};

use super::text;

const ACTION: &str = ".github/actions/preflight/action.yml";

#[test]
fn no_script_contains_an_expression() {
    for file in [ACTION, ".github/workflows/ci.yml", ".github/workflows/release.yml"] {
        let text = text(file);
        // A script is on the line of `run`, or on the lines below it that are further to the right.
        let mut indent_of_run = None;
        for line in text.lines() {
            let indent = line.len() - line.trim_start_matches([' ', '-']).len();
            if indent_of_run.is_some_and(|of_run| indent <= of_run && !line.is_empty()) {
                indent_of_run = None;
            }
            if line.trim_start_matches([' ', '-']).starts_with("run:") && !line.ends_with("run:") {
                indent_of_run = Some(indent);
            }
            assert!(indent_of_run.is_none() || !line.contains("${{"), "{file}: {line}");
        }
    }
}

#[test]
fn every_variable_of_the_scripts_is_set_from_an_input_or_a_step() {
    let action = text(ACTION);
    let set: BTreeSet<String> = action
        .lines()
        .filter_map(|line| line.trim().strip_prefix("PREFLIGHT_")?.split_once(": ${{"))
        .map(|(name, _)| name.to_owned())
        .collect();
    let mut read = BTreeSet::from(["EXIT_CODE".to_owned()]);
    for script in ["install", "audit"] {
        let script = text(&format!(".github/actions/preflight/{script}"));
        for part in script.split("$PREFLIGHT_").skip(1) {
            read.insert(part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect());
        }
    }
    assert_eq!(read, set);
}

#[test]
fn every_input_is_used_and_documented() {
    let action = text(ACTION);
    let guide = text("src/guide/install.md");
    let (inputs, rest) = action.split_once("\noutputs:\n").unwrap();
    let (_, inputs) = inputs.split_once("\ninputs:\n").unwrap();
    let names: Vec<_> = inputs.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':')).collect();
    assert_eq!(names.len(), 10, "{names:?}");
    for name in names {
        assert!(rest.contains(&format!("inputs.{name} ")), "{name} is not used");
        assert!(guide.contains(&format!("`{name}`")), "{name} is not in the guide");
    }
}

#[test]
fn every_action_is_pinned_to_one_commit() {
    let mut pins = BTreeMap::new();
    for file in [ACTION, ".github/workflows/ci.yml", ".github/workflows/release.yml"] {
        for line in text(file).lines() {
            let Some((_, used)) = line.split_once("uses: ") else { continue };
            if used.starts_with("./") {
                continue;
            }
            let (name, pin) = used.split_once('@').unwrap();
            let (commit, tag) = pin.split_once(" # ").unwrap();
            assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{line}");
            assert!(tag.starts_with('v'), "{line}");
            let repository: Vec<_> = name.splitn(3, '/').take(2).collect();
            assert_eq!(pins.entry(repository.join("/")).or_insert_with(|| pin.to_owned()), pin, "{line}");
        }
    }
    assert_eq!(pins.len(), 5);
}
