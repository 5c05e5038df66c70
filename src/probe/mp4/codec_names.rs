//! Names of codecs: by four-character code, and by the object type of ISO/IEC 14496-1.
//!
//! Registered codes are listed by the MP4 registration authority (mp4ra.org); QuickTime's older ones by QTFF.

use super::super::wav::wave_tag_name;
use super::esds::Decoder;
use crate::model::Codec;

/// The video codec by its sample entry. Writers use upper case as well, as in `AVC1`, and readers do not mind.
pub(super) fn video(kind: [u8; 4]) -> Codec {
    match &kind {
        b"AVC1" | b"AVC3" => video(*b"avc1"),
        b"HVC1" | b"HEV1" | b"HEVC" | b"hevc" => video(*b"hvc1"),
        b"avc1" | b"avc2" | b"avc3" | b"avc4" | b"dva1" | b"dvav" | b"H264" | b"h264" | b"X264" | b"x264" => {
            Codec::H264
        }
        // AVC-Intra at 50 and 100 Mbit/s, XAVC and AVC-LongG.
        [b'a', b'i', b'1' | b'5', b'2' | b'3' | b'5' | b'6' | b'p' | b'q'] => Codec::H264,
        b"AVin" | b"aivx" | b"avlg" | b"xalg" | b"rv64" => Codec::H264,
        b"hvc1" | b"hev1" | b"hvc2" | b"hev2" | b"dvh1" | b"dvhe" => Codec::HEVC,
        b"vvc1" | b"vvi1" => Codec::named("vvc"),
        b"av01" | b"dav1" => Codec::named("av1"),
        b"vp08" | b"VP80" => Codec::named("vp8"),
        b"vp09" | b"VP90" => Codec::named("vp9"),
        b"mp4v" | b"DIVX" | b"XVID" | b"FMP4" | b"3IV2" => Codec::named("mpeg4"),
        b"mp1v" | b"m1v1" | b"m1v " | b"mpeg" => Codec::named("mpeg1video"),
        b"mp2v" | b"m2v1" | b"AVmp" | [b'h', b'd', b'v', _] | [b'x', b'd', b'v' | b'5' | b'h', _] => {
            Codec::named("mpeg2video")
        }
        // IMX: MPEG-2 at 30, 40 and 50 Mbit/s for 625 and 525 lines.
        [b'm', b'x', b'3' | b'4' | b'5', b'p' | b'n'] => Codec::named("mpeg2video"),
        b"apch" | b"apcn" | b"apcs" | b"apco" | b"ap4h" | b"ap4x" => Codec::named("prores"),
        b"AVdn" | b"AVdh" => Codec::named("dnxhd"),
        b"jpeg" | b"mjpa" | b"mjpg" | b"AVDJ" | b"dmb1" | b"MJPG" => Codec::named("mjpeg"),
        b"mjpb" => Codec::named("mjpegb"),
        b"mjp2" => Codec::named("jpeg2000"),
        b"png " | b"MNG " => Codec::named("png"),
        b"gif " => Codec::named("gif"),
        b"tiff" => Codec::named("tiff"),
        b"rle " => Codec::named("qtrle"),
        b"rpza" | b"azpr" => Codec::named("rpza"),
        b"smc " => Codec::named("smc"),
        b"cvid" => Codec::named("cinepak"),
        b"SVQ1" | b"svq1" | b"svqi" => Codec::named("svq1"),
        b"SVQ3" => Codec::named("svq3"),
        b"h261" => Codec::named("h261"),
        b"h263" | b"s263" | b"H263" | b"U263" => Codec::named("h263"),
        b"dvc " | b"dvcp" | b"dvpp" | b"dvp " | b"AVdv" | b"AVd1" | b"dvhp" | b"dvhq" => Codec::named("dvvideo"),
        [b'd', b'v', b'5', b'n' | b'p'] | [b'd', b'v', b'h', b'2'..=b'6'] => Codec::named("dvvideo"),
        b"WMV3" => Codec::named("wmv3"),
        b"vc-1" | b"ovc1" => Codec::named("vc1"),
        b"CFHD" => Codec::named("cfhd"),
        b"Hap1" | b"Hap5" | b"HapY" | b"HapA" | b"HapM" => Codec::named("hap"),
        b"DXD3" | b"DXDI" => Codec::named("dxv"),
        b"v210" => Codec::named("v210"),
        b"v308" => Codec::named("v308"),
        b"v408" => Codec::named("v408"),
        b"v410" => Codec::named("v410"),
        b"r210" => Codec::named("r210"),
        b"drac" => Codec::named("dirac"),
        b"theo" => Codec::named("theora"),
        b"icod" => Codec::named("aic"),
        b"pxlt" => Codec::named("pixlet"),
        b"8BPS" => Codec::named("8bps"),
        b"tga " => Codec::named("targa"),
        b"R10k" | b"R10g" => Codec::named("r10k"),
        b"AVrp" => Codec::named("avrp"),
        b"AVUI" => Codec::named("avui"),
        b"raw " | b"2vuy" | b"yuvs" | b"yuv2" | b"2Vuy" | b"I420" | b"yv12" => Codec::named("rawvideo"),
        b"ABGR" | b"BGRA" | b"RGBA" | b"b16g" | b"b48r" | b"b64a" => Codec::named("rawvideo"),
        other => from_avi(*other).map_or_else(|| tag(*other), Codec::named),
    }
}

