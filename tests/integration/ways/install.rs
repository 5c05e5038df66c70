//! How the action gets the program, from a folder that is laid out as the releases of a server are.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::Step;

const ARCHIVE: &str = "seedance-preflight-x86_64-unknown-linux-musl.tar.gz";
const VERSION: &str = concat!("v", env!("CARGO_PKG_VERSION"));

/// A server with one release, which is the latest, and whose program prints its version only.
struct Server {
    step: Step,
    /// Of its archive.
    sha256: String,
}

impl Server {
    fn new(test: &str) -> Self {
        let step = Step::new(test);
        let releases = step.folder.join("owner/name/releases");
        let files = releases.join("download").join(VERSION);
        let content = step.folder.join("seedance-preflight-x86_64-unknown-linux-musl");
        fs::create_dir_all(&files).unwrap();
        fs::create_dir_all(&content).unwrap();
        fs::write(content.join("seedance-preflight"), "#!/bin/sh\necho seedance-preflight 1.2.3\n").unwrap();
        shell(&step.folder, "chmod +x */seedance-preflight && tar -czf archive seedance-preflight-*");
        fs::rename(step.folder.join("archive"), files.join(ARCHIVE)).unwrap();
        shell(&files, "sha256sum -- * > SHA256SUMS");
        fs::create_dir_all(releases.join("latest")).unwrap();
        shell(&releases.join("latest"), &format!("cp -r ../download/{VERSION} download"));
        let sha256 = fs::read_to_string(files.join("SHA256SUMS")).unwrap()[..64].to_owned();
        Self { step, sha256 }
    }

    fn install(&self, version: &str, repository: &str, sha256: &str) -> Output {
        let server = format!("file://{}", self.step.folder.display());
        let inputs = [
            ("GITHUB_SERVER_URL", server.as_str()),
            ("PREFLIGHT_VERSION", version),
            ("PREFLIGHT_REPOSITORY", repository),
            ("PREFLIGHT_SHA256", sha256),
        ];
        self.step.run("install", &inputs)
    }

    fn fails(&self, output: &Output, reason: &str) {
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let stdout = String::from_utf8_lossy(&output.stdout);
        assert!(stdout.starts_with("::error::") && stdout.contains(reason), "{stdout}");
        assert_eq!(stdout.lines().count(), 1, "{stdout}");
        assert_eq!(self.step.output("program"), None);
    }
}

fn shell(folder: &Path, command: &str) {
    assert!(Command::new("sh").args(["-ec", command]).current_dir(folder).status().unwrap().success(), "{command}");
}

fn curl_is_missing() -> bool {
    let missing = Command::new("curl").arg("--version").output().is_err();
    if missing {
        println!("skipped: curl is missing");
    }
    missing
}

#[test]
fn the_release_of_the_checkout_a_tag_or_the_latest_one_is_unpacked() {
    if curl_is_missing() {
        return;
    }
    let server = Server::new("install");
    for version in ["", VERSION, "latest"] {
        let output = server.install(version, "owner/name", if version.is_empty() { "" } else { &server.sha256 });
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let program = server.step.output("program").unwrap();
        assert!(Path::new(&program).is_file());
        assert_eq!(server.step.output("version").as_deref(), Some("1.2.3"));
        assert_eq!(server.step.file("GITHUB_PATH").trim(), Path::new(&program).parent().unwrap().to_str().unwrap());
        fs::remove_dir_all(server.step.folder.join("seedance-preflight")).unwrap();
    }
}

#[test]
fn another_archive_than_the_expected_one_is_not_unpacked() {
    if curl_is_missing() {
        return;
    }
    let server = Server::new("checksum");
    server.fails(&server.install("latest", "owner/name", &"0".repeat(64)), "expected 0000");

    let files = server.step.folder.join("owner/name/releases/latest/download");
    fs::write(files.join("SHA256SUMS"), format!("{}  other.tar.gz\n", server.sha256)).unwrap();
    server.fails(&server.install("latest", "owner/name", ""), "its release has none");

    fs::write(files.join("SHA256SUMS"), format!("{}  {ARCHIVE}\n", server.sha256)).unwrap();
    fs::write(files.join(ARCHIVE), "something else").unwrap();
    server.fails(&server.install("latest", "owner/name", &server.sha256), &server.sha256);
    assert!(!server.step.folder.join("seedance-preflight").join(ARCHIVE.trim_end_matches(".tar.gz")).exists());
}

#[test]
fn versions_and_repositories_cannot_leave_their_place() {
    if curl_is_missing() {
        return;
    }
    let server = Server::new("places");
    for version in ["../latest", "v1\nlatest", "-o", "v1/../..", "a b", "$(id)"] {
        server.fails(&server.install(version, "owner/name", ""), "expected a tag, latest or source");
    }
    for repository in ["", "owner", "owner/name/more", "../name", "owner/na me", "owner/name\nx", "-/.."] {
        let output = server.install("latest", repository, "");
        assert_eq!(output.status.code(), Some(2), "{repository}: {output:?}");
    }
    server.fails(&server.install("v9.9.9", "owner/name", ""), "cannot download");
}
