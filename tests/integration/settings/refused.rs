//! Keys and values that no settings file has.

use serde_json::Value;

use super::folder::{Folder, code, stderr};

/// A file, the place of its error, and a word of what is suggested.
const CASES: [(&str, &str, &str); 19] = [
    ("profil = 'x'", ":1:1:", "\"profile\""),
    ("\n\n  deny_warnings = true", ":3:3:", "\"deny-warnings\""),
    ("zzz = 1", ":1:1:", "profile, tolerance, deny-warnings"),
    ("profile = 'seedance-2.6'", ":1:11:", "did you mean \"seedance-2."),
    ("profile = 2", ":1:11:", "a string"),
    ("tolerance = 'obsrved'", ":1:13:", "\"observed\""),
    ("deny-warnings = 'yes'", ":1:17:", "true or false"),
    ("select = ['video',\n 'video/fps-out-of-rang']", ":2:2:", "video/fps-out-of-range"),
    ("ignore = {}", ":1:10:", "a list of strings"),
    ("ignore = [1]", ":1:11:", "a string"),
    ("exclude = ['ok', 'a{b']", ":1:18:", "a{b"),
    ("output = 'jsnl'", ":1:10:", "\"jsonl\""),
    ("output = 'jsonl='", ":1:10:", "missing"),
    ("[[per-file]]\nglobs = 'x'", ":2:1:", "\"glob\""),
    ("[[per-file]]\nglob = 'x'", ":1:1:", "`ignore`"),
    ("[per-file]\nglob = 'x'", ":1:1:", "[[per-file]]"),
    ("profile = 'auto'\nprofile = 'auto'", ":2:1:", "duplicate"),
    ("profile = ", ":1:11:", ""),
    ("猫 = '\u{1b}[31m'", ":1:1:", ""),
];

#[test]
fn unknown_keys_and_values_are_refused_with_their_place_and_the_nearest_name() {
    for (text, place, word) in CASES {
        let folder = Folder::new();
        std::fs::write(folder.project_file(), text).unwrap();
        let output = folder.run(&["check", "a.png"]);
        let message = stderr(&output);
        assert_eq!((code(&output), output.stdout.len(), message.lines().count()), (2, 0, 1), "{text}: {message}");
        let place = format!("seedance-preflight.toml{place} ");
        assert!(message.contains(&place) && message.contains(word), "{text}: {message}");
        assert!(!message.trim_end().contains(char::is_control), "{message:?}");
    }
}

#[test]
fn the_schema_refuses_what_the_program_does_as_far_as_it_can_see() {
    let folder = Folder::new();
    let schema: Value = serde_json::from_slice(&folder.run(&["schema", "config"]).stdout).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let schema = jsonschema::validator_for(&schema).unwrap();
    // What a schema cannot see: TOML itself, which rules exist, and whether a glob is one.
    let unseen = ["video/fps-out-of-rang", "a{b", "profile = 'auto'\n", "profile = \"", "profile = ", "[31m"];
    for (text, ..) in CASES {
        let Ok(value) = toml::from_str::<Value>(text) else { continue };
        let is_seen =
            !unseen.iter().any(|unseen| text.contains(unseen)) || text.contains("2.6") || text == "profile = 2";
        assert_eq!(schema.is_valid(&value), !is_seen, "{text}");
    }
    let valid =
        "profile = 'x.toml'\nselect = ['video', 'media/not-read']\noutput = ['text', 'jsonl=a']\nignore = 'audio'
        exclude = 'x'\ntolerance = 'observed'\ndeny-warnings = true\n[[per-file]]\nglob = 'a'\nignore = 'audio'";
    let errors: Vec<_> = schema.iter_errors(&toml::from_str(valid).unwrap()).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    folder.file("seedance-preflight.toml", valid);
    assert_eq!(code(&folder.run(&["config"])), 0);
}

#[test]
fn the_schema_has_the_keys_the_profiles_and_the_outputs_of_the_program() {
    let folder = Folder::new();
    let schema: Value = serde_json::from_slice(&folder.run(&["schema", "config"]).stdout).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&schema["properties"]), keys(&folder.config(&[])["settings"]));
    let profiles = schema["properties"]["profile"]["anyOf"][0]["enum"].as_array().unwrap();
    let known = seedance_preflight::profile::Profile::all().into_iter().map(|profile| profile.name.into_owned());
    assert_eq!(profiles, &known.chain(["auto".to_owned()]).map(Value::from).collect::<Vec<_>>());
    let kinds = schema["$defs"]["output"]["pattern"].as_str().unwrap();
    let kinds = kinds.split(['(', ')']).nth(1).unwrap().replace('|', ", ");
    let help = String::from_utf8(folder.run(&["check", "--help"]).stdout).unwrap();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains(&format!("[kinds: {kinds}]")), "{help}");
}

#[test]
fn variables_are_refused_by_name() {
    let folder = Folder::new();
    for (name, value, word) in [
        ("TOLERANCE", "obsrved", "\"observed\""),
        ("DENY_WARNINGS", "yes", "true or false"),
        ("SELECT", "video,vidoe/x", "vidoe/x"),
        ("PROFILE", "seedance-2", "seedance-2.0"),
        ("OUTPUT", "text\nhtm", "\"html\""),
    ] {
        let name = format!("SEEDANCE_PREFLIGHT_{name}");
        let output = folder.program("").args(["check", "a.png"]).env(&name, value).output().unwrap();
        let message = stderr(&output);
        assert_eq!((code(&output), message.lines().count()), (2, 1), "{message}");
        assert!(message.contains(&name) && message.contains(word), "{message}");
    }
}
