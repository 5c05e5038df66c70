//! How the ASCII words begin that names begin with.

/// Whether a word for an asset or an ordinal may begin with these bytes, by the first three of them.
#[inline]
pub(super) fn may_begin(bytes: &[u8]) -> bool {
    let &[first, second, third, ..] = bytes else {
        // "2." at the end of a prompt, or a digit.
        return bytes.first().is_some_and(u8::is_ascii_digit);
    };
    // A letter with an accent may follow in either case.
    if first.is_ascii_digit() || !second.is_ascii() || !third.is_ascii() {
        return true;
    }
    // The bit of lower case, which makes no letter of anything else.
    const LOWER: u8 = 0x20;
    matches!(
        &[first, second, third].map(|byte| byte | LOWER),
        b"ima"
            | b"imm"
            | b"img"
            | b"pic"
            | b"pho"
            | b"cli"
            | b"mus"
            | b"ref"
            | b"bil"
            | b"bgm"
            | b"fot"
            | b"vid"
            | b"aud"
            | b"cua"
            | b"deu"
            | b"dri"
            | b"eig"
            | b"ers"
            | b"fif"
            | b"fir"
            | b"fou"
            | b"nin"
            | b"pre"
            | b"pri"
            | b"qua"
            | b"sec"
            | b"seg"
            | b"sev"
            | b"six"
            | b"sou"
            | b"ten"
            | b"ter"
            | b"thi"
            | b"tro"
            | b"vie"
            | b"voi"
            | b"zwe"
    )
}

#[cfg(test)]
mod tests {
    use super::may_begin;
    use crate::prompt::{ordinals, words};

    #[test]
    fn every_ascii_word_and_ordinal_begins_so() {
        let words = ('a'..='z').flat_map(|first| words::words(first).iter().map(|word| word.text));
        let seconds = || ('a'..='z').chain(['\u{e8}', '\u{e9}']);
        let pairs = ('a'..='z').flat_map(|first| seconds().map(move |second| (first, second)));
        let ordinals = pairs.flat_map(|(first, second)| ordinals::ordinals(first, second)).map(|(word, _)| *word);
        let all: Vec<_> = words.chain(ordinals).collect();
        assert!(all.len() > 70, "{}", all.len());
        for word in all {
            assert!(may_begin(word.as_bytes()) && may_begin(word.to_uppercase().as_bytes()), "{word}");
        }
        assert!(may_begin(b"2nd") && may_begin(b"2") && !may_begin(b"the cat") && !may_begin(b"im"));
    }
}
