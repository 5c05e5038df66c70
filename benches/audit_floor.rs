//! The floor below an audit: the same walk, and of each file what anything that looks into it must do at least — open,
//! fstat, one read of 4 KiB, close — on the same number of threads.
//!
//! `cargo bench --features audit --bench audit_floor -- DIR THREADS` prints files, seconds with the walk, seconds of only
//! the walk, and seconds without the walk, of the fastest of five runs each. `benches/audit.sh` lays it beside the rest.

use std::fs::File;
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ignore::WalkBuilder;
use rayon::iter::{ParallelBridge, ParallelIterator};

/// Paths that a thread takes at once, as an audit's does.
const BATCH: usize = 64;

fn main() {
    // Cargo adds an argument of its own.
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [folder, threads] = arguments.as_slice() else {
        eprintln!("usage: audit_floor DIR THREADS");
        return;
    };
    let threads = rayon::ThreadPoolBuilder::new().num_threads(threads.parse().unwrap()).build().unwrap();
    let folder = Path::new(folder);
    let files: Vec<_> = walk(folder).collect();
    let all = fastest(|| threads.install(|| touch_all(walk(folder))));
    let walk_alone = fastest(|| assert!(black_box(walk(folder).count()) > 0));
    let no_walk = fastest(|| threads.install(|| touch_all(files.iter().cloned())));
    println!("{} {:.4} {:.4} {:.4}", files.len(), all.as_secs_f64(), walk_alone.as_secs_f64(), no_walk.as_secs_f64());
}

/// Regular files below `folder`, as an audit finds them.
fn walk(folder: &Path) -> impl Iterator<Item = PathBuf> + Send {
    let is_file = |entry: &ignore::DirEntry| entry.file_type().is_some_and(|file_type| file_type.is_file());
    let entries = WalkBuilder::new(folder).add_custom_ignore_filename(".preflightignore").build();
    entries.filter_map(Result::ok).filter(is_file).map(ignore::DirEntry::into_path)
}

fn touch_all(mut files: impl Iterator<Item = PathBuf> + Send) {
    let batches = std::iter::from_fn(|| {
        let batch: Vec<_> = files.by_ref().take(BATCH).collect();
        (!batch.is_empty()).then_some(batch)
    });
    batches.par_bridge().for_each(|batch| batch.iter().for_each(|path| touch(path)));
}

fn touch(path: &Path) {
    let mut file = File::open(path).unwrap();
    black_box(file.metadata().unwrap().len());
    let mut block = [0; 4096];
    black_box(file.read(&mut block).unwrap());
}

fn fastest(mut run: impl FnMut()) -> Duration {
    let mut timed = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..5).map(|_| timed()).min().unwrap_or_default()
}
