//! Files that are made to cost much: sizes and counts that lie, parts without number, and depths without end.

use std::io;

use seedance_preflight::ReadAt;

use crate::support::Padded;

/// A file by what it is made of.
pub(crate) struct Bomb {
    pub(crate) name: &'static str,
    pub(crate) source: Box<dyn ReadAt>,
}

const MILLION: usize = 1 << 20;

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = Bomb> {
    let makers = [movies, fragments, sparse, pictures, riffs, audio];
    makers.into_iter().flat_map(|maker| maker())
}

fn bomb(name: &'static str, bytes: Vec<u8>) -> Bomb {
    Bomb { name, source: Box::new(bytes) }
}

/// A box of ISO BMFF.
fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&u32::try_from(body.len() + 8).unwrap().to_be_bytes()[..], kind, body].concat()
}

fn movie(children: &[u8]) -> Vec<u8> {
    [boxed(b"ftyp", b"isom\0\0\x02\0isom"), boxed(b"moov", children)].concat()
}

/// A sample table around `tables`, in a track of pictures.
fn track(tables: &[u8]) -> Vec<u8> {
    let header = boxed(b"hdlr", &[&[0; 8][..], b"vide", &[0; 13]].concat());
    let media_header =
        boxed(b"mdhd", &[&[0; 12][..], &1000_u32.to_be_bytes(), &5000_u32.to_be_bytes(), &[0; 4]].concat());
    let information = boxed(b"minf", &boxed(b"stbl", tables));
    boxed(b"trak", &boxed(b"mdia", &[media_header, header, information].concat()))
}

/// A table that claims `count` entries, followed by `body`.
fn table(kind: &[u8; 4], count: u32, body: &[u8]) -> Vec<u8> {
    boxed(kind, &[&[0; 4][..], &count.to_be_bytes(), body].concat())
}

fn movies() -> Vec<Bomb> {
    let empty_boxes = boxed(b"free", b"").repeat(MILLION);
    let lies: Vec<u8> = [b"stsd", b"stts", b"ctts", b"stsc", b"stsz", b"stco", b"co64", b"dref"]
        .iter()
        .flat_map(|kind| table(kind, u32::MAX, &[0; 24]))
        .collect();
    let edits = boxed(b"trak", &boxed(b"edts", &table(b"elst", u32::MAX, &[0, 0, 0, 1].repeat(3 * 500_000))));
    let nested = |kind: &[u8; 4], depth: usize| {
        let heads =
            (1..=depth).rev().flat_map(|level| [&u32::try_from(8 * level).unwrap().to_be_bytes()[..], kind].concat());
        heads.collect::<Vec<u8>>()
    };
    let entry = |inside: &[u8]| track(&table(b"stsd", 1, &boxed(b"mp4a", &[&[0; 28][..], inside].concat())));
    vec![
        bomb("a million empty boxes", [movie(b""), empty_boxes.clone()].concat()),
        bomb("a million empty boxes in moov", movie(&empty_boxes)),
        bomb("boxes that do not read", movie(&boxed(b"trak", &boxed(b"tkhd", b"").repeat(MILLION / 8)))),
        bomb("movie headers that do not read", movie(&boxed(b"mvhd", b"").repeat(MILLION / 8))),
        bomb("half a million tracks", movie(&boxed(b"trak", &boxed(b"mdia", b"")).repeat(MILLION / 2))),
        bomb("a million sample tables", movie(&track(&table(b"stco", 9, &[0; 4]).repeat(MILLION / 4)))),
        bomb("tables of four thousand million entries", movie(&track(&lies))),
        bomb("a million runs", movie(&track(&table(b"stts", 1 << 20, &[0, 0, 0, 1].repeat(2 * MILLION))))),
        bomb("as many runs as are held", movie(&track(&table(b"stts", 262_000, &[0, 0, 0, 1].repeat(2 * 262_000))))),
        bomb("half a million edits", movie(&edits)),
        bomb("boxes of size 0", movie(&[0, 0, 0, 0, b't', b'r', b'a', b'k'].repeat(9))),
        bomb("padding without type or size", movie(&[0; 4 << 20])),
        bomb("a hundred thousand boxes in boxes", nested(b"moov", 100_000)),
        bomb("tracks in tracks", movie(&nested(b"trak", 100_000))),
        bomb("audio in audio", movie(&entry(&nested(b"wave", 100_000)))),
        bomb("protection in protection", movie(&entry(&nested(b"sinf", 100_000)))),
        bomb(
            "a million references",
            movie(&boxed(
                b"trak",
                &boxed(
                    b"mdia",
                    &boxed(b"minf", &boxed(b"dinf", &table(b"dref", 9, &boxed(b"url ", &[0; 4]).repeat(MILLION)))),
                ),
            )),
        ),
    ]
}

