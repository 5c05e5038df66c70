//! Thumbnails of refused images.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::escape::Text;
use super::numbers::{counted, grouped};
use super::thumbnail::{TINY, Thumbnail, Wanted, thumbnail};
use crate::audit::{AuditedFile, FileStamp};
use crate::check::Verdict;
use crate::finding::Outcome;
use crate::model::Format;

/// Pixels that are decoded in all: a few seconds' work, however the images are made.
const MOST_PIXELS: u64 = 400_000_000;
/// Thumbnails that are shown before a reader asks for more.
const AT_FIRST: usize = 24;

/// Refused images, as many as may be shown.
pub(super) struct Gallery {
    most: usize,
    wanted: Wanted,
    /// Number of refused images.
    refused: u64,
    /// By the rule that refuses them, for each as many as may be shown in all.
    candidates: BTreeMap<&'static str, Vec<Candidate>>,
}

/// A refused image that may get a thumbnail.
struct Candidate {
    path: PathBuf,
    format: Format,
    stamp: FileStamp,
    size: [u32; 2],
    orientation: u8,
    /// Its row in the table, where it has one.
    row: Option<usize>,
    /// Why it is refused, in one sentence.
    why: &'static str,
}

impl Gallery {
    pub(super) fn new(most: usize, wanted: Wanted) -> Self {
        Self { most, wanted, refused: 0, candidates: BTreeMap::new() }
    }

    /// Keeps a file in mind if it is a refused image.
    pub(super) fn consider(&mut self, file: &AuditedFile, row: Option<usize>) {
        let facts = &file.report.facts;
        let Some(image) = facts.image().filter(|_| file.report.verdict == Verdict::Refused) else {
            return;
        };
        self.refused += 1;
        let failing = file.report.findings.iter().filter(|finding| finding.outcome == Outcome::Fails);
        let gravest = failing.rev().max_by_key(|finding| finding.severity);
        let (Some(width), Some(height), Some(stamp), Some(finding)) = (image.width, image.height, file.stamp, gravest)
        else {
            return;
        };
        let of_rule = self.candidates.entry(finding.rule.id).or_default();
        if of_rule.len() < self.most && u64::from(width) * u64::from(height) <= most_pixels(facts.format) {
            of_rule.push(Candidate {
                path: file.path.clone(),
                format: facts.format,
                stamp,
                size: [image.display_width.unwrap_or(width), image.display_height.unwrap_or(height)],
                orientation: image.orientation.unwrap_or(1),
                row,
                why: finding.rule.summary,
            });
        }
    }

    /// The candidates in the order in which they are tried: the first of each rule, the second of each, and so on.
    fn in_turn(&self) -> impl Iterator<Item = &Candidate> {
        (0..self.most).flat_map(|place| self.candidates.values().filter_map(move |of_rule| of_rule.get(place)))
    }

    fn is_shown(&self) -> bool {
        self.refused > 0 && self.most > 0
    }

    /// Writes a link to the thumbnails, where there are any to link to.
    pub(super) fn link(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.is_shown() { writeln!(out, "<a href=\"#images\">Images</a>") } else { Ok(()) }
    }

    /// Makes the thumbnails and writes them, each as it is made. Whoever interrupts an audit does not wait for pictures.
    pub(super) fn write(&self, interrupted: bool, out: &mut dyn Write) -> io::Result<()> {
        if !self.is_shown() {
            return Ok(());
        }
        writeln!(out, "<section id=\"images\" aria-labelledby=\"images-title\">")?;
        writeln!(out, "<h2 id=\"images-title\">Refused images</h2>\n<div class=\"gallery\">")?;
        let mut shown = 0;
        let mut pixels_left = MOST_PIXELS;
        for candidate in self.in_turn() {
            if interrupted || shown == self.most {
                break;
            }
            // One that costs too much leaves the rest to smaller ones.
            let Some(left) = pixels_left.checked_sub(candidate.pixels()) else {
                continue;
            };
            pixels_left = left;
            if let Some(thumbnail) = candidate.thumbnail(self.wanted) {
                if shown == AT_FIRST {
                    writeln!(out, "</div>\n<details><summary>More refused images</summary>\n<div class=\"gallery\">")?;
                }
                candidate.write(&thumbnail, out)?;
                shown += 1;
            }
        }
        writeln!(out, "</div>{}", if shown > AT_FIRST { "</details>" } else { "" })?;
        let refused = counted(self.refused, "refused image", "refused images");
        let shown = u64::try_from(shown).unwrap_or(u64::MAX);
        let note = match shown {
            0 if interrupted => format!("{refused}: none is shown, since the audit was interrupted."),
            0 => format!("None of {refused} could be shown."),
            _ if shown == self.refused => String::new(),
            _ => format!("{} of {refused}: those found first of each rule, where they decode.", grouped(shown)),
        };
        writeln!(out, "<p class=\"hint\">{note}</p>\n</section>")
    }
}

impl Candidate {
    fn pixels(&self) -> u64 {
        self.size.iter().map(|&side| u64::from(side)).product()
    }

    fn thumbnail(&self, wanted: Wanted) -> Option<Thumbnail> {
        thumbnail(&self.path, self.format, self.stamp, self.orientation, wanted)
    }

    fn write(&self, thumbnail: &Thumbnail, out: &mut dyn Write) -> io::Result<()> {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy();
        let [width, height] = self.size;
        let tiny = if width.max(height) <= TINY { " class=\"tiny\"" } else { "" };
        write!(out, "<figure{tiny}")?;
        if let Some(row) = self.row {
            write!(out, " data-row=\"{row}\"")?;
        }
        let (media_type, data) = (thumbnail.media_type, STANDARD.encode(&thumbnail.bytes));
        write!(out, "><img alt=\"\" decoding=\"async\" src=\"data:{media_type};base64,{data}\">")?;
        write!(out, "<figcaption><span class=\"name\" title=\"{0}\">{0}</span>", Text(&name))?;
        writeln!(
            out,
            "<span class=\"size\">{width} × {height}</span><span class=\"why\">{}</span></figcaption></figure>",
            self.why
        )
    }
}

/// Most pixels of one image. The decoder of progressive JPEG holds nine bytes a pixel, but the limits of `image`
/// count only three; PNG and WebP hold what their limit says.
fn most_pixels(format: Format) -> u64 {
    match format {
        Format::Jpeg => 28_000_000,
        _ => 50_000_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_image_leaves_room_for_others() {
        for format in [Format::Jpeg, Format::Png, Format::WebP] {
            assert!(most_pixels(format) * 8 <= MOST_PIXELS, "{format}");
        }
    }
}
