//! `request/aspect-ratio-not-accepted`

use std::borrow::Cow;

use crate::finding::{RuleInfo, Severity};
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/aspect-ratio-not-accepted",
        severity: Severity::Error,
        summary: "The aspect ratio is none that the model makes.",
        explanation: "\
`aspect_ratio` is one of those that the profile lists for the model's mode; where the mode is not known, for any of \
them. It is a name and no number: `32:18` is none, though it is 16:9.",
        source: "profile: request.modes",
        message: wording::not_accepted,
        help: |_| {
            Cow::Borrowed("Write one of the ratios that are listed; `adaptive` leaves the choice to the service.")
        },
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let Some(ratio) = view.draft.aspect_ratio.read() else {
        return;
    };
    let modes = view.profile.request.modes.iter().filter(|mode| view.mode.is_none_or(|known| known == mode.mode));
    if let Some(accepted) = super::none_accepts(modes.map(|mode| &mode.aspect_ratios), ratio) {
        let finding = findings.fails("aspect_ratio", wording::shown(ratio)).at("/aspect_ratio");
        findings.push(finding.expecting_one_of(accepted.values.iter().map(ToString::to_string), &accepted.source));
    }
}
