//! Folders to audit, and their pages.

use seedance_preflight::CheckOptions;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use seedance_preflight::audit::{Audit, AuditHtml, AuditHtmlOptions, AuditSummary};
use seedance_preflight::profile::Profile;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Movie, png, wav};

/// A folder of media, and beside it the page of its audit.
pub(crate) struct Folder {
    place: TempDir,
}

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = Self { place: TempDir::new().unwrap() };
        fs::create_dir(folder.media()).unwrap();
        folder
    }

    /// Pictures of all sizes, most of them refused, and every hundredth file a video or audio file.
    pub(crate) fn of_many(files: u32) -> Self {
        let folder = Self::new();
        for index in 0..files {
            let bytes = match index % 200 {
                0 => Movie { samples: 24 + index % 900, ..Movie::default() }.to_mp4(),
                100 => wav(8000 * (1 + index / 200 % 20), 8000),
                _ => png(100 + index % 1000, 200 + index % 700),
            };
            let extension = ["mp4", "png", "wav"][usize::from(index % 200 != 0) + usize::from(index % 200 == 100)];
            folder.put(&format!("{:02}/{index:06}.{extension}", index % 50), &bytes);
        }
        folder
    }

    pub(crate) fn media(&self) -> PathBuf {
        self.place.path().join("media")
    }

    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.media().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Audits the folder into a page.
    pub(crate) fn page(&self, options: AuditHtmlOptions) -> (PathBuf, AuditSummary) {
        let profile = Profile::default();
        let path = self.beside("page.html");
        let out = BufWriter::new(File::create(&path).unwrap());
        let mut audit = Audit::new(CheckOptions::new(profile.clone()));
        (audit.sort, audit.plans) = (true, true);
        let summary = audit.run([self.media()], &mut AuditHtml::new(out, &profile, options)).unwrap();
        (path, summary)
    }
}

/// `movie` with `image` as the cover in its tags: `moov.udta.meta.ilst.covr.data`.
pub(crate) fn with_cover(movie: &[u8], image: &[u8]) -> Vec<u8> {
    let boxed = |kind: &[u8; 4], body: &[u8]| {
        let size = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
        [&size, kind.as_slice(), body].concat()
    };
    let value = boxed(b"data", &[&[0; 8], image].concat());
    let tags = boxed(b"ilst", &boxed(b"covr", &value));
    let user_data = boxed(b"udta", &boxed(b"meta", &[&[0; 4], tags.as_slice()].concat()));
    let moov = movie.windows(4).position(|kind| kind == b"moov").unwrap() - 4;
    let length = u32::from_be_bytes(movie[moov..moov + 4].try_into().unwrap());
    let (head, rest) = movie.split_at(moov + usize::try_from(length).unwrap());
    let mut whole = [head, &user_data, rest].concat();
    let added = u32::try_from(user_data.len()).unwrap();
    // The chunk is further back now: version, number of entries, the one offset.
    let offset = whole.windows(4).position(|kind| kind == b"stco").unwrap() + 12;
    for at in [moov, offset] {
        let field = u32::from_be_bytes(whole[at..at + 4].try_into().unwrap());
        whole[at..at + 4].copy_from_slice(&(field + added).to_be_bytes());
    }
    whole
}

/// The JSON that a page holds in the element of this id.
pub(crate) fn embedded(page: &Path, id: &str) -> Value {
    let page = fs::read_to_string(page).unwrap();
    let (_, rest) = page.split_once(&format!("<script type=\"application/json\" id=\"{id}\">")).unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    serde_json::from_str(json).unwrap()
}
