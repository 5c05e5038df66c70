//! The client, by what the command line and the environment say.

use std::time::Duration;

use seedance_preflight::{AllowedHosts, ApiKey, Client, HttpOptions, HttpTransport};

use super::Interrupt;
use crate::args::Service;
use crate::output::Error;

/// How long the service may be silent: it looks at media before it answers.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn client(service: &Service, interrupt: &Interrupt) -> Result<Client, Error> {
    let key = match &service.key_file {
        Some(path) => ApiKey::from_file(path),
        None => ApiKey::from_env(ApiKey::VARIABLE),
    };
    let key = key.map_err(Error::Key)?;
    let mut options = HttpOptions::default();
    // Whoever names a base URL means it, wherever it leads.
    options.hosts = AllowedHosts::Any;
    options.read_timeout = PATIENCE;
    let transport = HttpTransport::new(&options).map_err(Error::Transport)?;
    Ok(Client::new(key, transport).at(service.base_url.clone()).stopped_by(interrupt.signal()))
}
