//! `media/extension-mismatch`

use std::borrow::Cow;

use crate::finding::{RuleInfo, Severity};
use crate::model::{Expected, Format};
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "media/extension-mismatch",
        severity: Severity::Warning,
        summary: "The extension of the name does not fit the content.",
        explanation: "\
A file named `clip.mp4` that is a WebM, or `photo.jpg` that is a PNG. The service goes by content or by name, which of \
them is not documented. A name without an extension says nothing, and neither does an extension of no known format.",
        source: "own: content and name that agree leave nothing to guess",
        message: |finding| {
            format!(
                "the name ends in .{}, files of this content end in: {}",
                wording::actual(finding),
                wording::expected(finding)
            )
        },
        help: |_| Cow::Borrowed("Rename the file by its content, or convert it to what its name says."),
        words_undecided: false,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let format = asset.facts.format;
    let Some(extension) = asset.subject.name.and_then(extension_of) else {
        return;
    };
    let is_known = Format::ALL.iter().any(|format| format.extensions().contains(&extension.as_str()));
    let tells_nothing = matches!(format, Format::Unknown | Format::Empty);
    if is_known && !tells_nothing && !format.extensions().contains(&extension.as_str()) {
        let usual = format.extensions().iter().map(|&extension| extension.to_owned()).collect();
        findings.push(findings.fails("extension", extension.as_str()).expecting(Expected::OneOf(usual)));
    }
}

/// What stands behind the last dot of the last part of `name`, lower case.
fn extension_of(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next()?;
    let (stem, extension) = file.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;
    use crate::rules::examples::{fails, passes, video};

    #[test]
    fn passes_and_fails() {
        for name in ["clip.mp4", "clip.MP4", "clip", "some.mov/clip", "clip.part"] {
            passes(video(|_| {}).named(name));
        }
        let renamed = video(|_| {}).named("some.dir/clip.MOV");
        assert_eq!(fails(&RULE, renamed), (Severity::Warning, "extension", Some(Value::from("mov"))));
    }

    #[test]
    fn an_extension_is_behind_the_last_dot_of_the_last_part() {
        assert_eq!(extension_of("a.b/c.MP4").as_deref(), Some("mp4"));
        assert_eq!(extension_of("a.b/c"), None);
        assert_eq!(extension_of(".jpg"), None);
        assert_eq!(extension_of("c."), None);
    }
}
