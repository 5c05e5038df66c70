//! Images that consist of headers only.

/// A JPEG of this size: SOI, SOF0, a scan of one byte, EOI.
pub(crate) fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let [w1, w0] = width.to_be_bytes();
    let [h1, h0] = height.to_be_bytes();
    let frame = [0xFF, 0xC0, 0, 11, 8, h1, h0, w1, w0, 1, 1, 0x11, 0];
    let scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x55];
    [&[0xFF, 0xD8][..], &frame, &scan, &[0xFF, 0xD9]].concat()
}

/// A PNG of this size: IHDR, an IDAT that does not decode, IEND.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 0, 0, 0, 0]);
    let chunks = [png_chunk(b"IHDR", &header), png_chunk(b"IDAT", &[0]), png_chunk(b"IEND", &[])];
    [&b"\x89PNG\r\n\x1a\n"[..], &chunks.concat()].concat()
}

fn png_chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    let checked = [name.as_slice(), data].concat();
    [&length, checked.as_slice(), &crc32(&checked).to_be_bytes()].concat()
}

/// CRC-32 as PNG §5.5 has it.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// A lossless WebP of this size, at most 16384 a side, without pixels.
pub(crate) fn webp(width: u32, height: u32) -> Vec<u8> {
    let bits = (width - 1) | (height - 1) << 14;
    let mut body = b"WEBPVP8L\x06\0\0\0\x2f".to_vec();
    body.extend(bits.to_le_bytes());
    body.push(0);
    [b"RIFF".as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}
