//! The language of the program: `--lang`, then its variable, then the locale.

use std::process::{Command, Output};

use serde_json::Value;

/// The program in the folder of the sample files, with nothing but `variables` to choose its language.
fn run(variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "SEEDANCE_PREFLIGHT_LANG"] {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied()).current_dir("testdata").args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

const CHECK: [&str; 2] = ["check", "refused/film-rate.mp4"];
const CHINESE: (&str, &str) = ("LANG", "zh_CN.UTF-8");

#[test]
fn the_strongest_source_chooses() {
    let is_chinese =
        |variables: &[(&str, &str)], arguments: &[&str]| text(&run(variables, arguments)).contains("帧率为");
    assert!(!is_chinese(&[], &CHECK));
    assert!(is_chinese(&[CHINESE], &CHECK));
    assert!(is_chinese(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN")], &CHECK));
    assert!(is_chinese(&[("SEEDANCE_PREFLIGHT_LANG", "zh"), ("LC_ALL", "C")], &CHECK));
    assert!(!is_chinese(&[("SEEDANCE_PREFLIGHT_LANG", "en"), CHINESE], &CHECK));
    assert!(is_chinese(&[("SEEDANCE_PREFLIGHT_LANG", "en")], &["--lang", "zh", CHECK[0], CHECK[1]]));
    assert!(!is_chinese(&[CHINESE], &["check", "--lang=en", CHECK[1]]));
}

#[test]
fn programs_read_english_unless_the_command_line_asks_for_another_language() {
    let finding = |variables: &[(&str, &str)], arguments: &[&str]| {
        let output = run(variables, &[&["check", "--format", "jsonl", CHECK[1]], arguments].concat());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["findings"][0].clone()
    };
    let by_locale = finding(&[CHINESE], &[]);
    assert_eq!(by_locale, finding(&[], &[]));
    let mut asked = finding(&[], &["--lang", "zh"]);
    assert_eq!(
        asked["message"],
        "帧率为 24000/1001（约 23.976）fps，应为 24 至 60 fps（线上服务曾接受 23.8 至 60 fps）"
    );
    assert_eq!(asked["help"], "以 24 至 60 fps 的恒定帧率编码。");
    // Everything else is the same in every language.
    for name in ["message", "help"] {
        asked[name] = by_locale[name].clone();
    }
    assert_eq!(asked, by_locale);
}

#[test]
fn help_errors_and_explanations_are_in_the_language_too() {
    assert!(text(&run(&[CHINESE], &["check", "--help"])).contains("用法："));
    assert!(text(&run(&[CHINESE], &["explain", "video/fps-out-of-range"])).contains("帧率过低或过高。"));
    let unknown = run(&[CHINESE], &["explain", "no/such-rule"]);
    let error = String::from_utf8(unknown.stderr).unwrap();
    assert!(error.contains("未知的规则 \"no/such-rule\""), "{error}");
    let refusal = "InvalidParameter.WidthTooSmall: Width must be between 300px and 6000px";
    let explained = text(&run(&[CHINESE], &["explain", "--upstream", refusal]));
    assert!(explained.contains("建议：") && explained.contains("image/side-out-of-range"), "{explained}");
}

#[test]
fn errors_of_the_command_line_are_in_the_language() {
    let said = |arguments: &[&str]| {
        let output = run(&[CHINESE], arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(
        said(&["chek"]),
        "错误：未知的命令 `chek`\n\n  提示：是否想用 `schema`、`check`？\n\n用法：seedance-preflight [OPTIONS] \
         <COMMAND>\n\n更多信息请用 `--help` 查看。\n"
    );
    assert!(said(&["size", "--x"]).contains("如果它是一个值，请写作 `-- --x`"));
    assert!(said(&["schema", "x"]).contains("`x` 不是 `<OF>` 的有效值\n  [可用的值："));
    assert!(said(&["explain"]).starts_with("错误：缺少必需的参数：\n  <RULE>\n"));
    assert!(said(&["audit", "--jobs", "x", "."]).starts_with("错误：`x` 不是 `--jobs <N>` 的有效值：不是数字\n"));
    let english = run(&[], &["chek"]);
    assert!(String::from_utf8(english.stderr).unwrap().starts_with("error: unrecognized subcommand 'chek'"));
}

#[test]
fn the_rules_are_listed_in_the_language_that_is_asked_for() {
    let first = |arguments: &[&str]| {
        let rules: Value = serde_json::from_slice(&run(&[CHINESE], arguments).stdout).unwrap();
        rules[0].clone()
    };
    let english = first(&["rules", "--format", "json"]);
    let chinese = first(&["rules", "--format", "json", "--lang", "zh"]);
    for name in ["summary", "explanation"] {
        assert!(english[name].as_str().unwrap().is_ascii(), "{english}");
        assert!(!chinese[name].as_str().unwrap().is_ascii(), "{chinese}");
    }
    assert_eq!(english["id"], chinese["id"]);
}

#[test]
fn the_summary_of_an_audit_and_its_page_are_in_the_language() {
    let audit = run(&[CHINESE], &["audit", "accepted", "refused"]);
    assert!(text(&audit).contains(" 个拒绝，"), "{}", text(&audit));
    let page = text(&run(&[CHINESE], &["audit", "accepted", "refused", "--output", "html"]));
    assert!(page.contains("<html lang=\"zh-Hans\">") && page.contains("会被拒绝</h1>"));
    let markdown = text(&run(&[CHINESE], &["audit", "accepted", "refused", "--output", "markdown"]));
    assert!(markdown.starts_with("## Seedance 预检："));
}
