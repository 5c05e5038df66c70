//! The action's audit, on a folder of `testdata`.

use std::process::Output;

use super::Step;

/// Inputs as `action.yml` has them by default, apart from the paths.
fn audit(step: &Step, paths: &str, others: &[(&str, &str)]) -> Output {
    let mut inputs = vec![
        ("PREFLIGHT_PROGRAM", env!("CARGO_BIN_EXE_seedance-preflight")),
        ("PREFLIGHT_PATHS", paths),
        ("PREFLIGHT_ARGUMENTS", ""),
        ("PREFLIGHT_ANNOTATIONS", "true"),
        ("PREFLIGHT_SARIF", "true"),
        ("PREFLIGHT_JOURNAL", "true"),
    ];
    inputs.extend(others);
    step.run("audit", &inputs)
}

#[test]
fn refused_media_are_annotated_and_in_sarif_before_the_verdict_fails_the_job() {
    let step = Step::new("refused");
    let output = audit(&step, "refused\n\naccepted\r\n", &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(step.output("exit-code").as_deref(), Some("1"));
    let annotations = String::from_utf8(output.stdout).unwrap();
    assert!(annotations.lines().any(|line| line.starts_with("::error file=refused/film-rate.mp4")), "{annotations}");
    assert!(!annotations.contains("accepted/clip.mp4"));

    let sarif = std::fs::read_to_string(step.output("sarif-file").unwrap()).unwrap();
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["ruleId"] == "video/fps-out-of-range"));
    assert!(step.file("GITHUB_STEP_SUMMARY").contains("film-rate.mp4"));
    assert!(step.folder.join("seedance-preflight/journal").exists());

    let again = audit(&step, "refused", &[]);
    assert_eq!(again.status.code(), Some(0), "the journal of an earlier run is taken: {again:?}");
    assert_eq!(step.output("exit-code").as_deref(), Some("1"));
}

#[test]
fn accepted_media_end_with_0() {
    let step = Step::new("accepted");
    let output = audit(&step, "accepted", &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(step.output("exit-code").as_deref(), Some("0"));
}

#[test]
fn outputs_can_be_turned_off() {
    let step = Step::new("off");
    let off = [("PREFLIGHT_ANNOTATIONS", "false"), ("PREFLIGHT_SARIF", "false"), ("PREFLIGHT_JOURNAL", "false")];
    let output = audit(&step, "refused/film-rate.mp4", &off);
    assert_eq!(step.output("exit-code").as_deref(), Some("1"), "{output:?}");
    assert_eq!(step.output("sarif-file"), None);
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("refused "));
    let files: Vec<_> = std::fs::read_dir(step.folder.join("seedance-preflight")).unwrap().collect();
    assert_eq!(files.len(), 1, "only the summary: {files:?}");
}

#[test]
fn arguments_reach_the_program_one_from_each_line() {
    let step = Step::new("arguments");
    let output = audit(&step, "refused", &[("PREFLIGHT_ARGUMENTS", "--exclude=*.mp4\n--select\nvideo\n")]);
    assert_eq!(step.output("exit-code").as_deref(), Some("0"), "{output:?}");
}

#[test]
fn inputs_are_not_commands_and_paths_are_not_options() {
    let step = Step::new("hostile");
    let mark = step.folder.join("mark");
    let touch = format!("touch {}", mark.display());
    for hostile in [
        format!("$({touch})"),
        format!("`{touch}`"),
        format!("\"; {touch}; \""),
        format!("'; {touch} #"),
        "--no-fail".to_owned(),
        "-h".to_owned(),
    ] {
        for (paths, arguments) in [(hostile.as_str(), ""), ("accepted", hostile.as_str())] {
            if arguments.starts_with('-') {
                continue;
            }
            let output = audit(&step, paths, &[("PREFLIGHT_ARGUMENTS", arguments)]);
            assert_eq!(output.status.code(), Some(2), "{hostile}: {output:?}");
            assert_eq!(step.output("exit-code"), None, "{hostile}");
            assert!(!mark.exists(), "{hostile}");
        }
    }
}
