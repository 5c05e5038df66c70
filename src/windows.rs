//! File names as Windows reads them: by drive, and not always as they are spelled.

use std::borrow::Cow;
#[cfg(any(feature = "audit", feature = "c"))]
use std::io;
use std::path::{Component, Path};

/// The path from its root, if it names a part of a root only: `c:a.png` is below the current folder of its drive, and
/// `\a.png` on the current drive. Every other path is left as it is; no other system has such paths.
pub(crate) fn rooted(path: &Path) -> Cow<'_, Path> {
    let has_part = path.has_root() || matches!(path.components().next(), Some(Component::Prefix(_)));
    if path.is_absolute() || !has_part {
        return Cow::Borrowed(path);
    }
    std::path::absolute(path).map_or(Cow::Borrowed(path), Cow::Owned)
}

/// The path that opens the file of exactly this name. Windows drops dots and blanks at the end of a name, and opens a
/// device for names such as `con` and `nul`; a file that has such a name is opened by its verbatim path (`\\?\`).
///
/// # Errors
/// If the path leads to a device: reading it may never end.
#[cfg(any(feature = "audit", feature = "c"))]
pub(crate) fn exact(path: &Path) -> io::Result<Cow<'_, Path>> {
    if !cfg!(windows) {
        return Ok(Cow::Borrowed(path));
    }
    // The system knows its devices; which names are reserved depends on its version.
    let Some(read) = std::path::absolute(path).ok().filter(|read| is_other(path, read)) else {
        return Ok(Cow::Borrowed(path));
    };
    if let Some(verbatim) = verbatim(path).filter(|path| path.symlink_metadata().is_ok()) {
        return Ok(Cow::Owned(verbatim));
    }
    match read.to_str() {
        Some(text) if is_device(text) => Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a regular file")),
        _ => Ok(Cow::Borrowed(path)),
    }
}

/// Whether Windows would look for the file on another machine or at a device.
#[cfg(any(feature = "audit", feature = "c"))]
pub(crate) fn leaves(path: &str, windows: bool) -> bool {
    windows && matches!(path.as_bytes(), [b'/' | b'\\', b'/' | b'\\' | b'?', ..])
}

/// Whether the system reads the path as another name, or as a device.
#[cfg(any(feature = "audit", feature = "c"))]
fn is_other(path: &Path, read: &Path) -> bool {
    path.file_name().is_some_and(|name| read.file_name() != Some(name)) || read.to_str().is_some_and(is_device)
}

/// The path that the system takes literally: the folder's own, and the name as it is spelled.
#[cfg(any(feature = "audit", feature = "c"))]
fn verbatim(path: &Path) -> Option<std::path::PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = std::path::absolute(folder).ok()?;
    let literal = literal(folder.to_str()?)?;
    Some(Path::new(&literal).join(path.file_name()?))
}

/// The verbatim spelling of an absolute folder (Microsoft, *Naming Files, Paths, and Namespaces*); `None` if there is none.
#[cfg(any(feature = "audit", feature = "c"))]
fn literal(folder: &str) -> Option<String> {
    match folder.strip_prefix(r"\\") {
        Some(rest) if rest.starts_with(r"?\") => Some(folder.to_owned()),
        Some(rest) if rest.starts_with(r".\") => None,
        Some(share) => Some(format!(r"\\?\UNC\{share}")),
        None => Some(format!(r"\\?\{folder}")),
    }
}

/// Whether an absolute path is that of a device or of a pipe.
#[cfg(any(feature = "audit", feature = "c"))]
fn is_device(absolute: &str) -> bool {
    const PIPES: &str = r"\\?\pipe\";
    absolute.starts_with(r"\\.\")
        || absolute.get(..PIPES.len()).is_some_and(|start| start.eq_ignore_ascii_case(PIPES))
        || absolute.strip_prefix(r"\\?\").is_some_and(|name| !name.contains('\\') && !name.contains(':'))
}

#[cfg(all(test, any(feature = "audit", feature = "c")))]
mod tests {
    use super::*;

    #[test]
    fn devices_and_pipes_are_not_files() {
        for device in
            [r"\\.\nul", r"\\.\CON", r"\\.\pipe\x", r"\\?\pipe\x", r"\\?\PIPE\x", r"\\?\COM1", r"\\.\PhysicalDrive0"]
        {
            assert!(is_device(device), "{device}");
        }
        for file in
            [r"C:\nul", r"C:\con.png", r"\\server\share\nul", r"\\?\C:\nul", r"\\?\UNC\server\share\a.png", r"\\?\C:"]
        {
            assert!(!is_device(file), "{file}");
        }
    }

    #[test]
    fn a_verbatim_path_keeps_what_the_system_would_drop() {
        assert_eq!(literal(r"C:\media").as_deref(), Some(r"\\?\C:\media"));
        assert_eq!(literal(r"\\server\share\a").as_deref(), Some(r"\\?\UNC\server\share\a"));
        assert_eq!(literal(r"\\?\C:\media").as_deref(), Some(r"\\?\C:\media"));
        assert_eq!(literal(r"\\.\pipe").as_deref(), None);
    }

    #[test]
    fn a_request_makes_windows_ask_no_other_machine() {
        for path in [
            r"\\server\share\a.png",
            "//server/share/a.png",
            r"\/server\a.png",
            r"\\?\UNC\server\a.png",
            r"\??\UNC\a",
            r"\\.\nul",
        ] {
            assert!(leaves(path, true) && !leaves(path, false), "{path}");
        }
        for path in [r"C:\a.png", "a.png", r"clips\a.png", r"\a.png", "/a.png", r"a\\b.png"] {
            assert!(!leaves(path, true), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn other_systems_read_names_as_they_are_spelled() {
        for name in ["nul", "a.png.", "a.png ", r"\\.\nul", "c:a.png"] {
            assert_eq!(exact(Path::new(name)).unwrap(), Path::new(name));
            assert_eq!(rooted(Path::new(name)), Path::new(name));
        }
    }

    #[cfg(windows)]
    #[test]
    fn a_part_of_a_root_is_completed() {
        let here = std::env::current_dir().unwrap();
        let drive = here.components().next().unwrap().as_os_str().to_str().unwrap().to_owned();
        assert_eq!(rooted(Path::new(&format!("{drive}a.png"))), here.join("a.png"));
        assert_eq!(rooted(Path::new(r"\a.png")), Path::new(&format!(r"{drive}\a.png")));
        for whole in ["a.png", r"..\a.png", r"C:\a.png", r"\\server\share\a.png"] {
            assert_eq!(rooted(Path::new(whole)), Path::new(whole));
        }
    }

    #[cfg(windows)]
    #[test]
    fn a_device_is_refused_and_a_file_of_its_name_is_not() {
        assert_eq!(exact(Path::new("nul")).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        let folder = tempfile::tempdir().unwrap();
        for name in ["nul", "a.png.", "a.png "] {
            let file = verbatim(&folder.path().join(name)).unwrap();
            std::fs::write(&file, name).unwrap();
            let read = std::fs::read(exact(&folder.path().join(name)).unwrap()).unwrap();
            assert_eq!(read, name.as_bytes());
        }
    }
}
