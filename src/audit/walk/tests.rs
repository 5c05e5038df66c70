//! The walk finds what the walk of the crate `ignore` finds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use proptest::prelude::*;

use super::{Finder, WalkOptions, What};

/// Folders and files are named from the same few names, so that rules meet them.
const NAMES: [&str; 6] = ["a", "b", "a.b", ".h", ".h.b", "[a]"];
const IGNORE_FILES: [&str; 4] = [".preflightignore", ".ignore", ".gitignore", ".git/info/exclude"];
const LINES: [&str; 32] = [
    "a", "b", "/a", "/b", "a/", "b/", "*", "!*", "!a", "!b", "!/a", "!a/", "*.b", "!*.b", "a/b", "!a/b", "/a/b", "a/*",
    "!a/*", "**/b", "!**/a", "a/**", "a/**/b", ".h", "!.h", "!.h.b", ".*", "!.*", "# a", "\\[a]", "a{b", "  b  ",
];

/// What lies in the tree besides files.
#[derive(Debug, Clone)]
enum Put {
    File,
    Repository,
    Jujutsu,
    /// A worktree whose repository is the folder `.shared`.
    Worktree,
    IgnoreFile(&'static str, Vec<&'static str>),
}

fn put() -> impl Strategy<Value = Put> {
    let lines = || proptest::collection::vec(proptest::sample::select(&LINES[..]), 1..5);
    prop_oneof![
        6 => Just(Put::File),
        1 => Just(Put::Repository),
        1 => Just(Put::Jujutsu),
        1 => Just(Put::Worktree),
        6 => (proptest::sample::select(&IGNORE_FILES[..]), lines()).prop_map(|(name, lines)| Put::IgnoreFile(name, lines)),
    ]
}

fn tree() -> impl Strategy<Value = Vec<(Vec<&'static str>, Put)>> {
    let folder = proptest::collection::vec(proptest::sample::select(&NAMES[..]), 0..5);
    proptest::collection::vec((folder, put()), 1..40)
}

/// Puts the tree into `top`. What is in the way of something else is left out.
fn plant(top: &Path, tree: &[(Vec<&str>, Put)]) {
    for (number, (folder, put)) in tree.iter().enumerate() {
        let folder = folder.iter().fold(top.to_owned(), |path, name| path.join(name));
        let _ = fs::create_dir_all(&folder);
        let name = NAMES[number % NAMES.len()];
        let _ = match put {
            Put::File => Ok(()),
            Put::Repository => fs::create_dir(folder.join(".git")),
            Put::Jujutsu => fs::create_dir(folder.join(".jj")),
            Put::Worktree => worktree(top, &folder),
            Put::IgnoreFile(name, lines) => {
                let file = folder.join(name);
                let _ = fs::create_dir_all(file.parent().unwrap());
                fs::write(file, lines.join("\n"))
            }
        };
        let _ = fs::write(folder.join(name), "");
    }
}

fn worktree(top: &Path, folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(top.join(".shared/info"))?;
    fs::create_dir_all(top.join(".shared/worktrees/w"))?;
    fs::write(top.join(".shared/info/exclude"), "a.b\n!.h\n")?;
    fs::write(top.join(".shared/worktrees/w/commondir"), "../..\n")?;
    fs::write(folder.join(".git"), format!("gitdir: {}/.shared/worktrees/w\n", top.display()))
}

/// The files that the crate finds.
fn expected(root: &Path, options: &WalkOptions) -> BTreeSet<PathBuf> {
    let mut builder = WalkBuilder::new(root);
    builder.standard_filters(!options.no_ignore).hidden(!options.hidden).follow_links(options.follow);
    builder.overrides(super::folder::exclusions(root, &options.exclude).unwrap());
    if !options.no_ignore {
        builder.add_custom_ignore_filename(".preflightignore");
    }
    let entries = builder.build().filter_map(Result::ok);
    entries.filter(|entry| !entry.file_type().unwrap().is_dir()).map(ignore::DirEntry::into_path).collect()
}

/// The files that the audit's walk finds.
fn actual(root: &Path, options: &WalkOptions) -> BTreeSet<PathBuf> {
    let finder = Finder::new([root.to_owned()].into_iter(), options, false, None).unwrap();
    finder.filter(|found| !matches!(found.what, What::Note(_))).map(|found| found.path).collect()
}

