//! What is found below a folder, and what of it is reported.

use super::folder::{Folder, code, reports_of, rules, source, stderr, stdout};
use crate::support::{jpeg, png, wav};

#[test]
fn hidden_and_ignored_files_are_left_out_until_they_are_asked_for() {
    let folder = Folder::new();
    folder.put("a.png", png(640, 480));
    folder.put(".hidden.png", png(640, 480));
    folder.put(".cache/b.png", png(640, 480));
    folder.put("drafts/c.png", png(640, 480));
    folder.put("drafts/kept.png", png(640, 480));
    folder.put("d.png", png(640, 480));
    folder.put(".gitignore", "d.png\n");
    folder.put(".preflightignore", "drafts/*\n!drafts/kept.png\n");
    assert_eq!(folder.sources(["."]), ["./a.png", "./d.png", "./drafts/kept.png"], "no git is asked outside of one");
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    assert_eq!(folder.sources(["."]), ["./a.png", "./drafts/kept.png"]);
    let hidden = folder.sources([".", "--hidden"]);
    assert_eq!(hidden, ["./.cache/b.png", "./.hidden.png", "./a.png", "./drafts/kept.png"]);
    let all = folder.sources([".", "--no-ignore"]);
    assert_eq!(all, ["./a.png", "./d.png", "./drafts/c.png", "./drafts/kept.png"]);
    assert_eq!(folder.sources(["d.png", ".hidden.png"]), [".hidden.png", "d.png"], "what is named is not left out");
}

#[test]
fn gits_own_lists_apply_in_a_repository_by_the_place_of_each() {
    let folder = Folder::new();
    folder.put("home/git/ignore", "global.png\n");
    folder.put("project/.git/info/exclude", "/media/listed.png\n");
    folder.put("project/.gitignore", "/media/below/above.png\nagain.png\n");
    folder.put("project/media/below/.gitignore", "!again.png\n");
    for name in ["global", "listed", "above", "again", "kept"] {
        folder.put(format!("project/media/{name}.png"), png(640, 480));
        folder.put(format!("project/media/below/{name}.png"), png(640, 480));
    }
    let sources = || {
        let mut program = folder.program();
        // Neither the settings nor the home of whoever runs the test.
        program
            .env_remove("GIT_CONFIG_GLOBAL")
            .env("HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path().join("home"));
        program.current_dir(folder.path().join("project/media")).args([".", "--output", "jsonl"]);
        let mut sources: Vec<_> = reports_of(&program.output().unwrap().stdout).iter().map(source).collect();
        sources.sort();
        sources
    };
    let kept = ["./above.png", "./below/again.png", "./below/kept.png", "./below/listed.png", "./kept.png"];
    assert_eq!(sources(), kept);
    std::fs::rename(folder.path().join("project/.git"), folder.path().join("project/.not-git")).unwrap();
    assert_eq!(sources().len(), 10);
}

#[test]
fn exclusions_are_globs_seen_from_the_folder_that_is_named() {
    let folder = Folder::new();
    for name in ["a.png", "b.jpg.png", "drafts/c.png", "x/drafts/d.png", "x/e.png"] {
        folder.put(name, png(640, 480));
    }
    assert_eq!(folder.sources([".", "--exclude", "drafts/"]), ["./a.png", "./b.jpg.png", "./x/e.png"]);
    assert_eq!(
        folder.sources([".", "--exclude", "/drafts", "--exclude", "*.jpg.*"]),
        ["./a.png", "./x/drafts/d.png", "./x/e.png"]
    );
    assert_eq!(folder.sources(["x", "--exclude", "/drafts"]), ["x/e.png"]);
    let wrong = folder.run([".", "--exclude", "a{b"]);
    assert_eq!((code(&wrong), stdout(&wrong)), (2, String::new()));
    assert!(stderr(&wrong).contains("a{b"), "{}", stderr(&wrong));
}

#[test]
fn an_invalid_glob_in_an_ignore_file_is_reported() {
    let folder = Folder::new();
    folder.put("a.png", png(640, 480));
    folder.put("below/.preflightignore", "a{b\n");
    let output = folder.run(["."]);
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).contains("note: ") && stdout(&output).contains("a{b"), "{}", stdout(&output));
}

