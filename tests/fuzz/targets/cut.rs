//! What cutting a file may do to its verdict.

use seedance_preflight::Subject;
use seedance_preflight::{Report, Severity, Verdict, check};

use crate::random::Random;

/// Rules about quantity. The rest of a cut file may contain less and still be structurally complete:
///
/// - bytes are counted, and some formats allow any number after their end;
/// - so are the frames of an MP3, the samples of a WAV whose size was left open, and the fragments of a movie;
/// - what says that more should follow may itself be cut off, as of two pictures the second, which ends too early.
///
/// Any other cause of refusal is at a place where a cut either leaves it intact or also removes the end of the file.
const HOW_MUCH: &[&str] =
    &["media/too-large", "audio/duration-out-of-range", "video/duration-out-of-range", "media/truncated"];

/// A cut never makes an accepted file of a refused one, unless only rules about quantity refused it.
pub(super) fn cut(bytes: &[u8]) -> bool {
    let judge = |bytes: &[u8]| check(&bytes, &Subject::default(), &Default::default());
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
    refusing.all(|finding| HOW_MUCH.contains(&finding.rule.id))
}
