//! The shared settings files of AWS: sections of `name = value`, by the AWS SDKs and Tools Reference Guide, *Shared config and
//! credentials files*.

use std::collections::HashMap;

use zeroize::Zeroizing;

/// Values by section and name. Those of a nested setting are named `outer.inner`.
#[derive(Default)]
pub(super) struct Sections(HashMap<String, HashMap<String, Zeroizing<String>>>);

impl Sections {
    /// Reads a file. What is not a setting is skipped, as other readers do.
    pub(super) fn read(text: &str) -> Self {
        let mut sections = Self::default();
        let mut section = None;
        let mut outer = String::new();
        for line in text.trim_start_matches('\u{feff}').lines() {
            let content = line.trim();
            if content.is_empty() || content.starts_with(['#', ';']) {
                continue;
            }
            if let Some(name) = content.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
                let name = section_name(name);
                sections.0.entry(name.clone()).or_default();
                section = Some(name);
                outer.clear();
                continue;
            }
            let Some((name, value)) = content.split_once('=') else { continue };
            let (name, value) = (name.trim().to_ascii_lowercase(), without_comment(value));
            let is_nested = line.starts_with([' ', '\t']) && !outer.is_empty();
            let name = if is_nested { format!("{outer}.{name}") } else { name };
            if !is_nested {
                outer = if value.is_empty() { name.clone() } else { String::new() };
            }
            if let Some(values) = section.as_ref().and_then(|section| sections.0.get_mut(section)) {
                values.insert(name, Zeroizing::new(value.to_owned()));
            }
        }
        sections
    }

    pub(super) fn has(&self, section: &str) -> bool {
        self.0.contains_key(section)
    }

    /// A value that is not empty.
    pub(super) fn get(&self, section: &str, name: &str) -> Option<&str> {
        self.0.get(section)?.get(name).map(|value| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// `profile  "a"` is `profile a`.
fn section_name(text: &str) -> String {
    let unquoted = |word: &str| word.trim().trim_matches(['"', '\'']).to_owned();
    match text.trim().split_once([' ', '\t']) {
        Some((kind, name)) => format!("{kind} {}", unquoted(name)),
        None => unquoted(text),
    }
}

/// A comment after a value begins with a blank.
fn without_comment(value: &str) -> &str {
    let comment = [" #", " ;", "\t#", "\t;"].iter().filter_map(|mark| value.find(mark)).min();
    comment.and_then(|at| value.get(..at)).unwrap_or(value).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_nested_settings_are_read() {
        let text = "\u{feff}stray = 1\r\n# [no]\n[default]\nregion=eu-west-1 # home\r\n\
            aws_secret_access_key = a=b/c+#d\n\n[profile \"my one\"]\ns3 =\n  addressing_style = path\n\tother=1\n\
            REGION = x ;y\n  max = 1\n[services local]\ns3 = \n  endpoint_url = http://127.0.0.1:9000\nno setting\n[half";
        let sections = Sections::read(text);
        assert_eq!(sections.get("default", "region"), Some("eu-west-1"));
        assert_eq!(sections.get("default", "aws_secret_access_key"), Some("a=b/c+#d"));
        assert_eq!(sections.get("profile my one", "s3.addressing_style"), Some("path"));
        assert_eq!(sections.get("profile my one", "s3.other"), Some("1"));
        assert_eq!(sections.get("profile my one", "region"), Some("x"));
        assert_eq!(sections.get("profile my one", "s3"), None);
        assert_eq!(sections.get("services local", "s3.endpoint_url"), Some("http://127.0.0.1:9000"));
        assert!(sections.has("half") && !sections.has("no") && sections.get("half", "region").is_none());
    }
}
