//! The targets, as libFuzzer runs them: one program a target, in `bins`.

#![allow(dead_code)] // Seeds are for `cargo test`; libFuzzer is given folders.

mod mutate;
mod random;
mod seeds;
mod sources;
mod targets;

pub use libfuzzer_sys;

use random::Random;

/// Makes a program of a target: its run, and its mutator, which takes turns with libFuzzer's own.
#[macro_export]
macro_rules! fuzz {
    ($name:literal) => {
        $crate::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| -> $crate::libfuzzer_sys::Corpus {
            if $crate::run($name, bytes) {
                $crate::libfuzzer_sys::Corpus::Keep
            } else {
                $crate::libfuzzer_sys::Corpus::Reject
            }
        });
        $crate::libfuzzer_sys::fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
            if seed % 2 == 0 {
                $crate::libfuzzer_sys::fuzzer_mutate(bytes, size, most)
            } else {
                $crate::mutate_in_place($name, bytes, size, most, seed)
            }
        });
    };
}

/// Runs the target of this name; whether the input is one of its kind.
pub fn run(name: &str, bytes: &[u8]) -> bool {
    (targets::of(name).run)(bytes)
}

/// Changes the first `size` bytes of `buffer` along the structure of the target's inputs; the new size, at most `most`.
pub fn mutate_in_place(name: &str, buffer: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut bytes = buffer[..size].to_vec();
    let mut random = Random::new(u64::from(seed));
    mutate::mutate(&mut bytes, targets::of(name).shape, &[], &mut random);
    bytes.truncate(most.min(buffer.len()));
    buffer[..bytes.len()].copy_from_slice(&bytes);
    bytes.len()
}
