//! Text for people: one line for a clean file, and below it what each rule found.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::Palette;
use super::printable::printable;
use crate::check::Report;
use crate::finding::{Finding, Outcome};
use crate::model::{AudioFacts, Facts, ImageFacts, Media, MediaDuration, Rational, Value, VideoFacts};

/// Writes `report`: a line with the verdict, then two or three lines a finding.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn report(source: &str, report: &Report, palette: Palette, out: &mut dyn Write) -> io::Result<()> {
    let Palette { dim, reset, .. } = palette;
    let colour = palette.of_verdict(report.verdict);
    let (source, facts) = (printable(source), summary(&report.facts));
    writeln!(out, "{colour}{:<9}{reset} {source}  {dim}{facts}{reset}", report.verdict.name())?;
    for finding in report.findings.iter().filter(|finding| finding.outcome != Outcome::Undecided) {
        let colour = palette.of_severity(finding.severity);
        let message = printable(&finding.message());
        writeln!(out, "  {colour}{}{reset}: {message} {dim}[{}]{reset}", finding.severity, finding.rule.id)?;
        writeln!(out, "    {dim}help:{reset} {}", finding.help())?;
    }
    undecided(&report.findings, palette, out)
}

/// Everything undecided in one line, since one damaged header leaves many rules without their facts. Where a finding above
/// already says why, only how many rules there are; JSON has them all.
fn undecided(findings: &[Finding], palette: Palette, out: &mut dyn Write) -> io::Result<()> {
    let Palette { dim, reset, .. } = palette;
    let open: Vec<_> = findings.iter().filter(|finding| finding.outcome == Outcome::Undecided).collect();
    let Some(first) = open.first() else {
        return Ok(());
    };
    let mut rules: Vec<_> = open.iter().map(|finding| finding.rule.id).collect();
    rules.dedup();
    let is_cause = |finding: &Finding| finding.outcome == Outcome::Fails && finding.fault == first.fault;
    if first.fault.is_some() && findings.iter().any(is_cause) {
        let rules = format!("{} {}", rules.len(), if rules.len() == 1 { "rule" } else { "rules" });
        return writeln!(out, "  {}undecided{reset}: {rules}, for the same reason", palette.warning);
    }
    let reason = match &first.fault {
        Some(fault) => printable(&fault.to_string()),
        None => "the facts they need were not found".to_owned(),
    };
    writeln!(out, "  {}undecided{reset}: {reason} {dim}[{}]{reset}", palette.warning, rules.join(", "))?;
    writeln!(out, "    {dim}help:{reset} {}", first.help())
}

/// What the file is, in a few words: `mp4 h264+aac 1280x720 30 fps 5.005 s`.
pub(super) fn summary(facts: &Facts) -> String {
    let mut words = vec![facts.format.to_string()];
    match &facts.media {
        Media::Image(image) => summarise_image(image, &mut words),
        Media::Video(video) => summarise_video(video, &mut words),
        Media::Audio(audio) => summarise_audio(audio, &mut words),
        Media::Other => {}
    }
    if let Some(bytes) = facts.bytes {
        words.push(format!("{bytes} bytes"));
    }
    words.join(" ")
}

fn summarise_image(image: &ImageFacts, words: &mut Vec<String>) {
    if let (Some(width), Some(height)) = (image.display_width, image.display_height) {
        words.push(format!("{width}x{height}"));
    }
}

fn summarise_video(video: &VideoFacts, words: &mut Vec<String>) {
    let mut codecs = String::new();
    for codec in [&video.video_codec, &video.audio_codec].into_iter().flatten() {
        let plus = if codecs.is_empty() { "" } else { "+" };
        // Writing to a string cannot fail.
        let _ = write!(codecs, "{plus}{codec}");
    }
    if !codecs.is_empty() {
        words.push(printable(&codecs));
    }
    if let (Some(width), Some(height)) = (video.display_width, video.display_height) {
        words.push(format!("{width}x{height}"));
    }
    if let Some(fps) = video.fps {
        words.push(format!("{} fps", short(fps)));
    }
    words.extend(video.duration.map(seconds));
}

fn summarise_audio(audio: &AudioFacts, words: &mut Vec<String>) {
    words.extend(audio.codec.as_ref().map(|codec| printable(codec.name())));
    words.extend(audio.sample_rate.map(|rate| format!("{rate} Hz")));
    words.extend(audio.duration.map(seconds));
}

fn seconds(duration: MediaDuration) -> String {
    format!("{} s", short(duration.seconds()))
}

/// At most three decimals: this line is to read, the findings are exact.
fn short(value: Rational) -> String {
    let thousandths = value.checked_mul(Rational::from(1000_u32)).map(Rational::round);
    match thousandths.and_then(|thousandths| Rational::new(thousandths, 1000)) {
        Some(value) => Value::Fraction(value).to_string(),
        None => value.to_string(),
    }
}
