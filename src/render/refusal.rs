//! A refusal of the service as JSON, version 1: the same for every host.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::language::Language;
use crate::model::{ExpectedRange, Unit};
use crate::profile::Mode;
use crate::rules;
use crate::upstream::{Again, Direction, RefusalClass, UpstreamRefusal};

/// Writes `refusal` as one JSON object, without a line end.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn refusal(refusal: &UpstreamRefusal, out: &mut dyn Write) -> io::Result<()> {
    refusal_in(refusal, Language::English, out)
}

/// As [`refusal`], with its sentences in `language`.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn refusal_in(refusal: &UpstreamRefusal, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let object = RefusalV1 {
        class: refusal.class,
        rule: refusal.rule,
        or_rule: refusal.or_rule,
        pointer: refusal.pointer.as_deref(),
        direction: refusal.direction,
        again: refusal.again,
        help: refusal.help_in(language),
        summary: refusal.rule.and_then(rules::by_id).map(|rule| rule.summary_in(language)),
        quantity: refusal.quantity,
        content_index: refusal.content_index,
        bound: refusal.bound.map(ExpectedRange::from),
        unit: refusal.unit,
        model: refusal.model.as_deref(),
        mode: refusal.mode,
    };
    Ok(serde_json::to_writer(out, &object)?)
}

/// What every refusal has is `null` if it is not known; the rest is left out.
#[derive(Serialize)]
struct RefusalV1<'a> {
    class: RefusalClass,
    rule: Option<&'static str>,
    or_rule: Option<&'static str>,
    pointer: Option<&'a str>,
    direction: Option<Direction>,
    again: Option<Again>,
    help: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<ExpectedRange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<Mode>,
}
