//! The columns, in their order: the name and the value of each.

use super::cell::{codec, decimal, number, path, uri};
use crate::audit::AuditedFile;
use crate::finding::{Finding, Outcome, Severity};
use crate::model::{Body, Format, MediaDuration, Rational, VideoFacts};

/// One column.
pub(super) struct Column {
    /// The heading. Never changes.
    pub(super) name: &'static str,
    /// What a file has there.
    pub(super) cell: fn(&AuditedFile) -> String,
}

/// All columns. A new one goes to the end, so that programs which count them go on working.
pub(super) static COLUMNS: &[Column] = &[
    Column { name: "path", cell: |file| path(&file.path) },
    Column { name: "verdict", cell: |file| file.report.verdict.name().to_owned() },
    Column { name: "format", cell: |file| file.report.facts.format.name().to_owned() },
    Column { name: "kind", cell: |file| file.report.facts.kind().name().to_owned() },
    Column { name: "bytes", cell: |file| number(file.report.facts.bytes) },
    Column { name: "width", cell: |file| number(side(file, |image| image.width, |video| video.width)) },
    Column { name: "height", cell: |file| number(side(file, |image| image.height, |video| video.height)) },
    Column {
        name: "display_width",
        cell: |file| number(side(file, |image| image.display_width, |video| video.display_width)),
    },
    Column {
        name: "display_height",
        cell: |file| number(side(file, |image| image.display_height, |video| video.display_height)),
    },
    Column { name: "duration_seconds", cell: |file| text(seconds(duration(file))) },
    Column { name: "duration_ticks", cell: |file| number(duration(file).map(MediaDuration::ticks)) },
    Column { name: "duration_time_scale", cell: |file| number(duration(file).map(MediaDuration::time_scale)) },
    Column { name: "fps", cell: |file| fps(file).map(|fps| decimal(fps, 6)).unwrap_or_default() },
    Column { name: "fps_num", cell: |file| number(fps(file).map(Rational::num)) },
    Column { name: "fps_den", cell: |file| number(fps(file).map(Rational::den)) },
    Column {
        name: "video_codec",
        cell: |file| codec(file.report.facts.video().and_then(|video| video.video_codec.as_ref())),
    },
    Column {
        name: "audio_codec",
        cell: |file| {
            let facts = &file.report.facts;
            let of_video = facts.video().and_then(|video| video.audio_codec.as_ref());
            codec(of_video.or_else(|| facts.audio().and_then(|audio| audio.codec.as_ref())))
        },
    },
    Column { name: "sample_rate", cell: |file| number(file.report.facts.audio().and_then(|audio| audio.sample_rate)) },
    Column { name: "channels", cell: |file| number(file.report.facts.audio().and_then(|audio| audio.channels)) },
    Column { name: "errors", cell: |file| count(file, Severity::Error) },
    Column { name: "warnings", cell: |file| count(file, Severity::Warning) },
    Column { name: "notes", cell: |file| count(file, Severity::Note) },
    Column { name: "undecided", cell: |file| of_outcome(file, Outcome::Undecided).count().to_string() },
    Column { name: "known", cell: |file| file.known.len().to_string() },
    Column { name: "failed_rules", cell: |file| rules(file, Outcome::Fails).join(" ") },
    Column { name: "undecided_rules", cell: |file| rules(file, Outcome::Undecided).join(" ") },
    Column { name: "uri", cell: |file| uri(&file.path) },
    Column { name: "noted_rules", cell: |file| rules(file, Outcome::Notes).join(" ") },
    Column { name: "nominal_fps", cell: |file| of_video(file, |video| video.nominal_fps.map(|fps| decimal(fps, 6))) },
    Column { name: "nominal_fps_num", cell: |file| of_video(file, |video| video.nominal_fps.map(|fps| fps.num())) },
    Column { name: "nominal_fps_den", cell: |file| of_video(file, |video| video.nominal_fps.map(|fps| fps.den())) },
    Column { name: "variable_frame_rate", cell: |file| of_video(file, |video| video.variable_frame_rate) },
    Column {
        name: "container_duration_seconds",
        cell: |file| of_video(file, |video| seconds(video.container_duration)),
    },
    Column { name: "streams_duration_seconds", cell: |file| of_video(file, |video| seconds(video.streams_duration)) },
    Column { name: "video_duration_seconds", cell: |file| of_video(file, |video| seconds(video.video_duration)) },
    Column { name: "audio_duration_seconds", cell: |file| of_video(file, |video| seconds(video.audio_duration)) },
    Column {
        name: "played_duration_seconds",
        cell: |file| text(file.report.facts.audio().and_then(|audio| seconds(audio.played_duration))),
    },
    Column { name: "video_samples", cell: |file| of_video(file, |video| video.video_samples) },
    Column { name: "described_samples", cell: |file| of_video(file, |video| video.described_samples) },
    Column { name: "entry_width", cell: |file| of_video(file, |video| video.entry_width) },
    Column { name: "entry_height", cell: |file| of_video(file, |video| video.entry_height) },
    Column {
        name: "pixel_aspect",
        cell: |file| of_video(file, |video| video.pixel_aspect.map(|shape| decimal(shape, 6))),
    },
    Column { name: "rotation", cell: |file| of_video(file, |video| video.rotation) },
    Column { name: "orientation", cell: |file| text(file.report.facts.image().and_then(|image| image.orientation)) },
    Column { name: "animated", cell: |file| text(file.report.facts.image().and_then(|image| image.animated)) },
    Column { name: "bits", cell: |file| text(file.report.facts.audio().and_then(|audio| audio.bits)) },
    Column { name: "truncated", cell: |file| text(file.report.facts.truncated) },
    Column { name: "encrypted", cell: |file| text(file.report.facts.encrypted) },
    Column { name: "brand", cell: |file| text(file.report.facts.brand.map(Format::name)) },
    Column { name: "body", cell: |file| text(file.report.facts.body.map(Body::name)) },
];

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn of_video<T: ToString>(file: &AuditedFile, fact: impl FnOnce(&VideoFacts) -> Option<T>) -> String {
    text(file.report.facts.video().and_then(fact))
}

