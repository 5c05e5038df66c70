//! A store: fetches, lists and signs.

use std::time::Duration;

use jiff::Timestamp;

use super::listing::S3Listing;
use super::place::Place;
use super::signature::Signing;
use super::signed::Signed;
use super::{S3Error, S3Location, S3Options};
use crate::fetch::{FetchLog, FetchOptions, Fetched, Refetched, fetch, refetch};
use crate::http::{AllowedHosts, Transport};
use crate::model::{Facts, FetchObstacle, RemoteStamp};
use crate::probe::ReadAt;

/// A store of buckets. Each request is signed when it is sent, by keys that nothing else gets to see.
///
/// The transport has to allow [`hosts`](Self::hosts): an endpoint that was named may have an address that is not public. A
/// store's redirects are never followed, so that no other address is requested.
///
/// ```no_run
/// use seedance_preflight::fetch::FetchOptions;
/// use seedance_preflight::http::{HttpOptions, HttpTransport};
/// use seedance_preflight::s3::{S3Location, S3Options, S3Store};
/// use seedance_preflight::{Budget, probe};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let store = S3Store::new(S3Options::from_environment()?)?;
/// let mut http = HttpOptions::default();
/// http.hosts = store.hosts();
/// let transport = HttpTransport::new(&http)?;
/// let options = FetchOptions::default();
/// for object in store.list(&transport, &S3Location::parse("s3://media/clips/")?, &options) {
///     let clip = S3Location::new("media", object?.key)?;
///     let fetched = store.fetch(&transport, &clip, &options, |file| probe(file, &Budget::default()));
///     println!("{clip}: {:?}", fetched.facts.video());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct S3Store {
    place: Place,
}

impl S3Store {
    /// A store that is reached as `options` say. Requests nothing yet.
    ///
    /// # Errors
    /// If the endpoint or the region is not usable.
    pub fn new(options: S3Options) -> Result<Self, S3Error> {
        Ok(Self { place: Place::new(options)? })
    }

    /// Which hosts a transport has to allow: any for an endpoint that was named, public ones for AWS.
    pub fn hosts(&self) -> AllowedHosts {
        if self.place.is_named() { AllowedHosts::Any } else { AllowedHosts::Public }
    }

    /// Scheme, host and port that the objects of a bucket are requested from, as far as is known now.
    ///
    /// # Errors
    /// [`S3Error::Endpoint`] if the bucket's name cannot be part of a host.
    pub fn origin(&self, bucket: &S3Location) -> Result<String, S3Error> {
        let location = S3Location::new(bucket.bucket(), "")?;
        let url = self.place.url(&location, &self.place.region(bucket.bucket()))?;
        Ok(url.origin().ascii_serialization())
    }

    /// The URL of an object, signed so that anyone can read it while it is `valid`, at most seven days; not signed without keys.
    ///
    /// # Errors
    /// If no URL leads to the object.
    pub fn signed_url(&self, object: &S3Location, valid: Duration) -> Result<String, S3Error> {
        // Amazon S3 User Guide, Sharing objects with presigned URLs.
        const LONGEST: u64 = 7 * 24 * 3600;
        let options = &self.place.options;
        let region = self.place.region(object.bucket());
        let url = self.place.url(named(object)?, &region)?;
        let signing = Signing {
            keys: options.keys.as_ref(),
            region: &region,
            query: &[],
            headers: &[],
            valid_seconds: valid.as_secs().clamp(1, LONGEST),
            at: Timestamp::now(),
        };
        Ok(signing.sign(url).into())
    }

    /// Probes an object as [`fetch`] does a file at a URL. Never fails: what could not be fetched is a fault among the facts.
    pub fn fetch(
        &self,
        transport: &dyn Transport,
        object: &S3Location,
        options: &FetchOptions,
        measure: impl FnOnce(&dyn ReadAt) -> Facts,
    ) -> Fetched {
        match self.signed(transport, object) {
            Ok(signed) => explained(fetch(&signed, signed.url(), &self.bounded(options), measure), &signed),
            Err(error) => failed(&error),
        }
    }

    /// Like [`fetch`](Self::fetch), but an object of the version `known` is not read.
    pub fn refetch(
        &self,
        transport: &dyn Transport,
        object: &S3Location,
        known: &RemoteStamp,
        options: &FetchOptions,
        measure: impl FnOnce(&dyn ReadAt) -> Facts,
    ) -> Refetched {
        let signed = match self.signed(transport, object) {
            Ok(signed) => signed,
            Err(error) => return Refetched::Fetched(failed(&error)),
        };
        match refetch(&signed, signed.url(), known, &self.bounded(options), measure) {
            Refetched::Fetched(fetched) => Refetched::Fetched(explained(fetched, &signed)),
            unchanged @ Refetched::Unchanged(_) => unchanged,
        }
    }

    /// Lists the objects whose keys begin with that of `prefix`, page by page as they are taken. Objects that only mark an empty
    /// folder are left out.
    pub fn list<'s>(
        &'s self,
        transport: &'s dyn Transport,
        prefix: &S3Location,
        options: &FetchOptions,
    ) -> S3Listing<'s> {
        S3Listing::new(&self.place, transport, prefix, &self.bounded(options))
    }

    fn signed<'s>(&'s self, transport: &'s dyn Transport, object: &'s S3Location) -> Result<Signed<'s>, S3Error> {
        Signed::new(&self.place, transport, named(object)?, Vec::new())
    }

    fn bounded(&self, options: &FetchOptions) -> FetchOptions {
        FetchOptions { hosts: self.hosts(), ..options.clone() }
    }
}

/// The location, if it has a key.
fn named(object: &S3Location) -> Result<&S3Location, S3Error> {
    match object.key() {
        "" => Err(S3Error::Location("it names no object; expected s3://BUCKET/KEY")),
        _ => Ok(object),
    }
}

fn explained(mut fetched: Fetched, signed: &Signed<'_>) -> Fetched {
    let faults = std::mem::take(&mut fetched.facts.faults);
    fetched.facts.faults = faults.into_iter().map(|fault| signed.explained(fault)).collect();
    fetched
}

fn failed(error: &S3Error) -> Fetched {
    let facts = Facts::of_fault(FetchObstacle::BadUrl.fault(0, error.to_string()));
    Fetched { facts, stamp: RemoteStamp::default(), log: FetchLog::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::s3::S3Keys;

    #[test]
    fn nothing_shows_the_keys() {
        let keys = S3Keys::new("AKIDEXAMPLE", "wJalrXUtnFEMI", Some("session-token")).unwrap();
        let options = S3Options { keys: Some(keys), ..S3Options::default() };
        let store = S3Store::new(options).unwrap();
        let shown = format!("{store:?}");
        for secret in ["AKIDEXAMPLE", "wJalrXUtnFEMI", "session-token"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        let object = S3Location::parse("s3://media/a b.mp4").unwrap();
        let url = store.signed_url(&object, Duration::from_secs(60)).unwrap();
        assert!(url.starts_with("https://media.s3.us-east-1.amazonaws.com/a%20b.mp4?X-Amz-Algorithm="), "{url}");
        assert!(!url.contains("wJalrXUtnFEMI"));
        assert!(store.signed_url(&S3Location::parse("s3://media").unwrap(), Duration::ZERO).is_err());
    }
}
