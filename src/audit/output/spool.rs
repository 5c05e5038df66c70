//! A place for what can only be written after something that is not known yet.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What is held in memory before a file is made.
const MOST_HELD: usize = 1 << 20;

/// Names that are tried before giving up: others may use the same folder.
const MOST_NAMES: u32 = 1000;

/// Takes bytes, and gives them back once, in their order. The first of them stay in memory; the rest goes to a file that
/// only its owner can read, and that is gone when the process ends, however it ends (on Unix; elsewhere when it is dropped).
#[derive(Debug, Default)]
pub(super) struct Spool {
    folder: Option<PathBuf>,
    held: Vec<u8>,
    file: Option<Unnamed>,
}

impl Spool {
    /// A spool whose file, should it need one, is made in `folder`, or where that cannot be, as by default in the system's
    /// folder for temporary files.
    pub(super) fn within(folder: &Path) -> Self {
        // The parent of a bare name is written as nothing.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        Self { folder: Some(folder.to_owned()), ..Self::default() }
    }

    fn make_file(&self) -> io::Result<Unnamed> {
        let wanted = self.folder.as_ref().and_then(|folder| Unnamed::within(folder).ok());
        wanted.map_or_else(|| Unnamed::within(&std::env::temp_dir()), Ok)
    }

    /// Writes everything to `out`, and is empty then.
    pub(super) fn write_to(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(mut spilt) = self.file.take() {
            spilt.file.seek(SeekFrom::Start(0))?;
            io::copy(&mut spilt.file, out)?;
        }
        out.write_all(&self.held)?;
        self.held.clear();
        Ok(())
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held.len().saturating_add(bytes.len()) > MOST_HELD {
            self.flush()?;
        }
        self.held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Moves what is held to the file.
    fn flush(&mut self) -> io::Result<()> {
        if self.file.is_none() {
            self.file = Some(self.make_file()?);
        }
        if let Some(spilt) = &mut self.file {
            spilt.file.write_all(&self.held)?;
        }
        self.held.clear();
        Ok(())
    }
}

/// A file that nobody else finds.
#[derive(Debug)]
struct Unnamed {
    file: File,
    /// Where it still has a name, since the system cannot take it from an open file.
    path: Option<PathBuf>,
}

impl Unnamed {
    fn within(folder: &Path) -> io::Result<Self> {
        for number in 0..MOST_NAMES {
            let path = folder.join(format!(".seedance-preflight-{}-{number}.spool", std::process::id()));
            match options().open(&path) {
                Ok(file) if cfg!(unix) => {
                    std::fs::remove_file(&path)?;
                    return Ok(Self { file, path: None });
                }
                Ok(file) => return Ok(Self { file, path: Some(path) }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    let message = format!("cannot make a temporary file in {}: {error}", folder.display());
                    return Err(io::Error::new(error.kind(), message));
                }
            }
        }
        let message = format!("{} is full of our own temporary files", folder.display());
        Err(io::Error::new(io::ErrorKind::AlreadyExists, message))
    }
}

impl Drop for Unnamed {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // It is a temporary file in a folder for them: one that cannot be removed does no harm.
            let _ = std::fs::remove_file(path);
        }
    }
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_back_what_it_took_whether_held_or_spilt() {
        for count in [0_u32, 10, 3 << 20] {
            let mut spool = Spool::default();
            let bytes: Vec<u8> = (0..count).flat_map(|number| [(number % 251) as u8]).collect();
            for piece in bytes.chunks(700) {
                spool.write_all(piece).unwrap();
            }
            assert_eq!(spool.file.is_some(), bytes.len() > MOST_HELD);
            assert!(spool.held.len() <= MOST_HELD);
            let mut out = Vec::new();
            spool.write_to(&mut out).unwrap();
            assert!(out == bytes);
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_named_and_does_without() {
        let folder = Path::new("no/such/folder");
        assert!(Unnamed::within(folder).unwrap_err().to_string().contains("no/such/folder"));
        let mut spool = Spool::within(folder);
        spool.flush().unwrap();
    }
}
