//! The reference revision, `seedance-2.0`: every number as the API's reference page states it.

use std::borrow::Cow;

use super::{
    Accepted, Agreement, AudioLimits, Bound, Count, ImageLimits, MegabyteLimit, Mode, ModeLimits, Model, Profile,
    PromptLimits, Range, RequestLimits, SizeRow, Source, Speed, VideoLimits,
};
use crate::model::{Codec, Format, Rational, Unit};

/// `aspect_ratio` as the reference lists it.
const RATIOS: [&str; 7] = ["16:9", "9:16", "1:1", "4:3", "3:4", "21:9", "adaptive"];

/// Ratio, width and height at 480p, width and height at 720p.
const SIZES: [(&str, [u32; 2], [u32; 2]); 6] = [
    ("16:9", [864, 496], [1280, 720]),
    ("4:3", [752, 560], [1112, 834]),
    ("1:1", [640, 640], [960, 960]),
    ("3:4", [560, 752], [834, 1112]),
    ("9:16", [496, 864], [720, 1280]),
    ("21:9", [992, 432], [1470, 630]),
];

pub(super) fn seedance_2_0() -> Profile {
    Profile {
        name: Cow::Borrowed("seedance-2.0"),
        base: None,
        summary: Cow::Borrowed("The reference revision of the unified API; the default."),
        image: image(),
        video: video(),
        audio: audio(),
        request: request(),
    }
}

fn image() -> ImageLimits {
    ImageLimits {
        formats: Accepted {
            observed: vec![Format::Bmp, Format::Tiff, Format::Gif],
            ..Accepted::new(
                [Format::Jpeg, Format::Png, Format::WebP],
                Source::reference(
                    "image_urls: \".jpeg, .png, .webp\"; other copies of the page list .bmp, .tiff, .gif too",
                ),
            )
        },
        aspect: Bound {
            ends_disputed: true,
            ..aspect(Source::reference(
                "image_urls: \"0.4 ~ 2.5\"; older copies of the upstream pages leave the ends out",
            ))
        },
        side: Bound {
            ends_disputed: true,
            ..side(Source::reference(
                "image_urls: \"300 ~ 6000 px\"; older copies of the upstream pages leave the ends out",
            ))
        },
        size: MegabyteLimit { megabytes: 30, source: Source::reference("image_urls: \"30MB\"") },
    }
}

fn video() -> VideoLimits {
    VideoLimits {
        formats: Accepted::new([Format::Mp4, Format::Mov], Source::reference("video_urls: \".mp4, .mov\"")),
        aspect: aspect(Source::reference("video_urls: \"0.4 ~ 2.5\"")),
        side: side(Source::reference("video_urls: \"300 ~ 6000 px\"")),
        pixels: Bound {
            documented: Range::closed(409_600_u32, 927_408_u32),
            observed: None,
            ends_disputed: false,
            unit: Unit::Pixels,
            source: Source::reference("video_urls: \"409,600 ~ 927,408 (e.g., 640x640 ~ 834x1112)\""),
        },
        duration: clip_duration(Source::reference("video_urls: \"2 ~ 15 seconds\"")),
        fps: Bound {
            documented: Range::closed(24_u32, 60_u32),
            // Public clients report 23.8 as the live lower end.
            observed: Some(Range { min: Rational::new(238, 10), max: Some(60_u32.into()) }),
            ends_disputed: false,
            unit: Unit::FramesPerSecond,
            source: Source::reference("video_urls: \"24 ~ 60 FPS\""),
        },
        agreement: Agreement {
            duration_milliseconds: 100,
            fps_per_mille: 10,
            source: Source::own("durations within a tenth of a second, and rates within 1 % of a limit, agree"),
        },
        size: MegabyteLimit { megabytes: 50, source: Source::reference("video_urls: \"50MB\"") },
        video_codecs: Accepted::new(
            [Codec::H264, Codec::HEVC],
            Source::documentation("the upstream model's page: H.264, H.265"),
        ),
        audio_codecs: Accepted::new(
            [Codec::AAC, Codec::MP3],
            Source::documentation("the upstream model's page: AAC, MP3, and PCM in MOV"),
        ),
        pcm_in: Accepted::new(
            [Format::Mov],
            Source::documentation("the upstream model's page: AAC, MP3, and PCM in MOV"),
        ),
    }
}

fn audio() -> AudioLimits {
    AudioLimits {
        formats: Accepted::new([Format::Wav, Format::Mp3], Source::reference("audio_urls: \".wav, .mp3\"")),
        duration: clip_duration(Source::reference("audio_urls: \"2 ~ 15 seconds\"")),
        size: MegabyteLimit { megabytes: 15, source: Source::reference("audio_urls: \"15MB\"") },
        codecs: Accepted::new(
            [Codec::PCM_S16LE, Codec::PCM_S16BE, Codec::MP3],
            Source::seen("PCM of 16 bit and MP3 pass; WAV files of other codings have been refused"),
        ),
    }
}

