//! Thumbnails of refused images, and of the covers that refused videos carry.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::caption::caption;
use super::escape::{Prose, Text};
use super::numbers::grouped;
use super::thumbnail::{Poster, TINY, Thumbnail, Wanted, thumbnail};
use super::words::counted;
use crate::audit::{AuditedFile, FileStamp};
use crate::check::Verdict;
use crate::finding::Outcome;
use crate::language::{Language, say};
use crate::model::{Facts, Format, Media};

/// Pixels that are decoded in all: a few seconds' work, however the images are made.
const MOST_PIXELS: u64 = 400_000_000;
/// Thumbnails that are shown before a reader asks for more.
const AT_FIRST: usize = 24;
/// Videos that are opened to look for a cover: most carry none.
const MOST_OPENED: usize = 200;

/// Refused images and videos, as many as may be shown.
pub(super) struct Gallery {
    most: usize,
    wanted: Wanted,
    language: Language,
    /// Number of refused images.
    refused: u64,
    /// By kind and the rule that refuses them, for each as many as may be shown in all.
    candidates: BTreeMap<(bool, &'static str), Vec<Candidate>>,
}

/// A refused file that may get a thumbnail.
struct Candidate {
    path: PathBuf,
    stamp: FileStamp,
    picture: Picture,
    /// Displayed width and height, where both are known.
    size: Option<[u32; 2]>,
    /// Its row in the table, where it has one.
    row: Option<usize>,
    /// The value and what was needed.
    caption: String,
    /// What to do.
    help: String,
}

/// What the thumbnail is made of.
enum Picture {
    /// The file itself.
    Image { format: Format, orientation: u8, pixels: u64 },
    /// The cover in it, if there is one.
    Cover,
}

impl Picture {
    fn of(facts: &Facts) -> Option<Self> {
        match &facts.media {
            Media::Image(image) => {
                let (width, height) = image.width.zip(image.height)?;
                let pixels = u64::from(width) * u64::from(height);
                let orientation = image.orientation.unwrap_or(1);
                let fits = pixels <= most_pixels(facts.format);
                fits.then_some(Self::Image { format: facts.format, orientation, pixels })
            }
            Media::Video(_) if matches!(facts.format, Format::Mp4 | Format::Mov) => Some(Self::Cover),
            _ => None,
        }
    }
}

impl Gallery {
    pub(super) fn new(most: usize, wanted: Wanted, language: Language) -> Self {
        Self { most, wanted, language, refused: 0, candidates: BTreeMap::new() }
    }

    /// Keeps a file in mind if it is a refused image or video.
    pub(super) fn consider(&mut self, file: &AuditedFile, row: Option<usize>) {
        let facts = &file.report.facts;
        if file.report.verdict != Verdict::Refused {
            return;
        }
        self.refused += u64::from(facts.image().is_some());
        let failing = file.report.findings.iter().filter(|finding| finding.outcome == Outcome::Fails);
        let gravest = failing.rev().max_by_key(|finding| finding.severity);
        let (Some(picture), Some(stamp), Some(finding)) = (Picture::of(facts), file.stamp, gravest) else {
            return;
        };
        let is_cover = matches!(picture, Picture::Cover);
        let of_rule = self.candidates.entry((is_cover, finding.rule.id)).or_default();
        if of_rule.len() < self.most {
            of_rule.push(Candidate {
                path: file.path.clone(),
                stamp,
                picture,
                size: displayed_size(facts),
                row,
                caption: caption(finding, self.language),
                help: finding.help_in(self.language).into_owned(),
            });
        }
    }

    /// The candidates in the order in which they are tried: the first of each rule, the second of each, and so on.
    fn in_turn(&self) -> impl Iterator<Item = &Candidate> {
        (0..self.most).flat_map(|place| self.candidates.values().filter_map(move |of_rule| of_rule.get(place)))
    }

    /// Writes a link to the thumbnails, where there is certain to be something.
    pub(super) fn link(&self, out: &mut dyn Write) -> io::Result<()> {
        let is_shown = self.refused > 0 && self.most > 0;
        if is_shown { writeln!(out, "<a href=\"#previews\">{}</a>", self.language.text("Previews")) } else { Ok(()) }
    }

