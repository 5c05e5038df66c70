//! File names that are made to do harm, through every output.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use quick_junit::Report;
use serde_json::Value;

use super::agree::agreed;
use super::folder::Folder;
use super::run::{Run, audit};
use super::schemas;
use crate::support::{jpeg, png};

/// Names that are not text, that are code in some format, or that look like another name.
const NAMES: &[&[u8]] = &[
    b"new\nline.png",
    b"carriage\r\nreturn.png",
    b"tab\t.png",
    b"quote\"'.png",
    b"<script>alert(1)<\\script>.png",
    b"<img src=x onerror=alert(1)>.png",
    b"]]>.png",
    b"&lt;&#10;&amp;.png",
    b"=cmd|' &C calc'!A0.png",
    b"+1+1.png",
    b"-1.png",
    b"@SUM(A1).png",
    b"'=1.png",
    b"\xef\xbc\x9d1.png",
    b"a;=1+1;.png",
    b"a\";=1+1;\".png",
    b"a,b\",\"=1+1\".png",
    b"\x1b[31mred\x1b]0;title\x07.png",
    b"\xc2\x9b31m.png",
    b"\xe2\x80\xaegnp.exe.png",
    b"zero\xe2\x80\x8bwidth.png",
    b"bad\xff\xfe\x80.png",
    b"\xed\xa0\x80.png",
    b"\xef\xbf\xbf\xef\xbf\xbe.png",
    b"a`b``c.png",
    b"a|b\\|c.png",
    b"[text](https:evil.example) ![x](y).png",
    b"@octocat #1 GH-2 www.evil.example.png",
    b"**bold** _it_ ~~gone~~ # head.png",
    b"{0} {{1}}.png",
    b"%41%zz%.png",
    b" space at the ends ",
    b"\x7f.png",
    b"con:a=b?c#d&e.png",
    b"::error file=x::y.png",
    b"line\xe2\x80\xa8paragraph\xe2\x80\xa9.png",
    b"isolate\xe2\x81\xa7\xe2\x81\xa9.png",
    b"joined\xe2\x80\x8d.png",
    b"soft\xc2\xadhyphen.png",
    b"filler\xe3\x85\xa4.png",
    b"variant\xef\xb8\x8f.png",
    b"tag\xf3\xa0\x81\x81.png",
    b"bom\xef\xbb\xbf.png",
    b"c1\xc2\x85next.png",
    b"bad\xfe\xfe\x80.png",
];

