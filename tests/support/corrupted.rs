//! Corrupted files of `testdata`.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;

/// Every file of `testdata`, read once.
static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let folders = ["accepted", "refused", "undecided"].map(|folder| root.join(folder));
    let paths = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let mut paths: Vec<_> = paths.collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
});

/// A file of `testdata`, truncated, with bytes changed, and with a piece of another inserted.
pub(crate) fn corrupted_file() -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<Index>(), any::<u8>()), 0..24);
    let splice = prop::option::of((any::<Index>(), any::<Index>(), any::<Index>(), 1..2000_usize));
    (any::<Index>(), prop::option::of(any::<Index>()), changes, splice).prop_map(|(file, cut, changes, splice)| {
        let mut bytes = file.get(&FILES).clone();
        if let Some(cut) = cut.filter(|_| !bytes.is_empty()) {
            bytes.truncate(cut.index(bytes.len()));
        }
        let changes = if bytes.is_empty() { vec![] } else { changes };
        for (at, byte) in changes {
            // Half of all changes fall on the first kilobyte, where headers are.
            let reach = if byte % 2 == 0 { bytes.len() } else { bytes.len().min(1024) };
            let at = at.index(reach);
            bytes[at] = byte;
        }
        if let Some((other, from, to, length)) = splice {
            let other = other.get(&FILES);
            if !other.is_empty() {
                let from = from.index(other.len());
                let piece = other[from..(from + length).min(other.len())].to_vec();
                let to = to.index(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
        }
        bytes
    })
}
