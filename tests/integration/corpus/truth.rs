//! A line of `truth.jsonl`.

use seedance_preflight::{Format, Rational};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(crate) struct Truth {
    pub(crate) path: String,
    pub(crate) kind_by_name: String,
    pub(crate) ffprobe_opens: bool,
    container: Option<String>,
    duration_s: Option<String>,
    pub(crate) video: Option<Stream>,
    pub(crate) audio: Option<Stream>,
    exif: Option<Exif>,
    packets_duration_s: Option<f64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Stream {
    pub(crate) codec_name: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    sample_aspect_ratio: Option<String>,
    avg_frame_rate: Option<String>,
    r_frame_rate: Option<String>,
    start_time: Option<String>,
    duration: Option<String>,
    /// Degrees; `i64::MIN` where a display matrix of zeros gave ffprobe no number.
    rotation: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Exif {
    image_width: Option<u32>,
    image_height: Option<u32>,
    orientation: Option<u32>,
}

impl Truth {
    /// The extension of the file's name, lower case.
    pub(crate) fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The formats that ffprobe's words allow; MP4 and MOV are one container to it.
    fn formats(&self) -> &'static [Format] {
        let video_codec = self.video.as_ref().and_then(|video| video.codec_name.as_deref());
        match (self.container.as_deref().unwrap_or_default(), video_codec) {
            ("mp3", _) => &[Format::Mp3],
            ("wav", _) => &[Format::Wav],
            ("image2" | "jpeg_pipe", Some("mjpeg")) => &[Format::Jpeg],
            ("image2" | "png_pipe" | "apng", Some("png" | "apng")) => &[Format::Png],
            ("image2" | "webp_pipe", Some("webp")) => &[Format::WebP],
            ("mov,mp4,m4a,3gp,3g2,mj2", _) if matches!(self.extension(), "mp4" | "mov") => &[Format::Mp4, Format::Mov],
            _ => &[],
        }
    }

    pub(crate) fn is_of_a_measured_format(&self) -> bool {
        self.ffprobe_opens && !self.formats().is_empty()
    }

    pub(crate) fn accepts_format(&self, format: Format) -> bool {
        self.formats().contains(&format)
    }

    /// Width and height as displayed: exiftool's for images, ffprobe's for video.
    pub(crate) fn displayed_size(&self) -> Option<(u32, u32)> {
        let video = self.video.as_ref()?;
        let (width, height, turned) = match &self.exif {
            Some(exif) => (exif.image_width?, exif.image_height?, exif.orientation.is_some_and(|value| value >= 5)),
            None => {
                let turned = video.rotation.is_some_and(|degrees| degrees != i64::MIN && degrees % 180 != 0);
                (video.displayed_width()?, video.height?, turned)
            }
        };
        // ffprobe says 0 by 0 of what it did not find out.
        (width > 0 && height > 0).then_some(if turned { (height, width) } else { (width, height) })
    }

    /// Durations in seconds that count as right: the container's, which for MP4 is what the movie header says; the longest
    /// stream's, edit lists applied; and for MP3 and WAV the sum of all packets.
    pub(crate) fn durations(&self) -> Vec<f64> {
        let streams = [&self.video, &self.audio].into_iter().flatten().filter_map(|stream| seconds(&stream.duration));
        let longest = streams.reduce(f64::max);
        [seconds(&self.duration_s), longest, self.packets_duration_s].into_iter().flatten().collect()
    }

    /// What ffprobe takes for the whole container's duration.
    pub(crate) fn container_duration(&self) -> Option<f64> {
        seconds(&self.duration_s)
    }

    /// What ends last: by each stream's duration, or by its end; and what ffprobe makes of the container, which also
    /// counts streams of other kinds.
    pub(crate) fn streams_durations(&self) -> Vec<f64> {
        let streams = || [&self.video, &self.audio].into_iter().flatten();
        let longest = streams().filter_map(|stream| seconds(&stream.duration)).reduce(f64::max);
        let end = |stream: &Stream| Some(seconds(&stream.duration)? + seconds(&stream.start_time).unwrap_or(0.0));
        let last = streams().filter_map(end).reduce(f64::max);
        [longest, last, self.container_duration()].into_iter().flatten().collect()
    }

    /// The constant rate that ffprobe finds or guesses.
    pub(crate) fn nominal_rate(&self) -> Option<Rational> {
        let (num, den) = self.video.as_ref()?.r_frame_rate.as_ref()?.split_once('/')?;
        Rational::new(num.parse().ok()?, den.parse().ok()?).filter(|rate| rate.num() != 0)
    }

    /// Samples over media duration; `None` where ffprobe says 0/0, or has no duration and falls back to 25.
    pub(crate) fn frame_rate(&self) -> Option<Rational> {
        let video = self.video.as_ref().filter(|video| video.duration.as_deref() != Some("0.000000"))?;
        let (num, den) = video.avg_frame_rate.as_ref()?.split_once('/')?;
        Rational::new(num.parse().ok()?, den.parse().ok()?).filter(|rate| rate.num() != 0)
    }
}

/// ffprobe says 0 of a track without samples, where nothing can be said.
fn seconds(text: &Option<String>) -> Option<f64> {
    text.as_ref()?.parse().ok().filter(|&seconds: &f64| seconds > 0.0)
}

impl Stream {
    fn displayed_width(&self) -> Option<u32> {
        let ratio = self.sample_aspect_ratio.as_deref().and_then(|text| text.split_once(':'));
        let aspect = ratio.and_then(|(num, den)| Rational::new(num.parse().ok()?, den.parse().ok()?));
        let aspect = aspect.filter(|aspect| aspect.num() != 0).unwrap_or(Rational::from(1_u32));
        u32::try_from(Rational::from(self.width?).checked_mul(aspect)?.round()).ok()
    }
}
