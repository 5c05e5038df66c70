//! `config`: the settings in force, and where each comes from.

use std::io::{self, Write};

use seedance_preflight::profile::Tolerance;
use seedance_preflight::render;
use serde_json::{Map, Value, json};

use crate::args::{Config, Format, OutputArg};
use crate::exit::Exit;
use crate::output::Error;
use crate::settings::{Exclude, Flags, Origin, PerFile, Settings, Sourced, VARIABLES};

pub(crate) fn run(args: &Config) -> Result<Exit, Error> {
    let flags = Flags { judging: &args.judging, rules: Some(&args.rules), exclude: &args.exclude, output: Vec::new() };
    let settings = Settings::load(&flags, &args.judging.settings)?;
    let entries = entries(&settings);
    let mut out = io::stdout().lock();
    match args.format {
        Format::Text => text(&settings, &entries, &mut out)?,
        Format::Json | Format::Jsonl => {
            let settings = object(&settings, &entries);
            match args.format {
                Format::Json => render::json_value_pretty(&settings, &mut out)?,
                _ => render::json_value(&settings, &mut out)?,
            }
            writeln!(out)?;
        }
    }
    Ok(Exit::Accepted)
}

/// One setting as it is printed.
struct Entry<'a> {
    key: &'static str,
    value: Value,
    origin: &'a Origin,
}

fn entries(settings: &Settings) -> Vec<Entry<'_>> {
    let Settings { profile, tolerance, deny_warnings, select, ignore, exclude, output, language, per_file, .. } =
        settings;
    vec![
        entry("profile", profile, |value| value.to_string_lossy().into()),
        entry("tolerance", tolerance, |value| name_of(*value).into()),
        entry("deny-warnings", deny_warnings, |value| (*value).into()),
        entry("select", select, |value| value.clone().into()),
        entry("ignore", ignore, |value| value.clone().into()),
        entry("exclude", exclude, |Exclude { globs, .. }| globs.clone().into()),
        entry("output", output, |value| value.iter().map(text_of).collect()),
        entry("language", language, |value| value.name().into()),
        entry("per-file", per_file, |value| value.iter().map(object_of).collect()),
    ]
}

fn entry<'a, T>(key: &'static str, setting: &'a Sourced<T>, value: impl FnOnce(&T) -> Value) -> Entry<'a> {
    Entry { key, value: value(&setting.value), origin: &setting.origin }
}

fn name_of(tolerance: Tolerance) -> &'static str {
    match tolerance {
        Tolerance::Observed => "observed",
        _ => "documented",
    }
}

/// As `--output` has it.
fn text_of(output: &OutputArg) -> String {
    let kind = output.kind.name();
    output.file.as_ref().map_or(kind.to_owned(), |file| format!("{kind}={}", file.display()))
}

fn object_of(part: &PerFile) -> Value {
    let lists = [("glob", &part.globs), ("select", &part.select), ("ignore", &part.ignore)];
    let given = lists.into_iter().filter(|(_, list)| !list.is_empty());
    given.map(|(key, list)| (key.to_owned(), Value::from(list.clone()))).collect::<Map<_, _>>().into()
}

/// TOML, with the origins as comments.
fn text(settings: &Settings, entries: &[Entry<'_>], out: &mut dyn Write) -> io::Result<()> {
    if settings.files.is_empty() {
        writeln!(out, "# no settings file was read")?;
    }
    for file in &settings.files {
        writeln!(out, "# {}: {}", file.kind.name(), render::printable(&file.path.to_string_lossy()))?;
    }
    for Entry { key, value, origin } in entries {
        write!(out, "{key} = ")?;
        toml(value, out)?;
        writeln!(out, " # {}", render::printable(&origin.to_string()))?;
    }
    Ok(())
}

/// Writes the value as TOML, whose strings, booleans and arrays are those of JSON.
fn toml(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                out.write_all(if index == 0 { b"[" } else { b", " })?;
                toml(value, out)?;
            }
            out.write_all(if values.is_empty() { b"[]" } else { b"]" })
        }
        Value::Object(entries) => {
            for (index, (key, value)) in entries.iter().enumerate() {
                write!(out, "{}{key} = ", if index == 0 { "{ " } else { ", " })?;
                toml(value, out)?;
            }
            out.write_all(b" }")
        }
        other => render::json_value(other, out),
    }
}

fn object(settings: &Settings, entries: &[Entry<'_>]) -> Value {
    let files =
        settings.files.iter().map(|file| json!({"kind": file.kind.name(), "path": file.path.to_string_lossy()}));
    let of = |Entry { key, value, origin }: &Entry<'_>| {
        let variable = VARIABLES.iter().find(|(setting, _)| setting == key).map(|(_, name)| *name);
        let mut object = json!({"value": value, "origin": origin_of(origin)});
        if let (Some(variable), Some(object)) = (variable, object.as_object_mut()) {
            object.insert("variable".to_owned(), variable.into());
        }
        ((*key).to_owned(), object)
    };
    json!({
        "schema_version": render::SCHEMA_VERSION,
        "files": files.collect::<Vec<_>>(),
        "settings": entries.iter().map(of).collect::<Map<_, _>>(),
    })
}

fn origin_of(origin: &Origin) -> Value {
    let kind = origin.name();
    match origin {
        Origin::Default => json!({ "kind": kind }),
        Origin::File { path, line, .. } => json!({"kind": kind, "path": path.to_string_lossy(), "line": line}),
        Origin::Environment(name) | Origin::Flag(name) => json!({"kind": kind, "name": name}),
    }
}
