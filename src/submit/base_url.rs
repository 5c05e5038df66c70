//! The service's base URL.

use std::fmt;
use std::str::FromStr;

use url::Url;

use super::TaskId;
use crate::address::{self, AddressFault};
use crate::http::is_loopback;

/// The URL before `/v1/…`. The key is sent there and nowhere else. It is `https`, or `http` to this machine.
///
/// ```
/// use seedance_preflight::submit::BaseUrl;
///
/// let base: BaseUrl = "https://gateway.example.com/seedance/".parse().unwrap();
/// assert_eq!(base.as_str(), "https://gateway.example.com/seedance");
/// assert!("http://127.0.0.1:8080".parse::<BaseUrl>().is_ok());
/// assert!("http://gateway.example.com".parse::<BaseUrl>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    url: String,
    is_loopback: bool,
}

/// Why a URL cannot be the base URL. No variant holds the URL, which may contain a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// The URL is invalid.
    #[error("invalid base URL: {what}")]
    NotAUrl {
        /// What is wrong.
        what: String,
    },
    /// The key could be read on its way.
    #[error(
        "the base URL's scheme is {scheme}; expected https, which keeps the key secret (http only for 127.0.0.1, [::1] and localhost)"
    )]
    NotSecret {
        /// The scheme.
        scheme: String,
    },
    /// The URL has a user name or password; the key has a header of its own.
    #[error("the base URL has a user name or password before its host; remove it")]
    UserInfo,
    /// The URL has a query or a fragment; paths are appended to it.
    #[error("the base URL has a query or a fragment; remove it")]
    Query,
}

impl BaseUrl {
    /// The URL, without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Whether it leads to this machine.
    pub fn is_loopback(&self) -> bool {
        self.is_loopback
    }

    /// The URL that creates tasks.
    pub(super) fn creation(&self) -> String {
        format!("{}/v1/videos/generations", self.url)
    }

    /// The URL that queries a task.
    pub(super) fn task(&self, id: &TaskId) -> String {
        format!("{}/v1/tasks/{id}", self.url)
    }
}

/// The URL in the API's documentation.
impl Default for BaseUrl {
    fn default() -> Self {
        Self { url: "https://api.evolink.ai".to_owned(), is_loopback: false }
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, BaseUrlError> {
        let no_url = |fault: AddressFault| BaseUrlError::NotAUrl { what: fault.to_string() };
        let address = address::parse(text).map_err(no_url)?;
        let is_loopback = is_loopback(&address.host);
        match address.scheme.as_ref() {
            _ if address.has_user_info => return Err(BaseUrlError::UserInfo),
            "https" => {}
            "http" if is_loopback => {}
            scheme => return Err(BaseUrlError::NotSecret { scheme: scheme.to_owned() }),
        }
        let url = Url::parse(text).map_err(|error| no_url(AddressFault::Other(error)))?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::Query);
        }
        Ok(Self { url: url.as_str().trim_end_matches('/').to_owned(), is_loopback })
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_loopback_urls_are_accepted() {
        for url in [
            "https://api.example.com",
            "https://10.0.0.1:8443/x",
            "http://localhost:1",
            "http://[::1]",
            "http://127.9.9.9/",
        ] {
            assert!(url.parse::<BaseUrl>().is_ok(), "{url}");
        }
        for url in [
            "http://api.example.com",
            "http://10.0.0.1",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "ftp://127.0.0.1",
            "file:///etc/passwd",
            "api.example.com",
            "",
            "https://",
            "https://a b",
            "https://key:hunter2@api.example.com",
            "https://key:hunter2@",
            "https://key:hunter2@[::1",
            "https://key:hunter2@api.example.com:99999",
            "http://127.0.0.1@example.com",
            "https://api.example.com/?key=1",
            "https://api.example.com/#x",
            "https:\\\\api.example.com",
        ] {
            let error = url.parse::<BaseUrl>().unwrap_err();
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{url}: {error}");
        }
        assert_eq!(BaseUrl::default().as_str().parse(), Ok(BaseUrl::default()));
    }

    #[test]
    fn paths_are_appended() {
        let base: BaseUrl = "https://gateway.example.com/seedance//".parse().unwrap();
        assert_eq!(base.creation(), "https://gateway.example.com/seedance/v1/videos/generations");
        assert_eq!(base.task(&"task-1".parse().unwrap()), "https://gateway.example.com/seedance/v1/tasks/task-1");
    }
}
