//! Media that are what their URLs say: `…/1280x720.png`, `…/5.mp4`, `…/7_2-second.mp3` (seven halves of a second).
//! Text after a `-` only makes names distinct; equal text after `=` means equal content. Any other URL has no facts
//! attached.

use seedance_preflight::request::{AssetBinding, ContentHash, RequestDocument};
use seedance_preflight::{Codec, Facts, Format, Media, MediaDuration, Rational};

/// A binding for every URL of the request that says what it is.
pub(crate) fn bindings(document: &RequestDocument<'_>) -> Vec<AssetBinding> {
    document.media().iter().filter_map(|media| binding(media.url)).collect()
}

fn binding(url: &str) -> Option<AssetBinding> {
    let name = url.rsplit('/').next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    let (stem, content) = stem.split_once('=').unwrap_or((stem, ""));
    let what = stem.split('-').next()?;
    let facts = match extension {
        "png" => image(what)?,
        "mp4" => video(what)?,
        "mp3" => audio(what)?,
        _ => return None,
    };
    let mut binding = AssetBinding::new(url, facts).named(name);
    if let Some(&byte) = content.as_bytes().first() {
        binding = binding.with_content(ContentHash::new([byte; 32]));
    }
    Some(binding)
}

fn image(size: &str) -> Option<Facts> {
    let (width, height) = size.split_once('x')?;
    let (width, height) = (width.parse().ok(), height.parse().ok());
    let mut facts = Facts::new(Format::Png);
    facts.bytes = Some(1000);
    if let Media::Image(image) = &mut facts.media {
        (image.width, image.height) = (width, height);
        (image.display_width, image.display_height) = (width, height);
        (image.orientation, image.animated) = (Some(1), Some(false));
    }
    Some(facts)
}

/// The duration of video and audio; with `a` after it, of the audio only, and the video track lasts 4 seconds.
fn video(duration: &str) -> Option<Facts> {
    let whole = self::duration(duration.trim_end_matches('a'))?;
    let picture = if duration.ends_with('a') { MediaDuration::from_seconds(4) } else { whole };
    let mut facts = Facts::new(Format::Mp4);
    facts.bytes = Some(1000);
    if let Media::Video(video) = &mut facts.media {
        (video.width, video.height) = (Some(1280), Some(720));
        (video.display_width, video.display_height) = (Some(1280), Some(720));
        (video.rotation, video.pixel_aspect) = (Some(0), Rational::new(1, 1));
        (video.duration, video.video_duration) = (Some(whole), Some(picture));
        video.duration_without_audio = Some(picture);
        (video.fps, video.variable_frame_rate) = (Rational::new(30, 1), Some(false));
        (video.video_codec, video.audio_codec) = (Some(Codec::H264), Some(Codec::AAC));
        (video.video_tracks, video.audio_tracks, video.video_samples) = (Some(1), Some(1), Some(150));
    }
    Some(facts)
}

fn audio(duration: &str) -> Option<Facts> {
    let duration = self::duration(duration)?;
    let mut facts = Facts::new(Format::Mp3);
    facts.bytes = Some(1000);
    if let Media::Audio(audio) = &mut facts.media {
        (audio.duration, audio.codec) = (Some(duration), Some(Codec::MP3));
    }
    Some(facts)
}

fn duration(text: &str) -> Option<MediaDuration> {
    let (num, den) = text.split_once('_').unwrap_or((text, "1"));
    MediaDuration::new(num.parse().ok()?, den.parse().ok()?)
}