/// Codes of AVI that editors and transcoders write into movies too, as in files of ffmpeg's own making.
fn from_avi(kind: [u8; 4]) -> Option<&'static str> {
    Some(match &kind {
        b"DX50" | b"UMP4" | b"RMP4" => "mpeg4",
        b"DIV3" | b"DIV4" | b"MP43" | b"3IVD" => "msmpeg4v3",
        b"DIV2" | b"MP42" => "msmpeg4v2",
        b"MPG4" => "msmpeg4v1",
        b"WMV1" => "wmv1",
        b"WMV2" => "wmv2",
        b"LJPG" => "mjpeg",
        b"FFV1" => "ffv1",
        b"HFYU" => "huffyuv",
        b"FFVH" => "ffvhuff",
        [b'U', b'L', b'R' | b'Y' | b'H', _] | [b'U', b'Q', b'R' | b'Y', _] => "utvideo",
        b"M8RG" | b"M8RA" | b"M8G0" | b"M8Y0" | b"M8Y2" | b"M8Y4" | b"M8YA" => "magicyuv",
        b"FSV1" => "flashsv",
        b"FLV1" => "flv1",
        b"H261" => "h261",
        b"SNOW" => "snow",
        [b'S', b'H', b'Q', b'0'..=b'9'] => "speedhq",
        b"AYUV" => "ayuv",
        b"Y41P" => "y41p",
        _ => return None,
    })
}

/// The video codec by `objectTypeIndication` (ISO/IEC 14496-1 §7.2.6.6, table 5).
pub(super) fn video_object(object_type: u8) -> Option<Codec> {
    Some(match object_type {
        0x20 => Codec::named("mpeg4"),
        0x21 => Codec::H264,
        0x23 => Codec::HEVC,
        0x60..=0x65 => Codec::named("mpeg2video"),
        0x6A => Codec::named("mpeg1video"),
        0x6C => Codec::named("mjpeg"),
        0x6D => Codec::named("png"),
        0x6E => Codec::named("jpeg2000"),
        0xA3 => Codec::named("vc1"),
        0xA4 => Codec::named("dirac"),
        0xB1 => Codec::named("vp9"),
        _ => return None,
    })
}

