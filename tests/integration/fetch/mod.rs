//! Remote media: servers as they are, tricks that must lead nowhere, and a folder of real files over nginx.

mod faults;
mod files;
#[cfg(feature = "cli")]
mod many;
mod nginx;
#[cfg(feature = "cli")]
mod program;
mod server;
mod tricks;

#[cfg(feature = "cli")]
use crate::web;
use seedance_preflight::Subject;
use std::io::Write;
use std::time::Duration;

use seedance_preflight::fetch::{FetchOptions, Fetched, fetch};
use seedance_preflight::http::{AllowedHosts, HttpOptions, HttpTransport};
use seedance_preflight::{Budget, CheckOptions, Finding, Outcome, check_facts, probe};

/// Writes past the test harness, which hides the output of `println!` in passing tests.
fn say(line: &str) {
    let mut stderr = std::io::stderr();
    writeln!(stderr, "{line}").unwrap();
}

/// A transport that goes anywhere and has little patience.
fn transport() -> HttpTransport {
    let mut options = HttpOptions::default();
    options.hosts = AllowedHosts::Any;
    options.connect_timeout = Duration::from_secs(5);
    options.read_timeout = Duration::from_millis(1500);
    HttpTransport::new(&options).unwrap()
}

fn options() -> FetchOptions {
    let mut options = FetchOptions::default();
    options.hosts = AllowedHosts::Any;
    options.retries.tries = 2;
    options.retries.first_pause = Duration::from_millis(1);
    options
}

fn measure(url: &str, options: &FetchOptions) -> Fetched {
    fetch(&transport(), url, options, |file| probe(file, &Budget::default()))
}

/// The findings of every rule for the fetched file: id, `undecided` or severity, and the actual value.
fn said(fetched: &Fetched) -> Vec<String> {
    let subject = Subject { is_fetched: true, ..Subject::default() };
    let report = check_facts(fetched.facts.clone(), &subject, &CheckOptions::default());
    let word = |finding: &Finding| match finding.outcome {
        Outcome::Undecided => "undecided",
        _ => finding.severity.name(),
    };
    let actual = |finding: &Finding| match finding.rule.id {
        // An address is a sentence.
        "fetch/blocked-address" => String::new(),
        _ => finding.actual.as_ref().map(|actual| format!(" {actual}")).unwrap_or_default(),
    };
    report.findings.iter().map(|finding| format!("{} {}{}", finding.rule.id, word(finding), actual(finding))).collect()
}
