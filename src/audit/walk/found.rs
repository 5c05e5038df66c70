//! What a walk finds.

use std::fs::FileType;
use std::io;
use std::path::{Path, PathBuf};

use super::super::measure::not_regular;

/// One path that an audit has to report.
#[derive(Debug)]
pub(in crate::audit) struct Found {
    pub(in crate::audit) path: PathBuf,
    pub(in crate::audit) what: What,
}

impl Found {
    /// An error of the walk.
    pub(super) fn failed(error: walkdir::Error) -> Self {
        let path = error.path().map(Path::to_owned).unwrap_or_default();
        let leads_back = error.loop_ancestor().map(|ancestor| {
            let reason = format!("a symbolic link that leads back to {}", ancestor.display());
            io::Error::new(io::ErrorKind::InvalidInput, reason)
        });
        let reason = leads_back.or_else(|| error.into_io_error()).unwrap_or_else(|| io::ErrorKind::Other.into());
        Self { path, what: What::Unreadable(reason) }
    }

    /// An invalid glob in an ignore file: not an unreadable file.
    pub(super) fn note(error: &ignore::Error) -> Self {
        Self { path: PathBuf::new(), what: What::Note(error.to_string()) }
    }
}

/// What is at a path.
#[derive(Debug)]
pub(in crate::audit) enum What {
    /// A regular file; `linked` if the path may lead through a symbolic link.
    File { linked: bool },
    /// A symbolic link that is not followed.
    Link,
    /// Something that cannot be probed, and why.
    Unreadable(io::Error),
    /// Not a file, but a problem of the walk to be reported.
    Note(String),
}

impl What {
    pub(super) fn of(file_type: FileType, linked: bool) -> Self {
        if file_type.is_file() {
            Self::File { linked }
        } else if file_type.is_symlink() {
            Self::Link
        } else {
            Self::Unreadable(not_regular(file_type))
        }
    }

    /// Whether it counts as an examined file.
    pub(in crate::audit) fn is_examined(&self) -> bool {
        matches!(self, Self::File { .. } | Self::Unreadable(_))
    }
}
