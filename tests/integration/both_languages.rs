//! What every rule says in every language, as one file to read through.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use seedance_preflight::explain::explain_in;
use seedance_preflight::profile::{Profile, Tolerance};
use seedance_preflight::{CheckOptions, Finding, Language, RuleInfo, Subject, check, rules};

/// Findings on the sample files under both tolerances.
fn findings_on_files() -> Vec<Finding> {
    let mut findings = Vec::new();
    for folder in ["testdata/accepted", "testdata/refused"] {
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.is_file()) {
            let bytes = std::fs::read(path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy();
            for tolerance in [Tolerance::Documented, Tolerance::Observed] {
                let mut options = CheckOptions::default();
                options.tolerance = tolerance;
                findings.extend(check(&bytes.as_slice(), &Subject::named(&name), &options).findings);
            }
        }
    }
    findings
}

/// Message and help in English, with both in Chinese.
type Sentences = BTreeMap<[String; 2], [String; 2]>;

/// A rule's texts for the examples of each profile, and for `findings`.
fn sentences(rule: &'static RuleInfo, findings: &[Finding]) -> Sentences {
    let mut said = Sentences::new();
    for profile in Profile::all() {
        let of = |language| {
            let fails = explain_in(rule, &profile, language).fails?;
            fails.finding.map(|finding| [finding.message, finding.help])
        };
        if let (Some(english), Some(chinese)) = (of(Language::English), of(Language::Chinese)) {
            said.insert(english, chinese);
        }
    }
    for finding in findings.iter().filter(|finding| finding.rule == rule) {
        let of = |language| [finding.message_in(language), finding.help_in(language).into_owned()];
        said.insert(of(Language::English), of(Language::Chinese));
    }
    said
}

#[test]
fn every_rule_in_every_language() {
    let findings = findings_on_files();
    let mut text = String::new();
    let mut without = BTreeSet::new();
    for rule in rules::all() {
        writeln!(text, "## {}\n", rule.id).unwrap();
        for language in [Language::English, Language::Chinese] {
            writeln!(text, "{}\n\n{}\n", rule.summary_in(language), rule.explanation_in(language)).unwrap();
        }
        let said = sentences(rule, &findings);
        if said.is_empty() {
            without.insert(rule.id);
        }
        for ([message, help], [chinese, chinese_help]) in said {
            assert!(chinese != message && chinese_help != help, "{}: {message} {help}", rule.id);
            writeln!(text, "- {message}\n  {chinese}\n  > {help}\n  > {chinese_help}").unwrap();
        }
        writeln!(text).unwrap();
    }
    // Its example would be as long as the body that it refuses.
    assert_eq!(without, BTreeSet::from(["request/body-too-large"]));
    insta::with_settings!({prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("rules_in_both_languages", text);
    });
}
