//! `explain --upstream`: what does the service's refusal mean?

use std::io::{self, Read, Write};
use std::path::Path;

use seedance_preflight::request::{Counts, RequestDocument};
use seedance_preflight::upstream::{UpstreamRefusal, explain_upstream};
use seedance_preflight::{ExpectedRange, rules};

use crate::Exit;
use crate::input;
use crate::output::Error;

/// More than any answer of the service is long.
const MOST_FROM_STDIN: u64 = 1 << 20;

pub(crate) fn run(message: &str, request: Option<&Path>) -> Result<Exit, Error> {
    let counts = request.map(counts).transpose()?.flatten();
    let refusal = match message {
        "-" => explain_upstream(&from_stdin().map_err(Error::Answer)?, counts),
        _ => explain_upstream(message, counts),
    };
    let mut out = io::stdout().lock();
    match refusal {
        Some(refusal) => {
            print(&refusal, &mut out)?;
            Ok(Exit::Accepted)
        }
        None => {
            writeln!(out, "unknown: the service refused for a reason that no rule here speaks of")?;
            Ok(Exit::Undecided)
        }
    }
}

fn print(refusal: &UpstreamRefusal, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", refusal.rule)?;
    if let Some(other) = refusal.or_rule {
        write!(out, " or {other}")?;
    }
    match (&refusal.pointer, refusal.content_index) {
        (Some(pointer), _) => writeln!(out, " at {pointer}")?,
        (None, Some(index)) => writeln!(out, " at content[{index}]; --request tells which that is")?,
        (None, None) => writeln!(out)?,
    }
    if let Some(rule) = rules::by_id(refusal.rule) {
        writeln!(out, "  {}", rule.summary)?;
    }
    if let Some(bound) = refusal.bound {
        let unit = refusal.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        let quantity = refusal.quantity.replace('_', " ");
        writeln!(out, "  the service takes as {quantity}: {}{unit}", ExpectedRange::from(bound))?;
    }
    if let Some(model) = &refusal.model {
        writeln!(out, "  the model behind it: {model}")?;
    }
    writeln!(out, "  help: {}", refusal.help())
}

/// How much of each kind the request carries; `None` where that cannot be read. What is wrong with it otherwise does not
/// matter here.
fn counts(path: &Path) -> Result<Option<Counts>, Error> {
    let text = input::request(path).map_err(|source| Error::Request { path: path.to_owned(), source })?;
    Ok(RequestDocument::read(&text).counts())
}

fn from_stdin() -> io::Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MOST_FROM_STDIN).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
