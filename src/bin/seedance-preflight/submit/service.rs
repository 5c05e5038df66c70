//! The way to the service, by what the command line and the environment say.

use std::time::Duration;

use seedance_preflight::http::{AllowedHosts, HttpOptions, HttpTransport};
use seedance_preflight::submit::{ApiKey, Client, StopSignal};

use crate::args::Service;
use crate::output::Error;

/// How long the service may be silent: it looks at media before it answers.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whom to ask, and through whom.
pub(crate) struct Connection<'a> {
    pub(crate) service: &'a Service,
    pub(crate) env_proxy: bool,
}

impl Connection<'_> {
    pub(crate) fn client(&self, stop: StopSignal) -> Result<Client, Error> {
        let key = match &self.service.key_file {
            Some(path) => ApiKey::from_file(path),
            None => ApiKey::from_env(ApiKey::VARIABLE),
        };
        let key = key.map_err(Error::Key)?;
        let mut options = self.options();
        // Whoever names a base URL means it, wherever it leads.
        options.hosts = AllowedHosts::Any;
        options.read_timeout = PATIENCE;
        let transport = HttpTransport::new(&options).map_err(Error::Transport)?;
        Ok(Client::new(key, transport).at(self.service.base_url.clone()).stopped_by(stop))
    }

    pub(super) fn options(&self) -> HttpOptions {
        let mut options = HttpOptions::default();
        // What goes to this machine is not encrypted, and no proxy shall see it.
        options.proxy_from_environment = self.env_proxy && !self.service.base_url.is_loopback();
        options
    }
}
