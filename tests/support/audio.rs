//! Sound files of silence.

/// A WAV of 8 bit mono PCM: `samples` at `rate`.
pub(crate) fn wav(samples: u32, rate: u32) -> Vec<u8> {
    let mut body = b"WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    body.extend(rate.to_le_bytes());
    body.extend(rate.to_le_bytes());
    body.extend([1, 0, 8, 0]);
    body.extend(b"data");
    body.extend(samples.to_le_bytes());
    body.resize(body.len() + usize::try_from(samples).unwrap().next_multiple_of(2), 0x80);
    [b"RIFF".as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

/// An MP3 without a Xing header: `frames` frames of 1152 samples each, 48 kHz, 32 kbit/s, mono.
pub(crate) fn mp3(frames: usize) -> Vec<u8> {
    // 144 * 32000 / 48000 = 96 bytes a frame.
    let mut frame = vec![0xFF, 0xFB, 0x14, 0xC0];
    frame.resize(96, 0);
    frame.repeat(frames)
}
