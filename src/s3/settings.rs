//! The settings of AWS: variables of the environment, and the shared files.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::ini::Sections;
use super::{S3Error, S3Keys, S3Options};

/// Longer than any settings file.
const LONGEST_FILE: u64 = 1 << 20;

/// Settings of a profile by which keys would have to be requested from somewhere else.
const ELSEWHERE: [&str; 5] =
    ["role_arn", "sso_session", "sso_start_url", "credential_process", "web_identity_token_file"];

/// Variables by which keys would have to be requested from somewhere else.
const ELSEWHERE_BY_VARIABLE: [&str; 3] =
    ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];

impl S3Options {
    /// The settings of this process, as other tools for AWS find them: the variables `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION`, `AWS_DEFAULT_REGION`, `AWS_ENDPOINT_URL_S3` and
    /// `AWS_ENDPOINT_URL`, then the profile `AWS_PROFILE` of the shared files `~/.aws/credentials` and `~/.aws/config`, or
    /// of those that `AWS_SHARED_CREDENTIALS_FILE` and `AWS_CONFIG_FILE` name.
    ///
    /// Without any keys, requests are not signed.
    ///
    /// # Errors
    /// For a profile that no file has, a file that cannot be read, half a pair of keys, or keys that would have to be
    /// requested from another service.
    pub fn from_environment() -> Result<Self, S3Error> {
        read(&|name| std::env::var(name).ok(), &read_file)
    }
}

/// A file's text; `None` if it does not exist.
type ReadFile<'a> = &'a dyn Fn(&Path) -> io::Result<Option<Zeroizing<String>>>;

fn read(variable: &dyn Fn(&str) -> Option<String>, file: ReadFile<'_>) -> Result<S3Options, S3Error> {
    let variable = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
    let files = Files::read(&variable, file)?;
    let keys = match keys_of_variables(&variable)? {
        Some(keys) => Some(keys),
        None => files.keys(&variable)?,
    };
    let ignores_endpoints =
        variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let endpoint = variable("AWS_ENDPOINT_URL_S3").or_else(|| variable("AWS_ENDPOINT_URL"));
    let region = variable("AWS_REGION").or_else(|| variable("AWS_DEFAULT_REGION"));
    let style = files.get("s3.addressing_style").map(str::parse).transpose()?;
    Ok(S3Options {
        keys,
        region: region.or_else(|| files.get("region").map(str::to_owned)),
        endpoint: endpoint.or_else(|| files.endpoint()).filter(|_| !ignores_endpoints),
        url_style: style.unwrap_or_default(),
        requester_pays: false,
    })
}

fn keys_of_variables(variable: &dyn Fn(&str) -> Option<String>) -> Result<Option<S3Keys>, S3Error> {
    let secret = |name| variable(name).map(Zeroizing::new);
    let (access, token) = (secret("AWS_ACCESS_KEY_ID"), secret("AWS_SESSION_TOKEN"));
    match (access, secret("AWS_SECRET_ACCESS_KEY")) {
        (Some(access), Some(secret)) => {
            S3Keys::new(&access, &secret, token.as_ref().map(|token| token.as_str())).map(Some)
        }
        (None, None) => Ok(None),
        _ => Err(S3Error::Keys),
    }
}

/// The profile in both files.
struct Files {
    credentials: Sections,
    config: Sections,
    /// The profile's section in the credentials file.
    name: String,
    /// The profile's section in the config file.
    config_name: String,
}