fn request() -> RequestLimits {
    RequestLimits {
        models: models(),
        modes: modes(),
        prompt: PromptLimits {
            chinese_characters: 500,
            english_words: 1000,
            source: Source::reference("prompt: \"no more than 500 characters for Chinese or 1000 words for English\""),
            tokens: None,
        },
        duration: Bound {
            documented: Range::closed(4_u32, 15_u32),
            observed: None,
            ends_disputed: false,
            unit: Unit::Seconds,
            source: Source::reference("duration: \"4-15 seconds\", \"4 <= x <= 15\""),
        },
        automatic_duration: false,
        default_duration: 5,
        default_quality: Cow::Borrowed("720p"),
        default_aspect_ratio: Cow::Borrowed("16:9"),
        video_total_duration: total_duration(Source::reference(
            "video_urls: \"total duration of all videos <= 15 seconds\"",
        )),
        audio_total_duration: total_duration(Source::reference(
            "audio_urls: \"total duration of all audio <= 15 seconds\"",
        )),
        audio_alone: false,
        assets: Some(Bound {
            documented: Range::at_most(12_u32),
            observed: None,
            ends_disputed: false,
            unit: Unit::Count,
            source: Source::seen("a shipped client refuses more than 12 assets in all"),
        }),
        body: MegabyteLimit { megabytes: 64, source: Source::reference("image_urls: \"64MB\", the whole request") },
        callback_characters: Bound {
            documented: Range::at_most(2048_u32),
            observed: None,
            ends_disputed: false,
            unit: Unit::Count,
            source: Source::reference("callback_url: \"2048 characters\""),
        },
        content_filter: false,
        // The service's own sizes of one ratio lose up to 2.02 % to each other (864x496 to 1280x720), two neighbouring
        // ratios 23.8 % and more; a film's 1.85:1 loses 3.9 % to 16:9, a display's 16:10 10 %.
        frame_crop: Bound {
            documented: Range::at_most(5_u32),
            observed: None,
            ends_disputed: false,
            unit: Unit::Percent,
            source: Source::own("more than the service's own sizes of one ratio differ, and less than two ratios do"),
        },
        sizes: SIZES
            .iter()
            .flat_map(|&(ratio, small, large)| [(ratio, "480p", small), (ratio, "720p", large)])
            .map(|(ratio, quality, [width, height])| SizeRow {
                ratio: Cow::Borrowed(ratio),
                quality: Cow::Borrowed(quality),
                width,
                height,
                source: Source::reference("\"Pixel values per resolution\""),
            })
            .collect(),
    }
}

fn models() -> Vec<Model> {
    let model = |id, mode, speed| Model {
        id: Cow::Borrowed(id),
        mode,
        speed,
        qualities: Accepted::new(
            [Cow::Borrowed("480p"), Cow::Borrowed("720p")],
            Source::reference("quality: \"480p\", \"720p\", for all 6 models"),
        ),
        model_params: mode == Mode::Text,
        aspect_ratios: None,
        only_automatic_duration: false,
        needs_video: false,
    };
    vec![
        model("seedance-2.0-text-to-video", Mode::Text, Speed::Standard),
        model("seedance-2.0-image-to-video", Mode::Image, Speed::Standard),
        model("seedance-2.0-reference-to-video", Mode::Reference, Speed::Standard),
        model("seedance-2.0-fast-text-to-video", Mode::Text, Speed::Fast),
        model("seedance-2.0-fast-image-to-video", Mode::Image, Speed::Fast),
        model("seedance-2.0-fast-reference-to-video", Mode::Reference, Speed::Fast),
    ]
}

fn modes() -> Vec<ModeLimits> {
    let mode = |mode, images, videos, audios, source| ModeLimits {
        mode,
        images,
        videos,
        audios,
        aspect_ratios: Accepted::new(
            RATIOS.map(Cow::Borrowed),
            Source::reference("aspect_ratio: \"16:9, 9:16, 1:1, 4:3, 3:4, 21:9, adaptive\""),
        ),
        source,
    };
    let none = Count::new(0, 0);
    vec![
        mode(Mode::Text, none, none, none, Source::documentation("text-to-video takes no media")),
        mode(
            Mode::Image,
            Count::new(1, 2),
            none,
            none,
            Source::reference("image_urls: 1 first frame, or 2 first and last frame"),
        ),
        mode(
            Mode::Reference,
            Count::new(0, 9),
            Count::new(0, 3),
            Count::new(0, 3),
            Source::reference("image_urls: \"9\"; video_urls: \"0-3 videos\"; audio_urls: \"0-3 clips\""),
        ),
    ]
}

fn aspect(source: Source) -> Bound {
    Bound {
        // 0.4 and 2.5: reciprocal, so that a quarter turn never changes the verdict.
        documented: Range { min: Rational::new(2, 5), max: Rational::new(5, 2) },
        observed: None,
        ends_disputed: false,
        unit: Unit::WidthOverHeight,
        source,
    }
}

fn side(source: Source) -> Bound {
    Bound {
        documented: Range::closed(300_u32, 6000_u32),
        observed: None,
        ends_disputed: false,
        unit: Unit::Pixels,
        source,
    }
}

fn clip_duration(source: Source) -> Bound {
    Bound {
        documented: Range::closed(2_u32, 15_u32),
        // 15.10 passes and 15.21 fails; the service's own "15 s" clips measure 15.1 s.
        observed: Some(Range { min: Rational::new(18, 10), max: Rational::new(152, 10) }),
        ends_disputed: false,
        unit: Unit::Seconds,
        source,
    }
}

fn total_duration(source: Source) -> Bound {
    Bound {
        documented: Range::at_most(15_u32),
        observed: Some(Range { min: None, max: Rational::new(152, 10) }),
        ends_disputed: false,
        unit: Unit::Seconds,
        source,
    }
}
