//! Plain data: exact numbers, formats, codecs, and the facts that a probe measures.

mod codec;
mod duration;
mod facts;
mod fault;
mod format;
pub(crate) mod named;
mod obstacle;
mod rational;
mod reading;
mod remote_stamp;
mod subject;
mod unit;
mod value;

pub use codec::Codec;
pub use duration::MediaDuration;
pub use facts::{AudioFacts, Body, DurationSource, Facts, ImageFacts, Media, VideoFacts};
pub use fault::{AccessError, Fault, FaultKind};
pub use format::{Format, Kind};
pub use obstacle::FetchObstacle;
pub use rational::Rational;
pub use reading::{DurationReading, ReadingSource};
pub use remote_stamp::RemoteStamp;
pub use subject::Subject;
pub use unit::Unit;
pub use value::{Expected, ExpectedRange, Value};
