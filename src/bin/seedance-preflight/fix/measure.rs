//! Facts of files that the library recognizes and does not measure.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, absolute};

use seedance_preflight::fix::{demuxer, facts_by_ffprobe};
use seedance_preflight::{Facts, Kind};

use super::Ffmpeg;
use crate::input;

/// Measures a file; by ffprobe, if there is one, where the library does not measure its format.
pub(crate) fn measure(path: &Path, ffmpeg: &Ffmpeg) -> Facts {
    let facts = input::facts(path, true);
    measure_by_ffprobe(path, &facts, ffmpeg).unwrap_or(facts)
}

/// Measures a file by ffprobe, if there is one, and if the library does not measure the format in `facts`.
pub(super) fn measure_by_ffprobe(path: &Path, facts: &Facts, ffmpeg: &Ffmpeg) -> Option<Facts> {
    if facts.format.is_measured() || facts.format.kind() == Kind::Other {
        return None;
    }
    let mut url = OsString::from("file:");
    url.push(absolute(path).ok()?);
    let words = ["-v", "error", "-protocol_whitelist", "file", "-f", demuxer(facts.format)?];
    let words = words.iter().chain(&["-show_streams", "-show_format", "-of", "json", "-i"]);
    let arguments: Vec<_> = words.map(OsString::from).chain([url]).collect();
    facts_by_ffprobe(facts.format, fs::metadata(path).ok()?.len(), &ffmpeg.probe(&arguments)?)
}
