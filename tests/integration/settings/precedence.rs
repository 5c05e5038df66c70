//! Of each setting the strongest source counts: flag, environment, project, user, default.

use serde_json::{Value, json};

use super::folder::{Folder, parsed};

/// One setting: what each source says, and what `config` then prints.
struct Setting {
    key: &'static str,
    /// An argument; empty if `config` has none.
    flag: (&'static str, Value),
    /// The value of its variable; empty if it has none.
    variable: (&'static str, Value),
    /// Lines of a file.
    project: (&'static str, Value),
    user: (&'static str, Value),
    default: Value,
}

fn settings() -> Vec<Setting> {
    vec![
        Setting {
            key: "profile",
            flag: ("--profile=seedance-2.5", json!("seedance-2.5")),
            variable: ("seedance-2.0-r2", json!("seedance-2.0-r2")),
            project: ("profile = 'auto'", json!("auto")),
            user: ("profile = 'seedance-2.5'", json!("seedance-2.5")),
            default: json!("seedance-2.0"),
        },
        Setting {
            key: "tolerance",
            flag: ("--tolerance=documented", json!("documented")),
            variable: ("observed", json!("observed")),
            project: ("tolerance = 'documented'", json!("documented")),
            user: ("tolerance = 'observed'", json!("observed")),
            default: json!("documented"),
        },
        Setting {
            key: "deny-warnings",
            flag: ("--deny-warnings=false", json!(false)),
            variable: ("true", json!(true)),
            project: ("deny-warnings = false", json!(false)),
            user: ("deny-warnings = true", json!(true)),
            default: json!(false),
        },
        Setting {
            key: "select",
            flag: ("--select=video,audio", json!(["video", "audio"])),
            variable: ("image, media", json!(["image", "media"])),
            project: ("select = ['video/fps-out-of-range']", json!(["video/fps-out-of-range"])),
            user: ("select = 'audio'", json!(["audio"])),
            default: json!([]),
        },
        Setting {
            key: "ignore",
            flag: ("--ignore=video", json!(["video"])),
            variable: ("image", json!(["image"])),
            project: ("ignore = []", json!([])),
            user: ("ignore = ['audio']", json!(["audio"])),
            default: json!([]),
        },
        Setting {
            key: "exclude",
            flag: ("--exclude=*.{png,jpg}", json!(["*.{png,jpg}"])),
            variable: ("*.{a,b}\n/c", json!(["*.{a,b}", "/c"])),
            project: ("exclude = ['drafts/']", json!(["drafts/"])),
            user: ("exclude = 'x'", json!(["x"])),
            default: json!([]),
        },
        Setting {
            key: "output",
            flag: ("", json!(null)),
            variable: ("text\njsonl=a,b.jsonl", json!(["text", "jsonl=a,b.jsonl"])),
            project: ("output = ['csv']", json!(["csv"])),
            user: ("output = 'json'", json!(["json"])),
            default: json!([]),
        },
        Setting {
            key: "language",
            flag: ("--lang=en", json!("en")),
            variable: ("zh_CN.UTF-8", json!("zh")),
            project: ("language = 'en'", json!("en")),
            user: ("language = 'zh'", json!("zh")),
            default: json!("en"),
        },
        Setting {
            key: "per-file",
            flag: ("", json!(null)),
            variable: ("", json!(null)),
            project: (
                "[[per-file]]\nglob = 'a'\nignore = ['video']\n[[per-file]]\nglob = ['b', 'c']\nselect = 'image'",
                json!([{"glob": ["a"], "ignore": ["video"]}, {"glob": ["b", "c"], "select": ["image"]}]),
            ),
            user: ("[[per-file]]\nglob = 'u'\nignore = 'audio'", json!([{"glob": ["u"], "ignore": ["audio"]}])),
            default: json!([]),
        },
    ]
}

#[test]
fn the_strongest_source_of_each_setting_counts() {
    let mut cases = 0;
    for Setting { key, flag, variable, project, user, default } in settings() {
        // The option and the variable of the language are shorter than its key.
        let short = if key == "language" { "lang" } else { key };
        for present in 0_u8..16 {
            let is_there = |place: u8, text: &str| present & (1 << place) != 0 && !text.is_empty();
            let folder = Folder::new();
            let mut command = folder.program("");
            command.args(["config", "--format", "json"]);
            let (mut expected, mut origin) = (&default, json!({"kind": "default"}));
            if is_there(0, user.0) {
                std::fs::write(folder.user_file(), user.0).unwrap();
                (expected, origin) = (&user.1, json!({"kind": "user", "path": folder.user_file(), "line": 1}));
            }
            if is_there(1, project.0) {
                std::fs::write(folder.project_file(), format!("\n{}", project.0)).unwrap();
                (expected, origin) = (&project.1, json!({"kind": "project", "path": folder.project_file(), "line": 2}));
            }
            if is_there(2, variable.0) {
                let name = format!("SEEDANCE_PREFLIGHT_{}", short.to_uppercase().replace('-', "_"));
                command.env(&name, variable.0);
                (expected, origin) = (&variable.1, json!({"kind": "environment", "name": name}));
            }
            if is_there(3, flag.0) {
                command.arg(flag.0);
                (expected, origin) = (&flag.1, json!({"kind": "flag", "name": format!("--{short}")}));
            }
            let found = parsed(&command.output().unwrap());
            let found = &found["settings"][key];
            assert_eq!((&found["value"], &found["origin"]), (expected, &origin), "{key}, sources {present:04b}");
            cases += 1;
        }
    }
    assert_eq!(cases, 9 * 16);
}

#[test]
fn each_setting_is_in_the_text_which_is_a_settings_file() {
    let folder = Folder::new();
    let lines = settings().into_iter().map(|setting| setting.project.0).collect::<Vec<_>>().join("\n");
    std::fs::write(folder.project_file(), lines).unwrap();
    let output = folder.run(&["config"]);
    let text = String::from_utf8(output.stdout).unwrap();
    folder.file("again.toml", &text);
    let again = folder.config(&["--config", "again.toml"]);
    for Setting { key, project, .. } in settings() {
        assert_eq!(again["settings"][key]["value"], project.1, "{text}");
        assert_eq!(again["settings"][key]["origin"]["kind"], "config");
    }
    assert_eq!(again["files"].as_array().unwrap().len(), 1, "no other file is read");
}

#[test]
fn who_selects_a_rule_gets_it_whatever_a_weaker_source_ignores() {
    let folder = Folder::new();
    std::fs::write(folder.user_file(), "ignore = 'media'").unwrap();
    std::fs::write(folder.project_file(), "ignore = 'video'").unwrap();
    let ignored = |arguments: &[&str]| folder.config(arguments)["settings"]["ignore"]["value"].clone();
    assert_eq!(ignored(&[]), json!(["video"]));
    assert_eq!(ignored(&["--select", "video"]), json!([]));
    assert_eq!(
        ignored(&["--select", "video", "--ignore", "video/fps-out-of-range"]),
        json!(["video/fps-out-of-range"])
    );
    std::fs::write(folder.project_file(), "select = 'media'").unwrap();
    assert_eq!(ignored(&[]), json!([]));
}

#[test]
fn the_nearest_file_up_to_the_root_of_the_repository_is_the_projects() {
    let folder = Folder::new();
    let profile_of = |below: &str| {
        let output = folder.program(below).args(["config", "--format", "json"]).output().unwrap();
        parsed(&output)["settings"]["profile"]["value"].clone()
    };
    let outside = folder.project().parent().unwrap().join("seedance-preflight.toml");
    std::fs::write(&outside, "profile = 'seedance-2.5'").unwrap();
    folder.file("a/b/c.txt", "");
    assert_eq!(profile_of("a/b"), "seedance-2.0", "the root of the repository ends the search");
    folder.file("seedance-preflight.toml", "profile = 'seedance-2.0-r2'");
    assert_eq!(profile_of("a/b"), "seedance-2.0-r2");
    folder.file("a/seedance-preflight.toml", "profile = 'auto'");
    assert_eq!(profile_of("a/b"), "auto", "the nearest counts, and only that");
    std::fs::remove_dir(folder.project().join(".git")).unwrap();
    std::fs::remove_file(folder.project_file()).unwrap();
    assert_eq!(profile_of(""), "seedance-2.5", "without a repository it goes on");
    folder.file(".git", "gitdir: elsewhere");
    assert_eq!(profile_of(""), "seedance-2.0", "a worktree's .git is a file");
}

#[test]
fn a_file_is_named_by_the_variable_and_by_the_flag_and_none_is_read_on_request() {
    let folder = Folder::new();
    std::fs::write(folder.user_file(), "tolerance = 'observed'").unwrap();
    std::fs::write(folder.project_file(), "profile = 'seedance-2.5'").unwrap();
    folder.file("one.toml", "profile = 'seedance-2.0-r2'");
    folder.file("other.toml", "profile = 'auto'");
    let config = |variable: &str, arguments: &[&str]| {
        let mut command = folder.program("");
        command.env("SEEDANCE_PREFLIGHT_CONFIG", variable).args(["config", "--format", "json"]).args(arguments);
        let found = parsed(&command.output().unwrap());
        let value = |key: &str| found["settings"][key]["value"].as_str().unwrap().to_owned();
        (value("profile"), value("tolerance"))
    };
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(config("", &[]), pair("seedance-2.5", "observed"));
    assert_eq!(config("one.toml", &[]), pair("seedance-2.0-r2", "documented"));
    assert_eq!(config("one.toml", &["--config", "other.toml"]), pair("auto", "documented"));
    assert_eq!(config("one.toml", &["--no-config"]), pair("seedance-2.0", "documented"));
}
