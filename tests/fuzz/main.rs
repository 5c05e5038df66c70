//! The fuzz targets, each for a fixed number of inputs by chance that are the same in every run, and every input that was
//! ever a find. The same targets run under libFuzzer: see `Cargo.toml` beside this file.

mod mutate;
mod random;
mod seeds;
mod sources;
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use mutate::Shape;
use random::Random;
use seedance_preflight::{Budget, Seekable, probe};
use targets::TARGETS;

/// Inputs of each target, fewer of those that take long. `PREFLIGHT_FUZZ_INPUTS` asks for more.
const INPUTS: usize = 1200;

/// Files of the corpus, where there is one, that each target begins with beside those of `testdata`.
const CORPUS_FILES: usize = 40;

/// The longest input: seeds grow by what is put into them.
const LONGEST: usize = 128 << 10;

/// Runs a target on its seeds, and on what chance makes of them.
fn exercise(name: &str) {
    let target = targets::of(name);
    let seeds = target.seeds(CORPUS_FILES);
    assert!(!seeds.is_empty(), "{name} has no seeds");
    let others: Vec<&[u8]> = seeds.iter().map(Vec::as_slice).collect();
    seeds.iter().for_each(|seed| run(name, seed));
    let inputs = std::env::var("PREFLIGHT_FUZZ_INPUTS").ok().and_then(|inputs| inputs.parse().ok()).unwrap_or(INPUTS);
    for number in 0..inputs / target.cost {
        let mut random = Random::new(u64::try_from(number).unwrap());
        let mut bytes = seeds[number % seeds.len()].clone();
        for _ in 0..1 + random.below(3) {
            mutate::mutate(&mut bytes, target.shape, &others, &mut random);
        }
        bytes.truncate(LONGEST);
        run(name, &bytes);
    }
}

/// Runs a target on one input, which is kept in the system's folder for temporary files where it is a find.
fn run(name: &str, bytes: &[u8]) {
    if let Err(find) = catch_unwind(AssertUnwindSafe(|| (targets::of(name).run)(bytes))) {
        let kept = std::env::temp_dir().join(format!("seedance-preflight-find-{name}"));
        std::fs::write(&kept, bytes).unwrap();
        eprintln!("the input is kept as {}", kept.display());
        resume_unwind(find);
    }
}

macro_rules! exercise {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        #[test]
        $(#[$meta])*
        fn $name() {
            exercise(stringify!($name));
        }
    )+};
}

exercise!(
    jpeg,
    png,
    webp,
    mp4,
    wav,
    mp3,
    sniff,
    check,
    cut,
    #[cfg(feature = "deep")]
    deep,
    request,
    address,
    prompt,
    upstream,
    #[cfg(feature = "profile-file")]
    profile,
    #[cfg(feature = "audit")]
    journal,
    #[cfg(feature = "submit")]
    answer,
    #[cfg(feature = "submit")]
    callback,
    #[cfg(feature = "c")]
    c_api,
);

/// The same facts from a file on disk, changed as all inputs are, as from its bytes in memory.
#[test]
fn a_file_on_disk_gives_the_same_facts() {
    let seeds = targets::of("check").seeds(200);
    let path = std::env::temp_dir().join(format!("seedance-preflight-{}", std::process::id()));
    for (number, seed) in seeds.iter().enumerate() {
        let mut random = Random::new(u64::try_from(number).unwrap());
        let mut bytes = seed.clone();
        mutate::mutate(&mut bytes, Shape::File, &[], &mut random);
        std::fs::write(&path, &bytes).unwrap();
        let file = std::fs::File::open(&path).unwrap();
        let facts = probe(&bytes, &Budget::default());
        assert_eq!(probe(&file, &Budget::default()), facts);
        assert_eq!(probe(&Seekable::new(file).unwrap(), &Budget::default()), facts);
    }
    std::fs::remove_file(path).unwrap();
}

/// The files of `testdata/crashes`; `finds.tsv` there has a line for each: its name, and the fault it revealed.
#[test]
fn every_find_stays_fixed() {
    let finds = seeds::of_testdata("crashes");
    let list = std::fs::read_to_string(seeds::testdata().join("crashes/finds.tsv")).unwrap();
    let mut named: Vec<&str> = list.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
    named.sort_unstable();
    let finds: Vec<_> = finds.iter().filter(|(path, _)| !path.ends_with("finds.tsv")).collect();
    let found: Vec<_> = finds.iter().map(|(path, _)| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(named, found, "files, and lines of finds.tsv");
    for (_, bytes) in finds {
        TARGETS.iter().for_each(|target| run(target.name, bytes));
    }
}
