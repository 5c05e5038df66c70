//! What is printed of tasks.

use std::io::{self, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use anstream::eprintln;
use seedance_preflight::render::printable;
use seedance_preflight::request::Counts;
use seedance_preflight::size::OutputSize;
use seedance_preflight::submit::{ApiError, SubmitError, Task, TaskStatus, UnknownCause};
use seedance_preflight::upstream::UpstreamRefusal;
use seedance_preflight::{RequestReport, render};
use serde_json::{Map, Value, json};

use super::download::Saved;
use crate::args::{Format, Submit};
use crate::exit::Exit;
use crate::language::{language, language_of_data, padded, said, translated_data};
use crate::output::Error;

/// The version that every object states.
const SCHEMA_VERSION: u32 = 1;

/// Prints the events of one request in one format.
pub(crate) struct Printer {
    pub(crate) size: Option<OutputSize>,
    /// Of the request, so that the service's `content[N]` becomes a pointer.
    pub(crate) counts: Option<Counts>,
    pub(crate) format: Format,
}

impl Printer {
    /// Prints that a task was created: on standard output, unless that gets a single object at the end.
    pub(crate) fn created(&self, task: &Task) -> Result<(), Error> {
        match self.format {
            Format::Text => {
                let mut words = vec![translated_data(task.status.name()).into_owned()];
                words.extend(
                    task.estimated_time
                        .map(|time| said!("estimated at {seconds} s", seconds = time.as_secs()).into_owned()),
                );
                words.extend(
                    task.usage
                        .credits_reserved
                        .as_ref()
                        .map(|credits| said!("{credits} credits reserved", credits).into_owned()),
                );
                line(&format!(
                    "{} {}  {}",
                    padded(language().text("created"), 9),
                    task.id,
                    words.join(language().text(", "))
                ))
            }
            Format::Json => {
                eprintln!("seedance-preflight: {}", said!("created {id}", id = task.id));
                Ok(())
            }
            Format::Jsonl => line(&self.object("created", task, &[]).to_string()),
        }
    }

    /// Prints the state of a task.
    pub(crate) fn task(&self, task: &Task, saved: &[Saved]) -> Result<(), Error> {
        if self.format != Format::Text {
            return line(&self.object(task.status.name(), task, saved).to_string());
        }
        let mut out = io::stdout().lock();
        let progress = task.progress.map(|percent| format!("  {percent} %")).unwrap_or_default();
        writeln!(out, "{} {}{progress}", padded(&printable(&translated_data(task.status.name())), 9), task.id)?;
        for link in task.links() {
            writeln!(out, "  {}", printable(link.url))?;
        }
        if let Some(until) = task.links().find_map(|link| link.lives_until_at_least) {
            writeln!(out, "  {}", links_live(until))?;
        }
        for saved in saved {
            writeln!(out, "  {}", said!("saved {path}", path = printable(&saved.path.to_string_lossy())))?;
        }
        if let Some(error) = &task.error {
            writeln!(out, "  {error}")?;
            explain(error.explain(self.counts).as_ref(), error.help_in(language()), &mut out)?;
        }
        out.flush()?;
        Ok(())
    }

    /// Prints the last state of a task when waiting ends. As text, its creation was printed before.
    pub(super) fn unfinished(&self, task: &Task) -> Result<(), Error> {
        if self.format == Format::Text { Ok(()) } else { self.task(task, &[]) }
    }

    /// Prints why there is no task to show, or that its existence is unknown.
    pub(crate) fn error(&self, error: &SubmitError) -> Result<Exit, Error> {
        let exit = self.error_of_query(error);
        if self.format != Format::Text {
            let outcome = match exit {
                Exit::Refused => "refused",
                Exit::UnknownOutcome => "unknown",
                _ => "failed_call",
            };
            line(&Value::Object(error_object(outcome, error)).to_string())?;
        }
        Ok(exit)
    }

    /// The same on standard error only.
    pub(crate) fn error_of_query(&self, error: &SubmitError) -> Exit {
        eprintln!("seedance-preflight: {}", translated_data(&error.to_string()));
        match error {
            SubmitError::Refused(refusal) => {
                let mut out = io::stderr().lock();
                // If standard error is closed, the message has no reader.
                let _ = explain(refusal.explained.as_ref(), Some(&refusal.help_in(language())), &mut out);
                if let Some(asked) = refusal.retry_after {
                    let _ = writeln!(
                        out,
                        "  {}",
                        said!("the service asks to retry after {seconds} s", seconds = asked.as_secs())
                    );
                }
                Exit::Refused
            }
            SubmitError::UnknownOutcome(unknown) => {
                eprintln!("  {}{}", language().text("help: "), unknown.help_in(language()));
                Exit::UnknownOutcome
            }
            _ => Exit::Failed,
        }
    }

    fn object(&self, outcome: &str, task: &Task, saved: &[Saved]) -> Value {
        let mut object = Map::new();
        object.insert("schema_version".to_owned(), json!(SCHEMA_VERSION));
        object.insert("outcome".to_owned(), json!(outcome));
        object.insert("task".to_owned(), task_object(task));
        insert(&mut object, "output_size", self.size.map(|size| json!(size)));
        if !saved.is_empty() {
            let files = saved.iter().map(|saved| json!({"path": saved.path.to_string_lossy(), "bytes": saved.bytes}));
            object.insert("saved".to_owned(), files.collect());
        }
        if let Some(error) = &task.error {
            insert_help(&mut object, error.explain(self.counts).as_ref(), error.help_in(language_of_data()));
        }
        Value::Object(object)
    }
}

/// Says that a request was not sent, and why.
pub(super) fn not_sent(args: &Submit, report: &RequestReport) -> Result<(), Error> {
    if args.format == Format::Text {
        return Ok(());
    }
    let mut text = Vec::new();
    render::json_request_report_in(&args.request.file, report, language_of_data(), &mut text)?;
    let report: Value = serde_json::from_slice(&text).map_err(io::Error::from)?;
    line(&json!({"schema_version": SCHEMA_VERSION, "outcome": "not_sent", "report": report}).to_string())
}

/// The rule that a refusal corresponds to, and what to do.
pub(crate) fn explain(refusal: Option<&UpstreamRefusal>, help: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    if let Some(refusal) = refusal {
        let at = refusal.pointer.as_ref().map(|pointer| said!(" at {pointer}", pointer)).unwrap_or_default();
        let found = match refusal.rule {
            Some(rule) => said!("rule: {rule}", rule),
            None => said!("class: {class}", class = refusal.class.name()),
        };
        writeln!(out, "  {found}{at}")?;
        return writeln!(out, "  {}{}", language().text("help: "), refusal.help_in(language()));
    }
    match help {
        Some(help) => writeln!(out, "  {}{help}", language().text("help: ")),
        None => Ok(()),
    }
}

/// One line of standard output, out at once.
fn line(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()?;
    Ok(())
}

fn links_live(until: SystemTime) -> String {
    match until.duration_since(SystemTime::now()) {
        Ok(left) => {
            let (hours, minutes) = (left.as_secs() / 3600, left.as_secs() / 60 % 60);
            said!("the links live for {hours} h {minutes} min at least", hours, minutes)
        }
        Err(_) => said!("the links may have ended: they live 24 h from completion"),
    }
    .into_owned()
}

fn task_object(task: &Task) -> Value {
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(task.id.as_str()));
    object.insert("status".to_owned(), json!(task.status.name()));
    insert(&mut object, "model", task.model.as_ref().map(|model| json!(model)));
    insert(&mut object, "created", task.created.and_then(unix));
    insert(&mut object, "progress", task.progress.map(|percent| json!(percent)));
    insert(&mut object, "type", task.output.as_ref().map(|output| json!(output.name())));
    insert(&mut object, "estimated_time", task.estimated_time.map(|time| json!(time.as_secs())));
    insert(&mut object, "video_duration", task.video_duration.map(|length| json!(length.as_secs())));
    insert(&mut object, "credits_reserved", task.usage.credits_reserved.as_ref().map(|credits| json!(credits)));
    insert(&mut object, "billing_rule", task.usage.billing_rule.as_ref().map(|rule| json!(rule)));
    if task.status == TaskStatus::Completed {
        object.insert("results".to_owned(), json!(task.results));
        insert(
            &mut object,
            "links_live_until_at_least",
            task.links().find_map(|link| unix(link.lives_until_at_least?)),
        );
    }
    insert(&mut object, "error", task.error.as_ref().map(error_members));
    Value::Object(object)
}

