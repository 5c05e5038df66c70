//! The hook of `.pre-commit-hooks.yaml`.

use seedance_preflight::{Format, Kind};

/// Extensions of media that other files use as often, or that are not meant to be sent.
const OTHERS: [&str; 7] = ["ts", "mts", "ico", "svg", "psd", "mid", "midi"];

#[test]
fn it_chooses_the_names_that_media_bear() {
    let hooks = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.pre-commit-hooks.yaml")).unwrap();
    let (_, rest) = hooks.split_once(r"(?i)\.(").unwrap();
    let mut chosen: Vec<_> = rest.split_once(")$").unwrap().0.split('|').collect();
    let media = Format::ALL.iter().filter(|format| format.kind() != Kind::Other);
    let mut known: Vec<_> = media.flat_map(|format| format.extensions()).copied().collect();
    known.retain(|extension| !OTHERS.contains(extension));
    chosen.sort_unstable();
    known.sort_unstable();
    assert_eq!(chosen, known);
}
