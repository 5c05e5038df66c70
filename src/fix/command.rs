//! A plan as one call of ffmpeg.

mod filters;

use std::ffi::{OsStr, OsString};
use std::path::Path;

use self::filters::{audio_filters, video_filters};
use super::demuxer::demuxer;
use super::number::{ceil, decimal};
use super::{Plan, Step};
use crate::model::{Codec, Format, Kind, MediaDuration};

/// Bits per second of AAC.
const AAC_BIT_RATE: &str = "192k";

/// Seconds that are read beyond the end of a part, for frames that are stored out of order.
const MARGIN: u64 = 2;

impl Plan {
    /// The command that carries the plan out: `ffmpeg` and its arguments, to be run without a shell.
    ///
    /// Both paths should be absolute. ffmpeg opens no other file and no address: inputs are `file:` URLs of the one format
    /// that was found, other protocols are off, and it reads no standard input. It does not overwrite `output`.
    ///
    /// `None` if nothing is to be done, there is no fix, or the plan is carried out natively, as for most images.
    pub fn command(&self, ffmpeg: &OsStr, input: &Path, output: &Path) -> Option<Vec<OsString>> {
        let to = self.result.as_ref()?.format;
        if self.is_native() || self.steps.is_empty() {
            return None;
        }
        let mut argv = vec![ffmpeg.to_owned()];
        let mut add = |words: &[&str]| argv.extend(words.iter().map(OsString::from));
        add(&["-hide_banner", "-nostdin", "-loglevel", "error", "-n"]);
        add(&["-protocol_whitelist", "file", "-f", demuxer(self.source)?]);
        if let Some(times) =
            self.steps.iter().find_map(|step| if let Step::Repeat { times } = step { Some(*times) } else { None })
        {
            add(&["-stream_loop", &times.saturating_sub(1).to_string()]);
        }
        if to.kind() == Kind::Video
            && let Some((from, duration)) = self.trim()
        {
            if from.ticks() > 0 {
                add(&["-ss", &decimal(from.seconds())]);
            }
            add(&["-t", &ceil(duration.seconds()).saturating_add(MARGIN).to_string()]);
        }
        add(&["-i"]);
        argv.push(file_url(input));
        let mut add = |words: &[&str]| argv.extend(words.iter().map(OsString::from));
        add(&["-map_chapters", "-1"]);
        for words in self.streams() {
            add(&words.iter().map(String::as_str).collect::<Vec<_>>());
        }
        match to {
            Format::Mp4 | Format::Mov => add(&[
                "-movflags",
                "+faststart",
                "-write_tmcd",
                "0",
                "-f",
                if to == Format::Mov { "mov" } else { "mp4" },
            ]),
            Format::Mp3 => add(&["-f", "mp3"]),
            Format::Wav => add(&["-fflags", "+bitexact", "-f", "wav"]),
            Format::Jpeg | Format::Png => add(&["-update", "1", "-f", "image2"]),
            _ => return None,
        }
        argv.push(file_url(output));
        Some(argv)
    }

    /// Whether the plan is carried out by this crate: an image that the `image` crate decodes, or a plain copy.
    pub fn is_native(&self) -> bool {
        let decodes =
            matches!(self.source, Format::Jpeg | Format::Png | Format::WebP | Format::Gif | Format::Bmp | Format::Tiff);
        decodes || self.is_copy()
    }

    /// Whether the result has the bytes of the source, under another name.
    pub fn is_copy(&self) -> bool {
        self.steps.contains(&Step::Rename)
    }

    fn trim(&self) -> Option<(MediaDuration, MediaDuration)> {
        self.steps.iter().find_map(|step| match step {
            Step::Trim { from, duration } => Some((*from, *duration)),
            _ => None,
        })
    }

    /// The arguments of each stream of the output.
    fn streams(&self) -> Vec<Vec<String>> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let mut streams = Vec::new();
        for step in &self.steps {
            streams.push(match step {
                Step::CopyVideo => words(&["-map", "0:V:0", "-c:v", "copy"]),
                Step::EncodeVideo { codec, crf, most_bits_per_second, .. } => {
                    let encoder = if *codec == Codec::HEVC { "libx265" } else { "libx264" };
                    let rate = most_bits_per_second.to_string();
                    let mut all =
                        words(&["-map", "0:V:0", "-vf", &video_filters(self), "-c:v", encoder, "-preset", "medium"]);
                    all.extend(words(&["-crf", &crf.to_string(), "-maxrate", &rate, "-bufsize", &rate]));
                    all.extend(words(&["-pix_fmt", "yuv420p"]));
                    all
                }
                Step::CopyAudio { packets } => {
                    let mut all = words(&["-map", "0:a:0?", "-c:a", "copy"]);
                    if let Some(packets) = packets {
                        all.extend(words(&["-frames:a", &packets.to_string()]));
                    }
                    all
                }
                Step::EncodeAudio { codec, channels, .. } => {
                    let mut all = words(&["-map", "0:a:0?", "-af", &audio_filters(self)]);
                    if *codec == Codec::AAC {
                        all.extend(words(&["-c:a", "aac", "-b:a", AAC_BIT_RATE]));
                    } else {
                        all.extend(words(&["-c:a", "pcm_s16le", "-map_metadata", "-1", "-flags:a", "+bitexact"]));
                    }
                    if let Some(channels) = channels {
                        all.extend(words(&["-ac", &channels.to_string()]));
                    }
                    all
                }
                Step::EncodeImage { quality, .. } => {
                    let mut all = words(&["-map", "0:v:0", "-vf", &video_filters(self), "-frames:v", "1"]);
                    match quality {
                        // The encoder's own scale, from 1 for the best.
                        Some(_) => all.extend(words(&["-c:v", "mjpeg", "-q:v", "2"])),
                        None => all.extend(words(&["-c:v", "png"])),
                    }
                    all
                }
                _ => continue,
            });
        }
        streams
    }
}

/// A `file:` URL as ffmpeg takes it: the path follows as it is, whatever it begins with.
fn file_url(path: &Path) -> OsString {
    let mut url = OsString::from("file:");
    url.push(path);
    url
}
