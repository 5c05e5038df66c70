//! What will be sent, and the yes that some of it needs.

use std::io::{self, BufRead, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice, eprint, eprintln};
use seedance_preflight::profile::Profile;
use seedance_preflight::render::printable;
use seedance_preflight::request::{Request, RequestDocument};
use seedance_preflight::{RequestReport, Verdict, render};

use crate::args::Submit;
use crate::input;
use crate::language::{language, padded, said};
use crate::output::Error;

/// Writes the report, and what will be sent where.
pub(super) fn show(
    args: &Submit,
    document: &RequestDocument<'_>,
    report: &RequestReport,
    profile: &Profile,
) -> Result<(), Error> {
    let palette = match AutoStream::choice(&io::stderr()) {
        ColorChoice::Never => render::Palette::PLAIN,
        _ => render::Palette::ANSI,
    }
    .in_language(language());
    let mut out = io::stderr().lock();
    let name = args.request.file.to_string_lossy();
    render::text_request_report(&name, report, document, palette, &mut out)?;
    if let Some(request) = report.request().filter(|_| report.verdict() != Verdict::Refused) {
        writeln!(out, "{} {}", padded(language().text("to"), 9), printable(args.service.base_url.as_str()))?;
        writeln!(out, "          {}", what_is_made(request, report, profile))?;
        writeln!(out, "          {:?}", prompt(request))?;
    }
    out.flush()?;
    Ok(())
}

/// `seedance-2.0-text-to-video, 8 s, 1280x720 (720p, 16:9), with audio; 2 images, 1 video`.
fn what_is_made(request: &Request, report: &RequestReport, profile: &Profile) -> String {
    let defaults = &profile.request;
    let duration = request.duration.unwrap_or_else(|| defaults.default_duration.into());
    let quality = request.quality.as_ref().map_or(&*defaults.default_quality, |quality| quality.as_str());
    let ratio = request.aspect_ratio.as_ref().map_or(&*defaults.default_aspect_ratio, |ratio| ratio.as_str());
    let size = match report.output_size() {
        Some(size) => {
            format!("{}x{}{}", size.width, size.height, if size.predicted { language().text(" predicted") } else { "" })
        }
        None => language().text("size not known").to_owned(),
    };
    let audio = if request.generate_audio == Some(false) {
        language().text("without audio")
    } else {
        language().text("with audio")
    };
    let model = request.model.as_str();
    let mut words = printable(&said!(
        "{model}, {duration} s, {size} ({quality}, {ratio}), {audio}",
        model,
        duration,
        size,
        quality,
        ratio,
        audio
    ));
    let counted =
        [("images", &request.image_urls), ("videos", &request.video_urls), ("audio_files", &request.audio_urls)];
    let mut separator = language().text("; ");
    for (kind, urls) in counted.into_iter().filter(|(_, urls)| !urls.is_empty()) {
        let what = said!("{kind}: {count}", kind = language().quantity(kind), count = urls.len());
        words.push_str(&format!("{separator}{what}"));
        separator = language().text(", ");
    }
    words
}

fn prompt(request: &Request) -> String {
    const SHOWN: usize = 200;
    let mut shown: String = request.prompt.chars().take(SHOWN).collect();
    if shown.len() < request.prompt.len() {
        shown.push('…');
    }
    shown
}

/// Whether the user says yes, on the command line or now.
pub(super) fn is_confirmed(args: &Submit) -> Result<bool, Error> {
    if args.yes {
        return Ok(true);
    }
    // Standard input may have been the request.
    let can_ask = io::stdin().is_terminal() && io::stderr().is_terminal() && !input::is_stdin(&args.request.file);
    if !can_ask {
        eprintln!(
            "seedance-preflight: {}",
            said!("warnings or undecided rules need confirmation, and there is no terminal; use --yes to send anyway")
        );
        return Ok(false);
    }
    eprint!("{}", said!("Send anyway? [y/N] "));
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).map_err(Error::Confirmation)?;
    Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}
