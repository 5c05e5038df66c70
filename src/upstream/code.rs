//! Codes of refusals, such as `InvalidParameter.VideoDurationTooLong`: a quantity, and the end that was missed.

use super::sentence::End;

/// Ends of codes in lower case that name the end that was missed.
const ENDS: [(&str, End); 22] = [
    ("toosmall", End::Least),
    ("tooshort", End::Least),
    ("toolow", End::Least),
    ("toofew", End::Least),
    ("toonarrow", End::Least),
    ("tootall", End::Least),
    ("notenough", End::Least),
    ("toolarge", End::Greatest),
    ("toobig", End::Greatest),
    ("toolong", End::Greatest),
    ("toohigh", End::Greatest),
    ("toomany", End::Greatest),
    ("toowide", End::Greatest),
    ("exceedslimit", End::Greatest),
    ("exceedlimit", End::Greatest),
    ("limitexceeded", End::Greatest),
    ("exceeded", End::Greatest),
    ("overlimit", End::Greatest),
    ("oversized", End::Greatest),
    ("oversize", End::Greatest),
    ("toolargeformodel", End::Greatest),
    ("undersized", End::Least),
];

/// What a code says that names no end.
const REFUSED: [&str; 7] =
    ["unsupported", "notsupported", "formaterror", "mismatch", "outofrange", "invalid", "notallowed"];

/// Quantities in codes, the longer names first, each with the words that sentences use.
const QUANTITIES: [(&str, &str); 21] = [
    ("totalduration", "total duration"),
    ("aspectratio", "aspect ratio"),
    ("pixelcount", "pixel count"),
    ("pixels", "pixel count"),
    ("pixel", "pixel count"),
    ("framerate", "frame rate"),
    ("fps", "fps"),
    ("filesize", "file size"),
    ("duration", "duration"),
    ("resolution", "resolution"),
    ("dimension", "width"),
    ("width", "width"),
    ("height", "height"),
    ("ratio", "aspect ratio"),
    ("format", "format"),
    ("codec", "codec"),
    ("count", "count"),
    ("number", "count"),
    ("length", "duration"),
    ("size", "file size"),
    ("file", "file size"),
];

/// The words of the quantity, and the end that was missed.
pub(super) fn read(code: &str) -> Option<(String, Option<End>)> {
    let (rest, end) = match ENDS.iter().find(|(end, _)| code.ends_with(end) || code.starts_with(end)) {
        Some((words, end)) => (code.replace(words, ""), Some(*end)),
        None => {
            let refused = REFUSED.iter().find(|words| code.starts_with(**words) || code.ends_with(**words))?;
            (code.replace(refused, ""), None)
        }
    };
    let kind = ["image", "video", "audio"].into_iter().find(|kind| rest.contains(kind)).unwrap_or_default();
    let quantity = QUANTITIES.iter().find(|(name, _)| rest.contains(name)).map(|(_, words)| *words);
    let quantity = match quantity {
        // `UnsupportedResolution` is about the request, `ImageResolutionTooLow` about a file.
        Some("resolution") if kind == "image" => "width",
        Some("resolution") if !kind.is_empty() || end.is_some() => "pixel count",
        Some(quantity) => quantity,
        None => end.and(implied(code, kind))?,
    };
    Some((format!("{kind} {quantity}").trim().to_owned(), end))
}

/// The quantity that the end of a code implies, which names no other: `VideoTooLong`, `TooManyImages`, `OversizedImage`.
fn implied(code: &str, kind: &str) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| code.contains(word));
    match kind {
        _ if has(&["many", "few"]) => Some("count"),
        "" => None,
        "video" | "audio" if has(&["short", "long"]) => Some("duration"),
        "image" | "video" if has(&["wide", "narrow", "tall"]) => Some("aspect ratio"),
        "image" if has(&["small", "undersize"]) => Some("width"),
        "video" if has(&["small", "undersize"]) => Some("pixel count"),
        _ if has(&["large", "big", "exceed", "limit", "oversize"]) => Some("file size"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_taken_apart() {
        for (code, quantity, end) in [
            ("widthtoosmall", "width", Some(End::Least)),
            ("videodurationtoolong", "video duration", Some(End::Greatest)),
            ("oversizedimage", "image file size", Some(End::Greatest)),
            ("toomanyimages", "image count", Some(End::Greatest)),
            ("unsupportedimageformat", "image format", None),
            ("formatunsupported", "format", None),
            ("unsupportedimagecount", "image count", None),
            ("filesizetoolarge", "file size", Some(End::Greatest)),
            ("audiodurationexceeded", "audio duration", Some(End::Greatest)),
            ("videotoolong", "video duration", Some(End::Greatest)),
            ("audiotooshort", "audio duration", Some(End::Least)),
            ("imagetoosmall", "image width", Some(End::Least)),
            ("imagetoolarge", "image file size", Some(End::Greatest)),
            ("imagetoowide", "image aspect ratio", Some(End::Greatest)),
            ("unsupportedresolution", "resolution", None),
            ("videoresolutiontoolow", "video pixel count", Some(End::Least)),
        ] {
            assert_eq!(read(code), Some((quantity.to_owned(), end)), "{code}");
        }
        for code in ["notfound", "policyviolation", "tasktypeconstraint", "audiotoosmall", ""] {
            assert_eq!(read(code), None, "{code}");
        }
    }
}
