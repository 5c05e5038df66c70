//! Text for people: one line for a clean file, and below it what each rule found.

use std::fmt::Write as _;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::Palette;
use super::causes::by_cause;
use crate::check::Report;
use crate::finding::{Finding, Outcome};
use crate::language::{self, Language, say};
use crate::model::{AudioFacts, Facts, ImageFacts, Media, MediaDuration, Rational, Unit, Value, VideoFacts};
use crate::printable::printable;

/// Writes `report`: a line with the verdict, then two or three lines a finding.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn report(source: &str, report: &Report, palette: Palette, out: &mut dyn Write) -> io::Result<()> {
    let Palette { dim, reset, language, .. } = palette;
    let colour = palette.of_verdict(report.verdict);
    let (source, facts) = (printable(source), summary(&report.facts, language));
    let verdict = padded(language.text(report.verdict.name()));
    writeln!(out, "{colour}{verdict}{reset} {source}  {dim}{facts}{reset}")?;
    for (finding, rules) in by_cause(&report.findings) {
        write_finding(finding, &rules, palette, out)?;
        write_help(&finding.help_in(language), palette, out)?;
    }
    undecided(&report.findings, palette, out)
}

/// A verdict in the width of a column.
pub(super) fn padded(verdict: &str) -> String {
    const COLUMN: usize = 9;
    format!("{verdict}{}", " ".repeat(COLUMN.saturating_sub(verdict.width())))
}

/// "error: … [video/fps-out-of-range]".
pub(super) fn write_finding(finding: &Finding, rules: &str, palette: Palette, out: &mut dyn Write) -> io::Result<()> {
    let Palette { dim, reset, language, .. } = palette;
    let (colour, severity) = (palette.of_severity(finding.severity), language.text(finding.severity.name()));
    let (joint, message) = (language.text(": "), printable(&finding.message_in(language)));
    writeln!(out, "  {colour}{severity}{reset}{joint}{message} {dim}[{rules}]{reset}")
}

/// "help: …".
pub(super) fn write_help(help: &str, palette: Palette, out: &mut dyn Write) -> io::Result<()> {
    let Palette { dim, reset, language, .. } = palette;
    writeln!(out, "    {dim}{}{reset}{}", language.text("help: "), printable(help))
}

/// "undecided: …".
pub(super) fn write_undecided(what: &str, rules: &str, palette: Palette, out: &mut dyn Write) -> io::Result<()> {
    let Palette { dim, reset, language, .. } = palette;
    let (undecided, joint) = (language.text("undecided"), language.text(": "));
    writeln!(out, "  {}{undecided}{reset}{joint}{what} {dim}[{rules}]{reset}", palette.warning)
}

/// Everything undecided in one line, since one damaged header leaves many rules without their facts. Where a finding above
/// already says why, only how many rules there are; JSON has them all.
fn undecided(findings: &[Finding], palette: Palette, out: &mut dyn Write) -> io::Result<()> {
    let Palette { reset, language, .. } = palette;
    let open: Vec<_> = findings.iter().filter(|finding| finding.outcome == Outcome::Undecided).collect();
    let Some(first) = open.first() else {
        return Ok(());
    };
    let mut rules: Vec<_> = open.iter().map(|finding| finding.rule.id).collect();
    rules.dedup();
    let is_cause = |finding: &Finding| finding.outcome == Outcome::Fails && finding.fault == first.fault;
    if first.fault.is_some() && findings.iter().any(is_cause) {
        let rules = match rules.len() {
            1 => say!(language, "1 rule, for the same reason"),
            count => say!(language, "{count} rules, for the same reason", count),
        };
        let (undecided, joint) = (language.text("undecided"), language.text(": "));
        return writeln!(out, "  {}{undecided}{reset}{joint}{rules}", palette.warning);
    }
    let reason = match &first.fault {
        Some(fault) => printable(&language::fault(fault, language)).into(),
        None => say!(language, "needed facts are missing"),
    };
    write_undecided(&reason, &rules.join(", "), palette, out)?;
    write_help(&first.help_in(language), palette, out)
}

/// What the file is, in a few words: `mp4 h264+aac 1280x720 30 fps 5.005 s`.
pub(crate) fn summary(facts: &Facts, language: Language) -> String {
    let mut words = vec![facts.format.to_string()];
    match &facts.media {
        Media::Image(image) => summarise_image(image, &mut words),
        Media::Video(video) => summarise_video(video, language, &mut words),
        Media::Audio(audio) => summarise_audio(audio, language, &mut words),
        Media::Other => {}
    }
    if let Some(bytes) = facts.bytes {
        words.push(with_unit(&bytes.to_string(), Unit::Bytes, language));
    }
    words.join(" ")
}

fn summarise_image(image: &ImageFacts, words: &mut Vec<String>) {
    if let (Some(width), Some(height)) = (image.display_width, image.display_height) {
        words.push(format!("{width}x{height}"));
    }
}

fn summarise_video(video: &VideoFacts, language: Language, words: &mut Vec<String>) {
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
        words.push(with_unit(&short(fps), Unit::FramesPerSecond, language));
    }
    words.extend(video.duration.map(|duration| seconds(duration, language)));
}

fn summarise_audio(audio: &AudioFacts, language: Language, words: &mut Vec<String>) {
    let codec = audio.codec.as_ref().map(|codec| printable(codec.name()));
    // `mp3` is both.
    words.extend(codec.filter(|codec| !words.contains(codec)));
    words.extend(audio.sample_rate.map(|rate| format!("{rate} Hz")));
    words.extend(audio.duration.map(|duration| seconds(duration, language)));
}

fn seconds(duration: MediaDuration, language: Language) -> String {
    with_unit(&short(duration.seconds()), Unit::Seconds, language)
}

fn with_unit(number: &str, unit: Unit, language: Language) -> String {
    format!("{number}{}", language::unit(unit, language))
}

/// At most three decimals: this line is to read, the findings are exact.
fn short(value: Rational) -> String {
    let thousandths = value.checked_mul(Rational::from(1000_u32)).map(Rational::round);
    match thousandths.and_then(|thousandths| Rational::new(thousandths, 1000)) {
        Some(value) => Value::Fraction(value).to_string(),
        None => value.to_string(),
    }
}
