"""The exceptions of this package. Media never raise any of them: what cannot be read is a finding."""


class PreflightError(Exception):
    """The base of every exception of this package."""


class UsageError(PreflightError, ValueError):
    """An argument that names what does not exist: a profile, a rule, a kind, a language, a URL that the request lacks."""


class ProfileError(PreflightError, ValueError):
    """A profile in TOML that is not valid."""


class FixError(PreflightError):
    """A file that has no fix, or whose fix could not be carried out."""


for _exception in (PreflightError, UsageError, ProfileError, FixError):
    _exception.__module__ = "seedance_preflight"
