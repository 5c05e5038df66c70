//! One page of a listing: *Amazon S3 API Reference*, ListObjectsV2.

use percent_encoding::percent_decode_str;

use super::location::LONGEST_KEY;
use super::{ListedObject, xml};

/// A page of a listing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) objects: Vec<ListedObject>,
    /// What continues the listing; `None` at its end.
    pub(super) next: Option<String>,
}

/// Longer than the token of any store.
const LONGEST_TOKEN: usize = 8 << 10;

/// Reads a page of the keys that begin with `prefix`; returns what is wrong with it.
pub(super) fn read(text: &str, prefix: &str) -> Result<Page, &'static str> {
    let mut raw = Raw::default();
    let mut is_listing = false;
    xml::read(text, &mut |path, text| {
        is_listing |= path.first().is_some_and(|root| root == "ListBucketResult");
        match path {
            [_, name] => raw.of_page(name, text),
            [_, contents, name] if contents == "Contents" => raw.of_object(name, text),
            _ => {}
        }
    })?;
    if !is_listing {
        return Err("the store's answer is not a listing");
    }
    raw.finish(prefix)
}

/// What a page says, before it is decoded: how keys are written comes after them.
#[derive(Default)]
struct Raw {
    objects: Vec<ListedObject>,
    object: ListedObject,
    is_encoded: bool,
    is_truncated: bool,
    next: Option<String>,
}

impl Raw {
    fn of_page(&mut self, name: &str, text: &str) {
        match name {
            "Contents" => self.objects.push(std::mem::take(&mut self.object)),
            "EncodingType" => self.is_encoded = text == "url",
            "IsTruncated" => self.is_truncated = text == "true",
            "NextContinuationToken" => self.next = Some(text.to_owned()),
            _ => {}
        }
    }

    fn of_object(&mut self, name: &str, text: &str) {
        match name {
            "Key" => text.clone_into(&mut self.object.key),
            "ETag" => self.object.etag = Some(quoted(text)).filter(|_| !text.is_empty()),
            "Size" => self.object.bytes = text.parse().ok(),
            _ => {}
        }
    }

    fn finish(mut self, prefix: &str) -> Result<Page, &'static str> {
        for object in &mut self.objects {
            if self.is_encoded {
                object.key = decoded(&object.key);
            }
            if object.key.is_empty() || object.key.len() > LONGEST_KEY {
                return Err("the listing has a key that is empty or has more than 1024 bytes");
            }
            if !object.key.starts_with(prefix) {
                return Err("the listing has a key that does not begin with the prefix");
            }
        }
        // What consoles make to show an empty folder.
        self.objects.retain(|object| !(object.key.ends_with('/') && object.bytes == Some(0)));
        let next = self.next.filter(|token| self.is_truncated && !token.is_empty());
        match &next {
            None if self.is_truncated => Err("the listing is cut and does not say how to continue"),
            Some(token) if token.len() > LONGEST_TOKEN => Err("the listing has a token that is too long"),
            _ => Ok(Page { objects: self.objects, next }),
        }
    }
}

/// Some stores leave out the quotes that the header `ETag` has.
fn quoted(tag: &str) -> String {
    if tag.ends_with('"') { tag.to_owned() } else { format!("\"{tag}\"") }
}

/// A key by `encoding-type=url`: as in HTML forms, where `+` is a blank. A key that is not UTF-8 is kept as it is written.
fn decoded(key: &str) -> String {
    let key = key.replace('+', " ");
    percent_decode_str(&key).decode_utf8().map(|key| key.into_owned()).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(inner: &str) -> Result<Page, &'static str> {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{inner}</ListBucketResult>"
        );
        read(&text, "a")
    }

    fn object(key: &str, size: &str) -> String {
        format!(
            "<Contents><Key>{key}</Key><Size>{size}</Size><Owner><ID>Key</ID></Owner><ETag>&quot;x&quot;</ETag></Contents>"
        )
    }

    #[test]
    fn a_page_has_objects_and_what_follows() {
        let encoded = format!(
            "<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextContinuationToken>t/1=</NextContinuationToken>\
            <CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>{}{}{}",
            object("a/b%20c+%2B%0A%C3%A9.mp4", "12"),
            object("a/", "0"),
            object("a%FF", "x"),
        );
        let read = page(&encoded).unwrap();
        let keys: Vec<_> = read.objects.iter().map(|object| (object.key.as_str(), object.bytes)).collect();
        assert_eq!(keys, [("a/b c +\n\u{e9}.mp4", Some(12)), ("a%FF", None)]);
        assert_eq!(read.objects[0].etag.as_deref(), Some("\"x\""));
        assert_eq!(read.next.as_deref(), Some("t/1="));
        let plain = page(&format!(
            "<IsTruncated>false</IsTruncated><NextContinuationToken>t</NextContinuationToken>{}",
            object("a+b%20", "1")
        ));
        assert_eq!(
            plain.unwrap(),
            Page {
                objects: vec![ListedObject { key: "a+b%20".into(), etag: Some("\"x\"".into()), bytes: Some(1) }],
                next: None
            }
        );
        assert_eq!(page("").unwrap(), Page::default());
        assert_eq!(quoted("x"), "\"x\"");
    }

    #[test]
    fn contradictions_are_refused() {
        for inner in [
            object("b", "1"),
            object("", "1"),
            object(&"a".repeat(LONGEST_KEY + 1), "1"),
            "<IsTruncated>true</IsTruncated>".to_owned(),
            format!(
                "<IsTruncated>true</IsTruncated><NextContinuationToken>{}</NextContinuationToken>",
                "t".repeat(9000)
            ),
        ] {
            assert!(page(&inner).is_err(), "{inner:.60}");
        }
        assert!(read("<Error><Code>x</Code></Error>", "").is_err());
        assert!(read("<html></html>", "").is_err());
    }
}
