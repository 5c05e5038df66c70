//! An explanation for people.

use std::fmt;

use super::{Example, Explanation};

/// The rule, its limits by the profile, its explanation, and both examples.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, profile, limits, fails, passes, .. } = self;
        write!(f, "{} ({})\n\n{}\n", rule.id, rule.severity, rule.summary)?;
        if !limits.is_empty() {
            write!(f, "\nLimits of {profile}\n")?;
        }
        for limit in limits {
            writeln!(f, "  {}: {}", limit.path, limit.text)?;
            if let Some(source) = &limit.source {
                writeln!(f, "    source: {source}")?;
            }
        }
        write!(f, "\nHow it is judged, and why\n")?;
        for paragraph in rule.explanation.split("\n\n") {
            writeln!(f, "  {paragraph}")?;
        }
        if limits.is_empty() {
            writeln!(f, "  source: {}", rule.source)?;
        }
        match (fails, passes) {
            (Some(fails), Some(passes)) => {
                write!(f, "\nFails\n{}\nPasses\n{}", Shown(fails), Shown(passes))
            }
            _ => Ok(()),
        }
    }
}

struct Shown<'a>(&'a Example);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  {}", self.0.input)?;
        match &self.0.finding {
            Some(finding) => writeln!(f, "    {}: {}\n    help: {}", finding.severity, finding.message, finding.help),
            None => Ok(()),
        }
    }
}
