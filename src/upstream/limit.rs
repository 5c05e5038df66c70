//! What the reference allows, for refusals that name no bound.

use crate::model::{Format, Kind};
use crate::profile::{Bound, Profile, Range};

/// What would have passed.
pub(super) enum Limit {
    Range(Range),
    Names(Vec<String>),
}

/// The limit of the rule in the reference's profile; `None` where its help needs none.
pub(super) fn documented(rule: &str, kind: Option<Kind>) -> Option<Limit> {
    let profile = Profile::default();
    let range = |bound: &Bound| Some(Limit::Range(bound.documented));
    match rule {
        "image/aspect-out-of-range" => range(&profile.image.aspect),
        "image/side-out-of-range" => range(&profile.image.side),
        "video/aspect-out-of-range" => range(&profile.video.aspect),
        "video/side-out-of-range" => range(&profile.video.side),
        "video/pixels-out-of-range" => range(&profile.video.pixels),
        "video/duration-out-of-range" => range(&profile.video.duration),
        "video/fps-out-of-range" => range(&profile.video.fps),
        "audio/duration-out-of-range" => range(&profile.audio.duration),
        "request/duration-out-of-range" => range(&profile.request.duration),
        "media/format-not-accepted" => Some(Limit::Names(formats(&profile, kind))),
        _ => None,
    }
}

/// Formats of one kind, or of all.
fn formats(profile: &Profile, kind: Option<Kind>) -> Vec<String> {
    let of_kind = |format: &&Format| kind.is_none_or(|kind| format.kind() == kind);
    let all = [&profile.image.formats, &profile.video.formats, &profile.audio.formats];
    all.into_iter().flat_map(|accepted| &accepted.values).filter(of_kind).map(ToString::to_string).collect()
}
