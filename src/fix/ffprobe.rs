//! Facts by ffprobe, of formats that this crate recognizes and does not measure.

use serde::Deserialize;

use crate::model::{AudioFacts, Codec, Facts, Format, ImageFacts, Kind, Media, MediaDuration, Rational, VideoFacts};

/// Durations in ffprobe's answer have six decimals.
const MICROSECONDS: u64 = 1_000_000;

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    streams: Vec<Stream>,
    #[serde(default)]
    format: Container,
}

#[derive(Default, Deserialize)]
struct Container {
    duration: Option<String>,
}

#[derive(Deserialize)]
struct Stream {
    #[serde(default)]
    codec_type: String,
    codec_name: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    sample_aspect_ratio: Option<String>,
    avg_frame_rate: Option<String>,
    r_frame_rate: Option<String>,
    duration: Option<String>,
    sample_rate: Option<String>,
    channels: Option<u16>,
    #[serde(default)]
    disposition: Disposition,
    #[serde(default)]
    side_data_list: Vec<SideData>,
}

#[derive(Default, Deserialize)]
struct Disposition {
    #[serde(default)]
    attached_pic: u8,
}

#[derive(Deserialize)]
struct SideData {
    rotation: Option<i32>,
}

/// The facts of a file of `format` and `bytes` by the answer of ffprobe: its `-show_streams -show_format -of json`.
///
/// They suffice for a plan. They are not for a verdict: ffprobe estimates durations, and follows no structure to its end.
/// `None` if the answer is not ffprobe's, or names no stream with the facts that a plan needs.
///
/// ```
/// use seedance_preflight::Format;
/// use seedance_preflight::fix::facts_by_ffprobe;
///
/// let answer = br#"{"streams": [{"codec_type": "audio", "codec_name": "vorbis", "sample_rate": "44100",
///     "channels": 2, "duration": "27.180375"}]}"#;
/// let facts = facts_by_ffprobe(Format::Ogg, 300_000, answer).unwrap();
/// assert_eq!(facts.audio().unwrap().sample_rate, Some(44_100));
/// ```
pub fn facts_by_ffprobe(format: Format, bytes: u64, answer: &[u8]) -> Option<Facts> {
    let answer: Answer = serde_json::from_slice(answer).ok()?;
    let picture =
        answer.streams.iter().find(|stream| stream.codec_type == "video" && stream.disposition.attached_pic == 0);
    let audio: Vec<_> = answer.streams.iter().filter(|stream| stream.codec_type == "audio").collect();
    let whole = answer.format.duration.as_deref().and_then(seconds);
    let mut facts = Facts::new(format);
    facts.bytes = Some(bytes);
    facts.media = match (format.kind(), picture) {
        (Kind::Image, Some(picture)) => Media::Image(image(picture)?),
        (Kind::Video | Kind::Audio, Some(picture)) => Media::Video(video(picture, &audio, whole)?),
        (Kind::Video | Kind::Audio, None) => Media::Audio(audio_only(audio.first()?, whole)?),
        _ => return None,
    };
    Some(facts)
}

fn image(stream: &Stream) -> Option<ImageFacts> {
    let (width, height) = sides(stream)?;
    let (display_width, display_height) = if is_sideways(rotation(stream)) { (height, width) } else { (width, height) };
    Some(ImageFacts {
        width: Some(width),
        height: Some(height),
        display_width: Some(display_width),
        display_height: Some(display_height),
        // ffmpeg turns what it decodes.
        orientation: Some(1),
        animated: Some(false),
    })
}

