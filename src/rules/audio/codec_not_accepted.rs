//! `audio/codec-not-accepted`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::Codec;
use crate::profile::Limit;
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "audio/codec-not-accepted",
        severity: Severity::Warning,
        summary: "The audio codec may not be accepted.",
        explanation: "\
The codec must be one of those that the profile lists: 16-bit PCM, and MP3. WAV files with other codecs have been seen refused.",
        source: RuleSource::Profile(&[Limit::AudioCodecs]),
        message: wording::not_accepted,
        help: |_, language| say!(language, "Encode it as 16-bit PCM or as MP3."),
        words_undecided: false,
    },
    check: Check::Asset(Scope::Audio, evaluate),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;
    use crate::rules::examples::{audio, fails, passes, undecided};

    #[test]
    fn passes_and_fails() {
        let coded = |codec| audio(|audio| audio.codec = codec);
        passes(coded(Some(Codec::PCM_S16LE)));
        let float = coded(Some(Codec::named("pcm_f32le")));
        assert_eq!(fails(&RULE, float), (Severity::Warning, "codec", Some(Value::from("pcm_f32le"))));
        assert_eq!(undecided(&RULE, coded(None)), "codec");
    }
}
