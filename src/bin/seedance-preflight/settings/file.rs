//! Reads a settings file.

use seedance_preflight::profile::Tolerance;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::find::SettingsFile;
use super::layer::{Exclude, Layer, PerFile};
use super::origin::{FileKind, Origin, Sourced};
use super::place::{self, SettingsError};
use super::{outputs, values};
use crate::args::OutputArg;
use crate::input;
use crate::nearest::instead_of;

/// The keys of a file, in the order in which `config` prints them.
const KEYS: [&str; 9] =
    ["profile", "tolerance", "deny-warnings", "select", "ignore", "exclude", "output", "language", "per-file"];

/// The keys of one `[[per-file]]`.
const PER_FILE_KEYS: [&str; 3] = ["glob", "select", "ignore"];

/// What the file sets.
pub(super) fn read(file: &SettingsFile) -> Result<Layer, SettingsError> {
    let text =
        input::settings_text(&file.path).map_err(|source| SettingsError::Read { path: file.path.clone(), source })?;
    let reader = Reader { file, text: &text };
    let table = DeTable::parse(&text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        reader.error(offset, error.message().replace(char::is_control, " "))
    })?;
    let mut layer = Layer::default();
    for (key, value) in in_order(table.get_ref()) {
        reader.set(&mut layer, key, value)?;
    }
    Ok(layer)
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

/// The entries as they are written, so that the first error is the first in the file.
fn in_order<'a, 't>(table: &'t DeTable<'a>) -> Vec<(&'t Key<'a>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

struct Reader<'a> {
    file: &'a SettingsFile,
    text: &'a str,
}

impl Reader<'_> {
    /// Adds one setting to `layer`. A new one is a line here, and one in [`KEYS`].
    fn set(&self, layer: &mut Layer, key: &Key<'_>, value: &Value<'_>) -> Result<(), SettingsError> {
        let offset = key.span().start;
        match key.get_ref().as_ref() {
            "profile" => layer.profile = self.sourced(offset, self.string(value, |name| self.profile(name))?),
            "tolerance" => layer.tolerance = self.sourced(offset, self.tolerance(value)?),
            "deny-warnings" => layer.deny_warnings = self.sourced(offset, self.boolean(value)?),
            "select" => layer.select = self.sourced(offset, self.list(value, values::rule)?),
            "ignore" => layer.ignore = self.sourced(offset, self.list(value, values::rule)?),
            "exclude" => layer.exclude = self.sourced(offset, self.exclude(value)?),
            "output" => layer.output = self.sourced(offset, self.list(value, |text| self.output(text))?),
            "language" => layer.language = self.sourced(offset, self.string(value, values::language)?),
            "per-file" => layer.per_file = self.sourced(offset, self.per_file(value)?),
            unknown => return Err(self.unknown_key(offset, unknown, &KEYS)),
        }
        Ok(())
    }

    fn profile(&self, name: &str) -> Result<std::path::PathBuf, String> {
        values::profile(name, self.file.path.parent().unwrap_or(&self.file.folder))
    }

    fn tolerance(&self, value: &Value<'_>) -> Result<Tolerance, SettingsError> {
        self.string(value, values::tolerance)
    }

    fn exclude(&self, value: &Value<'_>) -> Result<Exclude, SettingsError> {
        Ok(Exclude { globs: self.list(value, values::glob)?, from: Some(self.file.folder.clone()) })
    }

    fn output(&self, text: &str) -> Result<OutputArg, String> {
        let mut output = values::output_of(text)?;
        if let Some(file) = output.file {
            let folder = &self.file.folder;
            let is_own = self.file.kind == FileKind::User;
            output.file = Some(if is_own { folder.join(file) } else { outputs::inside(folder, &file)? });
        }
        Ok(output)
    }

    fn per_file(&self, value: &Value<'_>) -> Result<Vec<PerFile>, SettingsError> {
        let Some(parts) = value.get_ref().as_array() else {
            return Err(self.wrong_type(value, "a list of tables that begin with [[per-file]]"));
        };
        parts.iter().map(|part| self.part(part)).collect()
    }

    fn part(&self, value: &Value<'_>) -> Result<PerFile, SettingsError> {
        let Some(table) = value.get_ref().as_table() else {
            return Err(self.wrong_type(value, "a table"));
        };
        let (mut select, mut ignore) = (Vec::new(), Vec::new());
        let mut part =
            PerFile { folder: self.file.folder.clone(), globs: Vec::new(), select: Vec::new(), ignore: Vec::new() };
        for (key, value) in in_order(table) {
            match key.get_ref().as_ref() {
                "glob" => part.globs = self.list(value, values::glob)?,
                "select" => select = self.list(value, values::rule)?,
                "ignore" => ignore = self.list(value, values::rule)?,
                unknown => return Err(self.unknown_key(key.span().start, unknown, &PER_FILE_KEYS)),
            }
        }
        if part.globs.is_empty() || (select.is_empty() && ignore.is_empty()) {
            let message = "per-file needs a `glob`, and rules to `select` or `ignore`".to_owned();
            return Err(self.error(value.span().start, message));
        }
        (part.select, part.ignore) = (select, ignore);
        Ok(part)
    }

    /// A list of strings; one string is a list of itself.
    fn list<T>(&self, value: &Value<'_>, of: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, SettingsError> {
        match value.get_ref() {
            DeValue::Array(values) => values.iter().map(|value| self.string(value, &of)).collect(),
            DeValue::String(_) => Ok(vec![self.string(value, of)?]),
            _ => Err(self.wrong_type(value, "a list of strings")),
        }
    }

    fn string<T>(&self, value: &Value<'_>, of: impl FnOnce(&str) -> Result<T, String>) -> Result<T, SettingsError> {
        let text = value.get_ref().as_str().ok_or_else(|| self.wrong_type(value, "a string"))?;
        of(text).map_err(|message| self.error(value.span().start, message))
    }

    fn boolean(&self, value: &Value<'_>) -> Result<bool, SettingsError> {
        value.get_ref().as_bool().ok_or_else(|| self.wrong_type(value, "true or false"))
    }

    fn sourced<T>(&self, offset: usize, value: T) -> Option<Sourced<T>> {
        let (line, _) = place::of(self.text, offset);
        Some(Sourced { value, origin: Origin::File { kind: self.file.kind, path: self.file.path.clone(), line } })
    }

    fn unknown_key(&self, offset: usize, key: &str, known: &[&str]) -> SettingsError {
        self.error(offset, format!("unknown key {key:?}; {}", instead_of(key, known)))
    }

    fn wrong_type(&self, value: &Value<'_>, expected: &str) -> SettingsError {
        self.error(value.span().start, format!("value is of type {}; expected {expected}", value.get_ref().type_str()))
    }

    fn error(&self, offset: usize, message: String) -> SettingsError {
        let (line, column) = place::of(self.text, offset);
        SettingsError::File { path: self.file.path.clone(), line, column, message }
    }
}
