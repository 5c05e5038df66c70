//! Says of prompts, images, videos and sounds whether the Seedance 2.0 API will take them, before they are uploaded.

#![forbid(unsafe_code)]

mod codec;
mod duration;
mod facts;
mod fault;
mod format;
mod probe;
mod rational;

pub use codec::Codec;
pub use duration::MediaDuration;
pub use facts::{AudioFacts, DurationSource, Facts, ImageFacts, Media, VideoFacts};
pub use fault::{Fault, FaultKind};
pub use format::{Format, Kind};
pub use probe::{Budget, ReadAt, Seekable, probe};
pub use rational::Rational;
