//! The rule table: every rule once, in the order of their findings.

use super::rule::Rule;
use super::{audio, fetch, image, media, request, video};
use crate::finding::RuleInfo;

/// Every rule, in the order of their findings.
pub(super) static RULES: &[&Rule] = &[
    // First what explains the others: a file that was cut cannot be read either.
    &media::empty::RULE,
    &media::truncated::RULE,
    &media::unreadable::RULE,
    &media::not_read::RULE,
    &media::encrypted::RULE,
    &media::format_not_accepted::RULE,
    &media::wrong_kind::RULE,
    &media::too_large::RULE,
    &media::extension_mismatch::RULE,
    &media::duplicate::RULE,
    &image::aspect_out_of_range::RULE,
    &image::side_out_of_range::RULE,
    &image::animated::RULE,
    &image::rotated::RULE,
    &video::no_video_track::RULE,
    &video::aspect_out_of_range::RULE,
    &video::side_out_of_range::RULE,
    &video::pixels_out_of_range::RULE,
    &video::sizes_disagree::RULE,
    &video::duration_out_of_range::RULE,
    &video::fps_out_of_range::RULE,
    &video::durations_disagree::RULE,
    &video::frame_rates_disagree::RULE,
    &video::codec_not_accepted::RULE,
    &video::variable_frame_rate::RULE,
    &video::pixels_not_square::RULE,
    &video::rotated::RULE,
    &audio::duration_out_of_range::RULE,
    &audio::codec_not_accepted::RULE,
    &request::model_not_accepted::RULE,
    &request::field_missing::RULE,
    &request::field_type::RULE,
    &request::field_not_for_model::RULE,
    &request::unknown_field::RULE,
    &request::prompt_blank::RULE,
    &request::prompt_too_long::RULE,
    &request::prompt_names_missing_asset::RULE,
    &request::duration_out_of_range::RULE,
    &request::quality_not_accepted::RULE,
    &request::aspect_ratio_not_accepted::RULE,
    &request::too_few_images::RULE,
    &request::too_many_images::RULE,
    &request::too_many_videos::RULE,
    &request::too_many_audios::RULE,
    &request::audio_alone::RULE,
    &request::no_reference::RULE,
    &request::many_assets::RULE,
    &request::video_total_duration::RULE,
    &request::audio_total_duration::RULE,
    &request::inline_media::RULE,
    &request::media_url_not_accepted::RULE,
    &request::media_url_not_https::RULE,
    &request::body_too_large::RULE,
    &request::frames_differ_in_aspect::RULE,
    &request::frame_cropped::RULE,
    &request::callback_not_https::RULE,
    &request::callback_too_long::RULE,
    &request::callback_private_host::RULE,
    &request::callback_not_a_url::RULE,
    &fetch::failed::RULE,
    &fetch::blocked_address::RULE,
    &fetch::not_media::RULE,
];

/// Every rule, in the order of their findings.
pub fn all() -> impl Iterator<Item = &'static RuleInfo> {
    RULES.iter().map(|rule| &rule.info)
}

/// The rule with this id.
pub fn by_id(id: &str) -> Option<&'static RuleInfo> {
    all().find(|rule| rule.id == id)
}