fn seconds(duration: Option<MediaDuration>) -> Option<String> {
    duration.map(|duration| decimal(duration.seconds(), 9))
}

fn side(
    file: &AuditedFile,
    of_image: fn(&crate::model::ImageFacts) -> Option<u32>,
    of_video: fn(&VideoFacts) -> Option<u32>,
) -> Option<u32> {
    let facts = &file.report.facts;
    facts.image().and_then(of_image).or_else(|| facts.video().and_then(of_video))
}

fn duration(file: &AuditedFile) -> Option<MediaDuration> {
    let facts = &file.report.facts;
    facts.video().and_then(|video| video.duration).or_else(|| facts.audio().and_then(|audio| audio.duration))
}

fn fps(file: &AuditedFile) -> Option<Rational> {
    file.report.facts.video().and_then(|video| video.fps)
}

fn count(file: &AuditedFile, severity: Severity) -> String {
    let is_of = |finding: &&Finding| finding.outcome != Outcome::Undecided && finding.severity == severity;
    file.report.findings.iter().filter(is_of).count().to_string()
}

fn of_outcome(file: &AuditedFile, outcome: Outcome) -> impl Iterator<Item = &Finding> {
    file.report.findings.iter().filter(move |finding| finding.outcome == outcome)
}

/// Each rule once, in the order of its first finding.
fn rules(file: &AuditedFile, outcome: Outcome) -> Vec<&'static str> {
    let mut rules = Vec::new();
    for finding in of_outcome(file, outcome) {
        if !rules.contains(&finding.rule.id) {
            rules.push(finding.rule.id);
        }
    }
    rules
}
