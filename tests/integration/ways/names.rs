//! Everything that names the archives of a release agrees with the script that builds them.

use super::text;

const NAME: &str = env!("CARGO_PKG_NAME");
const LINUX: &str = "x86_64-unknown-linux-gnu";
const STATIC: &str = "x86_64-unknown-linux-musl";
const WINDOWS: &str = "x86_64-pc-windows-gnu";
const TARGETS: [(&str, &str); 3] = [(LINUX, ".tar.gz"), (STATIC, ".tar.gz"), (WINDOWS, ".zip")];

#[test]
fn the_script_builds_and_checks_each_archive() {
    let (script, checks) = (text(".ci/release"), text(".ci/release-checks"));
    assert!(script.lines().any(|line| line == format!("name={NAME}")));
    for (variable, (target, suffix)) in ["linux", "static", "windows"].into_iter().zip(TARGETS) {
        assert!(script.lines().any(|line| line == format!("{variable}={target}")), "{target}");
        assert!(script.contains(&format!("\"$files/$name-$1{suffix}\"")), "{suffix}");
        assert!(checks.contains(&format!("unpack {target} ")), "{target}");
    }
}

#[test]
fn binstall_finds_each_archive_and_its_program() {
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    let binstall = &manifest["package"]["metadata"]["binstall"];
    for (target, suffix) in TARGETS {
        let of_target = binstall["overrides"].get(target);
        let value = |key: &str| {
            of_target.and_then(|table| table.get(key)).unwrap_or(&binstall[key]).as_str().unwrap().to_owned()
        };
        let executable = if target == WINDOWS { ".exe" } else { "" };
        let expand = |template: String| {
            let values = [("version", "1.2.3"), ("name", NAME), ("bin", NAME), ("target", target), ("repo", "R")];
            let filled =
                values.iter().fold(template, |text, (key, value)| text.replace(&format!("{{ {key} }}"), value));
            filled.replace("{ binary-ext }", executable)
        };
        assert_eq!(expand(value("pkg-url")), format!("R/releases/download/v1.2.3/{NAME}-{target}{suffix}"));
        assert_eq!(expand(value("bin-dir")), format!("{NAME}-{target}/{NAME}{executable}"));
        assert_eq!(value("pkg-fmt"), if suffix == ".zip" { "zip" } else { "tgz" });
    }
}

#[test]
fn the_action_the_workflow_and_the_guide_name_them() {
    let install = text(".github/actions/preflight/install");
    for (target, suffix) in [(STATIC, ".tar.gz"), (WINDOWS, ".zip")] {
        assert!(install.contains(&format!("target={target} suffix={suffix} ")), "{target}");
    }
    assert!(text(".github/workflows/release.yml").contains(&format!("files/{NAME}-{WINDOWS}.zip")));
    let guide = text("src/guide/install.md");
    for (target, suffix) in TARGETS {
        assert!(guide.contains(&format!("{NAME}-{target}{suffix}")), "{target}");
    }
    let image = format!("{NAME}-container-x86_64.tar.gz");
    for file in [".ci/release", ".ci/release-checks", ".docker/Dockerfile", "src/guide/install.md"] {
        assert!(text(file).replace("$name", NAME).contains(&image), "{file}");
    }
}
