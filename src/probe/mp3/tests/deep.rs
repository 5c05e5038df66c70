//! Deep decoding.

use super::*;

fn decoded(bytes: &[u8]) -> Result<(), FaultKind> {
    decode(&mut Reader::new(&bytes, Budget::DEEP)).map_err(|fault| fault.kind)
}

#[test]
fn valid_streams_decode() {
    let mono = [0xFF, 0xFB, 0x90, 0xC4];
    let slower = [0xFF, 0xFB, 0x94, 0xC4];
    for bytes in [
        [frames(mono, 30), frames(STEREO, 30)].concat(),
        [frames(mono, 30), frames(slower, 30), frames(MONO, 30)].concat(),
        with_xing(STEREO, 30),
        [xing(STEREO, 31, Some(417 * 31)), frames(STEREO, 30)].concat(),
        [with_xing(STEREO, 30), with_xing(STEREO, 30)].concat(),
        [frames(STEREO, 30), vec![0; 5000], frames(STEREO, 30)].concat(),
    ] {
        assert_eq!(decoded(&bytes), Ok(()));
    }
}

/// A stereo frame in which only the second channel has short blocks (ISO/IEC 11172-3 §2.4.1.7), by its mode.
fn mixed_blocks(mode: u8) -> Vec<u8> {
    let mut bytes = frame([0xFF, 0xFB, 0x90, mode]);
    // Side information: 20 bits, then per granule and channel 59 bits with the flag at bit 33, the type after it.
    for at in [20 + 59 + 33, 20 + 118 + 59 + 33] {
        for bit in [at, at + 1] {
            bytes[4 + bit / 8] |= 0x80 >> (bit % 8);
        }
    }
    bytes
}

#[test]
fn channels_with_different_blocks_decode_in_every_mode() {
    for mode in [0x04, 0x44, 0x54, 0x64, 0x74] {
        assert_eq!(decoded(&mixed_blocks(mode).repeat(40)), Ok(()), "{mode:#x}");
    }
}

#[test]
fn a_believed_header_that_counts_more_frames_than_there_are_is_damage() {
    let mut bytes = with_xing(STEREO, 60);
    bytes[417 * 30..].fill(0x55);
    assert_eq!(measure(&bytes).0.duration_from, Some(DurationSource::Header));
    assert_eq!(decoded(&bytes), Err(FaultKind::Undecodable));
}

#[test]
fn frames_of_noise_do_not_decode() {
    let mut noise = 1_u32;
    let mut bytes = frames(STEREO, 60);
    for (at, byte) in bytes.iter_mut().enumerate().filter(|(at, _)| at % 417 >= 4) {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = if at % 2 == 0 { (noise >> 24) as u8 & 0x7F } else { 0xFE };
    }
    assert_eq!(decoded(&bytes), Err(FaultKind::Undecodable));
}
