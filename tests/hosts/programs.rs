//! Programs in C, C++ and Python: compiled with every warning an error, and run under valgrind.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::{expected, header, library, tools};

const WARNINGS: [&str; 6] = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-O1", "-g"];
const REQUEST: &str = include_str!("request.json");
const PHOTO: &str = "https://media.example.com/photo.jpg";
const TWIN: &str = "https://media.example.com/twin.jpg";

/// Compiles a program against the header, and links it with the shared library.
fn compiled(compiler: &str, standard: &str, source: &str) -> PathBuf {
    let program = tools::scratch(&format!("{source}.shared"));
    let mut command = command(compiler, standard, source, &program);
    command.arg("-L").arg(library::folder()).arg("-lseedance_preflight").arg("-pthread");
    command.arg(format!("-Wl,-rpath,{}", library::folder().display()));
    tools::run(&mut command);
    program
}

fn command(compiler: &str, standard: &str, source: &str, program: &Path) -> Command {
    let mut command = Command::new(compiler);
    command.arg(standard).args(WARNINGS).arg("-I").arg(header::folder()).arg(tools::source(source));
    command.arg("-o").arg(program);
    command
}

/// Runs a host within `testdata`, on all files there, and gives the lines that it printed.
fn printed(mut host: Command) -> Vec<String> {
    tools::run(host.current_dir(expected::folder()).args(expected::files())).lines().map(str::to_owned).collect()
}

/// The first lines are reports on the files, so many on each.
fn assert_reports_on_files(printed: &[String], times: usize) {
    let expected: Vec<_> =
        expected::files().iter().flat_map(|name| std::iter::repeat_n(expected::report(name), times)).collect();
    assert_eq!(printed[..expected.len()], expected);
}

/// What the program in C prints beyond the reports on files.
fn assert_printed_by_c(printed: &[String]) {
    assert_reports_on_files(printed, 3);
    let [profiled, blind, seen, refusal, fault] = &printed[3 * expected::files().len()..] else {
        panic!("{printed:?}");
    };
    assert!(profiled.contains(r#""profile":"seedance-2.0-r2""#), "{profiled}");
    assert_eq!(*blind, expected::request_report(REQUEST, &[]));
    assert_eq!(*seen, expected::request_report(REQUEST, &[PHOTO, TWIN]));
    let refusal: Value = serde_json::from_str(refusal).unwrap();
    assert_eq!(refusal["rule"], "video/pixels-out-of-range");
    assert_eq!(refusal["content_index"], 2);
    assert_eq!(refusal["bound"]["max"], 927_408);
    let fault: Value = serde_json::from_str(fault).unwrap();
    assert_eq!(fault["facts"]["faults"][0]["kind"], "io");
    let what = fault["facts"]["faults"][0]["what"].as_str().unwrap();
    assert!(what.ends_with("returned -5"), "{what}");
}

/// A FIFO without a writer.
fn fifo() -> PathBuf {
    let path = tools::scratch(&format!("fifo-{}", std::process::id()));
    if !path.exists() {
        tools::run(Command::new("mkfifo").arg(&path));
    }
    path
}

#[test]
fn c_with_the_shared_library_under_valgrind() {
    if tools::are_there(&["gcc", "valgrind"], "c_with_the_shared_library_under_valgrind") {
        let mut host = tools::under_valgrind(&compiled("gcc", "-std=c99", "host.c"));
        host.arg(tools::source("request.json")).arg(fifo());
        assert_printed_by_c(&printed(host));
    }
}

#[test]
fn c_with_the_static_library() {
    if tools::are_there(&["gcc"], "c_with_the_static_library") {
        let program = tools::scratch("host.c.static");
        let mut compile = command("gcc", "-std=c99", "host.c", &program);
        tools::run(compile.arg(library::fixed()).args(["-lpthread", "-ldl", "-lm"]));
        let mut host = Command::new(program);
        host.arg(tools::source("request.json")).arg(fifo());
        assert_printed_by_c(&printed(host));
    }
}

#[test]
fn valgrind_sees_what_it_is_to_see() {
    if tools::are_there(&["gcc", "valgrind"], "valgrind_sees_what_it_is_to_see") {
        let program = compiled("gcc", "-std=c99", "careless.c");
        for carelessness in ["leak", "use after free"] {
            let ended = tools::under_valgrind(&program).arg(carelessness).output().unwrap().status;
            assert_eq!(ended.code(), Some(99), "{carelessness}");
        }
    }
}

#[test]
fn c_threads_under_valgrind() {
    if tools::are_there(&["gcc", "valgrind"], "c_threads_under_valgrind") {
        let threads = compiled("gcc", "-std=c99", "threads.c");
        assert_eq!(printed(Command::new(&threads)), ["threads agree"]);
        assert_eq!(printed(tools::under_valgrind(&threads)), ["threads agree"]);
    }
}

#[test]
fn cpp_under_valgrind() {
    if tools::are_there(&["g++", "valgrind"], "cpp_under_valgrind") {
        let printed = printed(tools::under_valgrind(&compiled("g++", "-std=c++17", "host.cpp")));
        assert_reports_on_files(&printed, 2);
        let [request] = &printed[2 * expected::files().len()..] else {
            panic!("{printed:?}");
        };
        let request: Value = serde_json::from_str(request).unwrap();
        assert_eq!(request["assets"][0]["facts"]["format"], "jpeg");
    }
}

#[test]
fn python() {
    if tools::are_there(&["python3"], "python") {
        let mut host = Command::new("python3");
        host.arg(tools::source("host.py")).arg(library::shared());
        let printed = printed(host);
        assert_reports_on_files(&printed, 3);
        assert_eq!(printed.len(), 3 * expected::files().len());
    }
}
