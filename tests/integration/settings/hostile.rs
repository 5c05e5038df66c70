//! Settings and profiles that are not files of text, or that reach for other files.

use std::path::Path;
use std::time::{Duration, Instant};

use super::folder::{Folder, code, stderr};
use crate::support::png;

#[test]
#[cfg(unix)]
fn what_cannot_be_read_is_one_line_and_exit_code_2() {
    use std::os::unix::fs::PermissionsExt;

    type Make = (&'static str, &'static dyn Fn(&Path));
    let make: [Make; 6] = [
        ("longer than", &|path| std::fs::write(path, "#".repeat((1 << 20) + 1)).unwrap()),
        ("not UTF-8 at byte 4", &|path| std::fs::write(path, b"# a \xff").unwrap()),
        ("directory", &|path| std::fs::create_dir(path).unwrap()),
        ("regular file", &|path| {
            assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
        }),
        ("regular file", &|path| std::os::unix::fs::symlink("/dev/zero", path).unwrap()),
        ("denied", &|path| {
            std::fs::write(path, "").unwrap();
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o000)).unwrap();
        }),
    ];
    for (word, make) in make {
        let folder = Folder::new();
        let hostile = folder.project_file();
        make(&hostile);
        if word == "denied" && std::fs::read(&hostile).is_ok() {
            eprintln!("skipped: this user may read every file");
            continue;
        }
        let name = hostile.to_str().unwrap();
        let user = folder.user_file();
        std::fs::write(&user, "").unwrap();
        for arguments in [
            ["check", "a.png", "--tolerance", "observed"],
            ["check", "a.png", "--config", name],
            ["audit", ".", "--config", name],
            ["config", "--format", "json", "--deny-warnings"],
        ] {
            let start = Instant::now();
            let output = folder.run(&arguments);
            let message = stderr(&output);
            assert_eq!((code(&output), output.stdout.len(), message.lines().count()), (2, 0, 1), "{message}");
            assert!(message.contains(word) && message.contains("seedance-preflight.toml"), "{word}: {message}");
            assert!(start.elapsed() < Duration::from_secs(10));
        }
        // As a profile, and as the user's own file.
        let output = folder.run(&["check", "a.png", "--no-config", "--profile", name]);
        let message = stderr(&output);
        assert_eq!((code(&output), message.lines().count()), (2, 1), "{message}");
        assert!(message.contains(word), "{word}: {message}");
        std::fs::remove_file(&user).unwrap();
        std::fs::rename(&hostile, &user).unwrap();
        let output = folder.run(&["check", "a.png"]);
        assert_eq!(code(&output), 2, "{}", stderr(&output));
        assert!(stderr(&output).contains(word));
    }
}

#[test]
fn an_error_in_a_profile_is_one_line_with_its_place() {
    let folder = Folder::new();
    folder.file("house.toml", "base = 'seedance-2.0'\n[video]\n  fsp = { max = 30 }\n");
    let output = folder.run(&["check", "a.png", "--profile", "house.toml"]);
    let message = stderr(&output);
    assert_eq!((code(&output), message.lines().count()), (2, 1), "{message}");
    assert!(message.contains("line 3, column 3") && message.contains("`fsp`"), "{message}");
}

#[test]
fn deeply_nested_settings_end_with_an_error() {
    let folder = Folder::new();
    folder.file("seedance-preflight.toml", format!("select = {}", "[".repeat(500_000)));
    let output = folder.run(&["check", "a.png"]);
    assert_eq!((code(&output), stderr(&output).lines().count()), (2, 1));
}

/// Settings come with a project, and its outputs overwrite files.
#[test]
#[cfg(unix)]
fn a_projects_outputs_stay_inside_of_it() {
    let folder = Folder::new();
    folder.file("a.png", png(640, 640));
    folder.file(".git/config", "[core]\n");
    let precious = folder.project().parent().unwrap().join("precious");
    std::fs::write(&precious, "precious").unwrap();
    std::os::unix::fs::symlink("..", folder.project().join("up")).unwrap();
    std::os::unix::fs::symlink("../precious", folder.project().join("link")).unwrap();
    for output in [
        "../precious",
        "up/precious",
        "link",
        ".git/config",
        ".GIT/config",
        "x/../../precious",
        precious.to_str().unwrap(),
    ] {
        folder.file("seedance-preflight.toml", format!("output = 'jsonl={output}'"));
        let ended = folder.run(&["audit", "."]);
        assert_eq!((code(&ended), ended.stdout.len()), (2, 0), "{output}");
        assert_eq!(std::fs::read(&precious).unwrap(), b"precious");
        assert_eq!(std::fs::read(folder.project().join(".git/config")).unwrap(), b"[core]\n");
    }
    std::fs::remove_file(folder.project_file()).unwrap();
    std::fs::write(folder.user_file(), format!("output = 'jsonl={}'", precious.display())).unwrap();
    assert_eq!(code(&folder.run(&["audit", "."])), 0, "the user's own settings are the user's own");
    assert!(std::fs::read(&precious).unwrap().starts_with(b"{"));
}

/// A profile comes with a project, and so do its name, its summary and its sources.
#[test]
#[cfg(unix)]
fn nothing_in_a_profile_or_in_its_name_reaches_a_terminal() {
    let folder = Folder::new();
    folder.file("a.png", png(100, 640));
    let name = "x\u{1b}[31m\u{202e}\u{9b}.toml";
    let text = "base = 'seedance-2.0'\nsummary = \"\\u001b[31m\\u202e\\u009b\"\n[image]\n\
        side = { max = 999, source = \"\\u001b]0;x\\u0007\\u202e\" }\n";
    folder.file(name, text);
    folder.file("b.toml", text.replace("base", "bsae\\u202e"));
    let kinds = ["text", "json", "jsonl", "csv", "junit", "sarif", "github", "gitlab", "markdown", "html"];
    let audits = kinds.map(|kind| vec!["audit", ".", "--profile", name, "--output", kind]);
    let others = ["json", "text", "jsonl"]
        .map(|format| vec!["explain", "image/side-out-of-range", "--profile", name, "--format", format]);
    let sizes = ["json", "text", "jsonl"].map(|format| vec!["size", "--profile", name, "--format", format]);
    let more = [
        vec!["profiles", name],
        vec!["config", "--profile", name],
        vec!["config", "--profile", name, "--format", "json"],
        vec!["check", "a.png", "--profile", "b.toml"],
        vec!["check", "a.png", "--profile", "no\u{1b}[31m\u{202e}.toml"],
        vec!["check", "a.png", "--profile", "no\u{1b}[31m\u{202e}"],
        vec!["check", "a.png", "--config", "no\u{1b}[31m\u{202e}"],
        vec!["check", "a.png", "--output", "json=no\u{1b}[31m\u{202e}/x"],
    ];
    let mut harmful = Vec::new();
    for arguments in audits.into_iter().chain(others).chain(sizes).chain(more) {
        let output = folder.run(&arguments);
        let written = [output.stdout.as_slice(), &output.stderr].concat();
        let text = String::from_utf8(written).unwrap();
        let found = text.chars().find(|c| (c.is_control() && !"\n\r".contains(*c)) || *c == '\u{202e}');
        assert!(!text.is_empty(), "{arguments:?}");
        harmful.extend(found.map(|c| format!("{arguments:?}: {c:?} in {text:?}")));
    }
    assert!(harmful.is_empty(), "{}", harmful.join("\n"));
}
