//! A page for people who would rather look than read: one file, without a network.

mod advice;
mod caption;
mod chart;
mod charts;
mod data;
mod escape;
mod gallery;
mod histogram;
mod numbers;
mod preview;
mod rows;
mod thumbnail;
mod totals;
mod words;

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::AuditOutput;
use crate::audit::{AuditSummary, AuditedFile};
use crate::language::Language;
use crate::profile::Profile;
use advice::Advice;
use charts::Charts;
pub(crate) use escape::Text;
use gallery::Gallery;
use preview::Preview;
use rows::Rows;
use thumbnail::Wanted;

/// The page, with `{{names}}` as placeholders for its parts.
const PAGE: &str = include_str!("page.html");
const STYLE: &str = concat!(include_str!("theme.css"), include_str!("page.css"));
const SCRIPT: &str = include_str!("page.js");

/// How much a page holds.
///
/// ```
/// use seedance_preflight::audit::AuditHtmlOptions;
///
/// let mut without_pictures = AuditHtmlOptions::default();
/// without_pictures.thumbnails = 0;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditHtmlOptions {
    /// Rows of the table, at most: refused files first, then undecided ones, then accepted ones.
    pub rows: usize,
    /// Thumbnails of refused images and of covers of refused videos, at most.
    pub thumbnails: usize,
    /// Pixels of a thumbnail's longer side, at most.
    pub thumbnail_side: u32,
    /// Bytes of a thumbnail, at most.
    pub thumbnail_bytes: usize,
    /// The language of the page.
    pub language: Language,
}

impl Default for AuditHtmlOptions {
    /// 20,000 rows; 60 thumbnails of 256 pixels and 32 KiB.
    fn default() -> Self {
        Self {
            rows: 20_000,
            thumbnails: 60,
            thumbnail_side: 256,
            thumbnail_bytes: 32 << 10,
            language: Language::English,
        }
    }
}

/// Writes an audit as one HTML page: totals, charts of what was measured, thumbnails of refused images and of the covers
/// of refused videos, and a table to filter and to sort.
///
/// The page asks nothing of the network, and its policy (CSP level 3) lets no script run but its own. Rows are kept in a
/// temporary file until the totals are known, so that memory does not grow with them. Refused images and videos are opened again for
/// their thumbnails, one at a time, which takes up to 260 MB for a moment where they are that large.
///
/// The elements `summary` and `rows` hold JSON: the counts, and a report a row, in the shape of
/// [`json_report`](crate::render::json_report).
///
/// ```
/// use seedance_preflight::audit::{Audit, AuditHtml, AuditHtmlOptions};
/// use seedance_preflight::CheckOptions;
///
/// # fn main() -> Result<(), seedance_preflight::audit::AuditError> {
/// let options = CheckOptions::default();
/// let mut page = Vec::new();
/// let mut html = AuditHtml::new(&mut page, &options.profile, AuditHtmlOptions::default());
/// Audit::new(options).run(["testdata/refused".into()], &mut html)?;
/// # drop(html);
/// assert!(page.starts_with(b"<!doctype html>"));
/// # Ok(())
/// # }
/// ```
pub struct AuditHtml<W> {
    out: W,
    language: Language,
    profile: Profile,
    advice: Advice,
    charts: Charts,
    gallery: Gallery,
    preview: Preview,
    rows: Rows,
}

impl<W: Write + Send> AuditHtml<W> {
    /// A page that goes to `out` once the audit is finished, its windows drawn by the limits of `profile`.
    pub fn new(out: W, profile: &Profile, options: AuditHtmlOptions) -> Self {
        let language = options.language;
        let wanted = Wanted { side: options.thumbnail_side, bytes: options.thumbnail_bytes };
        Self {
            out,
            language,
            profile: profile.clone(),
            advice: Advice::new(language),
            charts: Charts::new(profile, language),
            gallery: Gallery::new(options.thumbnails, wanted, language),
            preview: Preview::new(language),
            rows: Rows::new(options.rows, language),
        }
    }

    fn part(&mut self, name: &'static str, summary: &AuditSummary, shown: &mut usize) -> io::Result<()> {
        let (out, language) = (&mut self.out, self.language);
        if let Some(text) = name.strip_prefix('=') {
            return write!(out, "{}", Text(language.text(text)));
        }
        match name {
            "language" => write!(out, "{}", language.tag()),
            "policy" => write!(out, "{}", policy()),
            "headline" => write!(out, "{}", Text(&totals::headline(summary, language))),
            "style" => write!(out, "{STYLE}"),
            "state" => write!(out, "{}", if summary.reported() == 0 { "empty" } else { "full" }),
            "nothing" => totals::nothing(summary, language, out),
            "interrupted" => totals::interrupted(summary, language, out),
            "verdicts" => totals::verdicts(summary, language, out),
            "run" => totals::run(summary, &self.profile, language, out),
            "rules" => totals::rules(summary, &self.advice, language, out),
            "formats" => totals::formats(summary, language, out),
            "charts" => self.charts.write(out),
            "gallery" => self.gallery.write(summary.interrupted, out),
            "gallery-link" => self.gallery.link(out),
            "preview" => self.preview.write(out),
            "rows" => {
                *shown = self.rows.write(out)?;
                Ok(())
            }
            "summary" => write!(out, "{}", data::summary(summary, *shown, language)?),
            "words" => write!(out, "{}", words::of_script(SCRIPT, language)?),
            "footer" => totals::footer(language, out),
            "script" => write!(out, "{SCRIPT}"),
            _ => Err(io::Error::other(format!("the page has no part `{name}`"))),
        }
    }
}

impl<W: Write + Send> AuditOutput for AuditHtml<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        self.advice.consider(file);
        self.charts.count(&file.report.facts);
        self.preview.consider(file);
        let row = self.rows.push(file)?;
        self.gallery.consider(file, row);
        Ok(())
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        let mut shown = 0;
        let mut rest: &'static str = PAGE;
        while let Some((before, after)) = rest.split_once("{{") {
            self.out.write_all(before.as_bytes())?;
            let (name, after) = after.split_once("}}").unwrap_or((after, ""));
            self.part(name, summary, &mut shown)?;
            rest = after;
        }
        self.out.write_all(rest.as_bytes())?;
        self.out.flush()
    }
}

/// Allows only images inside the page to load, and only the page's own style and script to run, identified by their
/// hashes (CSP level 3 §6.6.3.3). Trusted Types forbid turning text into markup.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; img-src data:; style-src {}; script-src {}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

#[cfg(test)]
mod tests;