#[test]
fn media_is_recognized_by_content_or_by_name() {
    let folder = Folder::new();
    folder.put("photo", jpeg(640, 480));
    folder.put("page.jpg", "<!doctype html><title>Sign in</title>");
    folder.put("note.mp4", "to be recorded");
    folder.put("nothing.wav", "");
    folder.put("near.gif", "GIF89a");
    folder.put("noise.MOV", [0x80, 0x01, 0x02]);
    folder.put("readme.md", "# Not media");
    folder.put("code.ts", "export const media = false;");
    folder.put("page.html", "<!doctype html><title>Not media</title>");
    folder.put("empty", "");
    let reports = folder.reports(["."]);
    let sources: Vec<_> = reports.keys().map(String::as_str).collect();
    assert_eq!(sources, ["./near.gif", "./noise.MOV", "./note.mp4", "./nothing.wav", "./page.jpg", "./photo"]);
    assert!(rules(&reports["./page.jpg"]).contains(&"media/format-not-accepted"));
    let text = stdout(&folder.run(["."]));
    assert!(text.contains("10 files") && text.contains("4 not media"), "{text}");
    assert_eq!(folder.sources([".", "--all"]).len(), 10);
}

#[test]
fn the_wanted_kind_is_judged() {
    let folder = Folder::new();
    folder.put("a.png", png(640, 480));
    folder.put("b.wav", wav(80_000, 8_000));
    assert_eq!(code(&folder.run(["."])), 0);
    let reports = folder.reports([".", "--as", "image"]);
    assert_eq!(rules(&reports["./b.wav"]), ["media/wrong-kind"]);
    assert_eq!(reports["./a.png"]["verdict"], "accepted");
}

#[test]
fn sorted_results_come_by_path_from_any_number_of_threads() {
    let folder = Folder::new();
    for number in 0..700 {
        // As many folders as files, so that siblings of both sorts lie side by side.
        folder.put(format!("{:03}/{}.png", number * 7 % 100, number % 13), png(640, 480));
        folder.put(format!("{:03}.png", number % 100), png(640, 480));
    }
    let sources = |jobs: &str| -> Vec<std::path::PathBuf> {
        let output = folder.run([".", "--sort", "--jobs", jobs, "--output", "jsonl"]);
        reports_of(&output.stdout).iter().map(|report| source(report).into()).collect()
    };
    let (one, many) = (sources("1"), sources("8"));
    assert!(one.len() > 700 && one.is_sorted(), "{one:?}");
    assert_eq!(one, many);
}

#[test]
fn exit_codes_say_the_worst() {
    let folder = Folder::new();
    assert_eq!(code(&folder.run(["."])), 3);
    assert_eq!(code(&folder.run::<&str>([])), 3);
    folder.put("readme.md", "# Not media");
    assert_eq!(code(&folder.run(["."])), 3);
    folder.put("good.png", png(640, 480));
    assert_eq!(code(&folder.run(["."])), 0);
    folder.put("warned.jpg", png(640, 480));
    assert_eq!(code(&folder.run(["."])), 0);
    assert_eq!(code(&folder.run([".", "--deny-warnings"])), 1);
    let tilted = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/undecided/tilted.mp4")).unwrap();
    folder.put("tilted.mp4", tilted);
    assert_eq!(code(&folder.run(["."])), 4);
    folder.put("small.png", png(10, 10));
    assert_eq!(code(&folder.run(["."])), 1);
    for wrong in [["--jobs", "0"], ["--output", "pdf"], ["--profile", "seedance-9"]] {
        assert_eq!(code(&folder.run(["."].into_iter().chain(wrong))), 2, "{wrong:?}");
    }
}

/// Nearly as deep as a path can name: `PATH_MAX` of Linux is 4096 bytes.
#[test]
#[cfg(target_os = "linux")]
fn a_file_below_many_folders_is_found() {
    let folder = Folder::new();
    let mut deep = folder.path().to_owned();
    while deep.as_os_str().len() < 4000 {
        deep.push("d");
        std::fs::create_dir(&deep).unwrap();
    }
    std::fs::write(deep.join("a.png"), png(640, 480)).unwrap();
    for arguments in [&["."][..], &[".", "--no-ignore"], &[".", "--sort", "--exclude", "/x"]] {
        let found = folder.sources(arguments.iter().copied());
        assert_eq!(found.len(), 1, "{arguments:?}");
        assert!(found[0].len() > 3800 && found[0].ends_with("/d/a.png"));
    }
}