fn error_object(outcome: &str, error: &SubmitError) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("schema_version".to_owned(), json!(SCHEMA_VERSION));
    object.insert("outcome".to_owned(), json!(outcome));
    object.insert("message".to_owned(), json!(error.to_string()));
    let refusal = match error {
        SubmitError::Refused(refusal) => Some(&**refusal),
        SubmitError::UnknownOutcome(unknown) => match &unknown.cause {
            UnknownCause::Status(refusal) => Some(&**refusal),
            _ => None,
        },
        _ => None,
    };
    if let Some(refusal) = refusal {
        object.insert("http_status".to_owned(), json!(refusal.status));
        object.insert("error".to_owned(), error_members(&refusal.error));
        insert(&mut object, "retry_after", refusal.retry_after.map(|asked| json!(asked.as_secs())));
    }
    match error {
        SubmitError::Refused(refusal) => {
            insert_help(&mut object, refusal.explained.as_ref(), Some(&refusal.help_in(language_of_data())));
        }
        SubmitError::UnknownOutcome(unknown) => {
            object.insert("help".to_owned(), json!(unknown.help_in(language_of_data())));
        }
        _ => {}
    }
    object
}

fn error_members(error: &ApiError) -> Value {
    let mut object = Map::new();
    let members = [
        ("code", &error.code),
        ("message", &error.message),
        ("type", &error.kind),
        ("param", &error.param),
        ("suggestion", &error.suggestion),
    ];
    for (key, value) in members {
        insert(&mut object, key, value.as_ref().map(|text| json!(text)));
    }
    Value::Object(object)
}

fn insert_help(object: &mut Map<String, Value>, refusal: Option<&UpstreamRefusal>, help: Option<&str>) {
    insert(object, "class", refusal.map(|refusal| json!(refusal.class)));
    insert(object, "rule", refusal.and_then(|refusal| refusal.rule).map(|rule| json!(rule)));
    insert(object, "pointer", refusal.and_then(|refusal| refusal.pointer.as_ref()).map(|pointer| json!(pointer)));
    let of_rule = refusal.map(|refusal| json!(refusal.help_in(language_of_data())));
    insert(object, "help", of_rule.or_else(|| help.map(|help| json!(help))));
}

fn insert(object: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        object.insert(key.to_owned(), value);
    }
}

/// Seconds since 1970.
fn unix(time: SystemTime) -> Option<Value> {
    Some(json!(time.duration_since(UNIX_EPOCH).ok()?.as_secs()))
}
