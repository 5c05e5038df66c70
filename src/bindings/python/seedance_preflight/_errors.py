"""The exceptions of this package. Media never raise any of them: what cannot be read is a finding."""


class PreflightError(Exception):
    """The base of every exception of this package."""


class UsageError(PreflightError, ValueError):
    """An argument that names what does not exist: a profile, a rule, a kind, a language, a URL that the request lacks."""


class ProfileError(PreflightError, ValueError):
    """A profile in TOML that is not valid."""


for _exception in (PreflightError, UsageError, ProfileError):
    _exception.__module__ = "seedance_preflight"
