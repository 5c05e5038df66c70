//! The boundary to JavaScript: three exported functions and two imported ones. No generator is needed for them.

#![deny(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks, clippy::multiple_unsafe_ops_per_block)]
// Exported functions are public, though no Rust path leads to them.
#![allow(unreachable_pub)]

use std::io;

use super::answer;
use crate::probe::ReadAt;

/// The first byte of an answer that is a result.
const RESULT: u8 = b'+';
/// The first byte of an answer that is the message of an error.
const ERROR: u8 = b'-';

#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// Reads up to `length` bytes at `offset` of the source into memory at `buffer`; returns how many, or a negative number
    /// for an error. Offsets are numbers of JavaScript, which are exact up to 2^53.
    fn read_at(offset: f64, buffer: *mut u8, length: usize) -> i32;
    /// Whether these bytes are at hand: 0 if they would have to be fetched.
    fn is_cheap(offset: f64, length: f64) -> i32;
}

/// Memory for a call of this length. [`sdpf_call`] takes it back.
#[unsafe(no_mangle)]
pub extern "C" fn sdpf_allocate(length: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; length].into_boxed_slice()).cast()
}

/// Carries out the call whose JSON is in memory from [`sdpf_allocate`], and frees that. The answer's address is in the upper
/// half of the result, its length in the lower one; its first byte tells a result from an error.
///
/// # Safety
/// `call` comes from [`sdpf_allocate`] with this `length`, and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_call(call: *mut u8, length: usize) -> u64 {
    // SAFETY: by the contract of this function.
    let call = unsafe { taken(call, length) };
    let mut out = vec![RESULT];
    if let Err(error) = answer(&call, Host::new, &mut out) {
        out.clear();
        out.push(ERROR);
        out.extend_from_slice(error.to_string().as_bytes());
    }
    let out = Box::leak(out.into_boxed_slice());
    // Addresses and lengths have 32 bits on this target.
    (out.as_ptr().addr() as u64) << 32 | out.len() as u64
}

/// Frees an answer of [`sdpf_call`].
///
/// # Safety
/// `answer` and `length` come from [`sdpf_call`], and the answer is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_release(answer: *mut u8, length: usize) {
    // SAFETY: by the contract of this function.
    drop(unsafe { taken(answer, length) });
}

/// # Safety
/// `bytes` was given out by this module with this `length`, and is not used again.
unsafe fn taken(bytes: *mut u8, length: usize) -> Box<[u8]> {
    // SAFETY: both functions that give memory out make a boxed slice of it.
    unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(bytes, length)) }
}

/// The source that JavaScript reads.
struct Host {
    length: Option<u64>,
}

impl Host {
    fn new(length: Option<u64>) -> Self {
        Self { length }
    }
}

impl ReadAt for Host {
    fn byte_len(&self) -> Option<u64> {
        self.length
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        // SAFETY: the host writes no more than the buffer's length, at its address.
        let returned = unsafe { read_at(number(offset), buffer.as_mut_ptr(), buffer.len()) };
        let read = usize::try_from(returned).map_err(|_| io::Error::other("the source could not be read"))?;
        // The count comes from outside.
        Ok(read.min(buffer.len()))
    }

    fn is_cheap(&self, offset: u64, len: u64) -> bool {
        // SAFETY: the host only looks at numbers.
        unsafe { is_cheap(number(offset), number(len)) != 0 }
    }
}

/// JavaScript has no larger exact number; no file is as long.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53")]
fn number(value: u64) -> f64 {
    value as f64
}
