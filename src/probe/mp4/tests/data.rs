//! Whether the samples that the tables describe are in the file.

use super::*;

/// Where the data begin in [`movie`], and how many there are.
const DATA: u32 = 28;
const LEN: u32 = 24;

/// A movie of 24 samples of one byte each, its `moov` last, with these tables.
fn movie(tables: &[Vec<u8>]) -> Vec<u8> {
    let track = TrackSpec { tables: Some(tables.to_vec()), ..TrackSpec::video((640, 480)) };
    MovieSpec { movie_last: true, ..MovieSpec::of(vec![track]) }.bytes()
}

fn sizes(sizes: &[u32]) -> Vec<u8> {
    let mut values = vec![0, u32::try_from(sizes.len()).unwrap()];
    values.extend(sizes);
    numbers(b"stsz", &values)
}

fn runs(runs: &[[u32; 3]]) -> Vec<u8> {
    let mut values = vec![u32::try_from(runs.len()).unwrap()];
    values.extend(runs.concat());
    numbers(b"stsc", &values)
}

fn offsets(offsets: &[u32]) -> Vec<u8> {
    let mut values = vec![u32::try_from(offsets.len()).unwrap()];
    values.extend(offsets);
    numbers(b"stco", &values)
}

/// Samples of the video track, whether the file is truncated, and its faults.
fn found(bytes: &[u8]) -> (Option<u64>, Option<bool>, Vec<FaultKind>) {
    let (video, notes, read) = probe(bytes);
    assert_eq!(read, Ok(()));
    (video.video_samples, notes.truncated, kinds(&notes.faults))
}

fn whole() -> (Option<u64>, Option<bool>, Vec<FaultKind>) {
    (Some(24), Some(false), vec![])
}

fn nothing() -> (Option<u64>, Option<bool>, Vec<FaultKind>) {
    (Some(0), Some(false), vec![])
}

#[test]
fn all_tables_that_place_samples_are_followed() {
    let ones = [1; 24];
    assert_eq!(found(&movie(&[sizes(&ones), runs(&[[1, 24, 1]]), offsets(&[DATA])])), whole());
    assert_eq!(found(&movie(&[sizes(&ones), runs(&[[1, 10, 1], [2, 14, 1]]), offsets(&[DATA, DATA + 10])])), whole());
    assert_eq!(found(&movie(&[sizes(&ones), runs(&[[1, 8, 1]]), offsets(&[DATA, DATA + 8, DATA + 16])])), whole());
    let long = boxed(b"co64", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &u64::from(DATA).to_be_bytes()].concat());
    assert_eq!(found(&movie(&[sizes(&ones), runs(&[[1, 24, 1]]), long])), whole());
    for (width, sizes) in [(4, vec![0x11; 12]), (8, vec![1; 24]), (16, [0, 1].repeat(24))] {
        let compact = boxed(b"stz2", &[&[0, 0, 0, 0, 0, 0, 0, width, 0, 0, 0, 24][..], &sizes].concat());
        assert_eq!(found(&movie(&[compact, runs(&[[1, 24, 1]]), offsets(&[DATA])])), whole(), "{width}");
    }
}

#[test]
fn tables_that_place_no_sample_hold_nothing() {
    let tables = [sizes(&[1; 24]), runs(&[[1, 24, 1]]), offsets(&[DATA])];
    for missing in 0..3 {
        let mut some = tables.to_vec();
        some.remove(missing);
        assert_eq!(found(&movie(&some)), nothing(), "{missing}");
    }
    assert_eq!(found(&movie(&[])), nothing());
    // Tables of no entries.
    assert_eq!(found(&movie(&[sizes(&[1; 24]), runs(&[]), offsets(&[DATA])])), nothing());
    assert_eq!(found(&movie(&[sizes(&[1; 24]), runs(&[[1, 24, 1]]), offsets(&[])])), nothing());
    assert_eq!(found(&movie(&[sizes(&[1; 24]), runs(&[[1, 24, 1]]), numbers(b"co64", &[0])])), nothing());
    // Offsets that were never filled in, samples without a byte, samples within `moov`.
    assert_eq!(found(&movie(&[sizes(&[1; 24]), runs(&[[1, 24, 1]]), offsets(&[0])])), nothing());
    assert_eq!(found(&movie(&[sizes(&[0; 24]), runs(&[[1, 24, 1]]), offsets(&[DATA])])), nothing());
    assert_eq!(found(&movie(&[sizes(&[1; 24]), runs(&[[1, 24, 1]]), offsets(&[DATA + LEN + 40])])), nothing());
}

