//! Findings that are known, so that checks can start on an old folder.

mod key;
mod read;

use std::hash::RandomState;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use key::{Key, Keys};
pub use read::BaselineError;

use super::AuditedFile;
use crate::check::CheckOptions;
use crate::check::Verdict;
use crate::render::uri;

/// The findings of an earlier audit, from its JSON Lines.
///
/// A finding is known if the earlier audit had one of the same file, rule, pointer, quantity and outcome, with the same
/// actual value. So a file that got worse is reported again, and so is one that got better but is still refused.
///
/// Paths are compared by their URIs: without `.` and doubled separators, and byte for byte where they are not UTF-8. Give
/// [`relative_to`](Self::relative_to) the folder that relative paths start in, so that a file is the same by its relative
/// and its absolute path.
///
/// Each finding takes 16 bytes.
///
/// ```
/// use std::path::Path;
/// use seedance_preflight::audit::Baseline;
///
/// let earlier = r#"{"schema_version": 1, "source": "clips/a.mp4", "verdict": "refused", "findings":
///     [{"rule": "video/fps-out-of-range", "outcome": "fails", "pointer": "", "quantity": "fps", "actual": 12}]}"#;
/// let line = earlier.replace('\n', "");
/// let baseline = Baseline::read(line.as_bytes()).unwrap().relative_to(Path::new("/home/me"));
/// assert_eq!(baseline.len(), 1);
/// ```
#[derive(Debug)]
pub struct Baseline {
    /// Sorted hashes of the findings. The chance of a collision among ten million is about 10^-25.
    known: Box<[u128]>,
    /// One bit per finding: whether a file had it.
    seen: Box<[AtomicU64]>,
    keys: Keys<RandomState>,
    folder: Option<PathBuf>,
}

impl Baseline {
    fn of(mut known: Vec<u128>, keys: Keys<RandomState>) -> Self {
        known.sort_unstable();
        known.dedup();
        let seen = (0..known.len().div_ceil(BITS)).map(|_| AtomicU64::new(0)).collect();
        Self { known: known.into(), seen, keys, folder: None }
    }

    /// Sets the folder of relative paths, both in the baseline and of the files it is applied to.
    #[must_use]
    pub fn relative_to(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_owned());
        self
    }

    /// Moves the findings that are known to [`AuditedFile::known`], and derives the verdict without them.
    #[must_use]
    pub fn apply(&self, mut file: AuditedFile, options: &CheckOptions) -> AuditedFile {
        if file.report.findings.is_empty() || self.known.is_empty() {
            return file;
        }
        let uris = self.uris(&file.path);
        let is_known = |finding: &crate::finding::Finding| {
            let knows = |uri: &String| self.meet(self.keys.hash(&Key::of(uri, finding)));
            // Every spelling is looked up, so that each is marked as seen.
            uris.iter().filter(|uri| knows(uri)).count() > 0
        };
        let (known, new) = std::mem::take(&mut file.report.findings).into_iter().partition(is_known);
        file.report.findings = new;
        if !Vec::is_empty(&known) {
            file.report.verdict = Verdict::of(&file.report.findings, options.refusing());
            file.known.extend(known);
        }
        file
    }

    /// The number of findings.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether there are no findings.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// How many of its findings were in none of the files it was applied to: fixed, gone, or not examined.
    pub fn not_met(&self) -> usize {
        let seen: u32 = self.seen.iter().map(|bits| bits.load(Ordering::Relaxed).count_ones()).sum();
        self.known.len().saturating_sub(usize::try_from(seen).unwrap_or(usize::MAX))
    }

    /// The URIs under which the baseline may have a file: as it is, and relative or absolute where it is the other.
    fn uris(&self, path: &Path) -> Vec<String> {
        let mut uris = vec![uri(path)];
        if let Some(folder) = &self.folder {
            match path.strip_prefix(folder) {
                Ok(relative) => uris.push(uri(relative)),
                Err(_) if path.is_relative() => uris.push(uri(&folder.join(path))),
                Err(_) => {}
            }
        }
        uris
    }

    /// Whether a finding is known; marks it as seen.
    fn meet(&self, hash: u128) -> bool {
        let Ok(index) = self.known.binary_search(&hash) else {
            return false;
        };
        if let Some(bits) = self.seen.get(index / BITS) {
            bits.fetch_or(1 << (index % BITS), Ordering::Relaxed);
        }
        true
    }
}

/// Bits of one word of the marks.
const BITS: usize = 64;

#[cfg(test)]
mod tests;
