//! Counts by verdict and by rule, read back from each output on its own.

use std::collections::{BTreeMap, BTreeSet};

use quick_junit::{NonSuccessKind, Report, TestCaseStatus};
use serde_json::Value;

/// What every output has to say alike.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) verdicts: BTreeMap<String, u64>,
    pub(crate) rules: BTreeMap<String, u64>,
}

impl Counts {
    fn verdict(&mut self, verdict: &str) {
        *self.verdicts.entry(verdict.to_owned()).or_default() += 1;
    }

    fn rule(&mut self, rule: &str) {
        assert!(seedance_preflight::rules::by_id(rule).is_some(), "{rule}");
        *self.rules.entry(rule.to_owned()).or_default() += 1;
    }

    /// What a table of numbers says, without what is nothing.
    fn set(map: &mut BTreeMap<String, u64>, name: &str, number: u64) {
        if number > 0 {
            assert_eq!(map.insert(name.to_owned(), number), None, "{name} stands twice");
        }
    }
}

/// Reads an output of this kind. To hold another kind against these, give it its line here.
pub(crate) fn of(kind: &str, bytes: &[u8]) -> Counts {
    match kind {
        "text" => text(std::str::from_utf8(bytes).unwrap()),
        "jsonl" => jsonl(bytes),
        "csv" => csv(bytes),
        "junit" => junit(bytes),
        "sarif" => sarif(bytes),
        "markdown" => markdown(std::str::from_utf8(bytes).unwrap()),
        "html" => html(std::str::from_utf8(bytes).unwrap()),
        kind => panic!("{kind} is not read here"),
    }
}

/// A line a file, and below all of them a line with the verdicts and one a rule.
fn text(text: &str) -> Counts {
    let mut counts = Counts::default();
    let mut said = Counts::default();
    for line in text.lines() {
        let mut words = line.split_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if ["accepted", "undecided", "refused"].contains(&first) && !line.starts_with(' ') {
            counts.verdict(first);
        } else if line.starts_with(' ') && second.contains('/') && words.next().is_none() {
            Counts::set(&mut counts.rules, second, first.parse().unwrap());
        } else if second == "files" && line.contains(" not media") {
            for part in line.rsplit(": ").next().unwrap().split(", ") {
                let (number, name) = part.split_once(' ').unwrap();
                if name != "not media" {
                    Counts::set(&mut said.verdicts, name, number.parse().unwrap());
                }
            }
        }
    }
    assert_eq!(counts.verdicts, said.verdicts);
    counts
}

fn jsonl(bytes: &[u8]) -> Counts {
    reports(bytes.split_inclusive(|&byte| byte == b'\n').map(|line| serde_json::from_slice(line).unwrap()))
}

/// The rows of the page's table; what its totals say is held against them.
fn html(page: &str) -> Counts {
    let embedded = |id: &str| -> Value {
        let data = page.split_once(&format!("<script type=\"application/json\" id=\"{id}\">")).unwrap().1;
        serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap()
    };
    let counts = reports(embedded("rows").as_array().unwrap().iter().cloned());
    let (summary, mut said) = (embedded("summary"), Counts::default());
    for (of, map) in [("verdicts", &mut said.verdicts), ("rules", &mut said.rules)] {
        for (name, number) in summary[of].as_object().unwrap() {
            Counts::set(map, name, number.as_u64().unwrap());
        }
    }
    assert_eq!(said, counts);
    counts
}

/// Reports, one a file, in the shape of JSON version 1.
fn reports(reports: impl Iterator<Item = Value>) -> Counts {
    let mut counts = Counts::default();
    for report in reports {
        counts.verdict(report["verdict"].as_str().unwrap());
        for finding in report["findings"].as_array().unwrap() {
            counts.rule(finding["rule"].as_str().unwrap());
        }
    }
    counts
}

fn csv(bytes: &[u8]) -> Counts {
    let mut counts = Counts::default();
    let mut rows = csv::Reader::from_reader(bytes);
    for row in rows.deserialize::<BTreeMap<String, String>>() {
        let row = row.unwrap();
        counts.verdict(&row["verdict"]);
        let failed = row["failed_rules"].split_whitespace().inspect(|rule| counts.rule(rule)).count();
        let open = row["undecided_rules"].split_whitespace().inspect(|rule| counts.rule(rule)).count();
        let number = |column: &str| row[column].parse::<usize>().unwrap();
        assert_eq!(number("errors") + number("warnings") + number("notes"), failed);
        assert_eq!(number("undecided"), open);
    }
    counts
}

fn junit(bytes: &[u8]) -> Counts {
    let mut counts = Counts::default();
    let report = Report::deserialize(bytes).unwrap();
    let [suite] = report.test_suites.as_slice() else { panic!("one suite is written") };
    for case in &suite.test_cases {
        let (verdict, text) = match &case.status {
            TestCaseStatus::Success { .. } => ("accepted", case.system_out.as_ref().map(|out| out.as_str())),
            TestCaseStatus::NonSuccess { kind: NonSuccessKind::Error, description, .. } => {
                ("undecided", description.as_ref().map(|text| text.as_str()))
            }
            TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, description, .. } => {
                ("refused", description.as_ref().map(|text| text.as_str()))
            }
            TestCaseStatus::Skipped { .. } => panic!("nothing is skipped"),
        };
        counts.verdict(verdict);
        for line in text.unwrap_or_default().lines().filter(|line| !line.starts_with([' ', 'k'])) {
            counts.rule(line.strip_suffix(']').unwrap().rsplit('[').next().unwrap());
        }
    }
    let number = |verdict: &str| usize::try_from(counts.verdicts.get(verdict).copied().unwrap_or_default()).unwrap();
    for (tests, failures, errors) in
        [(report.tests, report.failures, report.errors), (suite.tests, suite.failures, suite.errors)]
    {
        assert_eq!((tests, failures, errors), (suite.test_cases.len(), number("refused"), number("undecided")));
    }
    counts
}

fn sarif(bytes: &[u8]) -> Counts {
    let mut counts = Counts::default();
    let log: Value = serde_json::from_slice(bytes).unwrap();
    let run = &log["runs"][0];
    let mut files = BTreeMap::<&str, BTreeSet<&str>>::new();
    for result in run["results"].as_array().unwrap() {
        if result["baselineState"] != "unchanged" {
            counts.rule(result["ruleId"].as_str().unwrap());
        }
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        files.entry(result["properties"]["verdict"].as_str().unwrap()).or_default().insert(uri);
    }
    for verdict in ["accepted", "undecided", "refused"] {
        let number = run["properties"][verdict].as_u64().unwrap();
        let seen = u64::try_from(files.get(verdict).map_or(0, BTreeSet::len)).unwrap();
        // Of accepted files only those with a finding have a result.
        assert!(if verdict == "accepted" { seen <= number } else { seen == number }, "{verdict}: {seen} of {number}");
        Counts::set(&mut counts.verdicts, verdict, number);
    }
    counts
}

fn markdown(text: &str) -> Counts {
    let mut counts = Counts::default();
    for line in text.lines() {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        match cells.as_slice() {
            ["", verdict @ ("accepted" | "undecided" | "refused"), number, ""] => {
                Counts::set(&mut counts.verdicts, verdict, number.parse().unwrap());
            }
            ["", number, rule, _, _, ""] if rule.starts_with('`') => {
                Counts::set(&mut counts.rules, rule.trim_matches('`'), number.parse().unwrap());
            }
            _ => {}
        }
    }
    counts
}