#[test]
fn samples_past_the_end_are_a_truncation_wherever_their_chunk_is() {
    let truncated = (Some(24), Some(true), vec![]);
    for places in [[DATA, 900_000, DATA + 16], [900_000, DATA, DATA + 16], [DATA, DATA + 8, 900_000]] {
        assert_eq!(found(&movie(&[sizes(&[1; 24]), runs(&[[1, 8, 1]]), offsets(&places)])), truncated);
    }
    let mut large = [1; 24];
    large[3] = 900_000;
    assert_eq!(found(&movie(&[sizes(&large), runs(&[[1, 24, 1]]), offsets(&[DATA])])), truncated);
    assert_eq!(found(&movie(&[numbers(b"stsz", &[90_000, 24]), runs(&[[1, 24, 1]]), offsets(&[DATA])])), truncated);
    let far = boxed(b"co64", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &u64::MAX.to_be_bytes()].concat());
    assert_eq!(found(&movie(&[sizes(&[1; 24]), runs(&[[1, 24, 1]]), far])), truncated);
    // The last byte of the last sample.
    let tables = [sizes(&[1; 24]), runs(&[[1, 24, 1]])];
    let end = u32::try_from(movie(&[tables.to_vec(), vec![offsets(&[0])]].concat()).len()).unwrap();
    assert_eq!(found(&movie(&[tables.to_vec(), vec![offsets(&[end - 23])]].concat())), truncated);
}

#[test]
fn text_past_the_end_is_a_truncation_too() {
    let tables = Some(vec![sizes(&[9; 24]), runs(&[[1, 24, 1]]), offsets(&[900_000])]);
    let text = TrackSpec { handler: *b"text", tables, ..TrackSpec::video((640, 480)) };
    let bytes = MovieSpec::of(vec![TrackSpec::video((640, 480)), text]).bytes();
    assert_eq!(found(&bytes), (Some(24), Some(true), vec![]));
    // Contradictions in it change no fact.
    let tables = Some(vec![sizes(&[9; 24]), runs(&[[1, 2, 1]]), offsets(&[DATA])]);
    let text = TrackSpec { handler: *b"text", tables, ..TrackSpec::video((640, 480)) };
    assert_eq!(found(&MovieSpec::of(vec![TrackSpec::video((640, 480)), text]).bytes()), whole());
}

#[test]
fn tables_that_contradict_each_other_leave_the_samples_undetermined() {
    let place = offsets(&[DATA]);
    let two = offsets(&[DATA, DATA + 12]);
    for (tables, what) in [
        ([sizes(&[24]), runs(&[[1, 24, 1]]), place.clone()], "one size for 24 samples"),
        ([sizes(&[1; 25]), runs(&[[1, 24, 1]]), place.clone()], "a sample without a chunk"),
        ([numbers(b"stsz", &[0, 24, 1]), runs(&[[1, 24, 1]]), place.clone()], "more sizes than there is room for"),
        ([numbers(b"stsz", &[1, 23]), runs(&[[1, 24, 1]]), place.clone()], "alike sizes, too few"),
        ([sizes(&[1; 24]), runs(&[[2, 24, 1]]), place.clone()], "runs from chunk 2"),
        ([sizes(&[1; 24]), runs(&[[0, 24, 1]]), place.clone()], "runs from chunk 0"),
        ([sizes(&[1; 24]), runs(&[[16_777_217, 24, 1]]), place.clone()], "runs from far"),
        ([sizes(&[1; 24]), runs(&[[1, 24, 1], [2, 1, 1]]), place.clone()], "runs beyond the chunks"),
        ([sizes(&[1; 24]), runs(&[[1, 12, 1], [1, 12, 1]]), two.clone()], "runs out of order"),
        ([sizes(&[1; 24]), numbers(b"stsc", &[9, 1, 24, 1]), place], "more runs than there is room for"),
        ([sizes(&[1; 24]), runs(&[[1, 24, 1]]), numbers(b"stco", &[2, DATA])], "more chunks than there is room for"),
        ([sizes(&[1; 24]), runs(&[[1, 12, 1]]), offsets(&[0, DATA])], "a chunk at 0"),
        ([sizes(&[1; 24]), runs(&[[1, 12, 1]]), offsets(&[DATA + 40, DATA])], "a chunk within `moov`"),
    ] {
        let (samples, truncated, faults) = found(&movie(&tables));
        assert_eq!((samples, truncated), (None, Some(false)), "{what}");
        assert!(!faults.is_empty() && faults.iter().all(|&kind| kind == FaultKind::Malformed), "{what}");
    }
}

