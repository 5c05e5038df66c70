//! `schema`: the shape of what goes in and what comes out.

use std::io::Write;

use seedance_preflight::render;

use crate::args::{Schema, SchemaArg};
use crate::exit::Exit;
use crate::output::Error;

/// Of a settings file, which only the program reads.
const CONFIG_SCHEMA: &str = include_str!("../../../testdata/schema/config.json");

pub(crate) fn run(args: &Schema) -> Result<Exit, Error> {
    let schema = match args.of {
        SchemaArg::Request => render::REQUEST_SCHEMA,
        SchemaArg::Report => render::REPORT_SCHEMA,
        SchemaArg::Facts => render::FACTS_SCHEMA,
        SchemaArg::Explanation => render::EXPLANATION_SCHEMA,
        SchemaArg::Profile => render::PROFILE_SCHEMA,
        SchemaArg::Config => CONFIG_SCHEMA,
    };
    std::io::stdout().lock().write_all(schema.as_bytes())?;
    Ok(Exit::Accepted)
}
