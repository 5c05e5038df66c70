//! How many threads an audit has.

use std::num::NonZeroUsize;
use std::thread;

/// Threads of a plain probe at least: they wait for the disk, not for a core.
const LEAST: usize = 16;
/// Threads of a plain probe for each core, of a machine with many.
const PER_CORE: usize = 4;

/// The default number of threads: a deep probe computes, so it has one for each core; a plain one waits for the disk.
pub(super) fn default_number(deep: bool) -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if deep {
        return cores;
    }
    // Each has one file open; half of the rest is for folders, outputs and what the host of the audit has open itself.
    cores.saturating_mul(PER_CORE).max(LEAST).min(open_files() / 2).max(cores)
}

/// How many files this process may have open at once.
#[cfg(target_os = "linux")]
fn open_files() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    of_limits(&limits).unwrap_or(LEAST * 2)
}

/// The limit that systems have by default at least: macOS.
#[cfg(not(target_os = "linux"))]
fn open_files() -> usize {
    256
}

/// The soft limit in the text of proc_pid_limits(5).
#[cfg(any(target_os = "linux", test))]
fn of_limits(limits: &str) -> Option<usize> {
    let values = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    values.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_probe_has_more_threads_than_cores() {
        let cores = default_number(true);
        assert!(cores >= 1);
        assert!(default_number(false) >= cores);
    }

    #[test]
    fn the_soft_limit_of_open_files_is_found() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units     \n\
                      Max processes             15360                15360                processes \n\
                      Max open files            1024                 524288               files     \n";
        assert_eq!(of_limits(limits), Some(1024));
        assert_eq!(of_limits("Max open files            unlimited            unlimited            files"), None);
        assert_eq!(of_limits(""), None);
    }
}