/// The audio codec by its sample entry.
pub(super) fn audio(kind: [u8; 4], pcm: Pcm) -> Codec {
    match &kind {
        b"mp4a" => Codec::AAC,
        b".mp3" | b"mp3 " => Codec::MP3,
        b".mp2" => Codec::named("mp2"),
        b"ac-3" | b"sac3" | b"AC-3" => Codec::named("ac3"),
        b"ec-3" => Codec::named("eac3"),
        b"ac-4" => Codec::named("ac4"),
        b"mlpa" => Codec::named("truehd"),
        b"dtsc" | b"dtsh" | b"dtsl" | b"dtse" | b"dtsx" | b"DTS " => Codec::named("dts"),
        b"mha1" | b"mha2" | b"mhm1" | b"mhm2" => Codec::named("mpegh_3d_audio"),
        b"Opus" => Codec::named("opus"),
        b"fLaC" => Codec::named("flac"),
        b"alac" => Codec::named("alac"),
        b"samr" => Codec::named("amr_nb"),
        b"sawb" => Codec::named("amr_wb"),
        b"sqcp" | b"Qclp" | b"Qclq" => Codec::named("qcelp"),
        b"sevc" => Codec::named("evrc"),
        b"spex" => Codec::named("speex"),
        b"agsm" => Codec::named("gsm"),
        b"ulaw" => Codec::named("pcm_mulaw"),
        b"alaw" => Codec::named("pcm_alaw"),
        b"ima4" => Codec::named("adpcm_ima_qt"),
        b"msVo" => Codec::named("vorbis"),
        b"vdva" | b"dvca" => Codec::named("dvaudio"),
        b"nmos" => Codec::named("nellymoser"),
        b"MAC3" => Codec::named("mace3"),
        b"MAC6" => Codec::named("mace6"),
        b"QDMC" => Codec::named("qdmc"),
        b"QDM2" => Codec::named("qdm2"),
        b"raw " | b"NONE" => Pcm { unsigned: pcm.bits <= 8, bits: pcm.bits.max(8), ..pcm }.codec(),
        b"twos" => Pcm { little: false, ..pcm }.codec(),
        b"sowt" => Pcm { little: true, ..pcm }.codec(),
        b"lpcm" | b"ipcm" => pcm.codec(),
        b"fpcm" => Pcm { float: true, ..pcm }.codec(),
        b"in24" => Pcm { bits: 24, ..pcm }.codec(),
        b"in32" => Pcm { bits: 32, ..pcm }.codec(),
        b"fl32" => Pcm { bits: 32, float: true, ..pcm }.codec(),
        b"fl64" => Pcm { bits: 64, float: true, ..pcm }.codec(),
        [b'm', b's', 0, 1] => Pcm { unsigned: pcm.bits <= 8, little: true, ..pcm }.codec(),
        // QTFF "Sound sample description": `ms` and a WAVE format tag.
        &[b'm', b's', high, low] => {
            wave_tag_name(u16::from_be_bytes([high, low])).map_or_else(|| tag(kind), Codec::named)
        }
        other => tag(*other),
    }
}

/// The audio codec by `objectTypeIndication`, and by the audio object type if that is more exact. `None` if the entry
/// specifies no object type, so that the entry's own type decides.
pub(super) fn audio_object(decoder: Decoder) -> Option<Codec> {
    Some(match decoder.object_type {
        0x40 => match decoder.audio_type {
            // ISO/IEC 14496-3 table 1.17: AAC in all its profiles, with SBR and PS; USAC.
            None | Some(0..=6 | 17 | 19 | 20 | 23 | 29 | 39 | 42) => Codec::AAC,
            // Layers I to III under MPEG-4, and lossless coding.
            Some(32..=34) => Codec::named("mp3on4"),
            Some(36) => Codec::named("mp4als"),
            Some(other) => Codec::from(format!("mp4a.40.{other}")),
        },
        0x66..=0x68 => Codec::AAC,
        0x69 | 0x6B => Codec::MP3,
        0xA0 | 0xD1 => Codec::named("evrc"),
        0xA1 => Codec::named("smv"),
        0xA5 => Codec::named("ac3"),
        0xA6 => Codec::named("eac3"),
        0xA9..=0xAC => Codec::named("dts"),
        0xAD => Codec::named("opus"),
        0xC1 => Codec::named("flac"),
        0xDD => Codec::named("vorbis"),
        0xE1 => Codec::named("qcelp"),
        // "Forbidden" and "no object type specified".
        0x00 | 0xFF => return None,
        other => Codec::from(format!("mp4a.{other:02x}")),
    })
}

