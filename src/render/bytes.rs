//! Questions about every byte of a text, asked of many bytes at once.

/// Bytes that are looked at together: what the vector registers of common processors hold.
const PIECE: usize = 16;
/// The same of a short text.
const HALF: usize = PIECE / 2;

/// Whether `test` is true of every byte.
///
/// All are looked at, since the compiler makes one comparison of many bytes only from a loop without an early exit.
#[inline]
pub(super) fn all(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    all_in_pieces::<PIECE>(bytes, &test)
        .or_else(|| all_in_pieces::<HALF>(bytes, &test))
        .unwrap_or_else(|| bytes.iter().fold(true, |all, byte| all & test(*byte)))
}

/// The same by pieces of `N` bytes; the last may overlap the one before; `None` of fewer bytes than a piece has.
#[inline]
fn all_in_pieces<const N: usize>(bytes: &[u8], test: impl Fn(u8) -> bool) -> Option<bool> {
    let last = bytes.last_chunk::<N>()?;
    let mut failed = [0; N];
    for piece in bytes.as_chunks::<N>().0.iter().chain([last]) {
        failed.iter_mut().zip(piece).for_each(|(failed, byte)| *failed |= u8::from(!test(*byte)));
    }
    Some(failed == [0; N])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_is_left_out() {
        for length in 0..100 {
            let mut bytes = vec![1; length];
            assert!(all(&bytes, |byte| byte == 1));
            for at in 0..length {
                bytes[at] = 0;
                assert!(!all(&bytes, |byte| byte == 1), "{at} of {length}");
                bytes[at] = 1;
            }
        }
    }
}
