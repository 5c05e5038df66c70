//! `request/many-assets`

use std::borrow::Cow;

use crate::finding::{RuleInfo, RuleSource, Severity};
use crate::model::Rational;
use crate::profile::{Limit, Placement};
use crate::request::MediaField;
use crate::rules::context::Findings;
use crate::rules::rule::{Check, Rule};
use crate::rules::view::RequestView;
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "request/many-assets",
        severity: Severity::Warning,
        summary: "Another client refuses this many assets.",
        explanation: "\
The number of images, videos and audio files together. The reference limits each kind separately; another client of \
the same model refuses more than this in total.",
        source: RuleSource::Profile(&[Limit::Assets]),
        message: wording::count_out_of_range,
        help: |_| Cow::Borrowed("Keep the most important assets."),
        words_undecided: true,
    },
    check: Check::Request(evaluate),
};

fn evaluate(view: &RequestView<'_>, findings: &mut Findings<'_>) {
    let Some(bound) = &view.profile.request.assets else {
        return;
    };
    let taken = |field: &MediaField| view.limits.is_some_and(|limits| field.limit(limits).max > 0);
    let counts = MediaField::ALL.into_iter().filter(taken).filter_map(|field| view.draft.count(field));
    let count: u64 = counts.sum();
    if bound.place(Rational::from(count)) == Placement::Outside {
        findings.push(findings.fails("assets", count).expecting_within(bound));
    }
}
