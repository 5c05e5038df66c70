//! `media/format-not-accepted`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Facts, FaultKind, Format, Kind, Value};
use crate::profile::{Accepted, Limit, Profile, Tolerance};
use crate::rules::context::{Asset, Findings};
use crate::rules::extension::extension_of;
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "media/format-not-accepted",
        severity: Severity::Error,
        summary: "The service does not accept the format.",
        explanation: "\
The format is detected by content, never by name: a HEIC photo named `photo.jpg` is refused as HEIC. The profile lists \
the accepted formats of each kind; without an expected kind, those of the kind nearest to the file apply.

M4V and 3GP with a compatible brand of MP4 are MP4, if the file has no name or one that ends in `.mp4` or `.mov`.

Other copies of the documentation list more formats. With the tolerance `observed` they are a warning.",
        source: RuleSource::Profile(&[Limit::ImageFormats, Limit::VideoFormats, Limit::AudioFormats]),
        message: wording::not_accepted,
        help: |finding, language| match &finding.actual {
            Some(Value::Text(format)) if format == "html" => {
                say!(language, "Use the URL of the media itself: this is a web page, such as a viewer around it.")
            }
            Some(Value::Text(format)) if format == "json" => {
                say!(language, "If it is a request, check it with `seedance-preflight request`.")
            }
            _ => say!(language, "Convert it to {expected}.", expected = wording::expected(finding, language)),
        },
        words_undecided: false,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let format = judged_format(asset);
    if format == Format::Empty || asset.failed_to_read() || asset.is_page() || !asset.has_wanted_kind() {
        return;
    }
    if format == Format::Unknown && asset.facts.faults.iter().any(|fault| fault.kind == FaultKind::Budget) {
        findings.push(findings.undecided("format"));
        return;
    }
    let Profile { image, video, audio, .. } = asset.profile;
    let expected = asset.subject.expected_kind.unwrap_or_else(|| format.kind());
    let accepted: Vec<&Accepted<Format>> = match expected {
        Kind::Image => vec![&image.formats],
        Kind::Video => vec![&video.formats],
        Kind::Audio => vec![&audio.formats],
        Kind::Other => vec![&image.formats, &video.formats, &audio.formats],
    };
    if accepted.iter().any(|formats| formats.values.contains(&format)) {
        return;
    }
    let Some(first) = accepted.first() else { return };
    let names = accepted.iter().flat_map(|formats| &formats.values).map(|format| format.name());
    let mut finding = findings.fails("format", format.name()).expecting_one_of(names, &first.source);
    if let Some(formats) = accepted.iter().find(|formats| formats.observed.contains(&format)) {
        finding.observed = Some(Expected::one_of(formats.observed.iter().map(|format| format.name())));
        if findings.tolerance() == Tolerance::Observed {
            finding = finding.weighing(Severity::Warning);
        }
    }
    findings.push(finding);
}

/// The format, or that of the major brand: M4V and 3GP that are MP4 by their compatible brands pass as MP4 unless the
/// file has a name with another extension than MP4's and MOV's.
fn judged_format(asset: &Asset<'_>) -> Format {
    let Facts { format, brand, .. } = asset.facts;
    let passes = asset.subject.name.is_none_or(|name| matches!(extension_of(name).as_deref(), Some("mp4" | "mov")));
    brand.filter(|_| !passes).unwrap_or(*format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{Example, audio, fails, image, passes, video};

    #[test]
    fn passes_and_fails() {
        passes(audio(|_| {}));
        let heic = Example::of(Facts::new(Format::Heic));
        assert_eq!(fails(&RULE, heic), (Severity::Error, "format", Some(Value::from("heic"))));
        // Of the observed band, and so a warning only under that tolerance.
        let bmp = image(|_| {}).with(|facts| facts.format = Format::Bmp);
        assert_eq!(fails(&RULE, bmp), (Severity::Error, "format", Some(Value::from("bmp"))));
    }

    #[test]
    fn a_brand_counts_if_the_extension_is_of_another_format() {
        let branded = |brand| video(|_| {}).with(|facts| facts.brand = Some(brand));
        passes(branded(Format::M4v));
        passes(branded(Format::M4v).named("clip.mp4"));
        passes(branded(Format::ThreeGp).named("clip.MP4"));
        let wanted = |name: &str| (Severity::Error, "format", Some(Value::from(name)));
        assert_eq!(fails(&RULE, branded(Format::M4v).named("clip.m4v")), wanted("m4v"));
        assert_eq!(fails(&RULE, branded(Format::ThreeGp).named("clip.3gp")), wanted("3gp"));
        assert_eq!(fails(&RULE, branded(Format::ThreeGp).named("clip")), wanted("3gp"));
    }
}
