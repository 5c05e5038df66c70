use std::path::Path;

use crate::model::Subject;
use image::{ImageFormat, RgbImage};

use super::*;
use crate::audit::{FileStamp, Origin};
use crate::check::{CheckOptions, check_facts};
use crate::probe::{Budget, probe};

/// A file as an audit gives it.
fn audited(path: &Path) -> AuditedFile {
    let file = std::fs::File::open(path).unwrap();
    AuditedFile {
        path: path.to_owned(),
        report: check_facts(probe(&file, &Budget::default()), &Subject::default(), &CheckOptions::default()),
        known: Vec::new(),
        fix: None,
        fixed: None,
        origin: Origin::Probed,
        stamp: Some(FileStamp::of(&file.metadata().unwrap())),
        bytes_read: 0,
        language: crate::language::Language::English,
        json_line: None,
    }
}

/// The page of three refused images, all of them whole.
fn page(options: AuditHtmlOptions, interrupted: bool) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut out = Vec::new();
    let mut output = AuditHtml::new(&mut out, &Profile::default(), options);
    let mut summary = AuditSummary { interrupted, ..AuditSummary::default() };
    for width in [20, 200, 299] {
        let path = folder.path().join(format!("{width}.png"));
        RgbImage::new(width, 300).save_with_format(&path, ImageFormat::Png).unwrap();
        let file = audited(&path);
        summary.count(&file);
        output.file(&file).unwrap();
    }
    output.finish(&summary).unwrap();
    drop(output);
    String::from_utf8(out).unwrap()
}

#[test]
fn every_part_of_the_page_is_filled() {
    let page = page(AuditHtmlOptions::default(), false);
    assert!(!page.contains("{{") && page.trim_end().ends_with("</html>"));
    assert!(page.contains("3 of 3 files would be refused</h1>"));
    assert_eq!(page.matches("data:image/").count(), 3);
}

#[test]
fn the_policy_hashes_the_style_and_script_of_the_page() {
    let page = page(AuditHtmlOptions::default(), false);
    let within = |before: &str, after: &str| page.split_once(before).unwrap().1.split_once(after).unwrap().0.to_owned();
    for (directive, text) in
        [("style-src", within("<style>", "</style>")), ("script-src", within("<script>", "</script>"))]
    {
        let hash = STANDARD.encode(Sha256::digest(text));
        assert!(page.contains(&format!("{directive} 'sha256-{hash}'")), "{directive}");
    }
}

#[test]
fn there_are_no_more_thumbnails_than_asked_for() {
    let mut options = AuditHtmlOptions { thumbnails: 2, ..AuditHtmlOptions::default() };
    let two = page(options, false);
    assert_eq!(two.matches("data:image/").count(), 2);
    assert!(two.contains("2 of 3 refused images"));
    options.thumbnail_bytes = 10;
    let none = page(options, false);
    assert!(!none.contains("data:image/") && none.contains("None of 3 refused images could be shown."));
}

#[test]
fn an_interrupt_skips_thumbnails_and_is_reported() {
    let page = page(AuditHtmlOptions::default(), true);
    assert!(!page.contains("data:image/") && page.contains("The audit was interrupted"));
}
