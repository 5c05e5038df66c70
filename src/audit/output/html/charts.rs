//! Which measures are drawn, each against its own limit of the profile.

use std::io::{self, Write};

use super::chart::Chart;
use super::histogram::Histogram;
use crate::language::Language;
use crate::model::{AudioFacts, Facts, ImageFacts, Media, MediaDuration, Rational, VideoFacts};
use crate::profile::{Bound, Profile};

/// The measures of all files.
pub(super) struct Charts {
    image_aspect: Chart,
    image_shorter: Chart,
    image_longer: Chart,
    video_aspect: Chart,
    video_pixels: Chart,
    video_duration: Chart,
    video_fps: Chart,
    audio_duration: Chart,
    language: Language,
}

impl Charts {
    pub(super) fn new(profile: &Profile, language: Language) -> Self {
        let Profile { image, video, audio, .. } = profile;
        let around = |title, things, bound: &Bound, reach| Chart {
            title,
            things,
            language,
            unit: bound.unit,
            histogram: Histogram::around(bound.documented, reach),
        };
        let (images, videos) = (["{count} image", "{count} images"], ["{count} video", "{count} videos"]);
        let audio_files = ["{count} audio file", "{count} audio files"];
        Self {
            image_aspect: around(language.text("Image aspect ratio"), images, &image.aspect, 4.0),
            image_shorter: around(language.text("Image short side"), images, &image.side, 8.0),
            image_longer: around(language.text("Image long side"), images, &image.side, 8.0),
            video_aspect: around(language.text("Video aspect ratio"), videos, &video.aspect, 4.0),
            video_pixels: around(language.text("Video pixels"), videos, &video.pixels, 16.0),
            video_duration: around(language.text("Video duration"), videos, &video.duration, 16.0),
            video_fps: around(language.text("Video frame rate"), videos, &video.fps, 5.0),
            audio_duration: around(language.text("Audio duration"), audio_files, &audio.duration, 16.0),
            language,
        }
    }

    /// Counts what was measured of a file.
    pub(super) fn count(&mut self, facts: &Facts) {
        match &facts.media {
            Media::Image(image) => self.count_image(image),
            // As the rules do, which leave the rest to the one on videos without a video track.
            Media::Video(video) if video.video_tracks != Some(0) && video.video_samples != Some(0) => {
                self.count_video(video);
            }
            Media::Video(_) => {}
            Media::Audio(AudioFacts { duration, .. }) => {
                count(&mut self.audio_duration, duration.map(MediaDuration::seconds))
            }
            Media::Other => {}
        }
    }

    fn count_image(&mut self, image: &ImageFacts) {
        let (width, height) = (image.display_width, image.display_height);
        count(&mut self.image_aspect, aspect(width, height));
        if let (Some(width), Some(height)) = (width, height) {
            count(&mut self.image_shorter, Some(Rational::from(width.min(height))));
            count(&mut self.image_longer, Some(Rational::from(width.max(height))));
        }
    }

    fn count_video(&mut self, video: &VideoFacts) {
        count(&mut self.video_aspect, aspect(video.display_width, video.display_height));
        count(&mut self.video_pixels, pixels(video.width, video.height));
        count(&mut self.video_duration, video.duration.map(MediaDuration::seconds));
        count(&mut self.video_fps, video.nominal_fps.or(video.fps));
    }

    /// Writes the charts that count anything.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let all = [
            &self.image_aspect,
            &self.image_shorter,
            &self.image_longer,
            &self.video_aspect,
            &self.video_pixels,
            &self.video_duration,
            &self.video_fps,
            &self.audio_duration,
        ];
        let mut counted = all.into_iter().filter(|chart| chart.histogram.values() > 0).peekable();
        if counted.peek().is_none() {
            return writeln!(out, "<p class=\"none\">{}</p>", self.language.text("Nothing was measured."));
        }
        counted.try_for_each(|chart| chart.write(out))
    }
}

fn count(chart: &mut Chart, value: Option<Rational>) {
    if let Some(value) = value {
        chart.histogram.count(value);
    }
}

fn aspect(width: Option<u32>, height: Option<u32>) -> Option<Rational> {
    Rational::new(u64::from(width?), u64::from(height?))
}

fn pixels(width: Option<u32>, height: Option<u32>) -> Option<Rational> {
    Some(Rational::from(u64::from(width?) * u64::from(height?)))
}
