//! A place for what can only be written after something that is not known yet.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What is held in memory before a file is made.
const MOST_HELD: usize = 1 << 20;

/// Takes bytes, and gives them back once, in their order. The first of them stay in memory; the rest goes to a file without a
/// name, which is gone when the program ends, however it does.
#[derive(Debug, Default)]
pub(super) struct Spool {
    folder: Option<PathBuf>,
    held: Vec<u8>,
    file: Option<File>,
}

impl Spool {
    /// A spool whose file, should it need one, is made in `folder`, or where that cannot be, as by default in the system's
    /// folder for temporary files.
    pub(super) fn within(folder: &Path) -> Self {
        // The parent of a bare name is written as nothing.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        Self { folder: Some(folder.to_owned()), ..Self::default() }
    }

    /// Writes everything to `out`, and is empty then.
    pub(super) fn write_to(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(mut file) = self.file.take() {
            file.seek(SeekFrom::Start(0))?;
            io::copy(&mut file, out)?;
        }
        out.write_all(&self.held)?;
        self.held.clear();
        Ok(())
    }

    fn make_file(&self) -> io::Result<File> {
        let wanted = self.folder.as_ref().and_then(|folder| tempfile::tempfile_in(folder).ok());
        wanted.map_or_else(tempfile::tempfile, Ok)
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
        if let Some(file) = &mut self.file {
            file.write_all(&self.held)?;
        }
        self.held.clear();
        Ok(())
    }
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
    fn a_folder_that_is_not_there_is_done_without() {
        let mut spool = Spool::within(Path::new("no/such/folder"));
        spool.write_all(b"abc").unwrap();
        spool.flush().unwrap();
        assert!(spool.file.is_some());
        let mut out = Vec::new();
        spool.write_to(&mut out).unwrap();
        assert_eq!(out, b"abc");
    }
}
