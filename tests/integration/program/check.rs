//! The program as its users meet it: what it prints, and how it ends.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")).env_remove("CLICOLOR_FORCE");
    command
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn run_with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child =
        program().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Every file of a folder of `testdata`, in order of name.
fn files_of(folder: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(folder);
    let entries = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<_> = entries.map(|name| format!("{folder}/{name}")).collect();
    files.sort();
    files
}

#[test]
fn testdata_ends_as_its_folders_say() {
    for (folder, exit) in [("accepted", 0), ("refused", 1), ("undecided", 4)] {
        let files = files_of(folder);
        assert!(!files.is_empty());
        for file in files {
            let output = run(&["check", &file]);
            assert_eq!(code(&output), exit, "{file}: {}", stdout(&output));
            assert!(stdout(&output).starts_with(folder), "{file}: {}", stdout(&output));
            assert_eq!(stderr(&output), "");
            let deep = run(&["check", "--deep", &file]);
            assert_eq!(code(&deep), exit, "{file} --deep: {}", stdout(&deep));
        }
    }
}

#[test]
fn text_for_people() {
    let mut arguments = vec!["check".to_owned()];
    arguments.extend(["accepted", "refused", "undecided"].into_iter().flat_map(files_of));
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let output = run(&arguments);
    assert_eq!(code(&output), 1);
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn json_for_programs() {
    let output = run(&["check", "--format", "jsonl", "refused/film-rate.mp4", "refused/too-tall.png"]);
    let reports: Vec<Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    insta::assert_snapshot!(serde_json::to_string_pretty(&reports).unwrap());
    let array = run(&["check", "--format", "json", "refused/film-rate.mp4", "refused/too-tall.png"]);
    assert_eq!(serde_json::from_slice::<Vec<Value>>(&array.stdout).unwrap(), reports);
}

#[test]
fn the_facts_command_prints_the_facts_of_the_report() {
    let facts: Value = serde_json::from_slice(&run(&["facts", "accepted/clip.mp4"]).stdout).unwrap();
    let report: Value =
        serde_json::from_slice(&run(&["check", "--format", "jsonl", "accepted/clip.mp4"]).stdout).unwrap();
    assert_eq!(facts["facts"], report["facts"]);
    assert_eq!(facts["facts"]["width"], 1280);
    assert!(facts.get("findings").is_none());
}

#[test]
fn exit_codes_of_runs_over_several_files() {
    let cases: [(&[&str], i32); 11] = [
        (&["check", "accepted/photo.jpg", "accepted/clip.mp4"], 0),
        (&["check", "accepted/photo.jpg", "undecided/tilted.mp4"], 4),
        (&["check", "undecided/tilted.mp4", "refused/too-tall.png", "accepted/photo.jpg"], 1),
        (&["check"], 3),
        (&["check", "--no-such-option"], 2),
        (&["check", "accepted/photo.jpg", "no-such-file.png"], 2),
        (&["check", "refused/too-tall.png", "no-such-file.png"], 2),
        (&["check", "accepted/photo.jpg", "."], 4),
        (&["facts", "no-such-file.png", "accepted/photo.jpg"], 2),
        (&["facts", "."], 4),
        (&["audit", "--quiet", "accepted", "no-such-folder"], 2),
    ];
    for (arguments, exit) in cases {
        assert_eq!(code(&run(arguments)), exit, "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_opened_is_undecided_and_the_others_are_checked() {
    let output = run(&["check", "--format", "jsonl", "no-such-file.png", ".", "accepted/photo.jpg"]);
    let reports: Vec<Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(reports.len(), 3);
    for not_read in &reports[..2] {
        assert_eq!(
            (&not_read["verdict"], &not_read["findings"][0]["rule"]),
            (&"undecided".into(), &"media/not-read".into())
        );
        assert_eq!(not_read["findings"].as_array().unwrap().len(), 1);
    }
    // Only what does not exist is wrong usage.
    assert!(stderr(&output).contains("no-such-file.png") && stderr(&output).lines().count() == 1);
    assert_eq!(reports[2]["verdict"], "accepted");
}

#[test]
fn standard_input_is_a_file_too() {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/accepted/clip.mp4")).unwrap();
    let output = run_with_input(&["check", "-"], &bytes);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
    assert!(stdout(&output).starts_with("accepted  -  mp4 h264 1280x720"));
    assert_eq!(code(&run_with_input(&["check", "-"], b"")), 1);
}

#[test]
fn the_wanted_kind_and_the_tolerance_and_denied_warnings() {
    let rules = |arguments: &[&str]| -> Vec<(String, String)> {
        let report: Value = serde_json::from_slice(&run(arguments).stdout).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let findings = report["findings"].as_array().unwrap();
        findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["severity"]))).collect()
    };
    let wrong_kind = rules(&["check", "--format", "jsonl", "--as", "audio", "accepted/clip.mp4"]);
    assert_eq!(wrong_kind, [("media/wrong-kind".to_owned(), "error".to_owned())]);
    let renamed = std::env::temp_dir().join("seedance-preflight-renamed.mov");
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/accepted/clip.mp4"), &renamed).unwrap();
    let renamed = renamed.to_str().unwrap();
    assert_eq!(code(&run(&["check", renamed])), 0);
    let denied = run(&["check", "--deny-warnings", renamed, "--format", "json"]);
    assert_eq!((code(&denied), &json(&denied)[0]["deny_warnings"]), (1, &true.into()));
    assert!(json(&run(&["check", renamed, "--format", "json"]))[0]["deny_warnings"].is_null());
    let later = rules(&["check", "--format", "jsonl", "--profile", "seedance-2.5", "accepted/clip.mp4"]);
    assert_eq!(later, []);
}

