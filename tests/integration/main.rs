//! The library and the program as their users meet them, in one binary: linking is what makes a suite slow.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::cast_precision_loss)] // Tests may; helpers of tests are not recognised as such.

#[cfg(feature = "cli")]
mod audit;
#[cfg(feature = "cli")]
mod audit_outputs;
mod both_languages;
mod boundaries;
mod corpus;
#[cfg(feature = "deep")]
mod deep;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(feature = "cli")]
mod fix;
#[cfg(feature = "deep")]
mod image_faults;
#[cfg(feature = "cli")]
mod journal;
mod laws;
mod modules;
#[cfg(unix)]
mod new_rule;
#[cfg(feature = "cli")]
mod program;
mod public_api;
mod request_rules;
mod rules_on_facts;
#[cfg(all(feature = "cli", feature = "s3"))]
mod s3;
#[cfg(feature = "cli")]
mod settings;
mod silent_faults;
#[cfg(all(feature = "cli", feature = "submit"))]
mod submit;
#[path = "../support/mod.rs"]
mod support;
mod table_of_rules;
mod translations;
#[cfg(all(feature = "cli", unix))]
mod ways;
#[cfg(all(feature = "cli", feature = "fetch"))]
#[path = "../support/web.rs"]
mod web;
#[cfg(all(feature = "cli", unix))]
mod windows;
