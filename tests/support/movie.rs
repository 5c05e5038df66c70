//! MP4 files with one video track of samples without content.

/// An ISO BMFF box around `parts`.
fn bmff_box(name: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let size = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
    [&size, name.as_slice(), &body].concat()
}

/// What the movie's header shall say.
#[derive(Debug, Clone)]
pub(crate) struct Movie {
    pub(crate) width: u16,
    pub(crate) height: u16,
    /// Of movie and track.
    pub(crate) time_scale: u32,
    pub(crate) samples: u32,
    /// Duration of each sample in ticks.
    pub(crate) delta: u32,
    /// Clockwise: 0, 90, 180 or 270.
    pub(crate) rotation: u16,
    pub(crate) codec: [u8; 4],
}

impl Default for Movie {
    /// Five seconds at 30 frames a second, in a size that is accepted.
    fn default() -> Self {
        Self { width: 1280, height: 720, time_scale: 30_000, samples: 150, delta: 1000, rotation: 0, codec: *b"avc3" }
    }
}

impl Movie {
    pub(crate) fn to_mp4(&self) -> Vec<u8> {
        let file_type = bmff_box(b"ftyp", &[b"isom\0\0\x02\0isomavc1"]);
        let media = vec![0; usize::try_from(self.samples).unwrap()];
        let media = bmff_box(b"mdat", &[&media]);
        // Chunk offsets do not change the size of what holds them: the first pass is to know the size.
        let offset = file_type.len() + self.movie_box(0).len() + 8;
        [file_type, self.movie_box(u32::try_from(offset).unwrap()), media].concat()
    }

    fn movie_box(&self, chunk_offset: u32) -> Vec<u8> {
        let duration = (self.samples * self.delta).to_be_bytes();
        let scale = self.time_scale.to_be_bytes();
        let movie_header = bmff_box(
            b"mvhd",
            &[&[0; 12], &scale, &duration, &[0, 1, 0, 0, 1, 0], &[0; 10], &matrix(0), &[0; 24], &[0, 0, 0, 2]],
        );
        let size = |side: u16| (u32::from(side) << 16).to_be_bytes();
        let track_header = bmff_box(
            b"tkhd",
            &[
                &[0, 0, 0, 3],
                &[0; 8],
                &[0, 0, 0, 1],
                &[0; 4],
                &duration,
                &[0; 16],
                &matrix(self.rotation),
                &size(self.width),
                &size(self.height),
            ],
        );
        let media_header = bmff_box(b"mdhd", &[&[0; 12], &scale, &duration, &[0x55, 0xC4, 0, 0]]);
        let handler = bmff_box(b"hdlr", &[&[0; 8], b"vide", &[0; 13]]);
        let media_information = bmff_box(b"minf", &[&self.sample_table(chunk_offset)]);
        let media = bmff_box(b"mdia", &[&media_header, &handler, &media_information]);
        bmff_box(b"moov", &[&movie_header, &bmff_box(b"trak", &[&track_header, &media])])
    }

    fn sample_table(&self, chunk_offset: u32) -> Vec<u8> {
        let one = 1_u32.to_be_bytes();
        let samples = self.samples.to_be_bytes();
        let (width, height) = (self.width.to_be_bytes(), self.height.to_be_bytes());
        let entry = bmff_box(
            &self.codec,
            &[
                &[0; 6],
                &[0, 1],
                &[0; 16],
                &width,
                &height,
                &[0, 0x48, 0, 0, 0, 0x48, 0, 0],
                &[0; 4],
                &[0, 1],
                &[0; 32],
                &[0, 24, 0xFF, 0xFF],
            ],
        );
        let descriptions = bmff_box(b"stsd", &[&[0; 4], &one, &entry]);
        let times = bmff_box(b"stts", &[&[0; 4], &one, &samples, &self.delta.to_be_bytes()]);
        let sizes = bmff_box(b"stsz", &[&[0; 4], &one, &samples]);
        let chunks = bmff_box(b"stsc", &[&[0; 4], &one, &one, &samples, &one]);
        let offsets = bmff_box(b"stco", &[&[0; 4], &one, &chunk_offset.to_be_bytes()]);
        bmff_box(b"stbl", &[&descriptions, &times, &sizes, &chunks, &offsets])
    }
}

/// The display matrix of a clockwise turn (ISO/IEC 14496-12 §8.3.2.3): a, b, u, c, d, v, x, y, w.
fn matrix(degrees: u16) -> Vec<u8> {
    const ONE: i32 = 1 << 16;
    let (a, b, c, d) = match degrees {
        90 => (0, ONE, -ONE, 0),
        180 => (-ONE, 0, 0, -ONE),
        270 => (0, -ONE, ONE, 0),
        _ => (ONE, 0, 0, ONE),
    };
    [a, b, 0, c, d, 0, 0, 0, 1 << 30].iter().flat_map(|cell: &i32| cell.to_be_bytes()).collect()
}
