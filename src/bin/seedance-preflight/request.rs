//! `request`: may this request be sent?

use std::io::{BufWriter, Write};
use std::path::Path;

use anstream::ColorChoice;
use seedance_preflight::{RequestDocument, Verdict, check_request, render};

use crate::Exit;
use crate::args::{Format, Request};
use crate::assets;
use crate::input;
use crate::output::Error;
use crate::profiles;
use crate::remote::Remote;

pub(crate) fn run(args: &Request) -> Result<Exit, Error> {
    let profile = profiles::load(&args.judging.profile)?;
    let text = input::request(&args.file).map_err(|source| Error::Request { path: args.file.clone(), source })?;
    let document = RequestDocument::read(&text);
    let folder = if input::is_stdin(&args.file) { Path::new("") } else { args.file.parent().unwrap_or(Path::new("")) };
    let remote = Remote::new(&args.fetching, args.judging.deep)?;
    let bindings = assets::bind(&document, &args.assets, folder, args.judging.deep, &remote)?;
    remote.say_what_was_spent();
    let report = check_request(&document, &bindings, &profile, &args.judging.options());

    let stdout = std::io::stdout();
    let palette = match anstream::AutoStream::choice(&stdout) {
        ColorChoice::Never => render::Palette::PLAIN,
        _ => render::Palette::ANSI,
    };
    let mut out = BufWriter::new(stdout.lock());
    let name = args.file.to_string_lossy();
    match args.format {
        Format::Text => render::text_request_report(&name, &report, &document, palette, &mut out)?,
        Format::Json | Format::Jsonl => {
            render::json_request_report(&name, &report, &mut out)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(match report.verdict() {
        Verdict::Accepted => Exit::Accepted,
        Verdict::Refused => Exit::Refused,
        _ => Exit::Undecided,
    })
}