/// The path in other spellings: `..` from the current folder, and a slash at its end.
fn spellings(path: &Path) -> Vec<PathBuf> {
    let here = std::env::current_dir().unwrap();
    let up: PathBuf = here.components().skip(1).map(|_| "..").collect();
    let below = path.strip_prefix("/").map(|path| up.join(path));
    let relative = below.iter().flat_map(|below| [below.clone(), Path::new(".").join(below)]);
    [path.to_owned(), path.join("")].into_iter().chain(relative).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn rules_of_any_tree_exclude_what_the_crate_excludes(
        tree in tree(),
        root in proptest::collection::vec(proptest::sample::select(&NAMES[..]), 0..3),
        hidden: bool,
        follow: bool,
        no_ignore in proptest::bool::weighted(0.1),
        exclude in proptest::option::of(proptest::sample::select(&["a", "/b", "*.b", "a/b", ".h"][..])),
        spelling: proptest::sample::Index,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        plant(&top, &tree);
        let root = root.iter().fold(top, |path, name| path.join(name));
        prop_assume!(root.is_dir());
        let root = spelling.get(&spellings(&root)).clone();
        let exclude = exclude.map(str::to_owned).into_iter().collect();
        let options = WalkOptions { hidden, no_ignore, follow, exclude, ..WalkOptions::default() };
        prop_assert_eq!(actual(&root, &options), expected(&root, &options), "{}", root.display());
    }
}

/// Of the folders above, each rule applies by the place of its own file.
#[test]
fn rules_above_the_root_apply_however_the_root_is_spelled() {
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path().canonicalize().unwrap();
    let root = top.join("a/b");
    fs::create_dir_all(root.join("b/c")).unwrap();
    fs::write(top.join(".ignore"), "/a/b/x\na/b/y\nb/c/x\n!/a/b/b/c/w\n").unwrap();
    fs::write(top.join("a/.ignore"), "/b/z\nw\n").unwrap();
    for name in ["x", "y", "z", "w"] {
        fs::write(root.join(name), "").unwrap();
        fs::write(root.join("b/c").join(name), "").unwrap();
    }
    for root in spellings(&root) {
        let options = WalkOptions::default();
        let found = actual(&root, &options);
        assert_eq!(found, ["b/c/x", "b/c/y", "b/c/z"].map(|name| root.join(name)).into(), "{}", root.display());
        assert_eq!(found, expected(&root, &options));
    }
}

/// The work for a file does not grow with the number of folders above it, unless they have rules.
#[test]
fn folders_without_rules_are_not_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let deep = (0..50).fold(folder.path().to_owned(), |path, _| path.join("d"));
    fs::create_dir_all(&deep).unwrap();
    fs::write(folder.path().join("d/.ignore"), "x\n").unwrap();
    let (mut rules, _) = super::rules::IgnoreRules::new(folder.path());
    for depth in 0..50 {
        let path = (0..depth).fold(folder.path().to_owned(), |path, _| path.join("d"));
        assert!(rules.enter(&path, depth).is_empty());
    }
    assert_eq!(rules.below(), 1);
    assert!(rules.matched(&deep.join("x"), 51, false).is_ignore());
    assert!(rules.matched(&folder.path().join("x"), 1, false).is_none());
    assert_eq!(rules.below(), 0, "the folders have been left");
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_pipe_in_place_of_an_ignore_file_does_not_block() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".gitignore", ".git"] {
            assert!(std::process::Command::new("mkfifo").arg(folder.path().join(name)).status().unwrap().success());
        }
        fs::write(folder.path().join("a"), "").unwrap();
        assert_eq!(actual(folder.path(), &WalkOptions::default()), [folder.path().join("a")].into());
    }

    #[test]
    fn links_are_left_out_by_their_own_names() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at(".ignore"), "left*\n").unwrap();
        for (target, link) in [("nowhere", "left"), ("nowhere", "kept"), (".", "left-loop"), (".", "loop")] {
            symlink(target, at(link)).unwrap();
        }
        let options = WalkOptions { follow: true, ..WalkOptions::default() };
        let found = actual(folder.path(), &options);
        assert_eq!(found, ["kept", "left-loop", "loop"].map(at).into(), "a link that leads back is always reported");
        assert_eq!(actual(folder.path(), &WalkOptions::default()), ["kept", "loop"].map(at).into());
    }
}