#[test]
fn a_profile_file_is_laid_over_its_base() {
    let file = std::env::temp_dir().join("seedance-preflight-house.toml");
    std::fs::write(&file, "base = \"seedance-2.0\"\n[video]\nfps = { min = \"24000/1001\" }\n").unwrap();
    let file = file.to_str().unwrap();
    let output = run(&["check", "--format", "jsonl", "--profile", file, "refused/film-rate.mp4"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["profile"], "seedance-2.0+seedance-preflight-house");
    assert_eq!(report["verdict"], "accepted");
    assert!(stderr(&output).contains("seedance-2.0"), "{}", stderr(&output));
    let shown: Value = serde_json::from_slice(&run(&["profiles", file]).stdout).unwrap();
    assert_eq!(shown["base"], "seedance-2.0");

    std::fs::write(file, "base = \"seedance-2.0\"\n[video]\nfsp = 1\n").unwrap();
    let refused = run(&["check", "--profile", file, "accepted/photo.jpg"]);
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("line 3") && stderr(&refused).contains("fsp"), "{}", stderr(&refused));
    let unknown = run(&["check", "--profile", "seedance-9", "accepted/photo.jpg"]);
    assert_eq!((code(&unknown), stdout(&unknown)), (2, String::new()));
}

/// A file may have the name of another profile than its base.
#[test]
fn a_profile_file_never_passes_for_a_built_in_profile() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seedance-2.0.toml");
    std::fs::write(&file, "base = \"seedance-2.5\"\n").unwrap();
    let output = run(&["check", "--format", "jsonl", "--profile", file.to_str().unwrap(), "accepted/photo.jpg"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["profile"], "seedance-2.5+seedance-2.0");
}

#[test]
fn rules_profiles_and_explanations() {
    let rules = stdout(&run(&["rules"]));
    for rule in seedance_preflight::rules::all() {
        assert!(rules.contains(rule.id));
        let explained = run(&["explain", rule.id]);
        assert_eq!(code(&explained), 0);
        assert!(stdout(&explained).contains(rule.summary) && stdout(&explained).contains("How it is judged"));
    }
    let unknown = run(&["explain", "fps-out-of-range"]);
    assert_eq!(code(&unknown), 2);
    assert!(stderr(&unknown).contains("video/fps-out-of-range"));
    assert_eq!(stdout(&run(&["profiles"])).lines().count(), seedance_preflight::profile::Profile::all().len());
}

