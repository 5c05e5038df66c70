//! What is encoded looks like its source, and what is copied has the same packets: on clips of a corpus.
//!
//! Wants ffmpeg, and a folder with `truth.jsonl` and `files/`, named by `PREFLIGHT_CORPUS`; says on standard error if it
//! skips.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use seedance_preflight::fix::{FixOptions, Plan, Step, fix};
use seedance_preflight::profile::Profile;

use super::{facts, has_ffmpeg, names, program, text};

/// Clips of each kind, from different origins.
const CLIPS: usize = 10;

/// Further ones, for those that ffmpeg does not decode.
const SPARE: usize = 5;

/// The structural similarity that is wanted of every clip.
const LEAST_SSIM: f64 = 0.98;

/// Refused videos for whose plans `is_wanted`, of an origin each.
fn clips(test: &str, is_wanted: impl Fn(&Plan) -> bool) -> Vec<(PathBuf, Plan)> {
    let Some(root) = std::env::var_os("PREFLIGHT_CORPUS").map(PathBuf::from) else {
        let _ = writeln!(std::io::stderr(), "{test}: skipped, PREFLIGHT_CORPUS is not set");
        return Vec::new();
    };
    if !has_ffmpeg(test) {
        return Vec::new();
    }
    let lines = std::fs::read_to_string(root.join("truth.jsonl")).unwrap();
    let mut paths: Vec<_> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["path"].as_str().unwrap().to_owned())
        .collect();
    paths.sort();
    let (mut origins, mut found) = (BTreeSet::new(), Vec::new());
    for path in paths {
        let origin = path.split('/').next().unwrap().to_owned();
        let file = root.join("files").join(&path);
        if found.len() == CLIPS + SPARE || origins.contains(&origin) {
            continue;
        }
        let plan = fix(&facts(&file), &Profile::default(), &FixOptions::default());
        if is_wanted(&plan) {
            origins.insert(origin);
            found.push((file, plan));
        }
    }
    found
}

/// The result of the program.
fn fixed(file: &Path) -> Option<(tempfile::TempDir, PathBuf)> {
    let folder = tempfile::tempdir().unwrap();
    let output = program(folder.path()).args(["fix", "--quiet", "--output", "out", "--"]).arg(file).output().unwrap();
    let [name] = names(&folder.path().join("out")).try_into().ok()?;
    let _: &String = &name;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let path = folder.path().join("out").join(name);
    Some((folder, path))
}

/// The argument after `option` in the plan's command, and everything before the output's own options.
fn parts(plan: &Plan, file: &Path, option: &str) -> Option<(Vec<OsString>, OsString)> {
    let argv = plan.command(OsStr::new("ffmpeg"), file, Path::new("/x"))?;
    let input = argv.iter().position(|word| word == "-i")? + 2;
    let value = argv.iter().skip_while(|word| *word != option).nth(1)?.clone();
    Some((argv[1..input].to_vec(), value))
}

#[test]
fn encoded_clips_look_like_their_sources() {
    let is_encoded =
        |plan: &Plan| plan.result.is_some() && plan.steps.iter().any(|step| matches!(step, Step::EncodeVideo { .. }));
    let mut compared = 0;
    for (file, plan) in clips("encoded_clips_look_like_their_sources", is_encoded) {
        let (input, filters) = parts(&plan, &file, "-vf").unwrap();
        if compared == CLIPS {
            break;
        }
        let Some((_folder, result)) = fixed(&file) else { continue };
        let mut graph = OsString::from("[0:V:0]");
        graph.push(filters);
        graph.push(
            ",format=yuv420p,settb=AVTB,setpts=N[a];[1:v:0]format=yuv420p,setsar=1,settb=AVTB,setpts=N[b];[a][b]ssim",
        );
        let mut command = Command::new("ffmpeg");
        command.args(input).arg("-i").arg(&result).arg("-filter_complex").arg(graph).args(["-f", "null", "-"]);
        // What the plan's own options do not print.
        command.args(["-loglevel", "info"]);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let all = said.rsplit("All:").next().and_then(|rest| rest.split(' ').next()?.parse::<f64>().ok());
        let all = all.unwrap_or_else(|| panic!("{}: {said}", file.display()));
        let _ = writeln!(std::io::stderr(), "SSIM {all:.4} {}", file.display());
        assert!(all >= LEAST_SSIM, "{}: {all}", file.display());
        compared += 1;
    }
    let _ = writeln!(std::io::stderr(), "{compared} encoded clips compared");
}

/// The column of a packet's hash; what follows is of its side data, such as how many samples to skip.
const HASH: usize = 5;

/// The hashes of a stream's packets.
fn packets(file: &Path, stream: &str) -> Vec<String> {
    let mut command = Command::new("ffmpeg");
    command.args(["-nostdin", "-loglevel", "error", "-i"]).arg(file);
    command.args(["-map", stream, "-c", "copy", "-f", "framemd5", "-"]);
    let output = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let lines = output.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(',').nth(HASH).unwrap().trim().to_owned()).collect()
}

#[test]
fn copied_streams_have_the_packets_of_their_sources() {
    let is_copied = |plan: &Plan| {
        plan.result.is_some() && plan.steps.iter().any(|step| matches!(step, Step::CopyVideo | Step::CopyAudio { .. }))
    };
    let mut compared = 0;
    for (file, plan) in clips("copied_streams_have_the_packets_of_their_sources", is_copied) {
        let Some((_folder, result)) = fixed(&file) else { continue };
        for (step, stream) in plan.steps.iter().filter_map(|step| match step {
            Step::CopyVideo => Some((step, "0:V:0")),
            Step::CopyAudio { .. } => Some((step, "0:a:0")),
            _ => None,
        }) {
            let (source, copy) = (packets(&file, stream), packets(&result, stream));
            let kept = match step {
                Step::CopyAudio { packets: Some(count) } => usize::try_from(*count).unwrap(),
                _ => source.len(),
            };
            assert_eq!(source[..kept.min(source.len())], copy, "{} {stream}", file.display());
            compared += 1;
        }
    }
    let _ = writeln!(std::io::stderr(), "{compared} copied streams compared");
}
