//! A code keeps its meaning: `codes.tsv` lists every code ever assigned, including the retired ones.

use std::collections::{BTreeMap, BTreeSet};

use crate::header;

/// Name, number, and `given` or `retired`.
const EVER_GIVEN: &str = include_str!("codes.tsv");

#[test]
fn codes_are_never_reused() {
    let mut given = BTreeMap::new();
    let mut retired = BTreeSet::new();
    let mut numbers = BTreeSet::new();
    for line in EVER_GIVEN.lines() {
        let [name, number, state] = line.split('\t').collect::<Vec<_>>().try_into().expect(line);
        let of_its_enum = (enum_of(name), number);
        assert!(numbers.insert(of_its_enum), "{name}: {number} has been given before");
        match state {
            "given" => assert!(given.insert(name.to_owned(), number.to_owned()).is_none(), "{name} is listed twice"),
            "retired" => assert!(retired.insert(name), "{name} is listed twice"),
            _ => panic!("{line}"),
        }
    }
    let header = header::committed();
    let in_header: BTreeMap<_, _> = header
        .lines()
        .filter_map(|line| line.trim().strip_suffix(',')?.split_once(" = "))
        .map(|(name, number)| (name.to_owned(), number.to_owned()))
        .collect();
    assert!(!in_header.is_empty());
    assert_eq!(in_header, given, "a new code gets its line in codes.tsv; one that is removed stays there as `retired`");
}

/// `SDPF_STATUS` of `SDPF_STATUS_OK`.
fn enum_of(name: &str) -> String {
    name.splitn(3, '_').take(2).collect::<Vec<_>>().join("_")
}
