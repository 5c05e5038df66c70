//! Later revisions of the API: each is another profile and what differs from it.

use std::borrow::Cow;

use super::{Accepted, Count, Mode, Model, Profile, Range, SizeRow, Source, Speed, reference};
use crate::model::Rational;

/// Ratio, width and height at 1080p.
const SIZES_1080P: [(&str, [u32; 2]); 6] = [
    ("16:9", [1920, 1080]),
    ("4:3", [1664, 1248]),
    ("1:1", [1440, 1440]),
    ("3:4", [1248, 1664]),
    ("9:16", [1080, 1920]),
    ("21:9", [2206, 946]),
];

/// 1080p for the standard models, and video references to match.
pub(super) fn seedance_2_0_r2() -> Profile {
    let source = Source::documentation("the second revision of the API's page");
    let mut profile = based_on(
        reference::seedance_2_0(),
        "seedance-2.0-r2",
        "Second revision: 1080p for the three standard models, video references up to 2,086,876 pixels.",
    );
    profile.video.pixels.documented.max = Some(Rational::from(2_086_876_u32));
    profile.video.pixels.source = source.clone();
    for model in profile.request.models.iter_mut().filter(|model| model.speed == Speed::Standard) {
        model.qualities = Accepted::new(["480p", "720p", "1080p"].map(Cow::Borrowed), source.clone());
    }
    profile.request.sizes.extend(SIZES_1080P.iter().map(|&(ratio, [width, height])| SizeRow {
        ratio: Cow::Borrowed(ratio),
        quality: Cow::Borrowed("1080p"),
        width,
        height,
        source: source.clone(),
    }));
    profile
}

/// The mini models, `content_filter`, and a limit on the prompt's tokens.
pub(super) fn seedance_2_0_r3() -> Profile {
    let source = Source::documentation("the third revision of the API's page");
    let mut profile = based_on(
        seedance_2_0_r2(),
        "seedance-2.0-r3",
        "Third revision: as the second, with the mini models, `content_filter`, and prompts of at most 10,000 tokens.",
    );
    let mini = |id, mode| Model {
        id: Cow::Borrowed(id),
        mode,
        speed: Speed::Mini,
        qualities: Accepted::new(["480p", "720p"].map(Cow::Borrowed), source.clone()),
        model_params: false,
        aspect_ratios: None,
        only_automatic_duration: false,
        needs_video: false,
    };
    profile.request.models.extend([
        mini("seedance-2.0-mini-text-to-video", Mode::Text),
        mini("seedance-2.0-mini-image-to-video", Mode::Image),
        mini("seedance-2.0-mini-reference-to-video", Mode::Reference),
    ]);
    profile.request.content_filter = true;
    profile.request.prompt.tokens = Some(10_000);
    profile
}

/// The next model, on the same API.
pub(super) fn seedance_2_5() -> Profile {
    let source = Source::documentation("the page of Seedance 2.5");
    let mut profile = based_on(
        reference::seedance_2_0(),
        "seedance-2.5",
        "Seedance 2.5: longer videos, more references, audio as the only media, and models that edit and extend a video.",
    );
    profile.video.pixels.documented = Range::closed(407_696_u32, 8_295_044_u32);
    profile.video.pixels.source = source.clone();

    let request = &mut profile.request;
    request.models.retain(|model| model.speed == Speed::Standard);
    for model in &mut request.models {
        model.id = Cow::Owned(model.id.replace("seedance-2.0", "seedance-2.5"));
    }
    if let Some(reference) = request.models.iter().find(|model| model.mode == Mode::Reference).cloned() {
        let only_adaptive = Accepted::new([Cow::Borrowed("adaptive")], source.clone());
        let on_a_video = |id, only_automatic_duration| Model {
            id: Cow::Borrowed(id),
            aspect_ratios: Some(only_adaptive.clone()),
            only_automatic_duration,
            needs_video: true,
            ..reference.clone()
        };
        request
            .models
            .extend([on_a_video("seedance-2.5-video-edit", true), on_a_video("seedance-2.5-video-extend", false)]);
    }
    // Two copies of the page differ on the default, 16:9 or this; with this no size is predicted wrongly.
    request.default_aspect_ratio = Cow::Borrowed("adaptive");
    request.prompt.tokens = Some(10_000);
    request.duration.documented = Range::closed(4_u32, 30_u32);
    request.duration.source = source.clone();
    request.automatic_duration = true;
    request.audio_alone = true;
    // Another client's cap of 12 was seen of Seedance 2.0, whose limits add up to 15.
    request.assets = None;
    for mode in &mut request.modes {
        match mode.mode {
            Mode::Text => continue,
            Mode::Image => {
                mode.aspect_ratios = Accepted::new([Cow::Borrowed("adaptive")], source.clone());
            }
            Mode::Reference => {
                mode.images = Count::new(0, 30);
                mode.videos = Count::new(0, 10);
                mode.audios = Count::new(0, 10);
            }
        }
        mode.source = source.clone();
    }
    for total in [&mut request.video_total_duration, &mut request.audio_total_duration] {
        total.documented = Range::at_most(30_u32);
        total.observed = Some(Range { min: None, max: Rational::new(302, 10) });
        total.source = source.clone();
    }
    for size in request.sizes.iter_mut().filter(|size| size.quality == "480p") {
        [size.width, size.height] = match size.ratio.as_ref() {
            "16:9" => [854, 480],
            "9:16" => [480, 854],
            _ => continue,
        };
        size.source = source.clone();
    }
    profile
}

/// `base` under a new name; the caller then changes what differs.
fn based_on(base: Profile, name: &'static str, summary: &'static str) -> Profile {
    Profile { name: Cow::Borrowed(name), base: Some(base.name.clone()), summary: Cow::Borrowed(summary), ..base }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Authority;

    #[test]
    fn what_differs_says_that_it_is_documented_elsewhere() {
        let later = seedance_2_0_r2();
        assert_eq!(later.video.pixels.source.authority, Authority::Documentation);
        assert_eq!(later.image, reference::seedance_2_0().image);
    }
}
