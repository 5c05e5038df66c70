use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, GrayImage, RgbImage};

use super::*;
use crate::model::{Body, Format};
use crate::probe::probe_deep;

/// A baseline JPEG of `width` by `height`, of noise, so that its scan holds stuffed bytes.
fn baseline(width: u32, height: u32) -> Vec<u8> {
    let mut state = 7_u32;
    let image = GrayImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        [state.to_be_bytes()[0]].into()
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode(&image, width, height, ExtendedColorType::L8).unwrap();
    bytes
}

fn color(width: u32, height: u32) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| [x, y, x ^ y].map(|value| value.to_be_bytes()[3]).into());
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 75).encode(&image, width, height, ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// 24 by 16, 4:2:0, in ten scans, as libjpeg writes it.
const PROGRESSIVE: &str = "\
ffd8ffe000104a46494600010100000100010000ffdb004300140e0f120f0d14121012171514181e32211e1c1c1e3d2c2e24\
3249404c4b47404645505a736250556d5645466488656d777b8182814e608d978c7d96737e817cffdb0043011517171e1a1e\
3b21213b7c5346537c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c\
7c7c7c7c7c7c7c7cffc20011080010001803012200021101031101ffc4001700010101010000000000000000000000000400\
0102ffc400160101010100000000000000000000000000020104ffda000c030100021003100000011f65d8952639bfffc400\
1810000301010000000000000000000000000001110210ffda0008010100010502a5e330cc2a7fffc4001711000301000000\
0000000000000000000000010311ffda0008010301013f01a68d9fffc4001611010101000000000000000000000000000100\
11ffda0008010201013f01c271bfffc40014100100000000000000000000000000000020ffda0008010100063f025fffc400\
191000020301000000000000000000000000000111215161ffda0008010100013f21cc8bb13d5221758a53ffda000c030100\
0200030000001030dfffc4001811000301010000000000000000000000000001112131ffda0008010301013f10a28fa6ba8f\
ffc40017110101010100000000000000000000000001001131ffda0008010201013f107a124d6fffc4001a10010003010101\
0000000000000000000001001121516131ffda0008010100013f10a9e1c858086eecf91855874d8e2b7504a8f67359b3ffd9\
";

fn progressive() -> Vec<u8> {
    let digits = PROGRESSIVE.as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// How the deep check ends, and what it reports about the end of the file.
fn body(bytes: &[u8]) -> (Option<Body>, Option<bool>) {
    let facts = probe_deep(&bytes, &Budget::DEEP);
    assert_eq!(facts.format, Format::Jpeg);
    (facts.body, facts.truncated)
}

const WHOLE: (Option<Body>, Option<bool>) = (Some(Body::Decodes), Some(false));

fn position(bytes: &[u8], marker: u8) -> usize {
    bytes.windows(2).position(|pair| pair == [0xFF, marker]).unwrap()
}

/// Where the data of the first scan begins.
fn scan_data(bytes: &[u8]) -> usize {
    let at = position(bytes, 0xDA);
    at + 2 + usize::from(bytes[at + 3])
}

#[test]
fn whole_images_decode() {
    for (width, height) in [(300, 300), (1, 1), (17, 33), (641, 479)] {
        assert_eq!(body(&baseline(width, height)), WHOLE);
        assert_eq!(body(&color(width, height)), WHOLE);
    }
    assert_eq!(body(&progressive()), WHOLE);
    assert_eq!(body(&[&color(300, 300)[..], &baseline(300, 300), b"and more"].concat()), WHOLE);
}

#[test]
fn many_stuffed_bytes_cost_one_pass() {
    let bytes = baseline(2000, 2000);
    let frugal = Budget { bytes_read: 3 * bytes.len() as u64, ..Budget::DEEP };
    assert!(bytes.windows(2).filter(|pair| *pair == [0xFF, 0]).count() > 5000);
    assert_eq!(probe_deep(&bytes.as_slice(), &frugal).body, Some(Body::Decodes));
}

#[test]
fn missing_scan_data_is_damage_whatever_follows() {
    for whole in [baseline(300, 300), color(300, 300)] {
        let (start, end) = (scan_data(&whole), whole.len() - 2);
        for keep in [1, 10, (end - start) / 2, end - start - 40] {
            let cut = &whole[..start + keep];
            assert_eq!(body(&[cut, &[0xFF, 0xD9]].concat()), (Some(Body::Damaged), Some(false)), "{keep}");
            assert_eq!(body(cut), (Some(Body::Damaged), Some(true)), "{keep}");
            // The end of a preview in EXIF after the cut.
            let exif = [0xFF, 0xE1, 0, 12, b'E', b'x', b'i', b'f', 0, 0, 7, 7, 0xFF, 0xD9];
            assert_eq!(body(&[cut, &exif].concat()), (Some(Body::Damaged), Some(true)), "{keep}");
        }
    }
}

#[test]
fn a_zeroed_scan_is_damaged() {
    for mut whole in [baseline(300, 300), color(300, 300), color(640, 480)] {
        let (start, end) = (scan_data(&whole), whole.len() - 2);
        let mut half = whole.clone();
        half[start + (end - start) / 2..end].fill(0);
        assert_eq!(body(&half).0, Some(Body::Damaged));
        whole[start..end].fill(0);
        assert_eq!(body(&whole).0, Some(Body::Damaged));
    }
}

#[test]
fn a_frame_larger_or_smaller_than_its_scan_is_damaged() {
    for (width, height) in [(6000_u16, 6000_u16), (640, 960), (640, 240), (320, 480)] {
        let mut bytes = color(640, 480);
        let at = position(&bytes, 0xC0) + 5;
        bytes[at..at + 2].copy_from_slice(&height.to_be_bytes());
        bytes[at + 2..at + 4].copy_from_slice(&width.to_be_bytes());
        assert_eq!(body(&bytes).0, Some(Body::Damaged), "{width}x{height}");
    }
}

#[test]
fn progressive_scans_are_followed_to_their_ends() {
    let whole = progressive();
    let scans: Vec<usize> = (0..whole.len() - 1).filter(|&at| whole[at..].starts_with(&[0xFF, 0xDA])).collect();
    assert!(scans.len() > 5);
    // The DC coefficients only: a coarse image, but of all components.
    assert_eq!(body(&[&whole[..position_before(&whole, scans[1])], &[0xFF, 0xD9]].concat()).0, Some(Body::Decodes));
    for &scan in &scans {
        let data = scan + 2 + usize::from(whole[scan + 3]);
        assert_eq!(body(&[&whole[..data], &[0xFF, 0xD9]].concat()).0, Some(Body::Damaged));
    }
}

/// Where the tables before the scan at `scan` begin.
fn position_before(bytes: &[u8], scan: usize) -> usize {
    bytes[..scan].windows(2).rposition(|pair| pair == [0xFF, 0xC4]).unwrap()
}

#[test]
fn what_is_not_supported_is_not_damage() {
    let whole = color(64, 64);
    let frame = position(&whole, 0xC0);
    for code in [0xC5, 0xC9, 0xCA, 0xCB] {
        let mut other = whole.clone();
        other[frame + 1] = code;
        assert_eq!(body(&other).0, Some(Body::NotDecoded), "{code:X}");
    }
    // Without Huffman tables, as in Motion JPEG.
    let mut bytes = whole.clone();
    while let Some(at) = bytes.windows(2).position(|pair| pair == [0xFF, 0xC4]) {
        let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        bytes.drain(at..at + 2 + length);
    }
    assert_eq!(body(&bytes).0, Some(Body::NotDecoded));
}

#[test]
fn components_may_share_an_id() {
    let mut bytes = color(64, 64);
    let (frame, scan) = (position(&bytes, 0xC0), position(&bytes, 0xDA));
    for component in 0..3 {
        bytes[frame + 10 + 3 * component] = 1;
        bytes[scan + 5 + 2 * component] = 1;
    }
    assert_eq!(body(&bytes), WHOLE);
}

#[test]
fn lossless_frames_hold_samples_in_place_of_blocks() {
    // One table with one code, of one bit: every difference is 0.
    let head = [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 8, 1, 0x2C, 1, 0x2C, 1, 1, 0x11, 0];
    let table = [&[0xFF, 0xC4, 0, 20, 0, 1][..], &[0; 16]].concat();
    let scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 0, 0];
    for (len, expected) in [(300 * 300 / 8, Body::Decodes), (300 * 300 / 8 - 1, Body::Damaged), (20_000, Body::Damaged)]
    {
        let bytes = [&head[..], &table, &scan, &vec![0; len], &[0xFF, 0xD9]].concat();
        assert_eq!(body(&bytes).0, Some(expected), "{len}");
    }
}