#[test]
fn colour_is_for_terminals_only() {
    assert!(!stdout(&run(&["check", "refused/too-tall.png"])).contains('\x1b'));
    let forced = program().args(["check", "refused/too-tall.png"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(stdout(&forced).contains('\x1b'));
    let without = program()
        .args(["check", "refused/too-tall.png"])
        .env("CLICOLOR_FORCE", "1")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(!stdout(&without).contains('\x1b'));
}

#[cfg(unix)]
#[test]
fn hostile_names_and_closed_pipes_do_no_harm() {
    use std::os::unix::ffi::OsStrExt;

    let name = std::ffi::OsStr::from_bytes(b"no-\x1b[31m-such\xff.png");
    let output = program().arg("check").arg(name).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b));

    let many = vec!["refused/too-tall.png"; 5000];
    let mut child = program().arg("check").args(many).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), stderr(&output)), (2, String::new()));
}

#[cfg(not(feature = "fetch"))]
#[test]
fn a_build_that_cannot_fetch_says_so() {
    let output = run(&["check", "https://media.example.com/clip.mp4"]);
    assert_eq!(code(&output), 4);
    assert!(stdout(&output).contains("[fetch/failed]") && stdout(&output).contains("cannot fetch"));
    assert_eq!(code(&run(&["audit", "https://media.example.com/clip.mp4"])), 4);
}

#[test]
fn several_files_end_with_one_line_of_totals() {
    let several = run(&["check", "accepted/photo.jpg", "refused/cut.png"]);
    assert!(stdout(&several).ends_with("\n2 files: 1 refused, 0 undecided, 1 accepted\n"), "{}", stdout(&several));
    let quiet = run(&["check", "--quiet", "accepted/photo.jpg", "refused/cut.png"]);
    assert!(!stdout(&quiet).contains("2 files:"));
    assert!(!stdout(&run(&["check", "accepted/photo.jpg"])).contains(" files:"));
}

#[test]
fn one_cause_is_read_once() {
    let cut = stdout(&run(&["check", "refused/cut.mp4"]));
    let first = cut.lines().nth(1).unwrap();
    assert!(first.contains("[media/truncated, media/unreadable]"), "{cut}");
    assert!(cut.lines().count() <= 4 && !cut.contains("video/"), "{cut}");
    let json: Value = serde_json::from_slice(&run(&["check", "--format", "jsonl", "refused/cut.mp4"]).stdout).unwrap();
    assert!(json["findings"].as_array().unwrap().iter().any(|found| found["rule"] == "video/fps-out-of-range"));
}

