//! Checks whether prompts, images, videos and audio will be accepted by the Seedance 2.0 video-generation API.
//!
//! A request that breaks one of the API's limits fails late, wastes an upload and returns a cryptic error. This library
//! reports every problem before the upload: each [`Finding`] has a stable rule id, a JSON pointer, the typed actual and
//! expected values, and help. A fact that could not be read is *undecided*, which is never accepted.
//!
//! # Quick start
//!
//! The quick start needs no feature. One file, and its report:
//!
//! ```
//! use seedance_preflight::{CheckOptions, Report, Severity, Subject, Verdict, check, render};
//!
//! # fn main() -> std::io::Result<()> {
//! let name = "testdata/refused/film-rate.mp4";
//! let clip = std::fs::File::open(name)?;
//! let mut options = CheckOptions::default();
//! options.deny_warnings = true;
//! let report = check(&clip, &Subject::named(name), &options);
//! assert_eq!(report.verdict, Verdict::Refused);
//! for finding in &report.findings {
//!     // An error, a warning or a note, which may also be undecided; see `finding.outcome`.
//!     println!("{}: {} [{}]", finding.severity, finding.message(), finding.rule.id);
//!     println!("  {}", finding.help());
//!     // `None` if it could not be determined.
//!     if let Some(actual) = &finding.actual {
//!         println!("  {} is {actual}", finding.quantity);
//!     }
//! }
//! assert_eq!(report.findings[0].severity, Severity::Error);
//! // The same as JSON on one line without its end, in the shape of `render::REPORT_SCHEMA`, and read back.
//! let mut json = Vec::new();
//! render::json_report(name, &report, &mut json)?;
//! assert_eq!(serde_json::from_slice::<Report>(&json)?, report);
//! # Ok(())
//! # }
//! ```
//!
//! Facts that are already measured are judged without a second look at the file by [`check_facts`]. If one cause leaves many
//! rules undecided, each is a finding of its own; [`render::text_report`] prints them on one line.
//!
//! A whole request, with the facts of its media bound to their URLs, each exactly as the request writes it. A URL without
//! a binding is undecided; a binding that fits no URL has no effect.
//!
//! ```
//! use seedance_preflight::request::{AssetBinding, RequestDocument};
//! use seedance_preflight::{Budget, CheckOptions, RequestReport, Verdict, check_request, probe, render};
//!
//! # fn main() -> std::io::Result<()> {
//! let text = br#"{
//!     "model": "seedance-2.0-image-to-video",
//!     "prompt": "The cat wakes up.",
//!     "image_urls": ["https://media.example.com/cat.jpg"],
//!     "aspect_ratio": "4:5"
//! }"#;
//! let cat = std::fs::File::open("testdata/accepted/photo.jpg")?;
//! let cat = AssetBinding::new("https://media.example.com/cat.jpg", probe(&cat, &Budget::default())).named("cat.jpg");
//! let report = check_request(&RequestDocument::read(text), std::slice::from_ref(&cat), &CheckOptions::default());
//! assert_eq!(report.verdict(), Verdict::Refused);
//! // The pointer is a JSON pointer into the request; it is empty in reports on single files.
//! let finding = &report.findings()[0];
//! assert_eq!((finding.rule.id, &*finding.pointer), ("request/aspect-ratio-not-accepted", "/aspect_ratio"));
//! let mut json = Vec::new();
//! render::json_request_report("request.json", &report, &mut json)?;
//! assert_eq!(serde_json::from_slice::<RequestReport>(&json)?.findings(), report.findings());
//!
//! // Only what was accepted can be sent.
//! let text = String::from_utf8_lossy(text).replace("4:5", "4:3");
//! let report = check_request(&RequestDocument::read(text.as_bytes()), &[cat], &CheckOptions::default());
//! let approved = report.approve().expect("the request is accepted");
//! assert_eq!(approved.request().image_urls.len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! # Structure
//!
//! ```text
//! bytes ─ReadAt─▶ probe ─▶ Facts ──────┐
//!                                      ├─▶ rules (+ Profile) ─▶ Findings ─▶ Report ─▶ render
//! JSON ─▶ RequestDocument (+ Facts) ───┘
//! ```
//!
//! [`probe`] knows no limits, [`rules`] know no bytes, [`render`] knows no rules, and a [`profile`] depends on nothing:
//! it holds every number of the API's contract with its source. The core opens no file or socket, reads no clock and
//! spawns no thread; hosts around it do, such as `audit` and `fetch`. Every number in a verdict is an integer or an
//! exact fraction.
//!
//! # Features
//!
//! None is enabled by default: `seedance-preflight = { version = "0.1", features = ["fetch"] }`. Headers are read without
//! decoders; `image` and `symphonia` are always built for EXIF's orientation and for MP3 frames.
//!
//! | feature | adds |
//! |---|---|
//! | `deep` | `probe_deep`: decodes images, MP3 and WAV completely |
//! | `profile-file` | `profile::Profile::from_toml`: a TOML file on top of a profile |
//! | `audit` | `audit`: whole folders, a journal, reports |
//! | `parquet` | `audit`: reports as Parquet and Arrow files, too |
//! | `fetch` | `fetch`: probes media at URLs with a few range requests |
//! | `s3` | `s3`: lists buckets and probes objects in them, at AWS and compatible stores |
//! | `submit` | `submit`: sends approved requests and follows their tasks |
//! | `fix` | `fix::fix_image`: carries out plans for images |
//! | `c` | the C API, see `src/bindings/c/seedance_preflight.h` |
//! | `python` | the Python package, see `src/bindings/python` |
//! | `wasm` | the API for JavaScript, on WebAssembly only; see `src/bindings/npm` |
//! | `cli` | the program |

