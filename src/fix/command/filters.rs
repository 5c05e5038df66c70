//! Steps as ffmpeg's filters.

use crate::fix::number::decimal;
use crate::fix::{Plan, Step};
use crate::model::{Kind, Rational};

/// Seconds for which the last frame may stay where the source ends within the last frame of the plan.
const ROUNDING: &str = "0.5";

/// The slowest tempo of one `atempo` filter.
const SLOWEST: u64 = 2;

/// The filters of the picture: first in time, then in space, so that frames that are left out are not scaled.
pub(super) fn video_filters(plan: &Plan) -> String {
    let mut filters: Vec<String> = Vec::new();
    let is_video = plan.result.as_ref().is_some_and(|result| result.format.kind() == Kind::Video);
    for step in &plan.steps {
        match step {
            Step::Slow { factor } => filters.push(format!("setpts=PTS*{}/{}", factor.num(), factor.den())),
            Step::Crop { width, height, x, y } => filters.push(format!("crop={width}:{height}:{x}:{y}:exact=1")),
            Step::Scale { width, height } => filters.push(format!("scale={width}:{height}:flags=lanczos")),
            Step::Pad { width, height, x, y } => filters.push(format!("pad={width}:{height}:{x}:{y}")),
            _ => {}
        }
    }
    if is_video && let Some(rate) = plan.result.as_ref().and_then(|result| result.video()?.nominal_fps) {
        let at = filters.iter().take_while(|filter| filter.starts_with("setpts")).count();
        // Frames before the first are shown as the first, so that audio stays in time.
        filters.insert(at, format!("fps={}/{}:start_time=0", rate.num(), rate.den()));
        let hold = plan.steps.iter().find_map(|step| match step {
            Step::Hold { duration } => duration.seconds().checked_add(Rational::from(1_u32)).map(decimal),
            _ => None,
        });
        filters.push(format!("tpad=stop_mode=clone:stop_duration={}", hold.as_deref().unwrap_or(ROUNDING)));
        // Not `-frames:v`, which ends the audio too.
        let frames = plan.steps.iter().find_map(|step| match step {
            Step::EncodeVideo { frames, .. } => Some(*frames),
            _ => None,
        });
        filters.extend(frames.map(|frames| format!("trim=end_frame={frames}")));
    }
    filters.push("setsar=1".to_owned());
    filters.join(",")
}

/// The filters of the audio, which end it after an exact number of samples.
pub(super) fn audio_filters(plan: &Plan) -> String {
    let is_audio = plan.result.as_ref().is_some_and(|result| result.format.kind() == Kind::Audio);
    let mut filters = Vec::new();
    if let Some(Step::EncodeAudio { sample_rate, .. }) =
        plan.steps.iter().find(|step| matches!(step, Step::EncodeAudio { .. }))
    {
        filters.push(if is_audio {
            format!("aresample={sample_rate}")
        } else {
            format!("aresample={sample_rate}:async=1:first_pts=0")
        });
    }
    for step in &plan.steps {
        match step {
            Step::Trim { from, .. } if is_audio => {
                filters.push(format!("atrim=start={}", decimal(from.seconds())));
                filters.push("asetpts=PTS-STARTPTS".to_owned());
            }
            Step::Slow { factor } => filters.extend(slow_audio(*factor)),
            // Of a file that lasts a sample less than was stated, the last sample is silence.
            Step::EncodeAudio { samples, .. } if is_audio => filters.push(format!("apad=whole_len={samples}")),
            _ => {}
        }
        if let Step::EncodeAudio { samples, .. } = step {
            filters.push(format!("atrim=end_sample={samples}"));
        }
    }
    filters.join(",")
}

/// `atempo` filters that together make audio this many times longer.
fn slow_audio(factor: Rational) -> Vec<String> {
    let mut filters = Vec::new();
    let mut left = factor;
    let most = Rational::from(SLOWEST);
    while left > most {
        filters.push("atempo=1/2".to_owned());
        left = Rational::from_wide(left.num().into(), u128::from(left.den()) * u128::from(SLOWEST)).unwrap_or(most);
    }
    filters.push(format!("atempo={}/{}", left.den(), left.num()));
    filters
}
