//! Files for the URLs of a request, which are local or at other URLs.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use seedance_preflight::request::{AssetBinding, ContentHash, MediaUrl, RequestDocument};
use seedance_preflight::{Facts, Kind, file_in_place_of};
use sha2::{Digest, Sha256};

use crate::input;
use crate::measured::{Measured, without_query};
use crate::output::Error;
use crate::remote::{self, Remote};

/// A local file of a request.
pub(crate) struct Source<'d> {
    pub(crate) url: &'d str,
    pub(crate) path: PathBuf,
    /// Whether the request has its path in place of a URL.
    pub(crate) is_placeholder: bool,
}

/// The file that `arguments` give for each URL of the request, or the file whose path is in place of a URL.
pub(crate) fn local<'d>(
    document: &'d RequestDocument<'_>,
    arguments: &'d [String],
    folder: &Path,
) -> Result<Vec<Source<'d>>, Error> {
    let media = document.media();
    let mut files: Vec<Source<'d>> = Vec::new();
    for argument in arguments {
        let Some((url, file)) = split(argument, &media) else {
            return Err(Error::UnusedAsset { argument: argument.clone() });
        };
        files.push(Source { url, path: PathBuf::from(file), is_placeholder: false });
    }
    for media in &media {
        if files.iter().all(|source| source.url != media.url)
            && let Some(path) = file_in_place_of(media.url, folder)
        {
            files.push(Source { url: media.url, path, is_placeholder: true });
        }
    }
    Ok(files)
}

/// Binds URLs of the request to what is measured of `files`, and the others to what can be fetched.
pub(crate) fn bind(
    document: &RequestDocument<'_>,
    files: &[Source<'_>],
    measure: &dyn Fn(&Path) -> Facts,
    remote: &Remote,
) -> Vec<AssetBinding> {
    let (there, here): (Vec<_>, Vec<_>) = files.iter().partition(|source| remote::url_of(&source.path).is_some());
    let mut bindings = measured(here, measure);
    if remote.is_on() {
        let named = there.iter().filter_map(|source| Some((source.url, remote::url_of(&source.path)?)));
        let media = document.media();
        let open = media.iter().map(|media| media.url).filter(|url| remote::url_of(Path::new(url)).is_some());
        let is_open = |url: &&str| files.iter().all(|source| source.url != *url);
        let mut all: Vec<_> = named.chain(open.filter(is_open).map(|url| (url, url))).collect();
        all.sort_unstable();
        all.dedup();
        bindings.extend(fetched(&all, remote));
    }
    bindings
}

/// What is measured of `files`.
pub(crate) fn measured<'s, 'd: 's>(
    files: impl IntoIterator<Item = &'s Source<'d>>,
    measure: &dyn Fn(&Path) -> Facts,
) -> Vec<AssetBinding> {
    let measured: Vec<_> = files.into_iter().map(|source| (source, measure(&source.path))).collect();
    let mut of_size: HashMap<(Kind, u64), usize> = HashMap::new();
    for (_, facts) in &measured {
        *of_size.entry((facts.kind(), facts.bytes.unwrap_or_default())).or_default() += 1;
    }
    let bindings = measured.into_iter().map(|(source, facts)| {
        // Only what is as long as another can be the same.
        let may_be_twice =
            of_size.get(&(facts.kind(), facts.bytes.unwrap_or_default())).is_some_and(|&count| count > 1);
        let hash = if may_be_twice { hash(&source.path).ok() } else { None };
        let mut binding = AssetBinding::new(source.url, facts).named(source.path.to_string_lossy());
        if source.is_placeholder {
            binding = binding.as_placeholder();
        }
        match hash {
            Some(hash) => binding.with_content(hash),
            None => binding,
        }
    });
    bindings.collect()
}

/// The media of each URL of the request, by the URL that they are fetched from. What a fetch that panicked would have had is not
/// bound, and so undecided.
fn fetched(urls: &[(&str, &str)], remote: &Remote) -> Vec<AssetBinding> {
    let binding = |&(url, from): &(&str, &str), measured: Measured| {
        let binding = AssetBinding::new(url, measured.facts).named(without_query(from)).fetched();
        match measured.hash {
            Some(hash) => binding.with_content(hash),
            None => binding,
        }
    };
    let from: Vec<_> = urls.iter().map(|&(_, from)| from).collect();
    remote.measure_all(&from, |results| {
        urls.iter().zip(results).filter_map(|(url, measured)| Some(binding(url, measured?))).collect()
    })
}

/// Whether a file that `arguments` name does not exist; reports each.
pub(crate) fn any_missing(document: &RequestDocument<'_>, arguments: &[String]) -> bool {
    let media = document.media();
    let files = arguments.iter().filter_map(|argument| split(argument, &media));
    files.filter(|(_, file)| remote::url_of(Path::new(file)).is_none() && input::is_missing(Path::new(file))).count()
        > 0
}

/// The URL and the file of an argument. Both may contain `=`, so the request decides where the URL ends.
fn split<'a>(argument: &'a str, media: &[MediaUrl<'a>]) -> Option<(&'a str, &'a str)> {
    let urls = media.iter().map(|media| media.url);
    let named = urls.filter_map(|url| Some((url, argument.strip_prefix(url)?.strip_prefix('=')?)));
    named.max_by_key(|(url, _)| url.len())
}

fn hash(path: &Path) -> io::Result<ContentHash> {
    // More than any limit of the service; what is longer is refused for its size.
    const MOST: u64 = 256 << 20;
    let mut hasher = Sha256::new();
    let mut file = File::open(path)?.take(MOST);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(ContentHash::new(hasher.finalize().into()));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
    }
}
