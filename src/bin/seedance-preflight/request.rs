//! `request`: may this request be sent?

use std::io::{BufWriter, Write};
use std::path::Path;

use anstream::ColorChoice;
use anstream::stream::RawStream;
use seedance_preflight::request::{self, RequestDocument};
use seedance_preflight::{CheckOptions, RequestReport, check_request, render};

use crate::args::{CheckRequest, Format, Request};
use crate::assets;
use crate::exit::Exit;
use crate::input;
use crate::output::Error;
use crate::profiles;
use crate::remote::Remote;

pub(crate) fn run(args: &CheckRequest) -> Result<Exit, Error> {
    let CheckRequest { choice, request: args } = args;
    if args.convert {
        return convert(args);
    }
    let text = read(args)?;
    let document = RequestDocument::read(&text);
    let profile = profiles::load_for(&args.judging.profile, &document)?;
    let mut options = args.judging.options(profile);
    options.rules = choice.rules()?;
    let report = judge(args, &document, &options)?;
    let any_missing = assets::any_missing(&document, &args.assets);

    let stdout = std::io::stdout();
    let palette = palette(&stdout);
    let mut out = BufWriter::new(stdout.lock());
    let name = args.file.to_string_lossy();
    match args.format {
        Format::Text => render::text_request_report(&name, &report, &document, palette, &mut out)?,
        Format::Json | Format::Jsonl => {
            render::json_request_report(&args.file, &report, &mut out)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    if any_missing {
        return Ok(Exit::Failed);
    }
    let exit = Exit::from(report.verdict());
    Ok(if choice.no_fail { exit.without_verdict() } else { exit })
}

/// Prints the request converted from the body of another API.
pub(crate) fn convert(args: &Request) -> Result<Exit, Error> {
    let text = read(args)?;
    let profile = profiles::load_for(&args.judging.profile, &RequestDocument::read(&text))?;
    match request::convert(&text, &profile) {
        Some(converted) => {
            writeln!(std::io::stdout().lock(), "{converted}")?;
            Ok(Exit::Accepted)
        }
        None => Err(Error::NotConvertible),
    }
}

/// The request's text.
pub(crate) fn read(args: &Request) -> Result<Vec<u8>, Error> {
    input::request(&args.file).map_err(|source| Error::Request { path: args.file.clone(), source })
}

/// Judges the request with the media that are given for it.
pub(crate) fn judge(
    args: &Request,
    document: &RequestDocument<'_>,
    options: &CheckOptions,
) -> Result<RequestReport, Error> {
    let folder = if input::is_stdin(&args.file) { Path::new("") } else { args.file.parent().unwrap_or(Path::new("")) };
    let remote = Remote::new(&args.fetching, args.judging.deep)?;
    let bindings = assets::bind(document, &args.assets, folder, args.judging.deep, &remote)?;
    remote.print_fetch_totals();
    Ok(check_request(document, &bindings, options))
}

/// Colours only for terminals.
pub(crate) fn palette(stream: &impl RawStream) -> render::Palette {
    match anstream::AutoStream::choice(stream) {
        ColorChoice::Never => render::Palette::PLAIN,
        _ => render::Palette::ANSI,
    }
}
