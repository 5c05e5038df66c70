//! Reports as columns of Apache Arrow: one row for each file, one schema for every host.
//!
//! [`files`] is the table of columns: what each is called, what it holds, and where its value comes from. Exact values have
//! columns of their own beside the rounded ones, so that no reader has to trust a float.

mod build;
mod cell;
mod files;
mod findings;
mod rows;

pub(crate) use rows::Rows;
