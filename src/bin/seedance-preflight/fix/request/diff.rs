//! What the edits change, as a unified diff.

use std::path::Path;
use std::time::Duration;

use seedance_preflight::render::printable;
use similar::TextDiff;

/// Lines around a change.
const AROUND: usize = 3;

/// After this long, a shorter diff is no longer looked for.
const LIMIT: Duration = Duration::from_secs(2);

/// The diff between two texts, as `patch` takes it, without its last line end. Characters that a terminal obeys are
/// replaced.
pub(super) fn diff(from: &str, to: &str, from_path: &Path, to_path: &Path) -> String {
    let diff = TextDiff::configure().timeout(LIMIT).diff_lines(from, to);
    let name = |path: &Path| printable(&path.to_string_lossy());
    let text = diff.unified_diff().context_radius(AROUND).header(&name(from_path), &name(to_path)).to_string();
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A line, whose tabs are kept.
fn line(line: &str) -> String {
    line.split('\t').map(printable).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let old = "{\n\t\"a\": 1,\n\t\"b\": \"\u{202e}\"\n}\n";
        let new = old.replace("1", "2");
        let shown = diff(old, &new, Path::new("r\x1b.json"), Path::new("r.fixed.json"));
        let wanted = "--- r\u{fffd}.json\n+++ r.fixed.json\n@@ -1,4 +1,4 @@\n {\n-\t\"a\": 1,\n+\t\"a\": 2,\n \t\"b\": \"\u{fffd}\"\n }";
        assert_eq!(shown, wanted);
    }
}