#[test]
fn a_table_that_occurs_twice_is_a_fault() {
    let mut tables = vec![sizes(&[1; 24]), runs(&[[1, 24, 1]]), offsets(&[DATA])];
    tables.push(sizes(&[1; 24]));
    assert_eq!(found(&movie(&tables)).2, [FaultKind::Malformed]);
    let entry = visual(b"avc3", (320, 240), &[]);
    tables[3] = boxed(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1], &entry[..]].concat());
    assert_eq!(found(&movie(&tables)).2, [FaultKind::Malformed]);
}

#[test]
fn a_data_reference_decides_whether_samples_are_in_this_file() {
    let url = |flags: u8| boxed(b"url ", &[0, 0, 0, flags]);
    let with = |references: &[Vec<u8>], index: u8| {
        let mut entry = visual(b"avc3", (640, 480), &[]);
        entry[15] = index;
        let track = TrackSpec { entry, references: references.to_vec(), ..TrackSpec::video((640, 480)) };
        found(&MovieSpec::of(vec![track]).bytes())
    };
    assert_eq!(with(&[url(1)], 1), whole());
    assert_eq!(with(&[url(0)], 1), nothing());
    assert_eq!(with(&[url(0), url(1)], 2), whole());
    assert_eq!(with(&[url(1), url(0)], 2), nothing());
    // A reference that does not exist, or none at all.
    assert_eq!((with(&[url(0)], 2), with(&[], 0)), (whole(), whole()));
}

#[test]
fn audio_without_sample_sizes_counts_from_its_first_byte() {
    let aac = || TrackSpec::of_audio(audio(b"mp4a", 0, 16, &[esds(0x40, [0x12, 0x10])]));
    let with = |size: u32, at: u32| {
        let tables = Some(vec![numbers(b"stsz", &[size, 40]), runs(&[[1, 40, 1]]), offsets(&[at])]);
        let track = TrackSpec { tables, ..aac() };
        let bytes = MovieSpec { movie_last: true, ..MovieSpec::of(vec![TrackSpec::video((640, 480)), track]) }.bytes();
        probe(&bytes).1.truncated
    };
    // Samples of one byte are QuickTime's way to state units of the format.
    assert_eq!([with(1, DATA), with(1, 900_000), with(900, DATA)], [Some(false), Some(true), Some(true)]);
}

/// A movie in one fragment, after `moov`, of these `traf` boxes and 16 bytes of data.
fn fragmented(trafs: &[Vec<u8>]) -> Vec<u8> {
    let track = TrackSpec { runs: vec![], ..TrackSpec::video((640, 480)) };
    let mut bytes = MovieSpec { fragmented: true, ..MovieSpec::of(vec![track]) }.bytes();
    bytes.extend(parent(b"moof", trafs));
    bytes.extend(boxed(b"mdat", &[0; 16]));
    bytes
}

fn full(kind: &[u8; 4], flags: u32, values: &[u32]) -> Vec<u8> {
    boxed(kind, &[&[flags], values].concat().iter().flat_map(|value| value.to_be_bytes()).collect::<Vec<_>>())
}

