//! What cutting a file may do to its verdict.

use seedance_preflight::{Profile, Report, Severity, Verdict, check};

use crate::random::Random;

/// Rules of which a cut may take away what broke them, so that what is left is a whole file by its own structure: see
/// [`cut`].
const LIFTED: &[&str] =
    &["media/too-large", "media/truncated", "audio/duration-out-of-range", "video/duration-out-of-range"];

/// A file cut somewhere is never accepted where the whole was refused, unless all that refused it counts bytes, or what
/// stands in them up to the end.
pub(super) fn cut(bytes: &[u8]) -> bool {
    let judge = |bytes: &[u8]| check(&bytes, &Profile::default(), &Default::default());
    let whole = judge(bytes);
    if whole.verdict != Verdict::Refused {
        return false;
    }
    let mut random = Random::new(u64::try_from(bytes.len()).unwrap());
    let mut ends = vec![bytes.len().saturating_sub(1), bytes.len() / 2];
    ends.extend((0..4).map(|_| random.below(bytes.len())));
    for end in ends {
        let part = judge(&bytes[..end]);
        assert!(part.verdict != Verdict::Accepted || may_be_lifted(&whole), "cut at {end}: {whole:?} {part:?}");
    }
    true
}

fn may_be_lifted(whole: &Report) -> bool {
    let mut refusing = whole.findings.iter().filter(|finding| finding.severity == Severity::Error);
    refusing.all(|finding| LIFTED.contains(&finding.rule))
}