fn fragments() -> Vec<Bomb> {
    let defaults = boxed(b"mvex", &boxed(b"trex", &[0; 24]).repeat(MILLION / 4));
    let header = boxed(b"tfhd", &[0; 8]);
    // Each sample with a length of its own: flag 0x100.
    let run = |count: u32, held: usize| {
        boxed(b"trun", &[&[0, 0, 1, 0][..], &count.to_be_bytes(), &vec![0; 4 * held]].concat())
    };
    let fragment = |runs: &[u8]| boxed(b"moof", &boxed(b"traf", &[&header[..], runs].concat()));
    let start = movie(&[track(b""), boxed(b"mvex", b"")].concat());
    vec![
        bomb("a quarter of a million defaults", movie(&defaults)),
        bomb("half a million fragments", [start.clone(), fragment(b"").repeat(MILLION / 2)].concat()),
        bomb("a million runs of nothing", [start.clone(), fragment(&run(0, 0).repeat(MILLION / 2))].concat()),
        bomb("a run of two million samples", [start.clone(), fragment(&run(2 << 20, 2 * MILLION))].concat()),
        bomb("a run of four thousand million samples", [start, fragment(&run(u32::MAX, 3).repeat(50_000))].concat()),
    ]
}

/// Sources of terabytes that hold next to nothing.
fn sparse() -> Vec<Bomb> {
    let padded = |name, head: Vec<u8>, length| Bomb { name, source: Box::new(Padded { head, length }) };
    let long = |kind: &[u8; 4], size: u64| [&[0, 0, 0, 1][..], kind, &size.to_be_bytes()].concat();
    let media = [boxed(b"ftyp", b"isom\0\0\x02\0isom"), long(b"mdat", 1 << 40)].concat();
    vec![
        padded("a terabyte of media and no movie", media, 2 << 40),
        padded(
            "media up to the last number",
            [boxed(b"ftyp", b"isom\0\0\x02\0isom"), long(b"mdat", u64::MAX)].concat(),
            u64::MAX,
        ),
        padded(
            "a movie of a gigabyte of zeros",
            [boxed(b"ftyp", b"isom\0\0\x02\0isom"), long(b"moov", 1 << 30)].concat(),
            1 << 31,
        ),
        padded("an ID3 tag of 256 MB", b"ID3\x04\0\0\x7F\x7F\x7F\x7F".to_vec(), 1 << 30),
        padded("four gigabytes of zeros", Vec::new(), 4 << 30),
        padded("zeros after a tag", b"ID3\x03\0\0\0\0\0\0".to_vec(), 4 << 30),
        padded("a picture of four gigabytes", crate::support::png(640, 480)[..33].to_vec(), 4 << 30),
        padded("a scan of four gigabytes", crate::support::jpeg(640, 480)[..25].to_vec(), 4 << 30),
        padded("audio of four gigabytes", crate::support::wav(9, 48_000), 4 << 30),
        padded("one frame and zeros", vec![0xFF, 0xFB, 0x90, 0x64], 4 << 30),
        Bomb { name: "a source without end", source: Box::new(Endless) },
    ]
}

/// Gives the same byte for ever, and no length.
struct Endless;

impl ReadAt for Endless {
    fn byte_len(&self) -> Option<u64> {
        None
    }

    fn read_at(&self, _: u64, buffer: &mut [u8]) -> io::Result<usize> {
        buffer.fill(0xFF);
        Ok(buffer.len())
    }
}

fn pictures() -> Vec<Bomb> {
    let chunk = |kind: &[u8; 4], body: &[u8]| {
        [&u32::try_from(body.len()).unwrap().to_be_bytes()[..], kind, body, &[0; 4]].concat()
    };
    let png = crate::support::png(640, 480);
    let (head, rest) = png.split_at(33);
    let before = |chunks: Vec<u8>| [head, &chunks, rest].concat();
    let after = |chunks: Vec<u8>| [head, &chunk(b"IDAT", b""), &chunks].concat();
    let jpeg = crate::support::jpeg(640, 480);
    let (start, scan) = jpeg.split_at(2);
    let segments = |segment: &[u8]| [start, &segment.repeat(MILLION), scan].concat();
    // A directory that claims 65535 entries and contains none.
    let exif = b"\xFF\xE1\0\x12Exif\0\0MM\0*\0\0\0\x08\xFF\xFF";
    vec![
        bomb("a PNG of a million tiny chunks", before(chunk(b"tEXt", b"").repeat(MILLION))),
        bomb("a million tiny chunks after the picture", after(chunk(b"IDAT", b"").repeat(MILLION))),
        bomb("a million orientations", after(chunk(b"eXIf", b"MM\0*\0\0\0\x08\xFF\xFF").repeat(MILLION))),
        bomb("a million names of EXIF", after(b"eXIf".repeat(MILLION))),
        bomb("a million animations", before(chunk(b"acTL", &[0; 8]).repeat(MILLION / 2))),
        bomb("a JPEG of a million empty segments", segments(&[0xFF, 0xE0, 0, 2])),
        bomb("a million segments of EXIF", segments(exif)),
        bomb("a million restarts", segments(&[0xFF, 0xD0])),
        bomb("megabytes of fill bytes", segments(&[0xFF; 8])),
        bomb("a million stuffed bytes", [start, &scan[..23], &[0xFF, 0].repeat(2 * MILLION)].concat()),
    ]
}