/// Linear PCM.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pcm {
    pub(super) bits: u32,
    pub(super) little: bool,
    pub(super) float: bool,
    pub(super) unsigned: bool,
}

impl Pcm {
    /// The name, with the width rounded up to whole bytes; 16 bits if none are stated.
    pub(super) fn codec(self) -> Codec {
        let bits = match self.bits {
            0 => 16,
            bits => bits.div_ceil(8).saturating_mul(8),
        };
        let sort = match (self.float, self.unsigned) {
            (true, _) => 'f',
            (false, true) => 'u',
            (false, false) => 's',
        };
        let order = match (bits, self.little) {
            (8, _) => "",
            (_, true) => "le",
            (_, false) => "be",
        };
        Codec::from(format!("pcm_{sort}{bits}{order}"))
    }
}

/// A code without a name here, as text: escaped where it does not print, without blanks at the end.
fn tag(kind: [u8; 4]) -> Codec {
    Codec::from(kind.escape_ascii().to_string().trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pcm_name_has_sort_width_and_order() {
        let name = |kind, bits, little| audio(kind, Pcm { bits, little, ..Pcm::default() }).name().to_owned();
        assert_eq!(name(*b"sowt", 16, false), "pcm_s16le");
        assert_eq!(name(*b"twos", 16, false), "pcm_s16be");
        assert_eq!(name(*b"twos", 8, false), "pcm_s8");
        assert_eq!(name(*b"raw ", 8, false), "pcm_u8");
        assert_eq!(name(*b"in24", 16, true), "pcm_s24le");
        assert_eq!(name(*b"fl32", 16, false), "pcm_f32be");
        assert_eq!(name(*b"fl64", 16, true), "pcm_f64le");
        assert_eq!(name(*b"lpcm", 24, true), "pcm_s24le");
        assert_eq!(name(*b"ms\0\x01", 16, false), "pcm_s16le");
        assert_eq!(name(*b"ms\0\x01", 8, false), "pcm_u8");
    }

    #[test]
    fn codes_of_waves_and_avi_are_known_in_movies() {
        let name = |kind| audio(kind, Pcm::default()).name().to_owned();
        assert_eq!(name(*b"ms\0\x55"), "mp3");
        assert_eq!(name(*b"ms\0\x02"), "adpcm_ms");
        assert_eq!(name(*b"ms\x01a"), "wmav2");
        assert_eq!(video(*b"ULY0").name(), "utvideo");
        assert_eq!(video(*b"drac").name(), "dirac");
        for kind in [b"AVC1", b"ai5p", b"ai1p", b"ai13", b"ai16", b"aivx", b"xalg"] {
            assert_eq!(video(*kind), Codec::H264);
        }
        assert_eq!(video(*b"HEVC"), Codec::HEVC);
    }

    #[test]
    fn only_aac_is_aac() {
        let name = |object_type, audio_type| {
            let decoder = Decoder { object_type, audio_type, specific: None };
            audio_object(decoder).map(|codec| codec.name().to_owned())
        };
        let aac = Some("aac".to_owned());
        assert_eq!([name(0x40, Some(2)), name(0x40, None), name(0x67, None)], [aac.clone(), aac.clone(), aac]);
        assert_eq!(
            (name(0x40, Some(8)).as_deref(), name(0x40, Some(36)).as_deref()),
            (Some("mp4a.40.8"), Some("mp4als"))
        );
        assert_eq!([name(0xD1, None), name(0xA0, None)].each_ref().map(Option::as_deref), [Some("evrc"); 2]);
        assert_eq!((name(0xD5, None).as_deref(), name(0xFF, None)), (Some("mp4a.d5"), None));
    }

    #[test]
    fn unknown_codes_stay_readable() {
        assert_eq!(video(*b"uncv").name(), "uncv");
        assert_eq!(video(*b"ab  ").name(), "ab");
        assert_eq!(audio(*b"\xff\0a\n", Pcm::default()).name(), "\\xff\\x00a\\n");
    }
}
