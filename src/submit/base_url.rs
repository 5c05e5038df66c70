//! Where the service is.

use std::fmt;
use std::str::FromStr;

use url::Url;

use super::TaskId;
use crate::address::{self, AddressFault, Host};

/// The URL before `/v1/…`: the key goes there and nowhere else. It is `https`, or `http` to this machine itself.
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

/// Why a URL is none to send a key to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// It cannot be read.
    #[error("the base URL cannot be used: {what}")]
    NotAUrl {
        /// What is wrong with it.
        what: String,
    },
    /// Whoever is on the way would read the key.
    #[error(
        "the base URL has the scheme {scheme}, which does not keep the key secret; write https (http is for 127.0.0.1, [::1] and localhost)"
    )]
    NotSecret {
        /// The scheme.
        scheme: String,
    },
    /// The key has its own header.
    #[error("the base URL has a name or a password before its host; leave it out")]
    UserInfo,
    /// Paths are put behind it.
    #[error("the base URL has a query or a fragment; leave it out")]
    Query,
}

impl BaseUrl {
    /// The URL, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Whether it leads to this machine itself.
    pub fn is_loopback(&self) -> bool {
        self.is_loopback
    }

    /// Where tasks are created.
    pub(super) fn creation(&self) -> String {
        format!("{}/v1/videos/generations", self.url)
    }

    /// Where a task is asked for.
    pub(super) fn task(&self, id: &TaskId) -> String {
        format!("{}/v1/tasks/{id}", self.url)
    }
}

/// The API's own, as its documentation names it.
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
        let is_loopback = match &address.host {
            Host::Ip(ip) => ip.is_loopback(),
            // RFC 6761 §6.3.
            Host::Name(name) => name == "localhost",
        };
        match address.scheme.as_str() {
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
    fn a_key_goes_to_https_or_nowhere() {
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
            "https://key@api.example.com",
            "http://127.0.0.1@example.com",
            "https://api.example.com/?key=1",
            "https://api.example.com/#x",
            "https:\\\\api.example.com",
        ] {
            assert!(url.parse::<BaseUrl>().is_err(), "{url}");
        }
        assert_eq!(BaseUrl::default().as_str().parse(), Ok(BaseUrl::default()));
    }

    #[test]
    fn paths_are_put_behind_it() {
        let base: BaseUrl = "https://gateway.example.com/seedance//".parse().unwrap();
        assert_eq!(base.creation(), "https://gateway.example.com/seedance/v1/videos/generations");
        assert_eq!(base.task(&"task-1".parse().unwrap()), "https://gateway.example.com/seedance/v1/tasks/task-1");
    }
}
