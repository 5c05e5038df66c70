//! An explanation for people.

use std::fmt;

use super::{Example, Explanation};
use crate::language::{Language, say};

/// The rule, its limits by the profile, its explanation, and both examples.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, profile, limits, fails, passes, language, .. } = self;
        let (id, severity) = (rule.id, language.text(rule.severity.name()));
        write!(f, "{}\n\n{}\n", say!(*language, "{id} ({severity})", id, severity), rule.summary_in(*language))?;
        if !limits.is_empty() {
            write!(f, "\n{}\n", say!(*language, "Limits of {profile}", profile))?;
        }
        for limit in limits {
            writeln!(f, "  {}{}{}", limit.path, language.text(": "), limit.text)?;
            if let Some(source) = &limit.source {
                writeln!(f, "    {}", say!(*language, "source: {source}", source = language.data(source)))?;
            }
        }
        write!(f, "\n{}\n", language.text("How it is judged, and why"))?;
        for paragraph in rule.explanation_in(*language).split("\n\n") {
            writeln!(f, "  {paragraph}")?;
        }
        if limits.is_empty() {
            let source = rule.source.text();
            writeln!(f, "  {}", say!(*language, "source: {source}", source = language.data(&source)))?;
        }
        match (fails, passes) {
            (Some(fails), Some(passes)) => {
                let (fails, passes) = (Shown(fails, *language), Shown(passes, *language));
                let (failing, passing) = (language.text("Fails"), language.text("Passes"));
                write!(f, "\n{failing}\n{fails}\n{passing}\n{passes}")
            }
            _ => Ok(()),
        }
    }
}

struct Shown<'a>(&'a Example, Language);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  {}", self.0.input)?;
        match &self.0.finding {
            Some(finding) => {
                let (joint, help) = (self.1.text(": "), self.1.text("help: "));
                let severity = self.1.text(finding.severity.name());
                writeln!(f, "    {severity}{joint}{}\n    {help}{}", finding.message, finding.help)
            }
            None => Ok(()),
        }
    }
}
