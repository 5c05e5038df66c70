//! `size`: how large is the output?

use std::io::{self, BufWriter, Write};
use std::path::Path;

use seedance_preflight::profile::{Mode, Profile, SizeRow};
use seedance_preflight::size::{output_size, predict_ratio};
use seedance_preflight::{Facts, render};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::args::{Format, Size};
use crate::exit::Exit;
use crate::input;
use crate::language::{language, padded, said};
use crate::output::Error;
use crate::settings;

/// The ratio that the service chooses.
const ADAPTIVE: &str = "adaptive";

pub(crate) fn run(args: &Size) -> Result<Exit, Error> {
    let profile = settings::profile(args.profile.as_deref(), &args.settings)?;
    let (Some(ratio), Some(quality)) = (args.ratio.as_deref(), args.quality.as_deref()) else {
        return all(&profile, args.ratio.as_deref(), args.format);
    };
    let none = || Error::NoSize {
        profile: profile.name.to_string(),
        ratio: ratio.to_owned(),
        quality: quality.to_owned(),
        others: having(ratio, quality),
    };
    match &args.media {
        Some(_) if ratio != ADAPTIVE => Err(Error::NotAdaptive(ratio.to_owned())),
        None if ratio == ADAPTIVE => Err(Error::NoMedia),
        None => print(output_size(&profile, ratio, quality).ok_or_else(none)?, false, args.format),
        Some(path) => {
            // An unknown quality is not the file's fault.
            let known = profile.request.sizes.iter().any(|size| size.quality == quality);
            if known { adaptive(&profile, quality, path, args.format) } else { Err(none()) }
        }
    }
}

/// What `adaptive` chooses for the file at `path`.
fn adaptive(profile: &Profile, quality: &str, path: &Path, format: Format) -> Result<Exit, Error> {
    let facts = input::facts(path, false);
    let leading: &[Option<&Facts>] = &[Some(&facts)];
    let ratio = predict_ratio(profile, Mode::Reference, leading, &[]);
    match ratio.and_then(|ratio| output_size(profile, ratio, quality)) {
        Some(row) => print(row, true, format),
        None => {
            let reason = match facts.faults.first() {
                Some(fault) => fault.text_in(language()).into(),
                None => said!("it has no video track or image"),
            };
            let text = said!("{path}: its size was not determined: {reason}", path = format!("{path:?}"), reason);
            anstream::eprintln!("seedance-preflight: {text}");
            Ok(Exit::Undecided)
        }
    }
}

fn print(size: &SizeRow, predicted: bool, format: Format) -> Result<Exit, Error> {
    let mut out = std::io::stdout().lock();
    match format {
        Format::Text => {
            let mark = if predicted { language().text(" (predicted)") } else { "" };
            writeln!(out, "{}x{} {} {}{mark}", size.width, size.height, size.ratio, size.quality)?;
        }
        Format::Json | Format::Jsonl => {
            render::json_value(&object(size, predicted), &mut out)?;
            writeln!(out)?;
        }
    }
    Ok(Exit::Accepted)
}

/// The built-in profiles that have this size.
fn having(ratio: &str, quality: &str) -> Vec<String> {
    let profiles = Profile::all().into_iter().filter(|profile| output_size(profile, ratio, quality).is_some());
    profiles.map(|profile| profile.name.to_string()).collect()
}

/// All sizes of the profile, or those of one ratio, in the order of its table.
fn all(profile: &Profile, ratio: Option<&str>, format: Format) -> Result<Exit, Error> {
    let sizes = profile.request.sizes.iter().filter(|size| ratio.is_none_or(|ratio| size.ratio == ratio));
    let sizes: Vec<_> = sizes.collect();
    if let Some(ratio) = ratio.filter(|_| sizes.is_empty()) {
        let (profile, ratio) = (profile.name.to_string(), ratio.to_owned());
        return Err(Error::NoSize { profile, ratio, quality: "any quality".to_owned(), others: Vec::new() });
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let objects = sizes.iter().map(|size| object(size, false));
    match format {
        Format::Text => grid(&sizes, &mut out)?,
        Format::Json => {
            render::json_value_pretty(&Value::from_iter(objects), &mut out)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for object in objects {
                render::json_value(&object, &mut out)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    Ok(Exit::Accepted)
}

/// A row for each ratio and a column for each quality, in the order of the table.
fn grid(sizes: &[&SizeRow], out: &mut dyn Write) -> io::Result<()> {
    let heading = language().text("ratio");
    let (ratios, qualities) = (distinct(sizes, |size| &size.ratio), distinct(sizes, |size| &size.quality));
    let first = ratios.iter().map(|ratio| ratio.len()).fold(heading.width(), usize::max);
    let cell = |ratio: &str, quality: &str| {
        let size = sizes.iter().find(|size| size.ratio == ratio && size.quality == quality);
        size.map_or_else(|| "-".to_owned(), |size| format!("{}x{}", size.width, size.height))
    };
    let columns = qualities.iter().map(|quality| {
        let cells: Vec<_> = ratios.iter().map(|ratio| cell(ratio, quality)).collect();
        let width = cells.iter().map(String::len).fold(quality.len(), usize::max);
        (quality, cells, width)
    });
    let columns: Vec<_> = columns.collect();
    let mut line = padded(heading, first);
    for (quality, _, width) in &columns {
        line += &format!("  {quality:<width$}");
    }
    writeln!(out, "{}", line.trim_end())?;
    for (row, ratio) in ratios.iter().enumerate() {
        let mut line = padded(ratio, first);
        for (_, cells, width) in &columns {
            line += &format!("  {:<width$}", cells.get(row).map_or("", String::as_str));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Each value once, in the order in which they come.
fn distinct<'a>(sizes: &[&'a SizeRow], of: impl Fn(&'a SizeRow) -> &'a str) -> Vec<&'a str> {
    let mut values = Vec::new();
    for value in sizes.iter().map(|size| of(size)) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

fn object(size: &SizeRow, predicted: bool) -> Value {
    json!({
        "ratio": size.ratio,
        "quality": size.quality,
        "width": size.width,
        "height": size.height,
        "predicted": predicted,
        "source": size.source.to_string(),
    })
}
