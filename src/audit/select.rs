//! Which files are reported.

use std::path::Path;

use crate::model::{Facts, FaultKind, Format, Kind};

/// Extensions that are more often of other files: TypeScript, and Qt's translations.
const OTHERS: [&str; 2] = ["ts", "mts"];

/// Whether a file is media or has a media extension. An unreadable file may be.
/// A photo that is really a web page is what audits are for.
pub(super) fn is_media(path: &Path, facts: &Facts) -> bool {
    facts.format.kind() != Kind::Other
        || facts.faults.iter().any(|fault| matches!(fault.kind, FaultKind::Io | FaultKind::NotFetched))
        || is_named_as_media(path)
}

fn is_named_as_media(path: &Path) -> bool {
    let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else {
        return false;
    };
    let is = |known: &&str| known.eq_ignore_ascii_case(extension);
    let media = Format::ALL.iter().filter(|format| format.kind() != Kind::Other);
    !OTHERS.iter().any(is) && media.flat_map(|format| format.extensions()).any(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_by_content_by_name_and_unread() {
        let cases = [
            ("a", Format::Jpeg, true),
            ("a.html", Format::Gif, true),
            ("a.JPG", Format::Html, true),
            ("a.mp4", Format::Empty, true),
            ("a.ts", Format::Text, false),
            ("a.ts", Format::MpegTs, true),
            ("a.html", Format::Html, false),
            ("jpg", Format::Text, false),
            (".jpg", Format::Text, false),
        ];
        for (name, format, reported) in cases {
            assert_eq!(is_media(Path::new(name), &Facts::new(format)), reported, "{name} {format}");
        }
        assert!(is_media(Path::new("a.txt"), &Facts::of_unreadable(&std::io::ErrorKind::PermissionDenied.into())));
    }
}
