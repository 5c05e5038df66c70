//! Every output of an audit, by the program: their shapes, their schemas, that they agree with each other, and that no file
//! name does harm in any of them.

mod agree;
mod baseline;
#[cfg(feature = "parquet")]
mod columns;
mod counts;
mod folder;
mod hostile;
mod run;
mod sarif_reader;
mod schemas;
mod shapes;
