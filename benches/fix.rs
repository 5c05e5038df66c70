//! How long it takes to plan the fix of a file whose facts are known.

#![allow(clippy::expect_used)] // A benchmark that cannot begin has nothing to say.

use std::fs::File;
use std::hint::black_box;
use std::time::{Duration, Instant};

use seedance_preflight::fix::{FixOptions, fix};
use seedance_preflight::profile::Profile;
use seedance_preflight::{Budget, Facts, probe};

/// How long each is run.
const RUN: Duration = Duration::from_secs(1);

const BATCH: u32 = 1000;

fn main() {
    let (profile, options) = (Profile::default(), FixOptions::default());
    println!("{:<36}{:>10}", "plan", "µs");
    for name in [
        "accepted/clip.mp4",
        "refused/film-rate.mp4",
        "refused/too-long.mp3",
        "refused/too-tall.png",
        "refused/side-too-short.jpg",
        "refused/audio-only.mp4",
        "refused/cut.mp4",
    ] {
        let Ok(file) = File::open(format!("testdata/{name}")) else {
            println!("{name:<36} not there");
            continue;
        };
        let facts = probe(&file, &Budget::default());
        println!("{name:<36}{:>10.2}", microseconds(&facts, &profile, &options));
    }
}

fn microseconds(facts: &Facts, profile: &Profile, options: &FixOptions) -> f64 {
    let mut batches = 0_u32;
    let start = Instant::now();
    while start.elapsed() < RUN {
        for _ in 0..BATCH {
            black_box(fix(black_box(facts), profile, options));
        }
        batches += 1;
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(batches) / f64::from(BATCH)
}
