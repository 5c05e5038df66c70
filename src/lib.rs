//! Says of prompts, images, videos and sounds whether the Seedance 2.0 API will take them, before they are uploaded.
//!
//! A request that breaks one of the service's limits fails late, costs an upload, and answers with a riddle. This library
//! tells before, and all at once: each [`Finding`] has a stable rule id, a JSON pointer, the typed actual and expected
//! values, and what to do about it. What could not be read is *undecided*, which is never accepted.
//!
//! # Quick start
//!
//! ```no_run
//! use seedance_preflight::{CheckOptions, Verdict, check};
//! use seedance_preflight::profile::Profile;
//!
//! # fn main() -> std::io::Result<()> {
//! let clip = std::fs::File::open("clip.mp4")?;
//! let report = check(&clip, &Subject::default(), &CheckOptions::default());
//! if report.verdict != Verdict::Accepted {
//!     for finding in &report.findings {
//!         println!("{}: {} ({})", finding.rule.id, finding.message(), finding.help());
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A whole request goes through [`RequestDocument::read`] and [`check_request`]; what ends accepted becomes an
//! [`ApprovedRequest`].
//!
//! # The way through it
//!
//! ```text
//! bytes ─ReadAt─▶ probe ─▶ Facts ──────┐
//!                                      ├─▶ rules (+ Profile) ─▶ findings ─▶ Report ─▶ render
//! JSON ─▶ RequestDocument (+ bindings) ┘
//! ```
//!
//! [`probe`] knows no limits, rules know no bytes, [`render`] knows no rules, and a [`Profile`] knows nobody: it is every
//! number of the service's contract, with its source. Nothing of this opens a file or a socket, reads a clock or spawns a
//! thread: hosts around it do, such as `Audit` and `fetch`. Every number in a verdict is an integer or an exact fraction.
//!
//! # Features
//!
//! None is on by default. `deep` decodes whole bodies (`probe_deep`), `profile-file` lays a TOML file over a profile
//! (`Profile::from_toml`), `audit` goes through whole folders (`Audit`), `fetch` measures media behind URLs (`fetch`),
//! `submit` sends approved requests (`Client`), `c` adds the functions that other languages call
//! (`src/bindings/c/seedance_preflight.h`), and `cli` builds the program.

#![cfg_attr(not(feature = "c"), forbid(unsafe_code))]
// The C door alone may, and allows it for itself.
#![cfg_attr(feature = "c", deny(unsafe_code))]
// Whatever comes in, nothing here panics and no number is cut short. Tests may.
#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss
)]

mod address;
#[cfg(feature = "audit")]
pub mod audit;
#[cfg(feature = "c")]
mod bindings;
mod check;
#[cfg(feature = "fetch")]
pub mod fetch;
mod finding;
#[cfg(any(feature = "fetch", feature = "submit"))]
pub mod http;
mod model;
#[cfg(any(feature = "audit", feature = "c"))]
mod open;
mod probe;
pub mod profile;
mod prompt;
pub mod render;
pub mod request;
pub mod rules;
pub mod size;
#[cfg(feature = "submit")]
pub mod submit;
pub mod upstream;

pub use check::{
    ApprovedRequest, AssetReport, CheckOptions, NotApproved, Report, RequestReport, Verdict, check, check_facts,
    check_request,
};
pub use finding::{Finding, Outcome, RuleInfo, Severity};
pub use model::{
    AudioFacts, Body, Codec, DurationSource, Expected, ExpectedRange, Facts, Fault, FaultKind, FetchObstacle, Format,
    ImageFacts, Kind, Media, MediaDuration, Rational, Subject, Unit, Value, VideoFacts,
};
#[cfg(any(feature = "audit", feature = "c"))]
pub use open::open_regular;
#[cfg(feature = "deep")]
pub use probe::probe_deep;
pub use probe::{Budget, ReadAt, Seekable, probe};
