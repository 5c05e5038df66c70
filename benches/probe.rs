//! What probing one file costs, by format: beside the floor (open, fstat, one read of 4 KiB, close) and beside `image`,
//! `mp4` and `symphonia` used plainly.
//!
//! `cargo bench --features deep --bench probe` measures the files of `testdata`; with `PREFLIGHT_CORPUS=DIR`, all below it.
//! Every file is reopened each time, from a warm cache; a row's figure is the median of the rounds' means.

use std::collections::BTreeMap;
use std::fs::File;
use std::hint::black_box;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use seedance_preflight::{Budget, DurationSource, Format, ReadAt, probe};
use symphonia::core::formats::{FormatOptions, probe::Hint};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;

/// The argument by which this program tries one file with the `mp4` crate, which hangs on some.
const TRY_MP4: &str = "--try-mp4";

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(TRY_MP4) {
        plain_mp4(Path::new(&arguments.next().unwrap_or_default()));
        return;
    }
    let root = std::env::var_os("PREFLIGHT_CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata"), PathBuf::from);
    let mut by_format: BTreeMap<(Format, &'static str), Vec<PathBuf>> = BTreeMap::new();
    for path in files_below(&root) {
        let file = File::open(&path).unwrap();
        let facts = probe(&file, &Budget::default());
        // An MP3 without a header that can be believed is read whole: that is another matter.
        let way = match facts.audio().and_then(|audio| audio.duration_from) {
            Some(DurationSource::Header) if facts.format == Format::Mp3 => ", by its header",
            _ if facts.format == Format::Mp3 => ", by its frames",
            _ => "",
        };
        if facts.format.is_measured() {
            by_format.entry((facts.format, way)).or_default().push(path);
        }
    }
    println!(
        "| format | files | bytes read: median, 95 %, max | floor µs | ours µs | × floor | slowest ms | plain library µs |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for ((format, way), files) in by_format {
        println!("{}", row(format, way, &files));
    }
}

/// One line of the table.
fn row(format: Format, way: &str, files: &[PathBuf]) -> String {
    let read = bytes_read(files);
    let at = |share: usize| read[(read.len() - 1) * share / 100];
    let floor = time_each(files, floor);
    let ours = time_each(files, ours);
    let slowest = files.iter().map(|path| fastest_of(5, || ours_of(path))).max().unwrap_or_default();
    format!(
        "| {format}{way} | {} | {}, {}, {} | {:.1} | {:.1} | {:.2} | {:.2} | {} |",
        files.len(),
        at(50),
        at(95),
        at(100),
        micros(floor),
        micros(ours),
        ours.as_secs_f64() / floor.as_secs_f64(),
        slowest.as_secs_f64() * 1e3,
        plain(format, files)
    )
}

/// The library that reads this format, used as its own documentation shows.
fn plain(format: Format, files: &[PathBuf]) -> String {
    let (name, time): (_, fn(&Path)) = match format {
        Format::Jpeg | Format::Png | Format::WebP => ("image", plain_image),
        Format::Mp4 | Format::Mov => ("mp4", plain_mp4),
        _ => ("symphonia", plain_symphonia),
    };
    let usable: Vec<_> = files.iter().filter(|path| name != "mp4" || survives_mp4(path)).cloned().collect();
    if usable.is_empty() {
        return format!("{name}: none that it survives");
    }
    format!("{name} {:.1} on {} files", micros(time_each(&usable, time)), usable.len())
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Mean time a file, as the median over rounds that together last about a second.
fn time_each(files: &[PathBuf], run: fn(&Path)) -> Duration {
    let round = || {
        let start = Instant::now();
        files.iter().for_each(|path| run(path));
        start.elapsed()
    };
    let warm = round();
    let rounds = (Duration::from_secs(1).as_nanos() / warm.as_nanos().max(1)).clamp(3, 1000);
    let mut times: Vec<_> = (0..rounds).map(|_| round()).collect();
    times.sort();
    times[times.len() / 2] / u32::try_from(files.len()).unwrap()
}

fn fastest_of(times: usize, run: impl Fn()) -> Duration {
    let timed = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..times).map(|_| timed()).min().unwrap_or_default()
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn floor(path: &Path) {
    let file = File::open(path).unwrap();
    black_box(file.metadata().unwrap().len());
    let mut block = [0; 4096];
    black_box(ReadAt::read_at(&file, 0, &mut block).unwrap());
}

fn ours(path: &Path) {
    ours_of(path);
}

fn ours_of(path: &Path) {
    let file = File::open(path).unwrap();
    black_box(probe(&file, &Budget::default()));
}

fn plain_image(path: &Path) {
    let reader = image::ImageReader::open(path).and_then(image::ImageReader::with_guessed_format);
    black_box(reader.map(|reader| reader.into_dimensions().ok()).ok());
}

fn plain_mp4(path: &Path) {
    let movie = mp4::read_mp4(File::open(path).unwrap());
    black_box(movie.map(|movie| movie.duration()).ok());
}

fn plain_symphonia(path: &Path) {
    let file = Box::new(File::open(path).unwrap());
    let stream = MediaSourceStream::new(file, MediaSourceStreamOptions::default());
    let (formats, metadata) = (FormatOptions::default(), MetadataOptions::default());
    let found = symphonia::default::get_probe().probe(&Hint::new(), stream, formats, metadata);
    black_box(found.map(|reader| *reader.media_info()).ok());
}

/// Whether the `mp4` crate comes back from this file within two seconds, tried in a process of its own.
fn survives_mp4(path: &Path) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .arg(TRY_MP4)
        .arg(path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    loop {
        match child.try_wait().unwrap() {
            Some(status) => return status.success(),
            None if start.elapsed() > Duration::from_secs(2) => {
                child.kill().unwrap();
                child.wait().unwrap();
                return false;
            }
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}

/// Bytes that the probe asks of each file, in ascending order.
fn bytes_read(files: &[PathBuf]) -> Vec<u64> {
    let mut read: Vec<_> = files
        .iter()
        .map(|path| {
            let source = Counting { file: File::open(path).unwrap(), bytes: AtomicU64::new(0) };
            probe(&source, &Budget::default());
            source.bytes.into_inner()
        })
        .collect();
    read.sort_unstable();
    read
}

struct Counting {
    file: File,
    bytes: AtomicU64,
}

impl ReadAt for Counting {
    fn byte_len(&self) -> Option<u64> {
        self.file.byte_len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let count = ReadAt::read_at(&self.file, offset, buffer)?;
        self.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