impl Files {
    fn read(variable: &dyn Fn(&str) -> Option<String>, file: ReadFile<'_>) -> Result<Self, S3Error> {
        let home = variable("HOME").or_else(|| variable("USERPROFILE")).map(PathBuf::from);
        let path = |by: &str, name: &str| {
            let usual = || home.as_ref().map(|home| home.join(".aws").join(name));
            variable(by).map(PathBuf::from).or_else(usual)
        };
        let sections = |path: &Option<PathBuf>| {
            let Some(path) = path else { return Ok(Sections::default()) };
            let text = file(path).map_err(|source| S3Error::File { path: path.clone(), source })?;
            Ok::<_, S3Error>(text.map(|text| Sections::read(&text)).unwrap_or_default())
        };
        let paths = (path("AWS_CONFIG_FILE", "config"), path("AWS_SHARED_CREDENTIALS_FILE", "credentials"));
        let (config, credentials) = (sections(&paths.0)?, sections(&paths.1)?);
        let wanted = variable("AWS_PROFILE").or_else(|| variable("AWS_DEFAULT_PROFILE"));
        let name = wanted.clone().unwrap_or_else(|| "default".to_owned());
        // Only the default profile may do without the word.
        let config_name = match name.as_str() {
            "default" if config.has("default") => name.clone(),
            _ => format!("profile {name}"),
        };
        if wanted.is_some() && !credentials.has(&name) && !config.has(&config_name) {
            let (config, credentials) = (paths.0.unwrap_or_default(), paths.1.unwrap_or_default());
            return Err(S3Error::NoProfile { name, config, credentials });
        }
        Ok(Self { credentials, config, name, config_name })
    }

    /// A setting of the profile.
    fn get(&self, setting: &str) -> Option<&str> {
        self.config.get(&self.config_name, setting).or_else(|| self.credentials.get(&self.name, setting))
    }

    fn keys(&self, variable: &dyn Fn(&str) -> Option<String>) -> Result<Option<S3Keys>, S3Error> {
        let of = |sections: &Sections, section: &str| {
            let get = |name| sections.get(section, name);
            match (get("aws_access_key_id"), get("aws_secret_access_key")) {
                (Some(access), Some(secret)) => S3Keys::new(access, secret, get("aws_session_token")).map(Some),
                (None, None) => Ok(None),
                _ => Err(S3Error::Keys),
            }
        };
        let elsewhere = |setting| Err(S3Error::KeysElsewhere { setting });
        // A role is to be taken with the keys beside it.
        if let Some(setting) = ELSEWHERE.iter().find(|setting| self.get(setting).is_some()) {
            return elsewhere(setting);
        }
        if let Some(keys) = of(&self.credentials, &self.name)? {
            return Ok(Some(keys));
        }
        if let Some(keys) = of(&self.config, &self.config_name)? {
            return Ok(Some(keys));
        }
        match ELSEWHERE_BY_VARIABLE.iter().find(|name| variable(name).is_some()) {
            Some(name) => elsewhere(name),
            None => Ok(None),
        }
    }

    /// The endpoint for S3, and otherwise that for all services.
    fn endpoint(&self) -> Option<String> {
        let services = self.get("services").map(|name| format!("services {name}"));
        let of_s3 = services.as_deref().and_then(|section| self.config.get(section, "s3.endpoint_url"));
        of_s3.or_else(|| self.get("endpoint_url")).map(str::to_owned)
    }
}

