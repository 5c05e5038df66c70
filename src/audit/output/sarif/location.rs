//! Where files are.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::text::Text;
use crate::render;

/// Where relative URIs begin; the name that code-scanning services know.
const ROOT: &str = "%SRCROOT%";

/// Section 3.14.14. The folder itself is not named: logs are published, and say nothing of the machine.
pub(super) fn uri_base_ids() -> BTreeMap<&'static str, ArtifactLocation> {
    let description = Text { text: "The folder that the audit was started in.".to_owned() };
    BTreeMap::from([(ROOT, ArtifactLocation { uri: None, uri_base_id: None, description: Some(description) })])
}

/// Section 3.4.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Text>,
}

impl ArtifactLocation {
    /// Of a file.
    pub(super) fn of(path: &Path) -> Self {
        let uri = render::uri(path);
        // A relative URI has its colons encoded.
        let uri_base_id = (!uri.contains("://")).then_some(ROOT);
        Self { uri: Some(uri), uri_base_id, description: None }
    }

    pub(super) fn uri(&self) -> &str {
        self.uri.as_deref().unwrap_or_default()
    }
}
