//! `size`: how large is what comes out?

use std::io::{BufWriter, Write};
use std::path::Path;

use seedance_preflight::Facts;
use seedance_preflight::profile::{Mode, OutputSize, Profile};
use seedance_preflight::size::{output_size, predict_size};
use serde_json::{Value, json};

use crate::Exit;
use crate::args::{Format, Size};
use crate::input;
use crate::output::Error;
use crate::profiles;

/// The ratio that is left to the service.
const ADAPTIVE: &str = "adaptive";

pub(crate) fn run(args: &Size) -> Result<Exit, Error> {
    let profile = profiles::load(&args.profile)?;
    if args.all {
        return all(&profile, args.format);
    }
    let (ratio, quality) = (args.ratio.as_deref().unwrap_or_default(), args.quality.as_deref().unwrap_or_default());
    let none =
        || Error::NoSize { profile: profile.name.to_string(), ratio: ratio.to_owned(), quality: quality.to_owned() };
    match &args.media {
        Some(_) if ratio != ADAPTIVE => Err(Error::NotAdaptive(ratio.to_owned())),
        None if ratio == ADAPTIVE => Err(Error::NoMedia),
        None => print(output_size(&profile, ratio, quality).ok_or_else(none)?, false, args.format),
        Some(path) => {
            // A quality that the profile does not know is not the file's fault.
            let known = profile.request.sizes.iter().any(|size| size.quality == quality);
            if known { adaptive(&profile, quality, path, args.format) } else { Err(none()) }
        }
    }
}

/// What `adaptive` chooses for the file at `path`.
fn adaptive(profile: &Profile, quality: &str, path: &Path, format: Format) -> Result<Exit, Error> {
    let facts = input::facts(path, false);
    let leading: &[Option<&Facts>] = &[Some(&facts)];
    match predict_size(profile, Mode::Reference, ADAPTIVE, quality, leading, &[]) {
        Some(found) => print(found.size, found.predicted, format),
        None => {
            let reason = facts.faults.first().map_or_else(|| "it has no picture".to_owned(), ToString::to_string);
            anstream::eprintln!("seedance-preflight: {}: the sides were not found: {reason}", path.display());
            Ok(Exit::Undecided)
        }
    }
}

fn print(size: &OutputSize, predicted: bool, format: Format) -> Result<Exit, Error> {
    let mut out = std::io::stdout().lock();
    match format {
        Format::Text => {
            let mark = if predicted { " (predicted)" } else { "" };
            writeln!(out, "{}x{} {} {}{mark}", size.width, size.height, size.ratio, size.quality)?;
        }
        Format::Json | Format::Jsonl => writeln!(out, "{}", object(size, predicted))?,
    }
    Ok(Exit::Accepted)
}

/// All that the profile has, in the order of its table.
fn all(profile: &Profile, format: Format) -> Result<Exit, Error> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let objects = profile.request.sizes.iter().map(|size| object(size, false));
    match format {
        Format::Text => {
            for size in &profile.request.sizes {
                writeln!(out, "{:<6} {:<6} {}x{}", size.ratio, size.quality, size.width, size.height)?;
            }
        }
        Format::Json => writeln!(out, "{:#}", Value::from_iter(objects))?,
        Format::Jsonl => {
            for object in objects {
                writeln!(out, "{object}")?;
            }
        }
    }
    out.flush()?;
    Ok(Exit::Accepted)
}

fn object(size: &OutputSize, predicted: bool) -> Value {
    json!({
        "ratio": size.ratio,
        "quality": size.quality,
        "width": size.width,
        "height": size.height,
        "predicted": predicted,
        "source": size.source.to_string(),
    })
}
