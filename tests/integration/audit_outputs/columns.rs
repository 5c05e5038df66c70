//! Parquet and Arrow files, read back.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use arrow_ipc::reader::FileReader;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

use super::folder::Folder;
use super::run::{program, say, testdata};

/// What an audit of `folder` writes as Parquet, Arrow and JSON Lines.
fn audited(folder: &Path) -> (Folder, [PathBuf; 3]) {
    let out = Folder::new();
    let files = ["parquet", "arrow", "jsonl"].map(|kind| out.path().join(kind));
    let mut command = program(Path::new("."));
    command.args(["audit", "--sort", "--quiet", "--no-fail"]).arg(folder);
    for file in &files {
        let mut argument = file.file_name().unwrap().to_owned();
        argument.push("=");
        argument.push(file);
        command.arg("--output").arg(argument);
    }
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    (out, files)
}

fn rows_of_parquet(file: &Path) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(file).unwrap()).unwrap().build().unwrap();
    reader.map(Result::unwrap).collect()
}

fn rows_of_arrow(file: &Path) -> Vec<RecordBatch> {
    FileReader::try_new(File::open(file).unwrap(), None).unwrap().map(Result::unwrap).collect()
}

#[test]
fn columns_hold_what_json_lines_do() {
    let (_out, [parquet, arrow, lines]) = audited(&testdata());
    let reports: Vec<Value> =
        std::fs::read_to_string(lines).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for batches in [rows_of_parquet(&parquet), rows_of_arrow(&arrow)] {
        assert_eq!(batches.iter().map(RecordBatch::num_rows).sum::<usize>(), reports.len());
        let mut reports = reports.iter();
        for batch in &batches {
            let text = |name: &str| batch.column_by_name(name).unwrap().as_string::<i32>().clone();
            let whole = |name: &str| batch.column_by_name(name).unwrap().as_primitive::<UInt64Type>().clone();
            let (verdicts, uris, ticks) = (text("verdict"), text("uri"), whole("duration_ticks"));
            let findings = batch.column_by_name("findings").unwrap().as_list::<i32>();
            for (row, report) in (0..batch.num_rows()).zip(&mut reports) {
                assert_eq!(verdicts.value(row), report["verdict"]);
                assert_eq!(uris.value(row), report["uri"]);
                let duration = ticks.iter().nth(row).unwrap();
                assert_eq!(duration, report["facts"]["duration"]["ticks"].as_u64());
                let findings = findings.value(row);
                let messages = findings.as_struct().column_by_name("message").unwrap().as_string::<i32>();
                let messages: Vec<_> = messages.iter().map(Option::unwrap).collect();
                let wanted = report["findings"].as_array().unwrap().iter().map(|finding| finding["message"].as_str());
                assert_eq!(messages, wanted.map(Option::unwrap).collect::<Vec<_>>());
            }
        }
    }
}

/// An environment with pyarrow: `PREFLIGHT_PYTHON`, or the one in the target folder.
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("PREFLIGHT_PYTHON").map(PathBuf::from);
    let python = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/python/bin/python"));
    let has_pyarrow = Command::new(&python).args(["-c", "import pyarrow"]).output().is_ok_and(|it| it.status.success());
    has_pyarrow.then_some(python)
}

#[test]
fn other_readers_read_the_same() {
    let Some(python) = python() else {
        say("skipped: no Python with pyarrow in PREFLIGHT_PYTHON or target/python");
        return;
    };
    let corpus = std::env::var_os("PREFLIGHT_CORPUS").map(|corpus| Path::new(&corpus).join("files"));
    let (_out, files) = audited(&corpus.unwrap_or_else(testdata));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/audit_outputs/columns.py");
    let output = Command::new(python).arg(script).args(files).output().unwrap();
    let said = [&*String::from_utf8_lossy(&output.stdout), &String::from_utf8_lossy(&output.stderr)].concat();
    assert!(output.status.success(), "{said}");
    say(said.trim_end());
}
