//! Which numbers a plan chooses.

use seedance_preflight::fix::{FixOptions, Keep, NoFix, Step, fix};
use seedance_preflight::profile::Profile;
use seedance_preflight::{Codec, Facts, Format, ImageFacts, Media, MediaDuration, Rational, VideoFacts};

/// A silent H.264 clip of this many milliseconds.
fn clip(width: u32, height: u32, fps: Rational, milliseconds: u64) -> Facts {
    let duration = MediaDuration::new(milliseconds, 1000);
    let mut video = VideoFacts::default();
    (video.width, video.height) = (Some(width), Some(height));
    (video.rotation, video.pixel_aspect) = (Some(0), Some(Rational::from(1_u32)));
    (video.duration, video.video_duration, video.duration_without_audio) = (duration, duration, duration);
    (video.fps, video.nominal_fps, video.variable_frame_rate) = (Some(fps), Some(fps), Some(false));
    (video.video_codec, video.video_tracks, video.audio_tracks) = (Some(Codec::H264), Some(1), Some(0));
    let mut facts = Facts::new(Format::Mp4);
    facts.media = Media::Video(video);
    (facts.bytes, facts.truncated) = (Some(1_000_000), Some(false));
    facts
}

fn sides_of(width: u32, height: u32) -> (u32, u32) {
    let facts = clip(width, height, Rational::from(24_u32), 5000);
    let result = fix(&facts, &Profile::default(), &FixOptions::default()).result.unwrap();
    let video = result.video().unwrap();
    (video.width.unwrap(), video.height.unwrap())
}

#[test]
fn large_pictures_get_the_services_own_sizes_where_the_ratio_fits() {
    assert_eq!(sides_of(1920, 1080), (1280, 720));
    assert_eq!(sides_of(1080, 1920), (720, 1280));
    assert_eq!(sides_of(1440, 1080), (1112, 834));
    assert_eq!(sides_of(2160, 2160), (960, 960));
    assert_eq!(sides_of(3840, 2160), (1280, 720));
}

#[test]
fn small_pictures_are_scaled_up_no_more_than_needed() {
    assert_eq!(sides_of(320, 320), (640, 640));
    for (width, height) in [(320, 240), (640, 360), (100, 200), (854, 400)] {
        let (new_width, new_height) = sides_of(width, height);
        let area = new_width * new_height;
        assert!((409_600..430_000).contains(&area), "{width}x{height}: {new_width}x{new_height}");
        let skew = i64::from(new_width) * i64::from(height) - i64::from(new_height) * i64::from(width);
        assert!(skew.abs() * 200 <= i64::from(new_width) * i64::from(height), "{new_width}x{new_height}");
    }
}

#[test]
fn a_second_at_12_fps_is_not_stretched_to_less_than_two() {
    for (fps, milliseconds, frames) in [(12, 2000, 48), (12, 15_500, 360), (10, 2000, 60), (120, 4000, 240)] {
        let facts = clip(1280, 720, Rational::from(fps as u64), milliseconds);
        let plan = fix(&facts, &Profile::default(), &FixOptions::default());
        let frames_of = |step: &Step| if let Step::EncodeVideo { frames, .. } = step { Some(*frames) } else { None };
        assert_eq!(plan.steps.iter().find_map(frames_of), Some(frames), "{fps} fps, {milliseconds} ms");
    }
    let film = clip(1280, 720, Rational::new(24_000, 1001).unwrap(), 2002);
    let result = fix(&film, &Profile::default(), &FixOptions::default()).result.unwrap();
    assert_eq!(result.video().unwrap().duration, Some(MediaDuration::from_seconds(2)));
}

#[test]
fn a_movie_whose_tables_point_to_no_sample_has_no_fix() {
    let mut facts = clip(1280, 720, Rational::from(24_u32), 4000);
    let Media::Video(video) = &mut facts.media else { unreachable!() };
    video.video_samples = Some(0);
    let plan = fix(&facts, &Profile::default(), &FixOptions::default());
    assert_eq!(plan.no_fix, Some(NoFix::Damaged));
}

#[test]
fn the_part_that_is_kept_is_chosen() {
    let facts = clip(1280, 720, Rational::from(24_u32), 20_000);
    let seconds = MediaDuration::from_seconds;
    for (keep, from, length) in [
        (Keep::Start, seconds(0), seconds(15)),
        (Keep::End, seconds(5), seconds(15)),
        (Keep::Middle, MediaDuration::new(5, 2).unwrap(), seconds(15)),
        (Keep::Range(seconds(3), seconds(9)), seconds(3), seconds(6)),
    ] {
        let mut options = FixOptions::default();
        options.keep = keep;
        let plan = fix(&facts, &Profile::default(), &options);
        let trim = Step::Trim { from, duration: length };
        assert!(plan.steps.contains(&trim), "{:?}", plan.steps);
    }
}

#[test]
fn a_crop_that_loses_too_much_becomes_bars() {
    let image = |width, height| {
        let mut image = ImageFacts::default();
        (image.width, image.height) = (Some(width), Some(height));
        (image.display_width, image.display_height) = (Some(width), Some(height));
        (image.orientation, image.animated) = (Some(1), Some(false));
        let mut facts = Facts::new(Format::Png);
        facts.media = Media::Image(image);
        (facts.bytes, facts.truncated) = (Some(1000), Some(false));
        fix(&facts, &Profile::default(), &FixOptions::default())
    };
    let slightly = image(1200, 400);
    assert!(slightly.steps.iter().any(|step| matches!(step, Step::Crop { height: 400, .. })), "{:?}", slightly.steps);
    assert!(slightly.loss.picture_percent < Rational::from(25_u32));
    let far = image(4000, 400);
    assert!(far.steps.iter().any(|step| matches!(step, Step::Pad { width: 4000..=4002, .. })), "{:?}", far.steps);
    assert!(far.loss.is_nothing());
}