/// A run over one refused file of each name, which are given as they are: below a folder, they would begin with its name.
fn run() -> (Folder, Run) {
    let folder = Folder::new();
    for name in NAMES {
        folder.file(OsStr::from_bytes(name), &png(100, 640));
    }
    let long = "x".repeat(250) + ".png";
    folder.file(&long, &jpeg(100, 640));
    folder.file("names", &[NAMES.join(&0), long.into_bytes()].join(&0));
    let run = audit(folder.path(), &["-0", "@names"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    schemas::hold(&run);
    assert_eq!(agreed(&run).verdicts["refused"], u64::try_from(NAMES.len() + 1).unwrap());
    (folder, run)
}

/// The names encoded by percent-encoded texts.
fn names<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<Vec<u8>> {
    let decode = |text: &str| {
        let bytes = text.strip_prefix("./").unwrap_or(text).as_bytes();
        let (mut at, mut name) = (0, Vec::new());
        while at < bytes.len() {
            let digits = bytes.get(at + 1..at + 3).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            match digits.filter(|_| bytes[at] == b'%') {
                Some(digits) => {
                    name.push(u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap());
                    at += 3;
                }
                None => {
                    name.push(bytes[at]);
                    at += 1;
                }
            }
        }
        name
    };
    texts.into_iter().map(decode).filter(|name| name.len() < 250).collect()
}

fn all_names() -> BTreeSet<Vec<u8>> {
    NAMES.iter().map(|name| name.to_vec()).collect()
}

#[test]
fn no_output_holds_what_a_terminal_obeys() {
    let (_folder, run) = run();
    for kind in super::run::KINDS {
        assert_harmless(kind, run.bytes(kind));
    }
    assert_eq!(run.text("jsonl").lines().count(), NAMES.len() + 1);
    assert_harmless("standard error", run.stderr.as_bytes());
}

/// Files that are checked by name, and a request of each name; a terminal that asked for colour gets ours only.
#[test]
fn neither_check_nor_request_prints_what_a_terminal_obeys() {
    let (folder, _) = run();
    let mut count = 0;
    for name in NAMES {
        let path = OsStr::from_bytes(name);
        for kind in super::run::KINDS {
            for command in ["check", "request"] {
                let mut program = super::run::program(folder.path());
                // Most kinds are the same for one file and for many.
                if command == "request" && !["text", "json", "github", "junit"].contains(&kind) {
                    continue;
                }
                let output = program.args([command, "--offline", "--output", kind, "--"]).arg(path).output().unwrap();
                let name = String::from_utf8_lossy(name);
                assert_eq!(output.status.code(), Some(1), "{command} {kind} {name:?}");
                assert_harmless(&format!("{command} {kind} {name:?}"), &output.stdout);
                count += 1;
            }
        }
    }
    assert_eq!(count, NAMES.len() * (super::run::KINDS.len() + 4));
}

/// Searches raw bytes for each forbidden character, and for bytes that are not UTF-8. Lines end in LF, in CSV in CR LF.
fn assert_harmless(what: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    let found = text.char_indices().filter(|(at, c)| {
        let is_line_end = *c == '\n' || (*c == '\r' && text[*at..].starts_with("\r\n"));
        is_forbidden(*c) && !is_line_end
    });
    let found: Vec<_> = found.map(|(at, c)| (at, c.escape_unicode().to_string())).collect();
    assert!(found.is_empty(), "{what}: {found:?}");
}

/// What neither a terminal nor a page must get: listed here by Unicode's own ranges, apart from the program's table.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[test]
fn json_has_every_name() {
    let (_folder, run) = run();
    let reports: Vec<Value> = run.text("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for field in ["path", "uri"] {
        assert_eq!(names(reports.iter().map(|report| report[field].as_str().unwrap())), all_names(), "{field}");
    }
}

#[test]
fn csv_gives_no_formula_and_every_name() {
    let (_folder, run) = run();
    let is_formula =
        |cell: &str| cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
    // Spreadsheets differ in what separates cells, by the language of the system.
    for separator in [b',', b';', b'\t', b'|'] {
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(run.bytes("csv"));
        for row in reader.records() {
            let row = row.unwrap();
            assert!(!row.iter().any(is_formula), "{row:?}");
        }
    }
    let mut reader = csv::Reader::from_reader(run.bytes("csv"));
    let uri = reader.headers().unwrap().iter().position(|name| name == "uri").unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(names(rows.iter().map(|row| &row[uri])), all_names());
    assert_eq!(names(rows.iter().map(|row| row[0].strip_prefix('\'').unwrap_or(&row[0]))), all_names());
}

#[test]
fn a_baseline_knows_them_all() {
    let (folder, run) = run();
    let known = folder.file("known.jsonl", run.bytes("jsonl"));
    let again = audit(folder.path(), &["-0", "@names", "--baseline", known.to_str().unwrap()]);
    assert_eq!(again.code, 0, "{}", again.stderr);
    assert_eq!(agreed(&again).verdicts["accepted"], u64::try_from(NAMES.len() + 1).unwrap());
}

#[test]
fn junit_has_every_name() {
    let (_folder, run) = run();
    let report = Report::deserialize(run.bytes("junit")).unwrap();
    let cases = &report.test_suites[0].test_cases;
    assert_eq!(names(cases.iter().map(|case| case.name.as_str())), all_names());
}

#[test]
fn sarif_has_every_name() {
    let (_folder, run) = run();
    super::sarif_reader::hold(run.bytes("sarif"));
    let log: Value = serde_json::from_slice(run.bytes("sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let uri = |result: &'_ Value| {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned()
    };
    let uris: Vec<_> = results.iter().map(uri).collect();
    assert_eq!(names(uris.iter().map(String::as_str)), all_names());
    let prints: BTreeSet<_> = results.iter().map(|result| result["partialFingerprints"].to_string()).collect();
    assert_eq!(prints.len(), results.len());
}

#[test]
fn markdown_holds_no_markup_of_a_name() {
    let (_folder, run) = run();
    let page = run.text("markdown");
    assert!(page.chars().count() <= 65_536);
    assert!(page.ends_with("\nAnd 26 more.\n"), "{page}");
    let rows: Vec<_> = page.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(rows.len(), 20);
    for line in rows {
        assert_eq!(line.matches('|').count(), 3, "{line}");
        // What is left beside the code spans is ours.
        let outside: String = line.split('`').step_by(2).collect();
        assert_eq!(line.matches('`').count() % 2, 0, "{line}");
        assert!(!outside.replace("<br>", "").contains(['<', '@', '[', '#', '&', '*', '_', '\\']), "{outside}");
    }
}
