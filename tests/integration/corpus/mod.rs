//! Facts against those of ffprobe and exiftool, on thousands of real files.
//!
//! Wants a folder with `truth.jsonl` (a line a file: what other tools say) and `files/`, named by `PREFLIGHT_CORPUS`; where
//! that is not set, each test says on standard error that it was skipped. Where we differ and the standard supports us, the
//! file is listed in `exceptions.tsv` with a reason.

mod exceptions;
mod kinds;
mod truth;

use std::io::Write as _;
use std::path::PathBuf;

use self::truth::Truth;
use rayon::prelude::*;
use seedance_preflight::{Budget, Facts, Format, Media, MediaDuration, Rational, probe};

use self::exceptions::{Exceptions, Right};

/// A file of the corpus: what other tools measure, and what we measure.
struct Case {
    truth: Truth,
    facts: Facts,
}

/// The corpus, or `None` with a word on standard error where there is none.
fn corpus(test: &str) -> Option<(PathBuf, Vec<Truth>)> {
    let Some(root) = std::env::var_os("PREFLIGHT_CORPUS").map(PathBuf::from) else {
        say(&format!("{test}: skipped, PREFLIGHT_CORPUS is not set"));
        return None;
    };
    let lines = std::fs::read_to_string(root.join("truth.jsonl")).unwrap();
    Some((root.join("files"), lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()))
}

/// Writes past the test harness, which hides the output of `println!` in passing tests.
fn say(line: &str) {
    let mut stderr = std::io::stderr();
    writeln!(stderr, "{line}").unwrap();
}

/// All files that ffprobe opens and that are, by its word, of a format that we measure.
fn measured_cases(test: &str) -> Option<Vec<Case>> {
    let (files, truths) = corpus(test)?;
    let cases = truths.into_par_iter().filter(|truth| truth.is_of_a_measured_format()).map(|truth| {
        let file = std::fs::File::open(files.join(&truth.path)).unwrap();
        Case { facts: probe(&file, &Budget::default()), truth }
    });
    Some(cases.collect())
}

/// How many cases agree, of how many that can be compared; of the others, how many are the other tool's mistake, and which
/// have no reason in the list.
#[derive(Default)]
struct Share {
    fact: &'static str,
    compared: usize,
    agreeing: usize,
    rightly_differing: usize,
    unexplained: Vec<String>,
}

impl Share {
    /// `agrees` gives `None` where the truth says nothing to compare with.
    fn of(fact: &'static str, cases: &[Case], exceptions: &Exceptions, agrees: impl Fn(&Case) -> Option<bool>) -> Self {
        let mut share = Self { fact, ..Self::default() };
        for case in cases {
            let Some(agrees) = agrees(case) else { continue };
            share.compared += 1;
            match (agrees, exceptions.explain(&case.truth.path, fact)) {
                (true, None) => share.agreeing += 1,
                (true, Some(_)) => share.unexplained.push(format!("{} agrees by now", case.truth.path)),
                (false, Some(Right::Ours)) => share.rightly_differing += 1,
                (false, Some(Right::Theirs)) => {}
                (false, None) => share.unexplained.push(case.truth.path.clone()),
            }
        }
        share
    }

    /// Prints the share; says what is wrong where it is less than promised, or where a file differs without a reason.
    fn complaint(&self, per_mille: usize) -> Option<String> {
        let Self { fact, compared, agreeing, rightly_differing, unexplained } = self;
        let right = agreeing + rightly_differing;
        let percent = |count: usize| Rational::new(count as u64 * 100, *compared as u64).unwrap().to_f64();
        say(&format!(
            "{fact}: {agreeing} of {compared} agree ({:.2} %), {rightly_differing} more are right by the standard ({:.2} %)",
            percent(*agreeing),
            percent(right)
        ));
        let suffices = right * 1000 >= compared * per_mille && unexplained.is_empty();
        (!suffices).then(|| {
            format!("{fact}: less than {per_mille} in a thousand, or no reason for:\n{}", unexplained.join("\n"))
        })
    }
}

