//! The user's guide: the program, the library around its pure core, and what both were measured to do.

#[doc = include_str!("zh.md")]
pub mod zh {}

#[doc = include_str!("install.md")]
pub mod install {}

#[doc = include_str!("program.md")]
pub mod program {}

#[doc = include_str!("settings.md")]
pub mod settings {}

#[doc = include_str!("fixing.md")]
pub mod fixing {}

#[doc = include_str!("audit.md")]
pub mod audit {}

#[doc = include_str!("request.md")]
pub mod request {}

#[doc = include_str!("urls.md")]
pub mod urls {}

#[doc = include_str!("buckets.md")]
pub mod buckets {}

#[doc = include_str!("sending.md")]
pub mod sending {}

#[doc = include_str!("languages.md")]
pub mod languages {}

#[doc = include_str!("python.md")]
pub mod python {}

#[doc = include_str!("browser.md")]
pub mod browser {}

#[doc = include_str!("profiles.md")]
pub mod profiles {}

#[doc = include_str!("output.md")]
pub mod output {}

#[doc = include_str!("columns.md")]
pub mod columns {}

#[doc = include_str!("exit_codes.md")]
pub mod exit_codes {}

#[doc = include_str!("accuracy.md")]
pub mod accuracy {}

#[doc = include_str!("speed.md")]
pub mod speed {}

#[doc = include_str!("scale.md")]
pub mod scale {}

#[doc = include_str!("hostile_files.md")]
pub mod hostile_files {}

#[doc = include_str!("glossary.md")]
pub mod glossary {}
