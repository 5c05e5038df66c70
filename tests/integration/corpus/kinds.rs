//! Files that are named as kinds which the service does not take.

use rayon::prelude::*;
use seedance_preflight::Subject;
use seedance_preflight::{CheckOptions, Format, Verdict, check};

use super::{corpus, say};

/// What a file of this extension is, where the name tells the truth.
fn named(extension: &str) -> &'static [Format] {
    match extension {
        "gif" => &[Format::Gif],
        "heic" => &[Format::Heic],
        "avif" => &[Format::Avif],
        // One of them is an Ogg in truth, and says so.
        "mkv" => &[Format::Matroska, Format::WebM, Format::Ogg],
        "webm" => &[Format::WebM, Format::Matroska],
        "ogg" => &[Format::Ogg],
        "m4a" => &[Format::M4a, Format::Mp4],
        "m4v" => &[Format::M4v, Format::Mp4],
        // With `isom` among the compatible brands, every reader treats it as MP4.
        "3gp" => &[Format::ThreeGp, Format::Mp4],
        "aiff" => &[Format::Aiff],
        "aac" => &[Format::Aac],
        _ => &[],
    }
}

#[test]
fn other_kinds_are_named_and_never_accepted() {
    let Some((files, truths)) = corpus("other_kinds_are_named_and_never_accepted") else {
        return;
    };
    let others: Vec<_> = truths.into_iter().filter(|truth| truth.kind_by_name == "other").collect();
    let wrong: Vec<_> = others
        .par_iter()
        .filter_map(|truth| {
            let file = std::fs::File::open(files.join(&truth.path)).unwrap();
            let report = check(&file, &Subject::default(), &CheckOptions::default());
            let format = report.facts.format;
            let wanted = named(truth.extension());
            // A file that no tool opens may be anything, and must not be accepted all the same.
            let is_named = wanted.contains(&format) || (!truth.ffprobe_opens && format != Format::Unknown);
            (report.verdict == Verdict::Accepted || !is_named)
                .then(|| format!("{}: {format}, {}", truth.path, report.verdict))
        })
        .collect();
    say(&format!("other kinds: {} of {} named and not accepted", others.len() - wrong.len(), others.len()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
