//! From a file that is refused to one that is accepted: a plan, its commands, and the facts that the result will have.
//!
//! [`fix`] is a pure function of facts, and [`fix_request`] one of a request and the facts of its media. A host carries a
//! plan out: by its [`command`](Plan::command), which is one call of ffmpeg, or natively for images.
//!
//! ```
//! use seedance_preflight::fix::{FixOptions, Step, fix};
//! use seedance_preflight::profile::Profile;
//! use seedance_preflight::{Budget, probe};
//!
//! # fn main() -> std::io::Result<()> {
//! let music = std::fs::File::open("testdata/refused/too-long.mp3")?;
//! let plan = fix(&probe(&music, &Budget::default()), &Profile::default(), &FixOptions::default());
//! // As many whole frames of 576 samples as fit; `-t 15` would leave one more, and 15.048 s.
//! assert!(plan.steps.iter().any(|step| matches!(step, Step::CopyAudio { packets: Some(208) })));
//! # Ok(())
//! # }
//! ```

mod across;
mod audio;
mod command;
mod demuxer;
mod dimensions;
mod duration;
mod ffprobe;
mod image;
#[cfg(test)]
mod laws;
#[cfg(feature = "fix")]
mod native;
mod no_fix;
mod number;
mod options;
mod plan;
mod planner;
mod quote;
mod rate;
mod request;
#[cfg(test)]
mod request_laws;
mod request_plan;
mod shown;
mod shown_request;
mod step;
mod video;

pub use demuxer::demuxer;
pub use ffprobe::facts_by_ffprobe;
#[cfg(feature = "fix")]
pub use native::{NativeError, fix_image};
pub use no_fix::NoFix;
pub use options::{Extend, Fit, FixOptions, Keep, Quality};
pub use plan::Plan;
pub use planner::{fix, fix_subject};
#[cfg(all(feature = "wasm", any(test, target_family = "wasm")))]
pub(crate) use quote::{posix_command, powershell_command};
pub use quote::{quoted_command, quoted_for_posix, quoted_for_powershell};
pub use request::fix_request;
pub use request_plan::{AssetPlan, RequestPlan};
pub use shown::ShownFix;
pub use shown_request::ShownRequestFix;
pub use step::{Loss, Step};
