//! Formats with a signature in their first bytes.

use crate::model::Format;

/// Signatures at the start that need no further check.
const SIGNATURES: &[(&[u8], Format)] = &[
    (b"\xFF\xD8\xFF", Format::Jpeg), // ISO/IEC 10918-1 §B.2: SOI, and the first byte of the next marker
    (b"\x89PNG\r\n\x1A\n", Format::Png), // PNG §5.2
    (b"GIF87a", Format::Gif),
    (b"GIF89a", Format::Gif),
    (b"II*\0", Format::Tiff),
    (b"MM\0*", Format::Tiff),
    (b"II+\0", Format::Tiff), // BigTIFF
    (b"MM\0+", Format::Tiff),
    (b"IIRO", Format::Tiff), // Olympus raw
    (b"IIRS", Format::Tiff),
    (b"MMOR", Format::Tiff),
    (b"IIU\0", Format::Tiff),                   // Panasonic raw
    (b"\0\0\0\x0CJXL \r\n\x87\n", Format::Jxl), // ISO/IEC 18181-2 §4: the container
    (b"\xFF\x0A", Format::Jxl),                 // ISO/IEC 18181-1: the bare codestream
    (b"\0\0\0\x0CjP  \r\n\x87\n", Format::Jp2), // ISO/IEC 15444-1 §I.5.1
    (b"\xFF\x4F\xFF\x51", Format::Jp2),         // ISO/IEC 15444-1 §A.4: SOC and SIZ
    (b"8BPS\0", Format::Psd),
    (b"FLV\x01", Format::Flv),
    (b"\0\0\x01\xBA", Format::MpegPs), // ISO/IEC 13818-1 §2.5.3.4: pack start code
    (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\x00\xAA\x00\x62\xCE\x6C", Format::Asf),
    (b"OggS", Format::Ogg),  // RFC 3533 §6
    (b"fLaC", Format::Flac), // RFC 9639 §6
    (b"ADIF", Format::Aac),
    (b"#!AMR\n", Format::Amr), // RFC 4867 §5
    (b"#!AMR-WB\n", Format::Amr),
    (b"#!AMR_MC1.0\n", Format::Amr),
    (b"#!AMR-WB_MC1.0\n", Format::Amr),
    (b"caff\0\x01", Format::Caf),
    (b"MThd\0\0\0\x06", Format::Midi),
    (b"PK\x03\x04", Format::Zip),
    (b"PK\x05\x06", Format::Zip), // an empty archive
    (b"PK\x07\x08", Format::Zip), // one part of several
    (b"\x1F\x8B", Format::Gzip),
];

/// A file that is cut within its signature is still detected, if this much of it is present.
const LEAST_PREFIX: usize = 4;

/// The format whose signature `head` begins with.
pub(super) fn format_of(head: &[u8]) -> Option<Format> {
    let cut = |signature: &[u8]| head.len() >= LEAST_PREFIX && signature.starts_with(head);
    let signed = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature) || cut(signature));
    if let Some(&(_, format)) = signed {
        return Some(format);
    }
    match head {
        [b'\x89', b'P', b'N', b'G', ..] => Some(Format::Png),
        [b'R', b'I', b'F', b'F' | b'X', _, _, _, _, form @ ..] | [b'R', b'F', b'6', b'4', _, _, _, _, form @ ..] => {
            riff(form)
        }
        [b'B', b'W', b'6', b'4', _, _, _, _, form @ ..] => riff(form),
        [b'F', b'O', b'R', b'M', _, _, _, _, b'A', b'I', b'F', b'F' | b'C', ..] => Some(Format::Aiff),
        [0x1A, 0x45, 0xDF, 0xA3, header @ ..] => Some(ebml(header)),
        [b'B', b'M', rest @ ..] => is_bitmap(rest).then_some(Format::Bmp),
        [0, 0, 1 | 2, 0, rest @ ..] => is_icon(rest).then_some(Format::Ico),
        // Monkey's Audio: versions 3.x are stored times a thousand.
        [b'M', b'A', b'C', b' ' | b'F', low, high, ..] => {
            (3000..5000).contains(&u16::from_le_bytes([*low, *high])).then_some(Format::Ape)
        }
        _ => is_pdf(head).then_some(Format::Pdf),
    }
}

