//! The help: `-h` is a list to scan, `--help` is all of it.

use std::process::Command;

/// The help of a command as a terminal of this many columns shows it.
fn help(command: &str, option: &str, columns: usize) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    let words = command.split_whitespace();
    program.args(words).arg(option).env("COLUMNS", columns.to_string()).env("SEEDANCE_PREFLIGHT_LANG", "en");
    let output = program.output().unwrap();
    assert!(output.status.success(), "{command} {option}");
    String::from_utf8(output.stdout).unwrap()
}

/// The program itself, and each of its commands.
fn commands() -> Vec<String> {
    let help = help("", "-h", 200);
    let listed = help.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| line.starts_with("  "));
    let names: Vec<_> = listed.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect();
    assert!(names.len() > 12, "{names:?}");
    names.into_iter().filter(|name| name != "help").chain([String::new()]).collect()
}

/// The lines below `Example:` or `Examples:`.
fn examples(help: &str) -> Vec<&str> {
    help.lines().skip_while(|line| !line.starts_with("Example")).collect()
}

#[test]
fn examples_are_not_wrapped_at_60_columns() {
    for command in commands() {
        let wide = help(&command, "--help", 200);
        let narrow = help(&command, "--help", 60);
        let commands_of = |help: &str| {
            let lines = examples(help).into_iter().filter(|line| line.contains("seedance-preflight"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(commands_of(&wide), commands_of(&narrow), "{command}");
        assert!(
            examples(&wide).iter().all(|line| line.is_empty() || line.chars().count() <= 62 || !line.starts_with(' '))
        );
    }
}

#[test]
fn the_short_help_is_one_line_for_each_option_and_the_long_help_has_examples() {
    for command in commands() {
        let (short, long) = (help(&command, "-h", 110), help(&command, "--help", 110));
        assert!(examples(&short).is_empty(), "{short}");
        assert!(short.lines().count() <= 60, "{command}: {} lines", short.lines().count());
        for line in short.lines().filter(|line| line.starts_with("      --") || line.starts_with("  -")) {
            // Longest option, and a description in few words.
            assert!(line.chars().count() <= 110, "{command}: {line}");
        }
        let judges = ["check", "audit", "recheck", "request", "fix"].contains(&command.as_str());
        if judges || command.is_empty() {
            assert!(!examples(&long).is_empty() && long.len() > short.len(), "{command}");
        }
        let options = |help: &str| {
            let words = help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2);
            words.map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned()).collect::<Vec<_>>()
        };
        let missing: Vec<_> = options(&short).into_iter().filter(|option| !options(&long).contains(option)).collect();
        assert!(missing.is_empty(), "{command}: {missing:?}");
    }
}

#[test]
fn config_takes_what_is_a_setting() {
    let help = help("config", "--help", 110);
    assert!(help.contains("--tolerance") && help.contains("--exclude"), "{help}");
    assert!(!help.contains("--deep"), "how files are measured is not a setting: {help}");
}
