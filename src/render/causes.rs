//! Findings of one cause are shown as one.

use crate::finding::{Finding, Outcome};
use crate::model::FaultKind;

/// The rule whose finding explains that the rest of a file cannot be read.
const TRUNCATED: &str = "media/truncated";

/// The findings that are not undecided, each with the rules that report it: what a cut file lacks cannot be read either, so
/// its readers' finding goes with the one on its length.
pub(super) fn by_cause(findings: &[Finding]) -> Vec<(&Finding, String)> {
    let shown = findings.iter().filter(|finding| finding.outcome != Outcome::Undecided);
    let is_led = |finding: &&Finding| !findings.iter().any(|leader| leads(leader, finding));
    shown.filter(is_led).map(|finding| (finding, rules(finding, findings))).collect()
}

/// The ids of the finding's rule and of those that follow from it.
fn rules(leader: &Finding, findings: &[Finding]) -> String {
    let mut ids = vec![leader.rule.id];
    ids.extend(findings.iter().filter(|finding| leads(leader, finding)).map(|finding| finding.rule.id));
    ids.join(", ")
}

/// Whether `follower` is about the same file and has the same cause as `leader`.
fn leads(leader: &Finding, follower: &Finding) -> bool {
    let is_end = |finding: &Finding| finding.fault.as_ref().is_some_and(|fault| fault.kind == FaultKind::UnexpectedEnd);
    leader.rule.id == TRUNCATED
        && follower.rule.id != TRUNCATED
        && leader.pointer == follower.pointer
        && [leader, follower].iter().all(|finding| finding.outcome == Outcome::Fails)
        && is_end(follower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CheckOptions, Subject, check};

    #[test]
    fn a_cut_file_is_one_finding_of_two_rules() {
        // ISO/IEC 14496-12, 4.2: an `ftyp` of 16 bytes, and an `mdat` that is declared longer than the file.
        let bytes: &[u8] = b"\0\0\0\x10ftypisom\0\0\0\0\0\0\x10\0mdatxxxx";
        let report = check(&bytes, &Subject::named("a.mp4"), &CheckOptions::default());
        let failed = report.findings.iter().filter(|finding| finding.outcome == Outcome::Fails).count();
        let shown = by_cause(&report.findings);
        assert_eq!((failed, shown.len()), (2, 1));
        assert_eq!(shown[0].1, "media/truncated, media/unreadable");
    }

    #[test]
    fn other_findings_stay_apart() {
        let bytes: &[u8] = include_bytes!("../../testdata/refused/heic-named.jpg");
        let report = check(&bytes, &Subject::named("heic-named.jpg"), &CheckOptions::default());
        let failed = report.findings.iter().filter(|finding| finding.outcome != Outcome::Undecided).count();
        assert_eq!((failed, by_cause(&report.findings).len()), (2, 2));
    }
}
