//! Where a store is, and in which regions its buckets turned out to be.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use url::Url;

use super::endpoint::{DEFAULT_REGION, Endpoint, is_region};
use super::{S3Error, S3Location, S3Options};

/// Buckets whose region is remembered.
const MOST_REGIONS: usize = 4096;

/// How a store is reached, and where its buckets turned out to be.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) options: S3Options,
    endpoint: Endpoint,
    regions: Mutex<HashMap<String, String>>,
}

impl Place {
    pub(super) fn new(options: S3Options) -> Result<Self, S3Error> {
        if options.region.as_deref().is_some_and(|region| !is_region(region)) {
            return Err(S3Error::Region);
        }
        let endpoint = Endpoint::new(&options)?;
        Ok(Self { options, endpoint, regions: Mutex::default() })
    }

    /// Whether the user named the endpoint.
    pub(super) fn is_named(&self) -> bool {
        self.endpoint.is_named()
    }

    pub(super) fn url(&self, location: &S3Location, region: &str) -> Result<Url, S3Error> {
        self.endpoint.url(location, region)
    }

    pub(super) fn region(&self, bucket: &str) -> String {
        let learned = self.regions().get(bucket).cloned();
        learned.or_else(|| self.options.region.clone()).unwrap_or_else(|| DEFAULT_REGION.to_owned())
    }

    pub(super) fn learn(&self, bucket: &str, region: String) {
        let mut regions = self.regions();
        if regions.len() < MOST_REGIONS {
            regions.insert(bucket.to_owned(), region);
        }
    }

    pub(super) fn forget(&self, bucket: &str) {
        self.regions().remove(bucket);
    }

    fn regions(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.regions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