#[test]
fn facts_agree_with_other_tools() {
    let Some(cases) = measured_cases("facts_agree_with_other_tools") else {
        return;
    };
    let exceptions = Exceptions::read();
    let formats = Share::of("format", &cases, &exceptions, |case| Some(case.truth.accepts_format(case.facts.format)));
    let sizes = Share::of("displayed_size", &cases, &exceptions, displayed_size_agrees);
    let durations = Share::of("duration", &cases, &exceptions, duration_agrees);
    let containers = Share::of("container_duration", &cases, &exceptions, container_duration_agrees);
    let streams = Share::of("streams_duration", &cases, &exceptions, streams_duration_agrees);
    let nominal_rates = Share::of("nominal_fps", &cases, &exceptions, nominal_rate_agrees);
    let rates = Share::of("frame_rate", &cases, &exceptions, frame_rate_agrees);
    let codecs = Share::of("codec", &cases, &exceptions, codec_agrees);
    let complaints = [(formats, 1000), (sizes, 998), (durations, 995), (rates, 995), (codecs, 990)]
        .into_iter()
        .chain([(containers, 995), (streams, 995), (nominal_rates, 970)]);
    let complaints: Vec<_> = complaints.filter_map(|(share, least)| share.complaint(least)).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn displayed_size_agrees(case: &Case) -> Option<bool> {
    let wanted = case.truth.displayed_size()?;
    let found = match &case.facts.media {
        Media::Image(image) => image.display_width.zip(image.display_height),
        Media::Video(video) => video.display_width.zip(video.display_height),
        _ => return None,
    };
    Some(found == Some(wanted))
}

fn duration_agrees(case: &Case) -> Option<bool> {
    let (found, tolerance) = match &case.facts.media {
        Media::Audio(audio) if case.facts.format == Format::Wav => (audio.duration, 0.001),
        // One frame of at most 1152 samples.
        Media::Audio(audio) => (audio.duration, 1152.0 / f64::from(audio.sample_rate.unwrap_or(8000))),
        _ => return None,
    };
    let wanted = case.truth.durations();
    if wanted.is_empty() {
        return None;
    }
    let Some(found) = found else {
        return Some(false);
    };
    // Half a microsecond more, since the truth is rounded to microseconds.
    Some(wanted.iter().any(|wanted| (found.seconds().to_f64() - wanted).abs() <= tolerance + 5e-7))
}

/// The movie header, where it states a duration.
fn container_duration_agrees(case: &Case) -> Option<bool> {
    let found = case.facts.video()?.container_duration?;
    Some(is_near(found, case.truth.container_duration()?))
}

fn streams_duration_agrees(case: &Case) -> Option<bool> {
    let video = case.facts.video()?;
    let wanted = case.truth.streams_durations();
    if wanted.is_empty() {
        return None;
    }
    Some(video.streams_duration.is_some_and(|found| wanted.iter().any(|&wanted| is_near(found, wanted))))
}

/// Within a millisecond, and the microsecond to which the truth is rounded.
fn is_near(found: MediaDuration, wanted: f64) -> bool {
    (found.seconds().to_f64() - wanted).abs() <= 0.001 + 5e-7
}

/// A constant rate, where there is one: of a rate that varies, ffprobe guesses a common multiple.
fn nominal_rate_agrees(case: &Case) -> Option<bool> {
    let found = case.facts.video()?.nominal_fps?;
    Some(found == case.truth.nominal_rate()?)
}

fn frame_rate_agrees(case: &Case) -> Option<bool> {
    let video = case.facts.video()?;
    let wanted = case.truth.frame_rate()?;
    Some(video.fps == Some(wanted))
}

fn codec_agrees(case: &Case) -> Option<bool> {
    let (found, wanted) = match &case.facts.media {
        Media::Video(video) => (&video.video_codec, &case.truth.video.as_ref()?.codec_name),
        Media::Audio(audio) => (&audio.codec, &case.truth.audio.as_ref()?.codec_name),
        _ => return None,
    };
    Some(found.as_ref().map(|codec| codec.name()) == wanted.as_deref())
}