fn video(stream: &Stream, audio: &[&Stream], whole: Option<MediaDuration>) -> Option<VideoFacts> {
    let (width, height) = sides(stream)?;
    let rotation = rotation(stream);
    let ratio = stream.sample_aspect_ratio.as_deref().and_then(|ratio| fraction(ratio, ':'));
    let rate = |text: &Option<String>| text.as_deref().and_then(|rate| fraction(rate, '/'));
    let (average, real) = (rate(&stream.avg_frame_rate), rate(&stream.r_frame_rate));
    let duration = stream.duration.as_deref().and_then(seconds).or(whole)?;
    let first = audio.first();
    Some(VideoFacts {
        width: Some(width),
        height: Some(height),
        rotation: Some(rotation),
        pixel_aspect: Some(ratio.unwrap_or(Rational::from(1_u32))),
        duration: Some(duration),
        duration_without_audio: Some(duration),
        video_duration: Some(duration),
        audio_duration: first.map(|audio| audio.duration.as_deref().and_then(seconds).unwrap_or(duration)),
        fps: average.or(real),
        nominal_fps: average.filter(|_| average == real),
        variable_frame_rate: Some(average != real),
        video_codec: stream.codec_name.clone().map(Codec::from),
        audio_codec: first.and_then(|audio| audio.codec_name.clone()).map(Codec::from),
        video_tracks: Some(1),
        audio_tracks: u32::try_from(audio.len()).ok(),
        ..VideoFacts::default()
    })
}

fn audio_only(stream: &Stream, whole: Option<MediaDuration>) -> Option<AudioFacts> {
    Some(AudioFacts {
        duration: Some(stream.duration.as_deref().and_then(seconds).or(whole)?),
        codec: stream.codec_name.clone().map(Codec::from),
        sample_rate: stream.sample_rate.as_deref().and_then(|rate| rate.parse().ok()),
        channels: stream.channels,
        ..AudioFacts::default()
    })
}

fn sides(stream: &Stream) -> Option<(u32, u32)> {
    stream.width.zip(stream.height).filter(|(width, height)| *width > 0 && *height > 0)
}

/// Degrees clockwise, where ffprobe counts the other way; 0 for an angle that is not a quarter turn.
fn rotation(stream: &Stream) -> u16 {
    let counted = stream.side_data_list.iter().find_map(|data| data.rotation).unwrap_or(0);
    match counted.rem_euclid(360) {
        90 => 270,
        180 => 180,
        270 => 90,
        _ => 0,
    }
}

const fn is_sideways(rotation: u16) -> bool {
    matches!(rotation, 90 | 270)
}

/// `30000/1001` or `4:3`; `None` for `0/0` and the like.
fn fraction(text: &str, separator: char) -> Option<Rational> {
    let (num, den) = text.split_once(separator)?;
    Rational::new(num.parse().ok()?, den.parse().ok()?).filter(|value| value.num() > 0)
}

/// `3.704667`, exactly.
fn seconds(text: &str) -> Option<MediaDuration> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let millionths: u64 = format!("{decimals:0<6}").get(..6)?.parse().ok()?;
    let ticks = whole.parse::<u64>().ok()?.checked_mul(MICROSECONDS)?.checked_add(millionths)?;
    MediaDuration::new(ticks, MICROSECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_video_with_a_cover() {
        let answer = br#"{"streams": [
            {"codec_type": "video", "codec_name": "mjpeg", "width": 9, "height": 9, "disposition": {"attached_pic": 1}},
            {"codec_type": "video", "codec_name": "vp9", "width": 1920, "height": 1080, "sample_aspect_ratio": "4:3",
             "avg_frame_rate": "30000/1001", "r_frame_rate": "30000/1001", "side_data_list": [{"rotation": -90}]},
            {"codec_type": "audio", "codec_name": "opus", "sample_rate": "48000", "channels": 2}],
            "format": {"duration": "5.007000"}}"#;
        let facts = facts_by_ffprobe(Format::WebM, 1, answer).unwrap();
        let video = facts.video().unwrap();
        assert_eq!((video.width, video.rotation), (Some(1920), Some(90)));
        assert_eq!(video.pixel_aspect, Rational::new(4, 3));
        assert_eq!(video.nominal_fps, Rational::new(30_000, 1001));
        assert_eq!(video.duration, MediaDuration::new(5007, 1000));
        assert_eq!(video.audio_codec, Some(Codec::named("opus")));
    }

    #[test]
    fn an_answer_without_sizes_or_durations_is_no_measurement() {
        for answer in [
            &b"nonsense"[..],
            b"{}",
            br#"{"streams": [{"codec_type": "video", "width": 0, "height": 0}]}"#,
            br#"{"streams": [{"codec_type": "audio", "duration": "N/A"}]}"#,
        ] {
            assert_eq!(facts_by_ffprobe(Format::WebM, 1, answer), None);
        }
    }
}
