//! A small store: one bucket, in the region `eu-west-1`, whose objects are listed a few at a time.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::SECRETS;
use super::web::{Asked, Reply, Web};
use crate::support::{Movie, png};

type Objects = BTreeMap<String, Arc<Vec<u8>>>;

pub(crate) struct Store {
    pub(crate) web: Web,
    pub(crate) objects: Arc<Mutex<Objects>>,
}

impl Store {
    /// A store with these objects, listed three at a time. What `answer` returns comes before its own answers.
    pub(crate) fn start(keys: &[&str], answer: impl Fn(&Asked, &str) -> Option<Reply> + Send + Sync + 'static) -> Self {
        Self::start_with_pages_of(3, keys, answer)
    }

    /// The same, listed `length` at a time.
    pub(crate) fn start_with_pages_of(
        length: usize,
        keys: &[&str],
        answer: impl Fn(&Asked, &str) -> Option<Reply> + Send + Sync + 'static,
    ) -> Self {
        let objects = keys.iter().map(|key| ((*key).to_owned(), file(key))).collect::<Objects>();
        let objects = Arc::new(Mutex::new(objects));
        let held = Arc::clone(&objects);
        let web = Web::start("127.0.0.1", move |asked| {
            let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
            let path = decoded(path);
            let query = query.split('&').filter_map(|pair| pair.split_once('='));
            let query: BTreeMap<_, _> = query.map(|(name, value)| (name, decoded(value))).collect();
            let Some(key) = path.strip_prefix("/media/") else { return error(404, "NoSuchBucket", "") };
            if let Some(reply) = answer(asked, key) {
                return reply;
            }
            let credential = query.get("X-Amz-Credential").map_or("", String::as_str);
            if !credential.starts_with(&format!("{}/", SECRETS[0])) {
                return error(403, "AccessDenied", "");
            }
            if !credential.ends_with("/eu-west-1/s3/aws4_request") {
                return error(400, "AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>");
            }
            let objects = held.lock().unwrap();
            if key.is_empty() {
                assert_eq!(query["list-type"], "2");
                return listing(&objects, length, &query["prefix"], query.get("continuation-token"));
            }
            match objects.get(key) {
                None => error(404, "NoSuchKey", ""),
                Some(file) => {
                    let tag = tag(file);
                    if asked.header("if-none-match") == Some(tag.as_str()) {
                        return Reply::Status {
                            after: Duration::ZERO,
                            status: 304,
                            headers: vec![format!("ETag: {tag}")],
                        };
                    }
                    let headers = vec![format!("ETag: {tag}")];
                    Reply::File { after: Duration::ZERO, file: Arc::clone(file), headers }
                }
            }
        });
        Self { web, objects }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}", self.web.address)
    }

    /// Requests for objects and for pages of listings, since the last call.
    pub(crate) fn asked(&self) -> (usize, usize) {
        let asked = std::mem::take(&mut *self.web.counts.asked.lock().unwrap());
        let is_page = |target: &str| target.contains("list-type=2");
        let count =
            |pages: bool| asked.iter().filter(|(target, _)| is_page(target) == pages).map(|(_, count)| count).sum();
        (count(false), count(true))
    }
}

/// An answer that is not a success, as S3 has it.
pub(crate) fn error(status: u16, code: &str, more: &str) -> Reply {
    let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>of the test</Message>{more}</Error>");
    Reply::Body { status, headers: vec!["Content-Type: application/xml".to_owned()], body: body.into_bytes() }
}

/// A listing of what is between the tags of its root.
pub(crate) fn page(inner: &str) -> Reply {
    let root = "ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root}>{inner}</ListBucketResult>");
    Reply::Body { status: 200, headers: vec!["Content-Type: application/xml".to_owned()], body: body.into_bytes() }
}

fn listing(objects: &Objects, length: usize, prefix: &str, token: Option<&String>) -> Reply {
    let after = token.map_or("", |token| token.strip_prefix("after/").unwrap());
    let mut rest = objects.iter().filter(|(key, _)| key.starts_with(prefix) && key.as_str() > after).peekable();
    let mut inner = "<EncodingType>url</EncodingType>".to_owned();
    let mut last = String::new();
    for (key, file) in rest.by_ref().take(length) {
        let (encoded, tag) = (utf8_percent_encode(key, NON_ALPHANUMERIC), tag(file).replace('"', "&quot;"));
        write!(inner, "<Contents><Key>{encoded}</Key><ETag>{tag}</ETag><Size>{}</Size></Contents>", file.len())
            .unwrap();
        last.clone_from(key);
    }
    if rest.peek().is_some() {
        write!(inner, "<IsTruncated>true</IsTruncated><NextContinuationToken>after/{last}</NextContinuationToken>")
            .unwrap();
    }
    page(&inner)
}

fn tag(file: &[u8]) -> String {
    let sum = file.iter().fold(7_u64, |sum, &byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    format!("\"{sum:x}\"")
}

/// A file of the kind that its name says.
fn file(key: &str) -> Arc<Vec<u8>> {
    Arc::new(match key.rsplit('.').next() {
        Some("png") => png(1280, 720),
        Some("mp4") => Movie::default().to_mp4(),
        Some("txt") => b"notes".to_vec(),
        _ => Vec::new(),
    })
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}