#[test]
fn sizes_of_fragments_are_summed_with_and_without_offsets() {
    // `traf` with one header, its default duration 1000, and runs.
    let traf = |default_size: u32, runs: &[Vec<u8>]| {
        let header = full(b"tfhd", 0x02_0018, &[1, 1000, default_size]);
        parent(b"traf", &[vec![header], runs.to_vec()].concat())
    };
    let state = |trafs: &[Vec<u8>]| {
        let (samples, truncated, faults) = found(&fragmented(trafs));
        assert_eq!(faults, []);
        (samples, truncated)
    };
    // The data of one `traf` with one run of these many fields begin so many bytes after the `moof`.
    let data_at = |fields: u32| 8 + 8 + 24 + 8 + 4 * fields + 8;
    let whole = (Some(2), Some(false));
    let cut = (Some(2), Some(true));
    // Default sizes, from the data offset.
    let run = |last: u32| full(b"trun", 1, &[2, data_at(3) + 16 - last]);
    assert_eq!([state(&[traf(8, &[run(16)])]), state(&[traf(8, &[run(15)])])], [whole, cut]);
    // Sizes of their own.
    let run = |size: u32| full(b"trun", 0x201, &[2, data_at(5), 8, size]);
    assert_eq!([state(&[traf(99, &[run(8)])]), state(&[traf(0, &[run(9)])])], [whole, cut]);
    // A second run goes on where the first one ends.
    let runs = |size: u32| [full(b"trun", 1, &[1, 64 + 12 + 16]), full(b"trun", 0x200, &[1, size])];
    assert_eq!([state(&[traf(8, &runs(0))]), state(&[traf(8, &runs(9_000))])], [whole, cut]);
    // Without any offset, data begin at the `moof` itself.
    let run = |size: u32| full(b"trun", 0x200, &[2, 1, size]);
    assert_eq!([state(&[traf(0, &[run(30)])]), state(&[traf(0, &[run(9_000)])])], [whole, cut]);
    // Samples without a byte hold nothing.
    assert_eq!(state(&[traf(0, &[full(b"trun", 0, &[2])])]), (Some(0), Some(false)));
}

#[test]
fn a_second_track_fragment_goes_on_after_the_first() {
    let header = |flags: u32| full(b"tfhd", flags | 0x18, &[1, 1000, 40]);
    let run = || full(b"trun", 0, &[1]);
    let first = || parent(b"traf", &[header(0), run()]);
    let of = |second: Vec<u8>| found(&fragmented(&[first(), second])).1;
    let room = |flags: u32, size: u32| {
        parent(b"traf", &[full(b"tfhd", flags | 0x18, &[1, 1000, size]), full(b"trun", 0, &[1])])
    };
    let len = u32::try_from(fragmented(&[first(), first()]).len()).unwrap();
    let moof = u32::try_from(place(&fragmented(&[]), b"moof", 0)).unwrap() - 4;
    // 40 bytes of the first, then what is left of the file.
    assert_eq!([of(room(0, len - moof - 40)), of(room(0, len - moof - 39))], [Some(false), Some(true)]);
    // `default-base-is-moof`.
    assert_eq!([of(room(0x02_0000, len - moof)), of(room(0x02_0000, len - moof + 1))], [Some(false), Some(true)]);
}

#[test]
fn a_run_counts_no_more_than_it_holds() {
    let traf = parent(b"traf", &[full(b"tfhd", 0, &[1]), full(b"trun", 0x300, &[9, 1000, 1])]);
    let (video, _, read) = probe(&fragmented(&[traf]));
    assert_eq!(read.unwrap_err().kind, FaultKind::Malformed);
    assert_eq!((video.duration, video.video_samples), (None, None));
}

#[test]
fn a_fragment_of_no_track_is_a_fault() {
    let traf = parent(b"traf", &[full(b"tfhd", 0x18, &[7, 1000, 1]), full(b"trun", 0, &[1])]);
    assert_eq!(probe(&fragmented(&[traf])).2.unwrap_err().kind, FaultKind::Malformed);
}

#[test]
fn a_large_table_is_read_in_small_pieces() {
    let many: u32 = 200_000;
    let mut values = vec![0, many];
    values.resize(2 + usize::try_from(many).unwrap(), 0);
    let track = TrackSpec {
        tables: Some(vec![numbers(b"stsz", &values), runs(&[[1, many, 1]]), offsets(&[DATA])]),
        runs: vec![(many, 1)],
        ..TrackSpec::video((640, 480))
    };
    let bytes = MovieSpec::of(vec![track]).bytes();
    let mut reader = Reader::new(&bytes, Budget { bytes_held: 8 << 10, ..Budget::default() });
    let (mut video, mut notes) = (VideoFacts::default(), Notes::default());
    assert_eq!(read(&mut reader, &mut video, &mut notes), Ok(()));
    assert_eq!((video.video_samples, notes.faults), (Some(0), vec![]));
}

#[test]
fn audio_whose_samples_are_not_in_the_file_is_a_fault() {
    let entry = || audio(b"sowt", 0, 16, &[]);
    let tables = [sizes(&[1; 24]), runs(&[[1, 24, 1]]), offsets(&[0])];
    let silenced = TrackSpec { tables: Some(tables.to_vec()), runs: vec![(24, 1)], ..TrackSpec::of_audio(entry()) };
    let (video, notes, read) = probe(&MovieSpec::of(vec![TrackSpec::video((640, 480)), silenced]).bytes());
    assert_eq!((read, video.audio_tracks), (Ok(()), Some(1)));
    assert_eq!(kinds(&notes.faults), [FaultKind::Malformed]);
}

