//! Holds the table of rules against the folder of rules: every file is in the table, an id is its path, no id twice,
//! and every rule has its explanation and its source.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Every rule's file below `src/rules`, as the id that its path implies.
fn ids_by_path() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut ids = BTreeSet::new();
    for family in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let family_name = family.file_name().unwrap().to_str().unwrap().to_owned();
        for file in fs::read_dir(&family).unwrap().map(|entry| entry.unwrap().path()) {
            let stem = file.file_stem().unwrap().to_str().unwrap();
            if stem != "mod" {
                ids.insert(format!("{family_name}/{}", stem.replace('_', "-")));
            }
        }
    }
    ids
}

#[test]
fn table_and_folder_are_one() {
    let table: Vec<_> = seedance_preflight::rules::all().map(|rule| rule.id.to_owned()).collect();
    let unique: BTreeSet<_> = table.iter().cloned().collect();
    assert_eq!(table.len(), unique.len(), "an id is listed twice");
    assert_eq!(unique, ids_by_path());
}

#[test]
fn every_rule_explains_itself() {
    for rule in seedance_preflight::rules::all() {
        assert!(rule.summary.ends_with('.'), "{}: the summary is a sentence", rule.id);
        assert!(rule.explanation.len() > 60, "{}: the explanation says more than the summary", rule.id);
        let source = rule.source.text();
        let texts = [rule.summary, rule.explanation, &source];
        assert!(texts.iter().all(|text| !text.contains("REPLACE")), "{}: texts are still to be written", rule.id);
        assert!(
            ["reference", "documentation", "seen", "own", "profile"].iter().any(|mark| source.starts_with(mark)),
            "{}: {}",
            rule.id,
            rule.source
        );
        assert_eq!(seedance_preflight::rules::by_id(rule.id).map(|found| found.id), Some(rule.id));
    }
}

#[test]
fn each_rule_carries_its_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    for id in ids_by_path() {
        let file = root.join(id.replace('-', "_")).with_extension("rs");
        let code = fs::read_to_string(file).unwrap();
        let (_, tests) = code.split_once("#[cfg(test)]").unwrap_or_default();
        let fails = ["fails(&RULE", "fails_among_others(&RULE", "undecided(&RULE"];
        assert!(tests.contains("passes("), "{id} has no example that passes");
        assert!(fails.iter().any(|call| tests.contains(call)), "{id} has no example that fails");
    }
}

#[test]
fn no_rule_contains_a_number_of_the_contract() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    for family in ["media", "image", "video", "audio", "request", "fetch"] {
        for file in fs::read_dir(root.join(family)).unwrap().map(|entry| entry.unwrap().path()) {
            let code = fs::read_to_string(&file).unwrap();
            let code = code.split("#[cfg(test)]").next().unwrap();
            let numbers = [
                "300", "6000", "409", "927", "0.4", "2.5", "15", "30", "50", "60", "1.8", "15.2", "2048", "500",
                "1000", "64",
            ];
            for number in numbers {
                let words = code.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
                assert!(words.clone().all(|word| word != number), "{}: {number}", file.display());
            }
        }
    }
}
