//! Paths as keys.

use std::ffi::OsStr;
use std::fs;
use std::ops::Bound;
use std::path::{Component, Path, PathBuf, Prefix};

use crate::windows::rooted;

/// Precedes each name in a key. No path contains it, and it sorts before every byte of a name, so that keys sort like
/// paths, name by name from the root.
const BEFORE_NAME: u8 = 0;

/// Precedes the name of a remote source in a key. No key of a path begins with it, and no folder's range includes it.
const REMOTE: u8 = 1;

/// The bounds of a range of keys.
pub(super) type Bounds = (Bound<Vec<u8>>, Bound<Vec<u8>>);

/// Turns paths into keys. Remembers the folder of relative paths.
#[derive(Debug)]
pub(super) struct Keys {
    base: PathBuf,
}

impl Keys {
    pub(super) fn new() -> std::io::Result<Self> {
        Ok(Self { base: std::env::current_dir()? })
    }

    /// The absolute path, byte for byte; `None` if there is none. Symbolic links are kept.
    pub(super) fn of(&self, path: &Path) -> Option<Vec<u8>> {
        let mut key = Vec::with_capacity(128);
        let path = &*rooted(path);
        if path.is_relative() {
            push(&mut key, &self.base)?;
        }
        if path.components().any(|part| part == Component::ParentDir) {
            // The name before `..` may be a link, so the system resolves it.
            return self.of(&fs::canonicalize(path.parent()?).ok()?.join(path.file_name()?));
        }
        push(&mut key, path)?;
        Some(key)
    }

    /// The keys of a file, or of everything below a folder.
    pub(super) fn below(&self, path: &Path) -> Option<Bounds> {
        let first = self.of_folder(path)?;
        let mut end = first.clone();
        end.push(BEFORE_NAME + 1);
        Some((Bound::Included(first), Bound::Excluded(end)))
    }

    /// The absolute path, as in its key.
    pub(super) fn path_of(&self, folder: &Path) -> Option<PathBuf> {
        path_of(&self.of_folder(folder)?)
    }

    fn of_folder(&self, path: &Path) -> Option<Vec<u8>> {
        match path.file_name() {
            Some(_) => self.of(path),
            // The root, `..` and the empty path have no file name.
            None if path.components().all(|part| part == Component::CurDir) => self.of(Path::new("")),
            None => self.of(&fs::canonicalize(path).ok()?),
        }
    }
}

fn push(key: &mut Vec<u8>, path: &Path) -> Option<()> {
    for part in path.components() {
        match part {
            Component::Prefix(prefix) => push_prefix(key, prefix.kind())?,
            Component::RootDir | Component::CurDir => {}
            Component::ParentDir => return None,
            Component::Normal(name) => {
                key.push(BEFORE_NAME);
                key.extend_from_slice(bytes(name)?);
            }
        }
    }
    Some(())
}