#[test]
fn a_second_moov_and_an_unannounced_fragment_are_not_needed() {
    let whole = MovieSpec::of(vec![TrackSpec::video((640, 480))]).bytes();
    for tail in [&b"moovmoovmoov"[..], b"moofmoofmoof"] {
        let (video, notes, read) = probe(&[&whole[..], tail].concat());
        assert_eq!((read, video.video_samples.is_some()), (Ok(()), true));
        assert_eq!((notes.truncated, kinds(&notes.faults)), (Some(false), vec![]));
    }
    // A whole one leaves in doubt whether it is played.
    let (_, notes, _) = probe(&[whole, boxed(b"moof", &[])].concat());
    assert_eq!(kinds(&notes.faults), [FaultKind::Malformed]);
}

/// Samples that are described are counted apart from those that are there.
#[test]
fn samples_that_are_nowhere_are_still_described() {
    let described = |bytes: &[u8]| probe(bytes).0.described_samples;
    let unfilled = [sizes(&[1; 24]), runs(&[[1, 24, 1]]), offsets(&[0])];
    assert_eq!(described(&movie(&unfilled)), Some(24));
    assert_eq!(described(&movie(&[])), Some(24));
    assert_eq!(described(&movie(&[sizes(&[1; 24]), runs(&[[1, 24, 1]]), offsets(&[DATA])])), None);
    let init = MovieSpec {
        fragmented: true,
        ..MovieSpec::of(vec![TrackSpec { runs: vec![], ..TrackSpec::video((640, 480)) }])
    };
    assert_eq!(described(&init.bytes()), None);
}

/// QuickTime's `stsz` counts samples of one byte where it means units of the audio's format.
#[test]
fn audio_without_sizes_is_as_long_as_its_format_says() {
    // Version, and 16-bit numbers by their place in the entry.
    let entry = |kind: &[u8; 4], version: u16, fields: &[(usize, u16)]| {
        let mut body = vec![0; [28, 44, 64][usize::from(version)]];
        for &(at, value) in [&[(8, version)], fields].concat().iter() {
            body[at..at + 2].copy_from_slice(&value.to_be_bytes());
        }
        boxed(kind, &body)
    };
    let video = vec![sizes(&[1; 24]), runs(&[[1, 24, 1]]), offsets(&[DATA])];
    let bytes = |entry: &[u8], samples: u32| {
        let tables = vec![numbers(b"stsz", &[1, samples]), runs(&[[1, samples, 1]]), offsets(&[DATA])];
        let runs = vec![(samples, 1)];
        let audio = TrackSpec { tables: Some(tables), runs, sizes: Some(24), ..TrackSpec::of_audio(entry.to_vec()) };
        let data = TrackSpec { tables: Some(video.clone()), ..TrackSpec::video((640, 480)) };
        MovieSpec { movie_last: true, ..MovieSpec::of(vec![data, audio]) }.bytes()
    };
    for (entry, samples, size) in [
        (entry(b"sowt", 0, &[(16, 2), (18, 16)]), 1, 4),
        (entry(b"twos", 0, &[(16, 1), (18, 16)]), 1, 2),
        (entry(b"in24", 0, &[(16, 2), (18, 16)]), 1, 6),
        (entry(b"ulaw", 0, &[(16, 2), (18, 16)]), 1, 2),
        (entry(b"ima4", 1, &[(16, 1), (30, 64), (38, 34)]), 64, 34),
        (entry(b"lpcm", 2, &[(50, 24), (58, 6), (62, 1)]), 1, 6),
    ] {
        let len = u32::try_from(bytes(&entry, 0).len()).unwrap();
        // From the data's start to the end of the file, and one unit more.
        let units = (len - DATA) / size;
        let (_, truncated, faults) = found(&bytes(&entry, (units + 1) * samples));
        assert_eq!((truncated, faults), (Some(true), vec![]), "{}", entry[4..8].escape_ascii());
        let (_, truncated, _) = found(&bytes(&entry, units * samples));
        assert_eq!(truncated, Some(false), "{}", entry[4..8].escape_ascii());
    }
}
