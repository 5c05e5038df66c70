//! Reports for people and for programs. Writes to what the caller gives it, and opens nothing.

mod bytes;
mod causes;
mod compact;
mod escaped;
mod excerpt;
mod json;
mod names;
mod palette;
mod refusal;
mod request;
mod schema;
mod text;

pub use crate::check::SCHEMA_VERSION;
#[cfg(feature = "audit")]
pub(crate) use crate::printable::is_unseen;
pub use crate::printable::printable;
pub use compact::value as json_value;
#[cfg(feature = "audit")]
pub(crate) use compact::{TYPICAL_LINE, to_writer as json_to_writer};
pub use escaped::value_pretty as json_value_pretty;
#[cfg(any(feature = "audit", all(feature = "wasm", any(test, target_family = "wasm"))))]
pub(crate) use json::{Extra as JsonExtra, report_to_memory as json_report_to_memory};
pub use json::{
    facts as json_facts, fixable_request_report as json_fixable_request_report, report as json_report,
    report_in as json_report_in, request_report as json_request_report, request_report_in as json_request_report_in,
};
#[cfg(feature = "audit")]
pub(crate) use names::{is_url, shown, shown_with_slashes, uri};
pub use palette::Palette;
pub use refusal::{refusal as json_refusal, refusal_in as json_refusal_in};
pub use request::report as text_request_report;
pub use schema::{
    EXPLANATION as EXPLANATION_SCHEMA, FACTS as FACTS_SCHEMA, PROFILE as PROFILE_SCHEMA, REPORT as REPORT_SCHEMA,
    REQUEST as REQUEST_SCHEMA,
};
pub use text::report as text_report;
pub(crate) use text::summary as facts_summary;
