//! The deep check: files whose header is fine and whose body is not.

use seedance_preflight::Subject;
use std::path::Path;

use seedance_preflight::{
    Body, Budget, CheckOptions, Facts, FaultKind, Outcome, Verdict, check_facts, probe, probe_deep,
};

fn testdata(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name)).unwrap()
}

fn deep(bytes: &[u8]) -> Facts {
    probe_deep(&bytes, &Budget::DEEP)
}

/// The verdict of the plain and of the deep check.
fn verdicts(bytes: &[u8]) -> (Verdict, Verdict) {
    let judge = |facts| check_facts(facts, &Subject::default(), &CheckOptions::default()).verdict;
    (judge(probe(&bytes, &Budget::default())), judge(deep(bytes)))
}

#[test]
fn sound_bodies_decode() {
    for name in ["photo.jpg", "drawing.png", "card.webp", "voice.wav", "music.mp3"] {
        let facts = deep(&testdata(&format!("accepted/{name}")));
        assert_eq!((facts.body, facts.faults.len()), (Some(Body::Decodes), 0), "{name}");
    }
}

#[test]
fn a_video_is_left_as_it_is() {
    assert_eq!(deep(&testdata("accepted/clip.mp4")).body, None);
}

#[test]
fn a_png_with_corrupted_pixels_is_refused() {
    let mut picture = testdata("accepted/drawing.png");
    let middle = picture.len() / 2;
    picture[middle..middle + 64].fill(0x55);
    assert_eq!(verdicts(&picture), (Verdict::Accepted, Verdict::Refused));
    let facts = deep(&picture);
    assert_eq!((facts.body, facts.faults[0].kind), (Some(Body::Damaged), FaultKind::Undecodable));
}

#[test]
fn a_jpeg_cut_before_a_trailer_is_refused() {
    // Cut in the scan, with text appended, so that the tail does not show the end of a scan.
    let mut picture = testdata("accepted/photo.jpg");
    picture.truncate(picture.len() / 2);
    picture.extend(b"some maker's trailer ".repeat(4000));
    assert_eq!(probe(&picture, &Budget::default()).truncated, Some(true));
    let facts = deep(&picture);
    assert_eq!((facts.body, facts.truncated), (Some(Body::Damaged), Some(true)));
    assert_eq!(verdicts(&picture).1, Verdict::Refused);
}

#[test]
fn a_webp_without_its_pixels_is_refused() {
    assert_eq!(verdicts(&crate::support::webp(640, 480)), (Verdict::Accepted, Verdict::Refused));
}

#[test]
fn an_mp3_whose_header_counts_frames_that_are_noise_is_refused() {
    let mut song = testdata("accepted/music.mp3");
    let middle = song.len() / 2;
    song[middle..].fill(0x55);
    assert_eq!(verdicts(&song), (Verdict::Accepted, Verdict::Refused));
}

#[test]
fn what_is_too_large_to_decode_is_undecided_and_not_refused() {
    let mut budget = Budget::DEEP;
    budget.bytes_held = 8192;
    let facts = probe_deep(&testdata("accepted/drawing.png"), &budget);
    assert_eq!((facts.body, facts.faults[0].kind), (Some(Body::NotDecoded), FaultKind::Budget));
    let report = check_facts(facts, &Subject::default(), &CheckOptions::default());
    assert_eq!(report.verdict, Verdict::Undecided);
    assert_eq!((report.findings[0].rule.id, report.findings[0].outcome), ("media/unreadable", Outcome::Undecided));
}