fn riffs() -> Vec<Bomb> {
    let riff = |form: &[u8], body: Vec<u8>| {
        [b"RIFF", &u32::try_from(body.len() + 4).unwrap().to_le_bytes()[..], form, &body].concat()
    };
    let chunk =
        |kind: &[u8; 4], body: &[u8]| [kind, &u32::try_from(body.len()).unwrap().to_le_bytes()[..], body].concat();
    let extended = chunk(b"VP8X", &[0x0A, 0, 0, 0, 255, 1, 0, 255, 1, 0]);
    vec![
        bomb("a WAV of a million chunks", riff(b"WAVE", chunk(b"LIST", b"").repeat(MILLION))),
        bomb("a million odd chunks", riff(b"WAVE", chunk(b"LIST", b"x").repeat(MILLION))),
        bomb("a million facts", riff(b"WAVE", chunk(b"fact", &[9; 4]).repeat(MILLION))),
        bomb(
            "a WebP of a million frames",
            riff(b"WEBP", [extended.clone(), chunk(b"ANMF", b"").repeat(MILLION)].concat()),
        ),
        bomb(
            "a million pieces of EXIF",
            riff(b"WEBP", [extended, chunk(b"EXIF", b"MM\0*\0\0\0\x08\xFF\xFF").repeat(MILLION / 2)].concat()),
        ),
    ]
}

fn audio() -> Vec<Bomb> {
    let tag = b"ID3\x03\0\0\0\0\0\0";
    let noise = |pattern: &[u8]| [&tag[..], &pattern.repeat((4 << 20) / pattern.len())].concat();
    let frames = crate::support::mp3(40);
    // Frames that stop being any, a thousand times over.
    let breaking: Vec<u8> = (0..3000_usize).flat_map(|at| [&frames[..96 * 3], &vec![0x55; at % 90]].concat()).collect();
    let mixed: Vec<u8> =
        (0..20_000).flat_map(|_| [&frames[..96], &[0xFF, 0xFB, 0x18, 0xC0][..], &[0; 92]].concat()).collect();
    let tails = |tail: &[u8], count: usize| [&frames[..], &tail.repeat(count)].concat();
    let old_tag = [&b"TAG"[..], &[b' '; 125]].concat();
    vec![
        bomb("a million tags", tag.repeat(MILLION)),
        bomb("megabytes of sync bytes", noise(&[0xFF])),
        bomb("a million false frames", noise(&[0xFF, 0xFB, 0x90, 0x64])),
        bomb("false frames far apart", noise(&[0xFF, 0xFB, 0x90, 0x64, 1, 2, 3])),
        bomb("false frames of free bit rate", noise(&[0xFF, 0xFB, 0x00, 0x64, 1])),
        bomb("frames that break off", breaking),
        bomb("frames of two rates by turns", mixed),
        bomb("a hundred thousand trailing tags", tails(&old_tag, 30_000)),
        bomb(
            "trailing tags of size zero",
            tails(b"APETAGEX\xD0\x07\0\0\x20\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 100_000),
        ),
    ]
}

/// Real pictures whose headers state sizes that decode to nearly, or to much more than, a megabyte; a decoder that
/// believes them makes room for that.
#[cfg(feature = "deep")]
pub(crate) fn large_pictures() -> Vec<(String, Vec<u8>)> {
    let testdata = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/accepted");
    let [jpeg, webp, png] =
        ["photo.jpg", "card.webp", "drawing.png"].map(|name| std::fs::read(testdata.join(name)).unwrap());
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let mut made = Vec::new();
    for side in [580_u16, 16_000] {
        for kind in [0xC0, 0xC2] {
            let mut picture = jpeg.clone();
            picture[frame + 1] = kind;
            picture[frame + 5..frame + 9].copy_from_slice(&[side.to_be_bytes(), side.to_be_bytes()].concat());
            made.push((format!("a JPEG of {side} by {side}, {kind:02X}"), picture));
        }
        let mut picture = webp.clone();
        assert_eq!(&picture[12..16], b"VP8 ");
        picture[26..30].copy_from_slice(&[side.to_le_bytes(), side.to_le_bytes()].concat());
        made.push((format!("a WebP of {side} by {side}"), picture));
        let mut picture = png.clone();
        let sides = [u32::from(side).to_be_bytes(), u32::from(side).to_be_bytes()].concat();
        picture[16..24].copy_from_slice(&sides);
        let check_sum = crate::support::crc32(&picture[12..29]).to_be_bytes();
        picture[29..33].copy_from_slice(&check_sum);
        made.push((format!("a PNG of {side} by {side}"), picture));
    }
    made
}
