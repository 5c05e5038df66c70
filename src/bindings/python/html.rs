//! Reports as HTML, for notebooks.

use crate::audit::HtmlText;
use crate::check::Verdict;
use crate::finding::{Finding, Severity};
use crate::language::Language;

/// A line with the verdict, and a table of findings.
pub(super) fn report(name: &str, verdict: Verdict, summary: &str, findings: &[Finding], language: Language) -> String {
    let colour = match verdict {
        Verdict::Accepted => "#1a7f37",
        Verdict::Undecided => "#9a6700",
        Verdict::Refused => "#cf222e",
    };
    let mut html = format!(
        "<div><strong style=\"color:{colour}\">{}</strong> <code>{}</code> <span style=\"opacity:.7\">{}</span>",
        HtmlText(language.text(verdict.name())),
        HtmlText(name),
        HtmlText(summary),
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
                HtmlText(language.text(finding.severity.name())),
                HtmlText(finding.rule.id),
                HtmlText(&finding.pointer),
                HtmlText(&finding.message_in(language)),
                HtmlText(&finding.help_in(language)),
            ));
        }
        html.push_str("</tbody></table>");
    }
    html.push_str("</div>");
    html
}