/// By the form type: RIFF, EBU 3306 (RF64), BS.2088 (BW64), RFC 9649 §2.4. Of a cut type, two letters are enough.
fn riff(form: &[u8]) -> Option<Format> {
    const FORMS: [(&[u8; 4], Format); 6] = [
        (b"WAVE", Format::Wav),
        (b"WEBP", Format::WebP),
        (b"AVI ", Format::Avi),
        (b"AVIX", Format::Avi),
        (b"AVI\x19", Format::Avi),
        (b"RMID", Format::Midi),
    ];
    let found = form.get(..4).unwrap_or(form);
    FORMS.iter().find(|(name, _)| found.len() >= 2 && name.starts_with(found)).map(|&(_, format)| format)
}

/// By the document type, RFC 8794 §11.2.4: element 4282 of the EBML header, which is short and comes first.
fn ebml(header: &[u8]) -> Format {
    const DOC_TYPE: [u8; 2] = [0x42, 0x82];
    let head = header.get(..256).unwrap_or(header);
    let webm = head.windows(7).any(|at| at.starts_with(&DOC_TYPE) && at.ends_with(b"webm"));
    if webm { Format::WebM } else { Format::Matroska }
}

/// Two letters prove little: the size of the header after the file header must be a known one.
fn is_bitmap(rest: &[u8]) -> bool {
    let size = rest.get(12..).and_then(<[u8]>::first_chunk).map(|bytes| u32::from_le_bytes(*bytes));
    matches!(size, Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// Four bytes near zero prove little: the first entry must point past its directory.
fn is_icon(rest: &[u8]) -> bool {
    let Some(&[low, high, _, _, _, 0, _, _, _, _, s0, s1, s2, s3, o0, o1, o2, o3]) = rest.first_chunk() else {
        return false;
    };
    let count = u32::from(u16::from_le_bytes([low, high]));
    let directory = 6 + 16 * count;
    count > 0 && u32::from_le_bytes([s0, s1, s2, s3]) > 0 && u32::from_le_bytes([o0, o1, o2, o3]) >= directory
}

/// ISO 32000-1 §7.5.2, and readers allow white space before it.
fn is_pdf(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(b"%PDF-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_detected() {
        for (bytes, format) in [
            (&b"\xFF\xD8\xFF\xE0"[..], Format::Jpeg),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Format::Png),
            (b"\x89PNG\n\x1A\n", Format::Png),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Format::WebP),
            (b"RIFF\x10\0\0\0AVI LIST", Format::Avi),
            (b"RIFX\0\0\0\x10WAVEfmt ", Format::Wav),
            (b"RF64\xFF\xFF\xFF\xFFWAVEds64", Format::Wav),
            (b"BW64\xFF\xFF\xFF\xFFWAVEds64", Format::Wav),
            (b"FORM\0\0\0\x10AIFCFVER", Format::Aiff),
            (b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm", Format::WebM),
            (b"\x1A\x45\xDF\xA3\x93\x42\x82\x88matroska", Format::Matroska),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Format::Bmp),
            (b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0\x68\x04\0\0\x16\0\0\0", Format::Ico),
            (b"MAC \x96\x0F\0\0", Format::Ape),
            (b"\n%PDF-1.7", Format::Pdf),
        ] {
            assert_eq!(format_of(bytes), Some(format), "{bytes:02X?}");
        }
    }

    #[test]
    fn cut_signatures_are_detected() {
        assert_eq!(format_of(b"RIFF\x24\x45\0\0WAV"), Some(Format::Wav));
        assert_eq!(format_of(b"\x89PNG\r"), Some(Format::Png));
        assert_eq!(format_of(b"RIFF\x24\x45\0\0W"), None);
    }

    #[test]
    fn a_wrong_first_letter_is_another_format() {
        assert_eq!(format_of(b"BIFF\x88\x04\0\0WEBPVP8 "), None);
    }
}
