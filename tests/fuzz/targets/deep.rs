//! The deep check, with a budget that is small enough for many runs.

use seedance_preflight::Subject;
use seedance_preflight::{Body, Budget, FaultKind, Verdict, check_facts, probe, probe_deep};

use super::laws;
use crate::sources::Counting;

pub(super) fn deep(bytes: &[u8]) -> bool {
    let mut budget = Budget::default();
    (budget.bytes_read, budget.bytes_held) = (4 << 20, 1 << 20);
    let plain = probe(&bytes, &budget);
    let facts = probe_deep(&bytes, &budget);
    laws::facts_survive_json(&facts);
    assert_eq!((&facts.media, facts.format), (&plain.media, plain.format));
    assert_eq!(
        facts.body == Some(Body::Damaged),
        facts.faults.iter().any(|fault| fault.kind == FaultKind::Undecodable),
        "{facts:?}"
    );
    for share in [1, 2, 3] {
        budget.bytes_read = u64::try_from(bytes.len() * share / 2).unwrap();
        let counting = Counting::new(&bytes);
        let frugal = probe_deep(&counting, &budget);
        assert!(counting.bytes_read() <= budget.bytes_read, "{} bytes read", counting.bytes_read());
        // Data that was not read must not count as damaged.
        assert!(frugal.body != Some(Body::Damaged) || facts.body == Some(Body::Damaged), "{frugal:?} {facts:?}");
    }
    // A body can only be worse than its header.
    let has_body = facts.body.is_some();
    let judge = |facts| check_facts(facts, &Subject::default(), &Default::default());
    let (plain, deep) = (judge(plain), judge(facts));
    laws::report_renders(&deep);
    assert!(plain.verdict == Verdict::Accepted || deep.verdict != Verdict::Accepted, "{plain:?} {deep:?}");
    has_body
}
