//! A task, as the service describes it.

use std::fmt;
use std::time::{Duration, SystemTime};

use serde_json::{Number, Value};

use super::{AnswerFault, ApiError, TaskId, json};

/// How long result links live from the task's completion, by the API's documentation.
const LINKS_LIVE: Duration = Duration::from_secs(24 * 60 * 60);

/// The state of a task, as the service reports it. All but id and status may be missing, and unknown members are not part of
/// it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Task {
    /// Its name.
    pub id: TaskId,
    /// How far it is.
    pub status: TaskStatus,
    /// The model that makes it.
    pub model: Option<String>,
    /// When it was created, by the service's clock.
    pub created: Option<SystemTime>,
    /// Percent, 0 to 100.
    pub progress: Option<u8>,
    /// What comes out, `type` in JSON.
    pub output: Option<OutputKind>,
    /// Whether the service says that it can be cancelled. No call for this is documented.
    pub can_cancel: Option<bool>,
    /// How long it takes, as the service estimates.
    pub estimated_time: Option<Duration>,
    /// Length of the video.
    pub video_duration: Option<Duration>,
    /// What it costs.
    pub usage: Usage,
    /// URLs of the results, as the service wrote them; see [`links`](Self::links).
    pub results: Vec<String>,
    /// Why it failed.
    pub error: Option<ApiError>,
}

/// How far a task is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TaskStatus {
    /// It waits for its turn.
    Pending,
    /// It is being made.
    Processing,
    /// It is done, and has results.
    Completed,
    /// It will have no results; [`Task::error`] says why.
    Failed,
    /// It was cancelled, where the service has a status for that; by the documentation it is failed, with a code.
    Cancelled,
    /// A status that this crate does not know, and so perhaps not the last.
    Unknown(String),
}

/// What a task makes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OutputKind {
    /// Text.
    Text,
    /// Pictures.
    Image,
    /// Audio.
    Audio,
    /// Video.
    Video,
    /// A kind that this crate does not know.
    Unknown(String),
}

/// What a task costs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// By what it is counted, such as `per_second`.
    pub billing_rule: Option<String>,
    /// Credits that are held back for it.
    pub credits_reserved: Option<Number>,
    /// The sort of customer.
    pub user_group: Option<String>,
}

/// Where a result is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResultLink<'a> {
    /// The URL.
    pub url: &'a str,
    /// Until when it leads there at least, by the service's clock: 24 hours from the task's creation. By the
    /// documentation it lives 24 hours from its completion, which is later, and which no answer tells.
    pub lives_until_at_least: Option<SystemTime>,
}

impl Task {
    /// Whether nothing more will become of it.
    pub fn is_finished(&self) -> bool {
        matches!(self.status, TaskStatus::Completed | TaskStatus::Failed | TaskStatus::Cancelled)
    }

    /// Whether it was cancelled: by its status, or failed with the code `request_cancelled`.
    pub fn was_cancelled(&self) -> bool {
        let code = self.error.as_ref().and_then(|error| error.code.as_deref());
        self.status == TaskStatus::Cancelled || (self.status == TaskStatus::Failed && code == Some("request_cancelled"))
    }

    /// The results, each with the time until which it can surely be had.
    pub fn links(&self) -> impl Iterator<Item = ResultLink<'_>> {
        let lives_until_at_least = self.created.and_then(|created| created.checked_add(LINKS_LIVE));
        self.results.iter().map(move |url| ResultLink { url, lives_until_at_least })
    }

    /// Reads an answer.
    pub(super) fn read(answer: &Value) -> Result<Self, AnswerFault> {
        let missing = |field| AnswerFault::Missing { field };
        let id = json::text(answer, "id").ok_or(missing("id"))?;
        let id = id.parse().map_err(AnswerFault::Id)?;
        let status = json::text(answer, "status").ok_or(missing("status"))?;
        let none = Value::Null;
        let info = answer.get("task_info").unwrap_or(&none);
        let usage = answer.get("usage").unwrap_or(&none);
        let created = json::seconds(answer, "created");
        let progress = json::seconds(answer, "progress").map(|percent| percent.as_secs().min(100));
        Ok(Self {
            id,
            status: TaskStatus::from(status),
            model: json::text(answer, "model"),
            created: created.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since)),
            progress: progress.and_then(|percent| u8::try_from(percent).ok()),
            output: json::text(answer, "type").map(OutputKind::from),
            can_cancel: info.get("can_cancel").and_then(Value::as_bool),
            estimated_time: json::seconds(info, "estimated_time"),
            video_duration: json::seconds(info, "video_duration"),
            usage: Usage {
                billing_rule: json::text(usage, "billing_rule"),
                credits_reserved: usage.get("credits_reserved").and_then(Value::as_number).cloned(),
                user_group: json::text(usage, "user_group"),
            },
            results: urls(answer.get("results").unwrap_or(&none)),
            error: ApiError::read(answer),
        })
    }
}

