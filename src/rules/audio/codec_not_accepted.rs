//! `audio/codec-not-accepted`

use std::borrow::Cow;

use crate::finding::Severity;
use crate::model::Codec;
use crate::rules::context::{Asset, Findings};
use crate::rules::{Check, Rule, Scope, wording};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "audio/codec-not-accepted",
    severity: Severity::Warning,
    summary: "The sound is coded in a way that the service may not read.",
    explanation: "\
The coding is among those that the profile lists: PCM of 16 bit, and MP3. WAV files of other codings have been seen refused.",
    source: "profile: audio.codecs",
    check: Check::Asset(Scope::Audio, evaluate),
    message: wording::not_accepted,
    help: |_| Cow::Borrowed("Encode it as PCM of 16 bit or as MP3."),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(audio) = asset.facts.audio() else {
        return;
    };
    let accepted = &asset.profile.audio.codecs;
    match &audio.codec {
        None => findings.push(findings.undecided("codec")),
        Some(codec) if accepted.values.contains(codec) => {}
        Some(codec) => findings.push(
            findings
                .fails("codec", codec.name())
                .expecting_one_of(accepted.values.iter().map(Codec::to_string), &accepted.source),
        ),
    }
}
