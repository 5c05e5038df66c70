//! Objects in buckets.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use seedance_preflight::audit::RemotePlace;
use seedance_preflight::fetch::{FetchOptions, Refetched};
use seedance_preflight::http::{AllowedHosts, HttpOptions};
use seedance_preflight::s3::{ListedObject, S3Location, S3Options, S3Store, S3UrlStyle};
use seedance_preflight::{Facts, Fault, ReadAt, RemoteStamp};

use crate::args::{self, UrlStyleArg};
use crate::interruptible::Interruptible;
use crate::output::Error;

/// The store of the arguments and of the settings of AWS, which are read when the first object is asked for.
pub(crate) struct Buckets {
    args: args::Buckets,
    http: HttpOptions,
    client: OnceLock<Result<Client, Error>>,
    /// Versions of objects that were listed and are to be located next.
    listed: Mutex<HashMap<PathBuf, RemoteStamp>>,
}

struct Client {
    store: S3Store,
    transport: Interruptible,
}

impl Buckets {
    /// The store, reached by a transport of its own with these options.
    pub(crate) fn new(args: &args::Buckets, http: HttpOptions) -> Self {
        Self { args: args.clone(), http, client: OnceLock::new(), listed: Mutex::default() }
    }

    /// Measures an object, unless it is of the version `known`; returns why the store cannot be asked.
    pub(crate) fn fetch(
        &self,
        location: &str,
        known: Option<&RemoteStamp>,
        options: &FetchOptions,
        measure: impl FnOnce(&dyn ReadAt) -> Facts,
    ) -> Result<Refetched, String> {
        let location = S3Location::parse(location).map_err(|error| error.to_string())?;
        let Client { store, transport } = self.client().map_err(ToString::to_string)?;
        Ok(match known {
            Some(known) => store.refetch(transport, &location, known, options, measure),
            None => Refetched::Fetched(store.fetch(transport, &location, options, measure)),
        })
    }

    /// Where an object is. One that cannot be asked for is nowhere.
    pub(crate) fn place(&self, path: &str) -> RemotePlace {
        let listed = self.listed().remove(Path::new(path));
        let place = || {
            let location = S3Location::parse(path).ok()?;
            let origin = self.client().ok()?.store.origin(&location).ok()?;
            Some(RemotePlace::new(origin, Some(location.to_string())))
        };
        let mut place = place().unwrap_or_default();
        place.listed = listed;
        place
    }

    /// The objects whose locations begin with `prefix`: the path of each, and its version.
    pub(crate) fn list<'b>(
        &'b self,
        prefix: &str,
        options: &FetchOptions,
    ) -> Result<impl Iterator<Item = Result<(PathBuf, RemoteStamp), Error>> + Send + use<'b>, Error> {
        let failed = |reason: String| Error::Bucket { location: prefix.to_owned(), reason };
        let location = S3Location::parse(prefix).map_err(|error| failed(error.to_string()))?;
        let Client { store, transport } = self.client().map_err(|error| failed(error.to_string()))?;
        let name = location.to_string();
        let objects = store.list(transport, &location, options);
        Ok(objects.map(move |object: Result<ListedObject, Fault>| match object {
            Ok(object) => {
                let path = PathBuf::from(format!("s3://{}/{}", location.bucket(), object.key));
                Ok((path, object.stamp()))
            }
            Err(fault) => Err(Error::Bucket { location: name.clone(), reason: fault.what.into_owned() }),
        }))
    }

    /// Takes note of the version that an object has by a listing, until it is located.
    pub(crate) fn expect(&self, path: &Path, version: RemoteStamp) {
        self.listed().insert(path.to_owned(), version);
    }

    fn client(&self) -> Result<&Client, &Error> {
        self.client.get_or_init(|| Client::new(&self.args, &self.http)).as_ref()
    }

    fn listed(&self) -> MutexGuard<'_, HashMap<PathBuf, RemoteStamp>> {
        self.listed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Client {
    fn new(args: &args::Buckets, http: &HttpOptions) -> Result<Self, Error> {
        let mut options = S3Options::from_environment().map_err(Error::Store)?;
        options.endpoint = args.endpoint.clone().or(options.endpoint);
        options.region = args.region.clone().or(options.region);
        options.requester_pays = args.requester_pays;
        options.url_style = match args.url_style {
            None => options.url_style,
            Some(UrlStyleArg::Auto) => S3UrlStyle::Auto,
            Some(UrlStyleArg::Path) => S3UrlStyle::Path,
            Some(UrlStyleArg::Virtual) => S3UrlStyle::VirtualHost,
        };
        let store = S3Store::new(options).map_err(Error::Store)?;
        let mut http = http.clone();
        // AWS has private addresses where a network has an endpoint of its own for it.
        if http.hosts == AllowedHosts::Public {
            http.hosts = store.hosts();
        }
        Ok(Self { store, transport: Interruptible::new(&http).map_err(Error::Network)? })
    }
}