/// The list's texts; a single text is a list of one.
fn urls(results: &Value) -> Vec<String> {
    let list = results.as_array().map_or(std::slice::from_ref(results), Vec::as_slice);
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

impl TaskStatus {
    /// The name as in JSON.
    pub fn name(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Processing => "processing",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Unknown(name) => name,
        }
    }
}

impl From<String> for TaskStatus {
    fn from(name: String) -> Self {
        match name.as_str() {
            "pending" => Self::Pending,
            "processing" => Self::Processing,
            "completed" => Self::Completed,
            "failed" => Self::Failed,
            "cancelled" => Self::Cancelled,
            _ => Self::Unknown(name),
        }
    }
}

impl fmt::Display for TaskStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::text::printable(self.name(), 40))
    }
}

impl OutputKind {
    /// The name as in JSON.
    pub fn name(&self) -> &str {
        match self {
            Self::Text => "text",
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Unknown(name) => name,
        }
    }
}

impl From<String> for OutputKind {
    fn from(name: String) -> Self {
        match name.as_str() {
            "text" => Self::Text,
            "image" => Self::Image,
            "audio" => Self::Audio,
            "video" => Self::Video,
            _ => Self::Unknown(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(seconds: u64) -> Option<SystemTime> {
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
    }

    #[test]
    fn the_documentations_own_answer_is_read_whole() {
        let task = Task::read(&json!({
            "created": 1761313744, "id": "task-unified-1774857405-abc123", "model": "seedance-2.0-text-to-video",
            "object": "video.generation.task", "progress": 0, "status": "pending",
            "task_info": {"can_cancel": true, "estimated_time": 165, "video_duration": 8}, "type": "video",
            "usage": {"billing_rule": "per_second", "credits_reserved": 50, "user_group": "default"}
        }))
        .unwrap();
        assert_eq!((task.id.as_str(), &task.status), ("task-unified-1774857405-abc123", &TaskStatus::Pending));
        assert_eq!((task.created, task.progress, task.can_cancel), (at(1_761_313_744), Some(0), Some(true)));
        assert_eq!(
            task.estimated_time.zip(task.video_duration),
            Some((Duration::from_secs(165), Duration::from_secs(8)))
        );
        assert_eq!((task.output, task.usage.credits_reserved), (Some(OutputKind::Video), Some(Number::from(50))));
        assert_eq!((task.results, task.error), (Vec::new(), None));
    }

    #[test]
    fn odd_members_are_as_if_absent_and_unknown_names_are_kept() {
        let task = Task::read(&json!({
            "id": "t", "status": "paused", "type": "hologram", "progress": 250, "created": -1, "model": null,
            "task_info": 7, "usage": [], "results": ["https://a/1", 5, null], "error": null, "more": {"x": 1}
        }))
        .unwrap();
        assert_eq!(task.status, TaskStatus::Unknown("paused".to_owned()));
        assert_eq!(task.output, Some(OutputKind::Unknown("hologram".to_owned())));
        assert_eq!((task.progress, task.created, task.model.as_deref()), (Some(100), None, None));
        assert_eq!((task.results.len(), task.is_finished()), (1, false));
        let huge =
            Task::read(&json!({"id": "t", "status": "completed", "created": u64::MAX, "results": "https://a/1"}))
                .unwrap();
        assert_eq!(
            huge.links().map(|link| (link.url, link.lives_until_at_least)).collect::<Vec<_>>(),
            [("https://a/1", None)]
        );
    }

    #[test]
    fn links_live_a_day_from_the_creation_at_least() {
        let task =
            Task::read(&json!({"id": "t", "status": "completed", "created": 1000, "results": ["https://a/1", "b"]}));
        let task = task.unwrap();
        assert!(task.links().all(|link| link.lives_until_at_least == at(1000 + 86_400)));
        assert_eq!(task.links().count(), 2);
    }

    #[test]
    fn cancelled_and_failed_tasks_are_distinguished() {
        let read = |status: &str, code: &str| {
            Task::read(&json!({"id": "t", "status": status, "error": {"code": code}})).unwrap().was_cancelled()
        };
        assert!(read("failed", "request_cancelled") && read("cancelled", ""));
        assert!(!read("failed", "content_policy_violation") && !read("processing", "request_cancelled"));
    }

    #[test]
    fn an_id_that_could_lead_elsewhere_is_none() {
        for id in ["", "..", "a/b", "a?b", "a b", "task\n", &"x".repeat(129)] {
            let read = Task::read(&json!({"id": id, "status": "pending"}));
            assert!(matches!(read, Err(AnswerFault::Id(_))), "{id}");
        }
        assert!(matches!(Task::read(&json!({"id": 5})), Err(AnswerFault::Missing { field: "status" })));
        assert!(matches!(Task::read(&json!([])), Err(AnswerFault::Missing { field: "id" })));
    }
}
