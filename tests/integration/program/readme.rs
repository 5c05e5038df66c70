//! The README shows what the program prints.

use std::path::Path;
use std::process::Command;

const COMMAND: &str = "seedance-preflight check film-rate.mp4 heic-named.jpg clip.mp4";

#[test]
fn the_readme_shows_real_output_and_is_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    std::fs::create_dir_all(&folder).unwrap();
    for file in ["refused/film-rate.mp4", "refused/heic-named.jpg", "accepted/clip.mp4"] {
        let file = root.join("testdata").join(file);
        std::fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
    }
    let mut program = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    program.current_dir(folder).args(COMMAND.split(' ').skip(1));
    let output = String::from_utf8(program.output().unwrap().stdout).unwrap();
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    assert!(readme.contains(&format!("```console\n$ {COMMAND}\n{output}```\n")), "expected in the README:\n{output}");
    assert!(readme.lines().count() < 150);
}
