//! `image/animated`

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::language::say;
use crate::model::{Expected, Value};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "image/animated",
        severity: Severity::Warning,
        summary: "The image holds more than one frame or page.",
        explanation: "\
An animated PNG, WebP or GIF, or a TIFF with several pages. Whether the service uses the first frame or refuses the file is \
not documented.",
        source: RuleSource::Text("own: no source says how the other frames are treated"),
        message: |_, language| say!(language, "number of frames or pages is more than 1; expected 1"),
        help: |_, language| say!(language, "Save the intended frame as a still image."),
        words_undecided: false,
    },
    check: Check::Asset(Scope::Image, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let Some(image) = asset.facts.image() else {
        return;
    };
    match image.animated {
        Some(true) => {
            findings.push(findings.fails("frames", "several").expecting(Expected::Exactly(Value::from("one"))))
        }
        Some(false) => {}
        None => findings.push(findings.undecided("frames")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples::{fails, image, passes, undecided};

    #[test]
    fn passes_and_fails() {
        passes(image(|image| image.animated = Some(false)));
        let animated = image(|image| image.animated = Some(true));
        assert_eq!(fails(&RULE, animated), (Severity::Warning, "frames", Some(Value::from("several"))));
        assert_eq!(undecided(&RULE, image(|image| image.animated = None)), "frames");
    }
}
