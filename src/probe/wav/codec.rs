//! Format tags and what ffprobe calls them.

use super::format::WaveFormat;
use crate::model::Codec;

/// WAVE_FORMAT_PCM.
const PCM: u16 = 0x0001;
/// WAVE_FORMAT_IEEE_FLOAT.
const FLOAT: u16 = 0x0003;

/// How the samples are coded.
pub(super) enum Coding {
    /// Samples of whole bytes, interleaved.
    Pcm { float: bool },
    /// One byte per sample.
    Companded,
    /// Blocks of `block_align` bytes: a header per channel, then four bits per sample.
    Adpcm { header_bytes: u64, header_samples: u64 },
    /// Four bits per sample and nothing else.
    Nibbles,
    /// Two frames of GSM 06.10 in 65 bytes.
    Gsm,
    /// Anything else.
    Other,
}

/// Which of these `format` is.
pub(super) fn coding(format: &WaveFormat) -> Coding {
    match format.tag {
        Some(PCM) => Coding::Pcm { float: false },
        Some(FLOAT) => Coding::Pcm { float: true },
        Some(0x0006 | 0x0007 | 0x6C75) => Coding::Companded,
        // Microsoft ADPCM: predictor, step and two samples. IMA ADPCM: one sample, an index and a zero.
        Some(0x0002) => Coding::Adpcm { header_bytes: 7, header_samples: 2 },
        Some(0x0011 | 0x0069) if format.bits == 4 => Coding::Adpcm { header_bytes: 4, header_samples: 1 },
        // Yamaha's ADPCM and G.722.
        Some(0x0020 | 0x028F) => Coding::Nibbles,
        Some(0x0031) => Coding::Gsm,
        _ => Coding::Other,
    }
}

impl WaveFormat {
    /// Bits of one stored sample, if the coding has such.
    pub(super) fn stored_bits(&self) -> Option<u16> {
        let bits = match coding(self) {
            Coding::Pcm { .. } => u16::try_from(self.sample_bytes()?.saturating_mul(8)).ok()?,
            Coding::Companded | Coding::Adpcm { .. } | Coding::Nibbles => self.bits,
            Coding::Gsm | Coding::Other => return None,
        };
        Some(bits).filter(|&bits| bits > 0)
    }
}

/// MPEGLAYER3WAVEFORMAT: bare frames of MPEG audio, layer III.
pub(super) fn is_mp3(format: &WaveFormat) -> bool {
    format.tag == Some(0x0055)
}

/// The codec's name: ffprobe's, or the tag itself.
pub(super) fn name(format: &WaveFormat, big_endian: bool) -> Codec {
    let Some(tag) = format.tag else { return Codec::named("wav:0xFFFE") };
    let known = match coding(format) {
        Coding::Pcm { float } => pcm_name(float, format.sample_bytes(), big_endian),
        _ => tag_name(tag),
    };
    known.map_or_else(|| Codec::from(format!("wav:0x{tag:04X}")), Codec::named)
}

/// The name of a coding that its tag identifies.
pub(in crate::probe) fn tag_name(tag: u16) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == tag).map(|(_, name)| *name)
}

/// PCM by the bytes of one sample: unsigned if it is one byte, else signed.
fn pcm_name(float: bool, sample_bytes: Option<u64>, big_endian: bool) -> Option<&'static str> {
    Some(match (float, sample_bytes?, big_endian) {
        (false, 1, _) => "pcm_u8",
        (false, 2, false) => "pcm_s16le",
        (false, 2, true) => "pcm_s16be",
        (false, 3, false) => "pcm_s24le",
        (false, 3, true) => "pcm_s24be",
        (false, 4, false) => "pcm_s32le",
        (false, 4, true) => "pcm_s32be",
        (false, 8, false) => "pcm_s64le",
        (false, 8, true) => "pcm_s64be",
        (true, 4, false) => "pcm_f32le",
        (true, 4, true) => "pcm_f32be",
        (true, 8, false) => "pcm_f64le",
        (true, 8, true) => "pcm_f64be",
        _ => return None,
    })
}

/// Format tags by RFC 2361 and the registrations after it.
const NAMES: &[(u16, &str)] = &[
    (0x0002, "adpcm_ms"),
    (0x0006, "pcm_alaw"),
    (0x0007, "pcm_mulaw"),
    (0x000A, "wmavoice"),
    (0x0010, "adpcm_ima_oki"),
    (0x0011, "adpcm_ima_wav"),
    (0x0014, "adpcm_g726"),
    (0x0017, "adpcm_ima_oki"),
    (0x0020, "adpcm_yamaha"),
    (0x0022, "truespeech"),
    (0x0031, "gsm_ms"),
    (0x0032, "gsm_ms"),
    (0x0038, "amr_nb"),
    (0x0040, "adpcm_g726"),
    (0x0042, "g723_1"),
    (0x0045, "adpcm_g726"),
    (0x0050, "mp2"),
    (0x0055, "mp3"),
    (0x0057, "amr_nb"),
    (0x0058, "amr_wb"),
    (0x0061, "adpcm_ima_dk4"),
    (0x0062, "adpcm_ima_dk3"),
    (0x0064, "adpcm_g726"),
    (0x0069, "adpcm_ima_wav"),
    (0x0083, "g729"),
    (0x00FF, "aac"),
    (0x0111, "g723_1"),
    (0x0130, "sipr"),
    (0x0160, "wmav1"),
    (0x0161, "wmav2"),
    (0x0162, "wmapro"),
    (0x0163, "wmalossless"),
    (0x0165, "xma1"),
    (0x0166, "xma2"),
    (0x0200, "adpcm_ct"),
    (0x0270, "atrac3"),
    (0x028F, "adpcm_g722"),
    (0x0401, "imc"),
    (0x1500, "gsm_ms"),
    (0x1501, "truespeech"),
    (0x1600, "aac"),
    (0x1602, "aac_latm"),
    (0x2000, "ac3"),
    (0x2001, "dts"),
    (0x4143, "aac"),
    (0x566F, "vorbis"),
    (0x6C75, "pcm_mulaw"),
    (0x704F, "opus"),
    (0x706D, "aac"),
    (0xA106, "aac"),
    (0xA109, "speex"),
    (0xF1AC, "flac"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pcm_name_has_sort_width_and_order() {
        for (float, bytes, little, big) in [
            (false, 1, "pcm_u8", "pcm_u8"),
            (false, 2, "pcm_s16le", "pcm_s16be"),
            (false, 3, "pcm_s24le", "pcm_s24be"),
            (false, 4, "pcm_s32le", "pcm_s32be"),
            (false, 8, "pcm_s64le", "pcm_s64be"),
            (true, 4, "pcm_f32le", "pcm_f32be"),
            (true, 8, "pcm_f64le", "pcm_f64be"),
        ] {
            assert_eq!(pcm_name(float, Some(bytes), false), Some(little));
            assert_eq!(pcm_name(float, Some(bytes), true), Some(big));
        }
        assert_eq!(
            [pcm_name(true, Some(2), false), pcm_name(false, Some(5), true), pcm_name(false, None, false)],
            [None; 3]
        );
    }
}
