//! Files by verdict and by rule and outcome, read back from each output on its own.

use std::collections::{BTreeMap, BTreeSet};

use quick_junit::{NonSuccessKind, Report, TestCaseStatus};
use serde_json::Value;

/// What all outputs must agree on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) verdicts: BTreeMap<String, u64>,
    /// Files that each rule fails, leaves undecided, and notes.
    pub(crate) rules: BTreeMap<String, [u64; 3]>,
}

/// The outcomes, in the order of their counts.
const OUTCOMES: [&str; 3] = ["fails", "undecided", "notes"];

impl Counts {
    fn verdict(&mut self, verdict: &str) {
        *self.verdicts.entry(verdict.to_owned()).or_default() += 1;
    }

    /// Counts the rules of one file, each once for each outcome that it has.
    fn file<'a>(&mut self, found: impl Iterator<Item = (&'a str, &'a str)>) {
        for (rule, outcome) in found.collect::<BTreeSet<_>>() {
            assert!(seedance_preflight::rules::by_id(rule).is_some(), "{rule}");
            let place = OUTCOMES.iter().position(|known| *known == outcome).unwrap();
            self.rules.entry(rule.to_owned()).or_default()[place] += 1;
        }
    }

    fn set_rule(&mut self, rule: &str, counts: [u64; 3]) {
        assert_eq!(self.rules.insert(rule.to_owned(), counts), None, "{rule} is listed twice");
    }

    /// Sets a count, unless it is zero.
    fn set(map: &mut BTreeMap<String, u64>, name: &str, number: u64) {
        if number > 0 {
            assert_eq!(map.insert(name.to_owned(), number), None, "{name} is listed twice");
        }
    }
}

/// Reads an output of this kind.
pub(crate) fn of(kind: &str, bytes: &[u8]) -> Counts {
    match kind {
        "text" => text(std::str::from_utf8(bytes).unwrap()),
        "json" => reports(serde_json::from_slice::<Vec<Value>>(bytes).unwrap().into_iter()),
        "jsonl" => jsonl(bytes),
        "csv" => csv(bytes),
        "junit" => junit(bytes),
        "sarif" => sarif(bytes),
        "github" => github(std::str::from_utf8(bytes).unwrap()),
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
        } else if line.starts_with(' ')
            && let Some([fails, undecided, notes, rule]) = line.split_whitespace().collect::<Vec<_>>().first_chunk()
            && rule.contains('/')
            && let (Ok(fails), Ok(undecided), Ok(notes)) = (fails.parse(), undecided.parse(), notes.parse())
        {
            counts.set_rule(rule, [fails, undecided, notes]);
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
    for (name, number) in summary["verdicts"].as_object().unwrap() {
        Counts::set(&mut said.verdicts, name, number.as_u64().unwrap());
    }
    for (rule, counts) in summary["rules"].as_object().unwrap() {
        said.set_rule(rule, OUTCOMES.map(|outcome| counts[outcome].as_u64().unwrap()));
    }
    assert_eq!(said, counts);
    counts
}

/// Reports, one a file, in the shape of JSON version 1.
fn reports(reports: impl Iterator<Item = Value>) -> Counts {
    let mut counts = Counts::default();
    for report in reports {
        counts.verdict(report["verdict"].as_str().unwrap());
        let findings = report["findings"].as_array().unwrap().iter();
        counts.file(findings.map(|found| (found["rule"].as_str().unwrap(), found["outcome"].as_str().unwrap())));
    }
    counts
}

fn csv(bytes: &[u8]) -> Counts {
    let mut counts = Counts::default();
    let mut rows = csv::Reader::from_reader(bytes);
    for row in rows.deserialize::<BTreeMap<String, String>>() {
        let row = row.unwrap();
        counts.verdict(&row["verdict"]);
        let columns = ["failed_rules", "undecided_rules", "noted_rules"].map(|column| &row[column]);
        let of = |(column, outcome): (&'static str, &'static str)| {
            row[column].split_whitespace().map(move |rule| (rule, outcome))
        };
        let pairs = [("failed_rules", "fails"), ("undecided_rules", "undecided"), ("noted_rules", "notes")];
        counts.file(pairs.into_iter().flat_map(of));
        let number = |column: &str| row[column].parse::<usize>().unwrap();
        let findings = [number("errors") + number("warnings"), number("undecided"), number("notes")];
        for (column, findings) in columns.iter().zip(findings) {
            let rules = column.split_whitespace().count();
            assert!(rules <= findings && (rules == 0) == (findings == 0), "{row:?}");
        }
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
        let found = text.unwrap_or_default().lines().filter(|line| !line.starts_with([' ', 'k'])).map(|line| {
            let outcome = match line.split_once(':').unwrap().0 {
                "error" | "warning" => "fails",
                "note" => "notes",
                other => other,
            };
            (line.strip_suffix(']').unwrap().rsplit('[').next().unwrap(), outcome)
        });
        counts.file(found);
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
    let mut found = BTreeMap::<&str, Vec<(&str, &str)>>::new();
    for result in run["results"].as_array().unwrap() {
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        if result["baselineState"] != "unchanged" {
            let outcome = result["properties"]["outcome"].as_str().unwrap();
            found.entry(uri).or_default().push((result["ruleId"].as_str().unwrap(), outcome));
        }
        files.entry(result["properties"]["verdict"].as_str().unwrap()).or_default().insert(uri);
    }
    for found in found.into_values() {
        counts.file(found.into_iter());
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

/// Annotations, and a last line with the files by verdict.
fn github(text: &str) -> Counts {
    let mut counts = Counts::default();
    let mut found = BTreeMap::<&str, Vec<(&str, &str)>>::new();
    for line in text.lines() {
        let (command, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (kind, properties) = command.split_once(' ').unwrap();
        let Some((file, rule)) = properties.strip_prefix("file=").and_then(|rest| rest.split_once(",title=")) else {
            for part in message.split_once(": ").unwrap().1.split(", ") {
                let (number, verdict) = part.split_once(' ').unwrap();
                Counts::set(&mut counts.verdicts, verdict, number.parse().unwrap());
            }
            continue;
        };
        let (rule, outcome) = match (rule.strip_suffix(" (undecided)"), kind) {
            (Some(rule), _) => (rule, "undecided"),
            (None, "notice") => (rule, "notes"),
            (None, _) => (rule, "fails"),
        };
        found.entry(file).or_default().push((rule, outcome));
    }
    for found in found.into_values() {
        counts.file(found.into_iter());
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
            ["", fails, undecided, notes, rule, _, _, ""] if rule.starts_with('`') => {
                counts
                    .set_rule(rule.trim_matches('`'), [fails, undecided, notes].map(|number| number.parse().unwrap()));
            }
            _ => {}
        }
    }
    counts
}