#![cfg_attr(not(any(feature = "c", feature = "python", feature = "wasm")), forbid(unsafe_code))]
// Only the bindings need it, and allow it for themselves.
#![cfg_attr(any(feature = "c", feature = "python", feature = "wasm"), deny(unsafe_code))]
// No input makes the library panic or truncates a number. Tests are exempt.
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
#[cfg(any(feature = "c", feature = "python", feature = "wasm"))]
mod bindings;
mod check;
pub mod explain;
#[cfg(feature = "fetch")]
pub mod fetch;
mod finding;
pub mod fix;
#[cfg(doc)]
pub mod guide;
#[cfg(any(feature = "fetch", feature = "submit"))]
pub mod http;
mod language;
mod model;
#[cfg(any(feature = "audit", feature = "c"))]
mod open;
mod printable;
mod probe;
pub mod profile;
mod prompt;
pub mod render;
pub mod request;
pub mod rules;
#[cfg(feature = "s3")]
pub mod s3;
pub mod size;
#[cfg(feature = "submit")]
pub mod submit;
pub mod upstream;
mod windows;

pub use check::{
    ApprovedRequest, AssetReport, CheckOptions, NotApproved, Report, RequestReport, RuleSelection, UnknownRule,
    Verdict, check, check_facts, check_request,
};
pub use finding::{Finding, Outcome, Reading, RuleInfo, RuleSource, Severity};
pub use language::Language;
#[doc(hidden)]
pub use language::{fill as __fill, written as __written};
pub use model::{
    AccessError, AudioFacts, Body, Codec, DurationReading, DurationSource, Expected, ExpectedRange, Facts, Fault,
    FaultKind, FetchObstacle, Format, ImageFacts, Kind, Media, MediaDuration, Rational, ReadingSource, RemoteStamp,
    Subject, Unit, Value, VideoFacts,
};
#[cfg(any(feature = "audit", feature = "c"))]
pub use open::{file_in_place_of, open_regular};
#[cfg(feature = "deep")]
pub use probe::probe_deep;
pub use probe::{Budget, ReadAt, Seekable, probe};
