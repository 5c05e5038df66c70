//! The version of ffmpeg.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use seedance_preflight::render::printable;

use super::process;

/// Longer than any ffmpeg takes to say its version.
const LIMIT: Duration = Duration::from_secs(5);

/// The first version with all filters that plans use, `tpad` being the youngest.
const OLDEST: (u32, u32) = (4, 2);

/// What the program at `path` says that it is; `None` if it does not say a version in time.
pub(super) fn version(path: &Path, limit: Duration) -> Option<String> {
    let ended = process::run(Command::new(path).arg("-version"), limit.min(LIMIT), None).ok()?;
    version_in(&ended.stdout)
}

/// Whether a version is too old. Of those that are not numbered, such as builds of a day, that is not known.
pub(super) fn is_too_old(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('n').split(|other: char| !other.is_ascii_digit());
    let mut number = || numbers.next().and_then(|number| number.parse::<u32>().ok());
    matches!((number(), number()), (Some(major), Some(minor)) if (major, minor) < OLDEST)
}

/// `ffmpeg version 5.1.9-0+deb12u1 Copyright …`
fn version_in(printed: &[u8]) -> Option<String> {
    let line = printed.split(|&byte| byte == b'\n').next()?;
    let version = str::from_utf8(line).ok()?.strip_prefix("ffmpeg version ")?.split(' ').next()?;
    Some(printable(version)).filter(|version| !version.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_compared() {
        let version = |text: &str| version_in(text.as_bytes());
        assert_eq!(version("ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000\nbuilt"), Some("5.1.9-0+deb12u1".into()));
        assert_eq!(version("ffmpeg version \nbuilt"), None);
        assert_eq!(version("ffprobe version 5"), None);
        for (version, is_old) in [("5.1.9-0+deb12u1", false), ("n4.1.3", true), ("3.4.8", true), ("4.2", false)] {
            assert_eq!(is_too_old(version), is_old, "{version}");
        }
        for unnumbered in ["N-109542-g6a31a1b6ea", "git-2020-01-01-abc", "2024-01-01-git-abc", "master"] {
            assert!(!is_too_old(unnumbered), "{unnumbered}");
        }
    }
}
