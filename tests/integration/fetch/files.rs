//! Files to serve: the position of their parts makes them hard to fetch.

use crate::support::{Movie, jpeg, png};

/// A movie whose `moov` precedes 600 KB of `mdat`.
pub(crate) fn early_movie() -> Vec<u8> {
    let [file_type, movie, _] = boxes(&Movie::default().to_mp4());
    [file_type, movie, media(600_000)].concat()
}

/// A movie whose `moov` follows 600 KB of `mdat`.
pub(crate) fn late_movie() -> Vec<u8> {
    let [file_type, movie, _] = boxes(&Movie::default().to_mp4());
    [file_type, media(600_000), movie].concat()
}

/// A JPEG with 600 KB of scan.
pub(crate) fn long_jpeg() -> Vec<u8> {
    let mut bytes = jpeg(1280, 720);
    let end = bytes.split_off(bytes.len() - 2);
    [bytes, vec![0x55; 600_000], end].concat()
}

pub(crate) fn small_png() -> Vec<u8> {
    png(1280, 720)
}

fn media(len: u32) -> Vec<u8> {
    let mut media = (len + 8).to_be_bytes().to_vec();
    media.extend(b"mdat");
    media.resize(usize::try_from(len).unwrap() + 8, 0x55);
    media
}

/// The three boxes of a movie.
fn boxes(mut bytes: &[u8]) -> [Vec<u8>; 3] {
    [(); 3].map(|()| {
        let size = usize::try_from(u32::from_be_bytes(bytes[..4].try_into().unwrap())).unwrap();
        let (first, rest) = bytes.split_at(size);
        bytes = rest;
        first.to_vec()
    })
}
