//! The rules: one per file, named like its id. A rule knows facts and a profile, never bytes, and contains no number of
//! the contract.
//!
//! To add one, write its file and add its line to the table.

pub(crate) mod accepted;
mod audio;
mod context;
#[cfg(test)]
mod examples;
mod extension;
mod fetch;
mod image;
mod judge;
mod media;
mod rates;
mod readings;
mod request;
#[cfg(test)]
mod request_examples;
mod rule;
mod table;
mod total;
mod video;
mod view;
mod wording;

pub(crate) use context::Asset;
pub(crate) use judge::{judge, judge_request};
pub use table::{all, by_id};
pub(crate) use view::{BoundAsset, RequestView};
