//! The media of a request.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use pyo3::prelude::*;

use super::errors;
use super::facts::Facts;
use super::fetcher::{Fetching, url_of, without_query};
use super::hash::hash;
use super::report::Report;
use super::source::{Measured, Origin, measure};
use crate::model::Kind;
use crate::open::file_in_place_of;
use crate::request::{AssetBinding, MediaUrl, RequestDocument};

/// How media are measured.
#[derive(Clone, Copy)]
pub(super) struct How {
    pub(super) deep: bool,
    /// If it is on, media without an entry are fetched, too.
    pub(super) fetching: Fetching,
}

/// One of the media, and what Python gave for it.
struct Given<'py> {
    url: String,
    facts: crate::model::Facts,
    name: PathBuf,
    /// What its content can be read from; `None` if only its facts are known.
    source: Option<Bound<'py, PyAny>>,
    /// Whether the request has its path in place of a URL.
    is_placeholder: bool,
    is_fetched: bool,
}

/// Binds what `assets` maps URLs to, and the files below `folder` whose paths are in place of URLs.
///
/// # Errors
/// `UsageError` for a URL that the request does not have, and whatever measuring raises.
pub(super) fn bind(
    py: Python<'_>,
    document: &RequestDocument<'_>,
    assets: Option<&Bound<'_, PyAny>>,
    folder: Option<&Path>,
    how: How,
) -> PyResult<Vec<AssetBinding>> {
    let media = document.media();
    let mut all = Vec::new();
    if let Some(assets) = assets {
        for item in assets.call_method0("items")?.try_iter()? {
            let (url, source): (String, Bound<'_, PyAny>) = item?.extract()?;
            if media.iter().all(|media| media.url != url) {
                return Err(errors::usage(py, format!("no URL of the request's media is {url:?}")));
            }
            all.push(given(url, source, how)?);
        }
    }
    for path in folder.into_iter().flat_map(|folder| placeholders(&media, folder)) {
        if all.iter().all(|given| given.url != path.0) {
            let source = path.1.into_pyobject(py)?.into_any();
            all.push(Given { is_placeholder: true, ..given(path.0, source, how)? });
        }
    }
    if how.fetching.is_on {
        for url in media.iter().map(|media| media.url).filter(|url| url_of(url).is_some()) {
            if all.iter().all(|given| given.url != url) {
                all.push(given(url.to_owned(), url.into_pyobject(py)?.into_any(), how)?);
            }
        }
    }
    let mut of_size: HashMap<(Kind, u64), usize> = HashMap::new();
    let size = |given: &Given<'_>| (given.facts.kind(), given.facts.bytes.unwrap_or_default());
    all.iter().for_each(|given| *of_size.entry(size(given)).or_default() += 1);
    all.into_iter()
        .map(|given| {
            // Only what is as long as another can be the same.
            let may_be_twice = of_size.get(&size(&given)).is_some_and(|&count| count > 1);
            let hash = match given.source.as_ref().filter(|_| may_be_twice) {
                Some(source) => hash(source)?,
                None => None,
            };
            let mut binding = AssetBinding::new(given.url, given.facts);
            if !given.name.as_os_str().is_empty() {
                binding = binding.named(given.name.to_string_lossy());
            }
            if given.is_placeholder {
                binding = binding.as_placeholder();
            }
            if given.is_fetched {
                binding = binding.fetched();
            }
            Ok(match hash {
                Some(hash) => binding.with_content(hash),
                None => binding,
            })
        })
        .collect()
}

/// Facts, a report, or anything that can be measured.
fn given(url: String, source: Bound<'_, PyAny>, how: How) -> PyResult<Given<'_>> {
    if let Ok(facts) = source.cast::<Facts>() {
        return Ok(Given {
            url,
            facts: facts.get().0.clone(),
            name: PathBuf::new(),
            source: None,
            is_placeholder: false,
            is_fetched: false,
        });
    }
    if let Ok(report) = source.cast::<Report>() {
        let report = report.get();
        let (facts, name) = (report.facts().clone(), report.name().to_owned());
        return Ok(Given { url, facts, name, source: None, is_placeholder: false, is_fetched: false });
    }
    let Measured { facts, name, origin } = measure(&source, how.deep, how.fetching)?;
    let is_fetched = origin == Origin::Fetched;
    let name = if is_fetched { without_query(&name.to_string_lossy()).into() } else { name };
    Ok(Given { url, facts, name, source: Some(source).filter(|_| !is_fetched), is_placeholder: false, is_fetched })
}

/// The files that a request names instead of URLs.
fn placeholders(media: &[MediaUrl<'_>], folder: &Path) -> Vec<(String, PathBuf)> {
    media.iter().filter_map(|media| Some((media.url.to_owned(), file_in_place_of(media.url, folder)?))).collect()
}
