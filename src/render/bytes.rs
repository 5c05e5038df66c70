//! Questions about every byte of a text, asked of many bytes at once.

/// Bytes that are looked at together: what the vector registers of common processors hold.
const PIECE: usize = 16;

/// Whether `test` is true of every byte.
///
/// Each piece is looked at to its end, since the compiler makes one comparison of many bytes only from a loop without an
/// early exit. The last piece may overlap the one before.
#[inline]
pub(super) fn all(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    let is_met = |piece: &[u8; PIECE]| piece.iter().fold(true, |all, byte| all & test(*byte));
    match bytes.last_chunk::<PIECE>() {
        Some(last) => bytes.as_chunks::<PIECE>().0.iter().all(is_met) && is_met(last),
        None => bytes.iter().all(|byte| test(*byte)),
    }
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