fn read_file(path: &Path) -> io::Result<Option<Zeroizing<String>>> {
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut text = Zeroizing::new(String::new());
    file.take(LONGEST_FILE).read_to_string(&mut text)?;
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::s3::S3UrlStyle;

    const CREDENTIALS: &str = "[default]\naws_access_key_id = a\naws_secret_access_key = b\n\
        [other]\naws_access_key_id = c\naws_secret_access_key = d\naws_session_token = e\n\
        [half]\naws_access_key_id = c\n";
    const CONFIG: &str = "[default]\nregion = eu-west-1\n\
        [profile other]\nregion = cn-north-1\nendpoint_url = https://all.example\nservices = mine\ns3 =\n  addressing_style = path\n\
        [services mine]\ns3 =\n  endpoint_url = https://s3.example\n\
        [profile role]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n\
        [profile wrong]\ns3 =\n  addressing_style = sideways\n";

    fn options(variables: &[(&str, &str)]) -> Result<S3Options, S3Error> {
        let variables: HashMap<_, _> = [("HOME", "/home/a")].iter().chain(variables).copied().collect();
        let file = |path: &Path| {
            let text = match path.to_str().unwrap() {
                "/home/a/.aws/credentials" => Some(CREDENTIALS),
                "/home/a/.aws/config" => Some(CONFIG),
                "/forbidden" => return Err(io::ErrorKind::PermissionDenied.into()),
                _ => None,
            };
            Ok(text.map(|text| Zeroizing::new(text.to_owned())))
        };
        read(&|name| variables.get(name).map(|value| (*value).to_owned()), &file)
    }

    fn keys(access: &str, secret: &str, token: Option<&str>) -> Option<S3Keys> {
        Some(S3Keys::new(access, secret, token).unwrap())
    }

    #[test]
    fn the_environment_comes_before_the_profile() {
        let of_default = options(&[]).unwrap();
        assert_eq!((of_default.keys, of_default.region.as_deref()), (keys("a", "b", None), Some("eu-west-1")));
        assert_eq!((of_default.endpoint, of_default.url_style), (None, S3UrlStyle::Auto));
        let of_other = options(&[("AWS_PROFILE", "other")]).unwrap();
        assert_eq!((of_other.keys, of_other.region.as_deref()), (keys("c", "d", Some("e")), Some("cn-north-1")));
        assert_eq!((of_other.endpoint.as_deref(), of_other.url_style), (Some("https://s3.example"), S3UrlStyle::Path));
        let variables = [
            ("AWS_PROFILE", "other"),
            ("AWS_ACCESS_KEY_ID", "f"),
            ("AWS_SECRET_ACCESS_KEY", "g"),
            ("AWS_REGION", "us-west-2"),
            ("AWS_DEFAULT_REGION", "us-west-1"),
            ("AWS_ENDPOINT_URL", "https://env.example"),
        ];
        let of_variables = options(&variables).unwrap();
        assert_eq!((of_variables.keys, of_variables.region.as_deref()), (keys("f", "g", None), Some("us-west-2")));
        assert_eq!(of_variables.endpoint.as_deref(), Some("https://env.example"));
        let of_s3 = options(&[("AWS_ENDPOINT_URL", "https://a"), ("AWS_ENDPOINT_URL_S3", "https://b")]).unwrap();
        assert_eq!(of_s3.endpoint.as_deref(), Some("https://b"));
        let ignored = options(&[("AWS_PROFILE", "other"), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")]).unwrap();
        assert_eq!(ignored.endpoint, None);
        let elsewhere = [("AWS_SHARED_CREDENTIALS_FILE", "/none"), ("AWS_CONFIG_FILE", "/none")];
        assert_eq!(options(&elsewhere).unwrap(), S3Options::default());
    }

    #[test]
    fn what_cannot_be_used_is_an_error() {
        let error = |variables: &[(&str, &str)]| options(variables).unwrap_err();
        assert!(matches!(error(&[("AWS_PROFILE", "none")]), S3Error::NoProfile { .. }));
        assert!(matches!(error(&[("AWS_PROFILE", "half")]), S3Error::Keys));
        assert!(matches!(error(&[("AWS_ACCESS_KEY_ID", "a")]), S3Error::Keys));
        assert!(matches!(error(&[("AWS_PROFILE", "wrong")]), S3Error::UrlStyle(_)));
        assert!(matches!(error(&[("AWS_CONFIG_FILE", "/forbidden")]), S3Error::File { .. }));
        assert!(matches!(error(&[("AWS_PROFILE", "role")]), S3Error::KeysElsewhere { setting: "role_arn" }));
        let container = [("HOME", "/none"), ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.2/x")];
        assert!(matches!(error(&container), S3Error::KeysElsewhere { .. }));
    }
}
