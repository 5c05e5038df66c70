//! The program fixes files, and its predictions hold.

use std::path::Path;

use seedance_preflight::fix::{FixOptions, fix};
use seedance_preflight::profile::Profile;
use seedance_preflight::{CheckOptions, Facts, Media, Rational, Subject, Verdict, check_facts};

use super::{facts, has_ffmpeg, make, names, program, slow_clip, text};

/// Whether the measured facts are the predicted ones: sizes and rates exactly, durations within a frame.
fn assert_predicted(predicted: &Facts, measured: &Facts) {
    assert_eq!(predicted.format, measured.format);
    assert!(measured.bytes <= predicted.bytes, "{:?} {:?}", measured.bytes, predicted.bytes);
    match (&predicted.media, &measured.media) {
        (Media::Image(predicted), Media::Image(measured)) => assert_eq!(predicted, measured),
        (Media::Audio(predicted), Media::Audio(measured)) => {
            assert_eq!(predicted.duration, measured.duration);
            assert_eq!((&predicted.codec, predicted.sample_rate), (&measured.codec, measured.sample_rate));
        }
        (Media::Video(predicted), Media::Video(measured)) => {
            assert_eq!((predicted.width, predicted.height), (measured.width, measured.height));
            assert_eq!((predicted.display_width, predicted.rotation), (measured.display_width, measured.rotation));
            assert_eq!((predicted.fps, predicted.nominal_fps), (measured.fps, measured.nominal_fps));
            assert_eq!(predicted.video_samples, measured.video_samples);
            assert_eq!(predicted.video_duration, measured.video_duration);
            let (predicted_end, end) = (predicted.duration.unwrap().seconds(), measured.duration.unwrap().seconds());
            let frame = predicted.fps.unwrap().recip().unwrap();
            assert!(end <= predicted_end.checked_add(frame).unwrap());
            assert!(predicted_end <= end.checked_add(frame).unwrap());
        }
        other => panic!("{other:?}"),
    }
}

/// Fixes a file by the program, and compares the result with the prediction.
fn fixed(file: &Path, options: &FixOptions, arguments: &[&str]) -> Facts {
    let out = tempfile::tempdir().unwrap();
    let plan = fix(&facts(file), &Profile::default(), options);
    let mut command = program(file.parent().unwrap());
    let output =
        command.arg("fix").args(arguments).arg("--output").arg(out.path()).arg("--").arg(file).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let [name] = <[String; 1]>::try_from(names(out.path())).unwrap();
    let measured = facts(&out.path().join(&name));
    assert_predicted(plan.result.as_ref().unwrap(), &measured);
    let mut strict = CheckOptions::default();
    strict.deny_warnings = true;
    let report = check_facts(measured.clone(), &Subject::default(), &strict);
    assert_eq!(report.verdict, Verdict::Accepted, "{:?}", report.findings);
    let again = program(out.path()).args(["fix", "--output", "again", "--"]).arg(&name).output().unwrap();
    assert_eq!(again.status.code(), Some(0), "{}", text(&again));
    assert!(!out.path().join("again").exists(), "what is fixed needs no fix");
    measured
}

fn testdata(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/refused").join(name)
}

#[test]
fn images_need_no_ffmpeg() {
    for name in ["side-too-short.jpg", "too-tall.png"] {
        let out = tempfile::tempdir().unwrap();
        let mut command = program(out.path());
        command.env("PATH", "").arg("fix").arg(testdata(name)).args(["--output", "."]);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output));
        assert_eq!(names(out.path()), [name]);
        fixed(&testdata(name), &FixOptions::default(), &[]);
    }
}

#[test]
fn without_ffmpeg_a_video_fails_and_leaves_nothing() {
    let out = tempfile::tempdir().unwrap();
    let output = program(out.path())
        .env("PATH", "")
        .arg("fix")
        .arg(testdata("film-rate.mp4"))
        .args(["--output", "."])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", text(&output));
    assert!(names(out.path()).is_empty());
}

#[test]
fn videos_and_audio_come_out_as_predicted() {
    if !has_ffmpeg("videos_and_audio_come_out_as_predicted") {
        return;
    }
    let options = FixOptions::default();
    let film = fixed(&testdata("film-rate.mp4"), &options, &[]);
    assert_eq!(film.video().unwrap().fps, Some(Rational::from(24_u32)));
    let music = fixed(&testdata("too-long.mp3"), &options, &[]);
    assert!(music.audio().unwrap().duration.unwrap().seconds() <= Rational::from(15_u32));
    fixed(&testdata("audio-only.mp4"), &options, &[]);
    let folder = tempfile::tempdir().unwrap();
    let clip = fixed(&slow_clip(folder.path(), "clip.mp4"), &options, &[]);
    assert_eq!(clip.video().unwrap().video_samples, Some(360));
}

#[test]
fn short_recordings_are_extended_only_if_that_is_chosen() {
    if !has_ffmpeg("short_recordings_are_extended_only_if_that_is_chosen") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let short = make(
        folder.path(),
        "short.mp4",
        &["-f", "lavfi", "-i", "testsrc2=size=640x640:rate=24:duration=1", "-f", "lavfi", "-i", "sine=duration=1"],
    );
    let output = program(folder.path()).args(["fix", "short.mp4"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    for (name, extend) in seedance_preflight::fix::Extend::ALL.iter().map(|extend| (extend.name(), *extend)) {
        let mut options = FixOptions::default();
        options.extend = Some(extend);
        let video = fixed(&short, &options, &["--extend", name]);
        assert_eq!(video.video().unwrap().video_samples, Some(48), "{name}");
    }
}

#[test]
fn a_video_track_that_starts_late_is_shown_from_the_beginning() {
    if !has_ffmpeg("a_video_track_that_starts_late_is_shown_from_the_beginning") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    make(folder.path(), "audio.m4a", &["-f", "lavfi", "-i", "sine=duration=5"]);
    make(folder.path(), "video.mp4", &["-f", "lavfi", "-i", "testsrc2=size=640x640:rate=12:duration=3"]);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (audio, video) = (path("audio.m4a"), path("video.mp4"));
    let late = ["-i", &audio, "-itsoffset", "1", "-i", &video, "-map", "1:v", "-map", "0:a", "-c", "copy"];
    let late = make(folder.path(), "late.mp4", &late);
    let source = facts(&late);
    let source = source.video().unwrap();
    assert!(source.duration_without_audio > source.video_duration, "the video starts late: {source:?}");
    // A second without a picture, and three with one.
    let result = fixed(&late, &FixOptions::default(), &[]);
    assert_eq!(result.video().unwrap().video_samples, Some(4 * 24));
}

#[test]
fn what_needs_no_change_is_copied() {
    if !has_ffmpeg("what_needs_no_change_is_copied") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=640x640:rate=24:duration=3",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-f",
        "matroska",
    ];
    make(folder.path(), "clip.mkv", &arguments);
    let output = program(folder.path()).args(["fix", "clip.mkv", "--output", "out"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let packets = |name: &str| {
        let mut command = std::process::Command::new("ffmpeg");
        command.current_dir(folder.path()).args(["-nostdin", "-loglevel", "error", "-i", name]);
        command.args(["-map", "0:v", "-c", "copy", "-bsf:v", "h264_mp4toannexb", "-f", "md5", "-"]);
        command.output().unwrap().stdout
    };
    assert_eq!(packets("clip.mkv"), packets("out/clip.mp4"));
}
