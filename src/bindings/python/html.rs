//! Reports as HTML, for notebooks.

use crate::check::Verdict;
use crate::finding::{Finding, Severity};
use crate::language::Language;
use crate::render::printable;

/// A line with the verdict, and a table of findings.
pub(super) fn report(name: &str, verdict: Verdict, summary: &str, findings: &[Finding], language: Language) -> String {
    let colour = match verdict {
        Verdict::Accepted => "#1a7f37",
        Verdict::Undecided => "#9a6700",
        Verdict::Refused => "#cf222e",
    };
    let mut html = format!(
        "<div><strong style=\"color:{colour}\">{}</strong> <code>{}</code> <span style=\"opacity:.7\">{}</span>",
        escaped(language.text(verdict.name())),
        escaped(name),
        escaped(summary),
    );
    if !findings.is_empty() {
        html.push_str("<table><tbody>");
        for finding in findings {
            let colour = match finding.severity {
                Severity::Error => "#cf222e",
                Severity::Warning => "#9a6700",
                Severity::Note => "inherit",
            };
            html.push_str(&format!(
                "<tr><td style=\"color:{colour}\">{}</td><td><code>{}</code></td><td><code>{}</code></td>\
                 <td style=\"text-align:left\">{}<br><small>{}</small></td></tr>",
                escaped(language.text(finding.severity.name())),
                escaped(finding.rule.id),
                escaped(&finding.pointer),
                escaped(&finding.message_in(language)),
                escaped(&finding.help_in(language)),
            ));
        }
        html.push_str("</tbody></table>");
    }
    html.push_str("</div>");
    html
}

/// Text for HTML, with hidden characters percent-encoded.
fn escaped(text: &str) -> String {
    let text = printable(text);
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