/// The same for every spelling of a drive or a share: `C:`, `c:` and `\\?\C:`.
fn push_prefix(key: &mut Vec<u8>, prefix: Prefix<'_>) -> Option<()> {
    match prefix {
        Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => key.extend([letter.to_ascii_uppercase(), b':']),
        Prefix::UNC(server, share) | Prefix::VerbatimUNC(server, share) => {
            key.extend([br"\\".as_slice(), bytes(server)?, br"\", bytes(share)?].concat());
        }
        // A volume without a letter has one spelling only.
        Prefix::Verbatim(name) => key.extend([br"\\?\".as_slice(), bytes(name)?].concat()),
        Prefix::DeviceNS(_) => return None,
    }
    Some(())
}

/// The key of a remote source.
pub(super) fn of_remote(name: &str) -> Vec<u8> {
    [&[REMOTE], name.as_bytes()].concat()
}

/// The name of the remote source whose key it is; `None` if it is a path's key.
pub(super) fn remote_of(key: &[u8]) -> Option<&str> {
    std::str::from_utf8(key.strip_prefix(&[REMOTE])?).ok()
}

/// The keys of the remote sources whose names begin with this URL; `None` if it is not a URL.
pub(super) fn below_remote(url: &Path) -> Option<Bounds> {
    // One letter before the colon is a drive.
    let url = url.to_str().filter(|text| text.find("://").is_some_and(|at| at > 1))?;
    let first = of_remote(url);
    let mut end = first.clone();
    // Greater than every byte of UTF-8.
    end.push(u8::MAX);
    Some((Bound::Included(first), Bound::Excluded(end)))
}

/// The path of a key; `None` if the key is invalid.
pub(super) fn path_of(key: &[u8]) -> Option<PathBuf> {
    let mut names = key.split(|&byte| byte == BEFORE_NAME);
    let mut path = os_str(names.next()?)?.to_owned();
    for name in names {
        path.push(std::path::MAIN_SEPARATOR_STR);
        path.push(os_str(name)?);
    }
    Some(PathBuf::from(path))
}

#[cfg(unix)]
fn bytes(name: &OsStr) -> Option<&[u8]> {
    Some(std::os::unix::ffi::OsStrExt::as_bytes(name))
}

#[cfg(unix)]
fn os_str(bytes: &[u8]) -> Option<&OsStr> {
    Some(std::os::unix::ffi::OsStrExt::from_bytes(bytes))
}

/// Names that are not Unicode have no key, and their files are probed each time.
#[cfg(not(unix))]
fn bytes(name: &OsStr) -> Option<&[u8]> {
    name.to_str().map(str::as_bytes)
}

#[cfg(not(unix))]
fn os_str(bytes: &[u8]) -> Option<&OsStr> {
    std::str::from_utf8(bytes).ok().map(OsStr::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys { base: PathBuf::from("/base/folder") }
    }

    #[cfg(unix)]
    #[test]
    fn keys_round_trip_to_absolute_paths() {
        use std::os::unix::ffi::OsStrExt;

        let not_unicode = Path::new(OsStr::from_bytes(b"clips/\xff\xfe.mp4"));
        for (given, absolute) in [
            (Path::new("a.png"), "/base/folder/a.png".into()),
            (Path::new("./x//./a.png"), "/base/folder/x/a.png".into()),
            (Path::new("/srv/a.png"), "/srv/a.png".into()),
            (not_unicode, PathBuf::from("/base/folder").join(not_unicode)),
        ] {
            assert_eq!(path_of(&keys().of(given).unwrap()), Some(absolute));
        }
    }

    #[cfg(windows)]
    #[test]
    fn a_drive_and_a_share_have_one_key_in_every_spelling() {
        let keys = Keys::new().unwrap();
        let here = std::env::current_dir().unwrap();
        let (letter, below) = here.to_str().unwrap().split_once(':').unwrap();
        let of = |path: &str| keys.of(Path::new(path)).unwrap();
        for same in [
            format!("{}:{below}\\x\\a.png", letter.to_lowercase()),
            format!("\\\\?\\{letter}:{below}\\x\\a.png"),
            format!("{letter}:x\\a.png"),
            format!("{below}\\x/a.png"),
            "x/a.png".to_owned(),
        ] {
            assert_eq!(of(&same), of("x\\a.png"), "{same}");
        }
        assert_eq!(of(r"\\server\share\a"), of(r"\\?\UNC\server\share\a"));
        for absolute in [r"C:\x\a.png", r"\\server\share\a.png"] {
            assert_eq!(path_of(&of(absolute)), Some(absolute.into()));
        }
        // A path on the current drive is not below the current folder.
        assert_ne!(of(r"\a.png"), of("a.png"));
        assert_eq!(keys.of(Path::new(r"\\.\nul")), None);
    }

    #[test]
    fn keys_sort_like_paths() {
        let mut paths: Vec<PathBuf> =
            ["/b", "/a/z", "/a", "/a.b", "/a b/c", "/a/b/c", "/a-1", "/A"].iter().map(PathBuf::from).collect();
        let mut by_key = paths.clone();
        paths.sort();
        by_key.sort_by_key(|path| keys().of(path).unwrap());
        assert_eq!(by_key, paths);
    }

    #[test]
    fn a_folders_range_excludes_its_neighbours() {
        use std::ops::RangeBounds;

        let below = keys().below(Path::new("/srv/clips")).unwrap();
        let holds = |path: &str| below.contains(&keys().of(Path::new(path)).unwrap());
        assert!(holds("/srv/clips") && holds("/srv/clips/a") && holds("/srv/clips/\u{ff}/b"));
        assert!(!holds("/srv/clips2/a") && !holds("/srv/clip") && !holds("/srv/clips.old") && !holds("/srv"));
    }

    #[test]
    fn remote_sources_are_below_no_folder() {
        use std::ops::RangeBounds;

        let key = of_remote("https://a.example/b/c.mp4");
        assert_eq!(remote_of(&key), Some("https://a.example/b/c.mp4"));
        assert_eq!(remote_of(&keys().of(Path::new("/https:/a.example/b/c.mp4")).unwrap()), None);
        for folder in ["/", "https://a.example/b", "https:", "."] {
            assert!(!keys().below(Path::new(folder)).is_some_and(|below| below.contains(&key)), "{folder}");
        }
        let holds = |url: &str| below_remote(Path::new(url)).unwrap().contains(&key);
        assert!(holds("https://a.example/b") && holds("https://") && !holds("https://a.example/c"));
        for path in ["a/b", "C://media", "://"] {
            assert!(below_remote(Path::new(path)).is_none(), "{path}");
        }
    }

    #[test]
    fn parent_folders_are_resolved_by_the_system() {
        let here = Keys::new().unwrap();
        let around = std::env::current_dir().unwrap().join("src");
        assert_eq!(here.of(Path::new("src/audit/../lib.rs")), here.of(&around.join("lib.rs")));
        assert_eq!(here.of(Path::new("src/no-such-folder/../lib.rs")), None);
    }
}
