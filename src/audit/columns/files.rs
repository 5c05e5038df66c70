//! The columns of a file, in their order. A new one goes to the end.

use std::path::Path;

use super::cell::Column;
use crate::audit::AuditedFile;
use crate::finding::{Outcome, Severity};
use crate::model::{AudioFacts, Body, Codec, DurationSource, Format, ImageFacts, VideoFacts};
use crate::render;

pub(super) static FILES: &[Column<AuditedFile>] = &[
    Column::text("source", "File or URL, as text", |file, _| Some(file.source())),
    Column::text("path", "File, with what cannot be seen percent-encoded", |file, _| {
        let path = named(file).filter(|path| !render::is_url(path))?;
        Some(render::shown(path, |_| false).into())
    }),
    Column::text("uri", "File or URL, exactly", |file, _| named(file).map(|path| render::uri(path).into())),
    Column::text("verdict", "`accepted`, `undecided` or `refused`", |file, _| Some(file.report.verdict.name().into())),
    Column::text("profile", "Profile by which it was judged", |file, _| Some((&*file.report.profile).into())),
    Column::text("format", "Format by content", |file, _| Some(file.report.facts.format.name().into())),
    Column::text("kind", "`image`, `video`, `audio` or `other`", |file, _| {
        Some(file.report.facts.kind().name().into())
    }),
    Column::text("brand", "Format that the major brand names, if it is another", |file, _| {
        file.report.facts.brand.map(Format::name).map(Into::into)
    }),
    Column::whole("bytes", "Length of the file", |file| file.report.facts.bytes),
    Column::whole("declared_bytes", "Smallest length that its structure requires", |file| {
        file.report.facts.declared_bytes
    }),
    Column::flag("truncated", "Whether data are missing at the end", |file| file.report.facts.truncated),
    Column::flag("encrypted", "Whether the media are encrypted", |file| file.report.facts.encrypted),
    Column::text("body", "How decoding the whole body ended", |file, _| {
        file.report.facts.body.map(Body::name).map(Into::into)
    }),
    Column::whole("width", "Width as stored or coded, in pixels", |file| side(file, |it| it.width, |it| it.width)),
    Column::whole("height", "Height as stored or coded, in pixels", |file| side(file, |it| it.height, |it| it.height)),
    Column::whole("display_width", "Width as displayed, in pixels", |file| {
        side(file, |it| it.display_width, |it| it.display_width)
    }),
    Column::whole("display_height", "Height as displayed, in pixels", |file| {
        side(file, |it| it.display_height, |it| it.display_height)
    }),
    Column::whole("entry_width", "Width by the sample entry, if the stream has another", |file| {
        video(file)?.entry_width.map(Into::into)
    }),
    Column::whole("entry_height", "Height by the sample entry, if the stream has another", |file| {
        video(file)?.entry_height.map(Into::into)
    }),
    Column::fraction("pixel_aspect", "Width over height of a coded pixel", |file| video(file)?.pixel_aspect),
    Column::whole("rotation", "Clockwise degrees to the displayed frame", |file| video(file)?.rotation.map(Into::into)),
    Column::whole("orientation", "EXIF orientation, 1 to 8", |file| image(file)?.orientation.map(Into::into)),
    Column::flag("animated", "Whether there is more than one frame or page", |file| image(file)?.animated),
    Column::duration("duration", "Duration of a video or an audio file", |file| {
        video(file).and_then(|video| video.duration).or_else(|| audio(file)?.duration)
    }),
    Column::text("duration_from", "What the duration was taken from", |file, _| {
        audio(file)?.duration_from.map(DurationSource::name).map(Into::into)
    }),
    Column::duration("played_duration", "Duration without delay and padding of the encoder", |file| {
        audio(file)?.played_duration
    }),
    Column::duration("container_duration", "Duration by the movie header", |file| video(file)?.container_duration),
    Column::duration("streams_duration", "Duration from the first start to the last end", |file| {
        video(file)?.streams_duration
    }),
    Column::duration("duration_without_audio", "End of the last track that is not audio", |file| {
        video(file)?.duration_without_audio
    }),
    Column::duration("video_duration", "Duration of the video track", |file| video(file)?.video_duration),
    Column::duration("audio_duration", "Duration of the audio track", |file| video(file)?.audio_duration),
    Column::fraction("fps", "Frames per second on average", |file| video(file)?.fps),
    Column::fraction("nominal_fps", "Constant frame rate", |file| video(file)?.nominal_fps),
    Column::flag("variable_frame_rate", "Whether the frames' durations differ", |file| {
        video(file)?.variable_frame_rate
    }),
    Column::whole("video_samples", "Samples of the video track in the file", |file| video(file)?.video_samples),
    Column::whole("described_samples", "Samples that are described, if none is in the file", |file| {
        video(file)?.described_samples
    }),
    Column::text("video_codec", "Codec of the video track", |file, _| {
        video(file)?.video_codec.as_ref().map(Codec::name).map(Into::into)
    }),
    Column::text("audio_codec", "Codec of the audio track, or of an audio file", |file, _| {
        let of_video = video(file).and_then(|video| video.audio_codec.as_ref());
        of_video.or_else(|| audio(file)?.codec.as_ref()).map(Codec::name).map(Into::into)
    }),
    Column::whole("video_tracks", "Number of video tracks", |file| video(file)?.video_tracks.map(Into::into)),
    Column::whole("audio_tracks", "Number of audio tracks", |file| video(file)?.audio_tracks.map(Into::into)),
    Column::whole("sample_rate", "Samples per second and channel", |file| audio(file)?.sample_rate.map(Into::into)),
    Column::whole("channels", "Number of channels", |file| audio(file)?.channels.map(Into::into)),
    Column::whole("bits", "Bits per stored sample", |file| audio(file)?.bits.map(Into::into)),
    Column::whole("faults", "Number of faults in the structure", |file| number(file.report.facts.faults.len())),
    Column::whole("errors", "Decided findings of severity error", |file| count(file, Severity::Error)),
    Column::whole("warnings", "Decided findings of severity warning", |file| count(file, Severity::Warning)),
    Column::whole("notes", "Decided findings of severity note", |file| count(file, Severity::Note)),
    Column::whole("undecided", "Findings that could not be decided", |file| {
        let findings = file.report.findings.iter();
        number(findings.filter(|finding| finding.outcome == Outcome::Undecided).count())
    }),
    Column::whole("known", "Findings that the baseline knows, which count nowhere else", |file| {
        number(file.known.len())
    }),
];

/// The path, unless it is standard input.
fn named(file: &AuditedFile) -> Option<&Path> {
    let path = file.path.as_path();
    (!path.as_os_str().is_empty() && path != Path::new("-")).then_some(path)
}

fn image(file: &AuditedFile) -> Option<&ImageFacts> {
    file.report.facts.image()
}

fn video(file: &AuditedFile) -> Option<&VideoFacts> {
    file.report.facts.video()
}

fn audio(file: &AuditedFile) -> Option<&AudioFacts> {
    file.report.facts.audio()
}

/// A side of an image or a video.
fn side(
    file: &AuditedFile,
    of_image: fn(&ImageFacts) -> Option<u32>,
    of_video: fn(&VideoFacts) -> Option<u32>,
) -> Option<u64> {
    image(file).and_then(of_image).or_else(|| video(file).and_then(of_video)).map(Into::into)
}

fn count(file: &AuditedFile, severity: Severity) -> Option<u64> {
    let findings = file.report.findings.iter();
    let decided = findings.filter(|finding| finding.outcome != Outcome::Undecided);
    number(decided.filter(|finding| finding.severity == severity).count())
}

fn number(count: usize) -> Option<u64> {
    u64::try_from(count).ok()
}