#[test]
fn rules_are_selected_and_ignored_and_a_verdict_need_not_fail() {
    let rules = |arguments: &[&str]| {
        let output = run(&[&["check", "refused/too-tall.png", "--format", "jsonl"], arguments].concat());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        (code(&output), findings.map(|found| found["rule"].as_str().unwrap().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(rules(&[]).0, 1);
    assert_eq!(rules(&["--select", "media"]), (0, vec![]));
    assert_eq!(
        rules(&["--select", "media,image/aspect-out-of-range"]),
        (1, vec!["image/aspect-out-of-range".to_owned()])
    );
    assert_eq!(rules(&["--ignore", "image"]), (0, vec![]));
    let (exit, found) = rules(&["--no-fail"]);
    assert!(exit == 0 && !found.is_empty());
    let unknown = run(&["check", "--select", "image/aspect-out-of-rang", "refused/too-tall.png"]);
    assert_eq!(code(&unknown), 2);
    assert!(stderr(&unknown).contains("did you mean image/aspect-out-of-range?"), "{}", stderr(&unknown));
}

#[test]
fn a_check_has_the_outputs_of_an_audit() {
    let folder = std::env::temp_dir().join(format!("seedance-preflight-check-outputs-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("report.sarif");
    let output =
        run(&["check", "refused/cut.png", "--format", "github", &format!("--output=sarif={}", file.display())]);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).starts_with("::error file=refused/cut.png,title=media/"), "{}", stdout(&output));
    let log: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(log["runs"][0]["invocations"][0]["exitCode"], 1);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_folder_and_a_foreign_url_say_what_to_do() {
    let folder = run(&["check", "accepted"]);
    assert_eq!(code(&folder), 4);
    assert!(stdout(&folder).contains("seedance-preflight audit"), "{}", stdout(&folder));
    for scheme in ["tos", "gs", "hdfs"] {
        let url = format!("{scheme}://bucket/clip.mp4");
        let reason = format!("{scheme}:// URLs are not fetched");
        for command in ["check", "audit", "request"] {
            let output = run(&[command, &url]);
            assert_eq!(code(&output), 2, "{command} {url}");
            assert!(stderr(&output).contains(&reason), "{command}: {}", stderr(&output));
        }
        assert!(stdout(&run(&["check", &url])).contains(&reason));
    }
}

#[test]
fn a_long_stream_is_too_large_and_is_not_read_to_its_end() {
    let head = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/accepted/clip.mp4")).unwrap();
    let mut child = program()
        .args(["check", "-", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(&head).unwrap();
    // A `free` box (ISO/IEC 14496-12 §8.1.2) that lasts to the end of the file.
    input.write_all(b"\0\0\0\0free").unwrap();
    let zeros = vec![0; 1 << 20];
    let mut written = (0..200).take_while(|_| input.write_all(&zeros).is_ok()).count();
    #[cfg(target_os = "linux")]
    assert!(peak_memory(child.id()) < 100 << 20, "{} bytes", peak_memory(child.id()));
    written += (0..200).take_while(|_| input.write_all(&zeros).is_ok()).count();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!((200..300).contains(&written), "{written} MiB");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["verdict"], "refused");
    let failed = report["findings"].as_array().unwrap().iter().filter(|found| found["outcome"] == "fails");
    assert_eq!(failed.map(|found| &found["rule"]).collect::<Vec<_>>(), ["media/too-large"], "{report}");
}

/// Most bytes of memory that the process has had; proc(5), `VmHWM`.
#[cfg(target_os = "linux")]
fn peak_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() << 10
}

#[test]
fn an_unknown_rule_finds_the_one_that_shares_its_rarest_word() {
    for (asked, found) in [("video/fps", "video/fps-out-of-range"), ("animated", "image/animated")] {
        let output = run(&["explain", asked]);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains(&format!("did you mean {found}?")), "{}", stderr(&output));
    }
}

#[test]
fn completions_and_man_pages_come_from_the_definitions() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = run(&["completions", shell]);
        assert!(code(&script) == 0 && stdout(&script).contains("changed-since"), "{shell}");
    }
    assert!(stdout(&run(&["man"])).contains(".TH seedance-preflight 1"));
    assert!(stdout(&run(&["man", "audit"])).contains("changed\\-since"));
    assert_eq!(code(&run(&["man", "nothing"])), 2);
}

#[test]
fn sizes_are_listed_without_arguments_and_found_in_other_profiles() {
    let all = stdout(&run(&["size"]));
    assert_eq!(all, stdout(&run(&["size", "--all"])));
    let wide = stdout(&run(&["size", "16:9"]));
    assert_eq!(wide, "ratio  480p     720p\n16:9   864x496  1280x720\n");
    let others = ["seedance-2.0-r2", "seedance-2.5"].map(|profile| stdout(&run(&["size", "--profile", profile])));
    let chinese = stdout(&run(&["size", "--lang", "zh"]));
    insta::assert_snapshot!([&[all, chinese], &others[..]].concat().join("\n"));
    let missing = run(&["size", "16:9", "1080p"]);
    assert_eq!(code(&missing), 2);
    assert!(stderr(&missing).contains("--profile seedance-2"), "{}", stderr(&missing));
}
