//! `explain --upstream`: what does the service's refusal mean?

use std::io::{self, Read, Write};
use std::path::Path;

use seedance_preflight::request::{Counts, RequestDocument};
use seedance_preflight::upstream::{RefusalClass, UpstreamRefusal, explain_upstream};
use seedance_preflight::{Expected, render, rules};

use crate::args::Format;
use crate::exit::Exit;
use crate::input;
use crate::language::{language, language_of_data, said};
use crate::output::Error;

/// More than any answer of the service is long.
const MOST_FROM_STDIN: u64 = 1 << 20;

pub(crate) fn run(message: &str, request: Option<&Path>, format: Format) -> Result<Exit, Error> {
    let counts = request.map(counts).transpose()?.flatten();
    let refusal = match message {
        "-" => explain_upstream(&from_stdin().map_err(Error::Answer)?, counts),
        _ => explain_upstream(message, counts),
    };
    let mut out = io::stdout().lock();
    match format {
        Format::Text => print(&refusal, &mut out)?,
        Format::Json | Format::Jsonl => {
            render::json_refusal_in(&refusal, language_of_data(), &mut out)?;
            writeln!(out)?;
        }
    }
    Ok(if refusal.class == RefusalClass::Unknown { Exit::Undecided } else { Exit::Accepted })
}

fn print(refusal: &UpstreamRefusal, out: &mut dyn Write) -> io::Result<()> {
    // A refusal that no rule finds is known by its class.
    write!(out, "{}", refusal.rule.unwrap_or(refusal.class.name()))?;
    if let Some(other) = refusal.or_rule {
        write!(out, "{}{other}", language().text(" or "))?;
    }
    match (&refusal.pointer, refusal.content_index) {
        (Some(pointer), _) => writeln!(out, "{}", said!(" at {pointer}", pointer))?,
        (None, Some(index)) => {
            writeln!(out, "{}", said!(" at content[{index}]; give --request for its place in the request", index))?;
        }
        (None, None) => writeln!(out)?,
    }
    if let Some(rule) = refusal.rule.and_then(rules::by_id) {
        writeln!(out, "  {}", rule.summary_in(language()))?;
    }
    writeln!(out, "  {}", said!("class: {class}", class = refusal.class.name()))?;
    if let (Some(bound), Some(quantity)) = (refusal.bound, refusal.quantity) {
        let unit = refusal.unit.map(|unit| unit.text_in(language())).unwrap_or_default();
        let expected = Expected::Range(bound.into()).text_in(language());
        let quantity = language().quantity(quantity);
        writeln!(out, "  {}", said!("expected {quantity}: {expected}{unit}", quantity, expected, unit))?;
    }
    if let Some(model) = &refusal.model {
        writeln!(out, "  {}", said!("model: {model}", model))?;
    }
    if let Some(again) = refusal.again {
        writeln!(out, "  {}", said!("again: {again}", again = language().text(again.name())))?;
    }
    writeln!(out, "  {}{}", language().text("help: "), refusal.help_in(language()))
}

/// How many assets of each kind the request has; `None` if that cannot be read. Other faults of the request do not matter
/// here.
fn counts(path: &Path) -> Result<Option<Counts>, Error> {
    let text = input::request(path).map_err(|source| Error::Request { path: path.to_owned(), source })?;
    Ok(RequestDocument::read(&text).counts())
}

fn from_stdin() -> io::Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MOST_FROM_STDIN).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