    /// Makes the thumbnails and writes them, each as it is made. Whoever interrupts an audit does not wait for pictures.
    pub(super) fn write(&self, interrupted: bool, out: &mut dyn Write) -> io::Result<()> {
        if self.most == 0 {
            return Ok(());
        }
        let (mut images, mut covers, mut opened) = (0_usize, 0_usize, 0);
        let mut pixels_left = MOST_PIXELS;
        for candidate in self.in_turn() {
            if interrupted || images + covers == self.most {
                break;
            }
            let is_cover = matches!(candidate.picture, Picture::Cover);
            if is_cover && opened == MOST_OPENED {
                continue;
            }
            opened += usize::from(is_cover);
            let Some(thumbnail) = candidate.thumbnail(self.wanted, &mut pixels_left) else {
                continue;
            };
            match images + covers {
                0 => writeln!(out, "{}<div class=\"gallery\">", head(self.language))?,
                AT_FIRST => {
                    let more = self.language.text("More");
                    writeln!(out, "</div>\n<details><summary>{more}</summary>\n<div class=\"gallery\">")?;
                }
                _ => {}
            }
            candidate.write(&thumbnail, self.language, out)?;
            images += usize::from(!is_cover);
            covers += usize::from(is_cover);
        }
        let note = self.note(images, covers, interrupted);
        match (images + covers, note.is_empty()) {
            (0, true) => return Ok(()),
            (0, false) => writeln!(out, "{}", head(self.language))?,
            (shown, _) => writeln!(out, "</div>{}", if shown > AT_FIRST { "</details>" } else { "" })?,
        }
        writeln!(out, "<p class=\"hint\">{note}</p>\n</section>")
    }

    /// What is not shown, and why.
    fn note(&self, images: usize, covers: usize, interrupted: bool) -> String {
        let language = self.language;
        let refused = counted(self.refused, "{count} refused image", "{count} refused images", language);
        let shown = u64::try_from(images).unwrap_or(u64::MAX);
        let images = match shown {
            _ if shown == self.refused => "".into(),
            0 if interrupted => {
                say!(language, "{refused}: none is shown, because the audit was interrupted.", refused)
            }
            0 => say!(language, "None of {refused} could be shown.", refused),
            _ => {
                let shown = grouped(shown);
                say!(language, "{shown} of {refused}: the first of each rule that can be decoded.", shown, refused)
            }
        };
        let covers = if covers > 0 { language.text("A video is shown by the cover in its tags.") } else { "" };
        [&*images, covers].join(" ").trim().to_owned()
    }
}

/// How the section begins.
fn head(language: Language) -> String {
    let title = language.text("Previews of refused files");
    format!("<section id=\"previews\" aria-labelledby=\"previews-title\">\n<h2 id=\"previews-title\">{title}</h2>\n")
}

fn displayed_size(facts: &Facts) -> Option<[u32; 2]> {
    let (width, height) = match &facts.media {
        Media::Image(image) => (image.display_width.or(image.width), image.display_height.or(image.height)),
        Media::Video(video) => (video.display_width, video.display_height),
        _ => return None,
    };
    width.zip(height).map(|(width, height)| [width, height])
}

impl Candidate {
    /// The thumbnail, if it costs no more than `pixels_left`. One that costs too much leaves the rest to smaller ones.
    fn thumbnail(&self, wanted: Wanted, pixels_left: &mut u64) -> Option<Thumbnail> {
        match self.picture {
            Picture::Image { format, orientation, pixels } => {
                *pixels_left = pixels_left.checked_sub(pixels)?;
                thumbnail(&self.path, format, self.stamp, orientation, wanted)
            }
            Picture::Cover => {
                let poster = Poster::open(&self.path, self.stamp)?;
                let pixels = poster.size.into_iter().map(u64::from).product();
                *pixels_left = pixels_left.checked_sub(pixels).filter(|_| pixels <= most_pixels(poster.format()))?;
                poster.thumbnail(wanted)
            }
        }
    }

    fn write(&self, thumbnail: &Thumbnail, language: Language, out: &mut dyn Write) -> io::Result<()> {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy();
        let is_tiny = matches!(self.picture, Picture::Image { .. })
            && self.size.is_some_and(|[width, height]| width.max(height) <= TINY);
        let tiny = if is_tiny { " class=\"tiny\"" } else { "" };
        write!(out, "<figure{tiny}")?;
        if let Some(row) = self.row {
            write!(out, " data-row=\"{row}\"")?;
        }
        let (media_type, data) = (thumbnail.media_type, STANDARD.encode(&thumbnail.bytes));
        write!(out, "><img alt=\"\" decoding=\"async\" src=\"data:{media_type};base64,{data}\">")?;
        write!(out, "<figcaption><span class=\"name\" title=\"{0}\">{0}</span>", Text(&name))?;
        if let Some([width, height]) = self.size {
            let video = if matches!(self.picture, Picture::Cover) { language.text(" video") } else { "" };
            write!(out, "<span class=\"size\">{width} × {height}{video}</span>")?;
        }
        write!(out, "<span class=\"why\">{}</span>", Text(&self.caption))?;
        writeln!(out, "<span class=\"help\">{}</span></figcaption></figure>", Prose(&self.help))
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
