//! How files and requests are judged.

use std::borrow::Cow;
use std::ffi::c_char;

use super::codes;
use super::guard::guard;
use super::pointer::{Out, exclusive, free, optional, optional_text, text};
use super::status::Status;
use crate::check::CheckOptions;
use crate::model::{Facts, Kind, Subject};
use crate::probe::{Budget, ReadAt, probe};
use crate::profile::Profile;

/// How files and requests are judged. Where a function takes one, NULL stands for the defaults.
#[derive(Debug, Clone, Default)]
pub struct OptionsHandle {
    pub(super) check: CheckOptions,
    pub(super) file_name: Option<String>,
    expected_kind: Option<Kind>,
    deep: bool,
}

impl OptionsHandle {
    /// Measures a source as deeply as is asked for.
    pub(super) fn measure(&self, source: &dyn ReadAt) -> Facts {
        #[cfg(feature = "deep")]
        if self.deep {
            return crate::probe_deep(source, &Budget::DEEP);
        }
        probe(source, &Budget::default())
    }

    /// The name to report things under that have none of their own.
    pub(super) fn name(&self) -> &str {
        self.file_name.as_deref().unwrap_or_default()
    }

    /// The file at hand, called `name` if the options name none.
    pub(super) fn subject<'a>(&'a self, name: Option<&'a str>) -> Subject<'a> {
        let name = self.file_name.as_deref().or(name);
        Subject { name, expected_kind: self.expected_kind, is_fetched: false }
    }
}

/// Options, or the defaults for NULL.
///
/// # Safety
/// As of [`shared`](super::pointer::shared).
pub(super) unsafe fn or_default<'call>(options: *const OptionsHandle) -> Result<Cow<'call, OptionsHandle>, Status> {
    // SAFETY: the caller's promise is the same.
    let options = unsafe { optional(options) }?;
    Ok(options.map_or_else(|| Cow::Owned(OptionsHandle::default()), Cow::Borrowed))
}

/// Makes options with the defaults: the profile of the reference, any kind of media, the documented limits, warnings do
/// not refuse, no name, not deep.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_new(options: *mut *mut OptionsHandle) -> Status {
    guard(|| {
        // SAFETY: by the header, `options` is NULL or may be written.
        let out = unsafe { Out::handle(options) }?;
        out.give(OptionsHandle::default());
        Ok(())
    })
}

/// Frees options. NULL is nothing to free.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_free(options: *mut OptionsHandle) {
    // SAFETY: by the header, `options` is NULL or a live handle that is used no more.
    guard(|| unsafe { free(options) });
}

/// Chooses the limits to judge by: the name of a built-in profile, such as "seedance-2.0-r2".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_profile(options: *mut OptionsHandle, name: *const c_char) -> Status {
    guard(|| {
        // SAFETY: by the header, `options` is NULL or a live handle of this call alone.
        let options = unsafe { exclusive(options) }?;
        // SAFETY: by the header, `name` is NULL or a text.
        let name = unsafe { text(name) }?;
        options.check.profile = Profile::named(name).ok_or(Status::UnknownProfile)?;
        Ok(())
    })
}

/// Says what becomes of values between the documented limits and what the live service has been seen to take: one of
/// sdpf_tolerance.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_tolerance(options: *mut OptionsHandle, tolerance: i32) -> Status {
    guard(|| {
        // SAFETY: by the header, `options` is NULL or a live handle of this call alone.
        let options = unsafe { exclusive(options) }?;
        options.check.tolerance = codes::tolerance(tolerance)?;
        Ok(())
    })
}

/// Says whether warnings refuse: 0 for no, all else for yes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_deny_warnings(options: *mut OptionsHandle, deny: i32) -> Status {
    guard(|| {
        // SAFETY: by the header, `options` is NULL or a live handle of this call alone.
        let options = unsafe { exclusive(options) }?;
        options.check.deny_warnings = deny != 0;
        Ok(())
    })
}

/// Says which kind of media is wanted: one of sdpf_kind. Of a request's media each has the kind of its field instead.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_expected_kind(options: *mut OptionsHandle, kind: i32) -> Status {
    guard(|| {
        // SAFETY: by the header, `options` is NULL or a live handle of this call alone.
        let options = unsafe { exclusive(options) }?;
        options.expected_kind = codes::kind(kind)?;
        Ok(())
    })
}

/// Says the name of what is checked, which reports show, and whose extension one rule compares with the content. NULL
/// says none; a file then is known by its path.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_file_name(options: *mut OptionsHandle, name: *const c_char) -> Status {
    guard(|| {
        // SAFETY: by the header, `options` is NULL or a live handle of this call alone.
        let options = unsafe { exclusive(options) }?;
        // SAFETY: by the header, `name` is NULL or a text.
        let name = unsafe { optional_text(name) }?;
        options.file_name = name.map(str::to_owned);
        Ok(())
    })
}

/// Says whether bodies are decoded whole, and not headers alone: 0 for no, all else for yes.
/// SDPF_STATUS_NOT_BUILT where the library was built without its feature `deep`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_deep(options: *mut OptionsHandle, deep: i32) -> Status {
    guard(|| {
        // SAFETY: by the header, `options` is NULL or a live handle of this call alone.
        let options = unsafe { exclusive(options) }?;
        if deep != 0 && cfg!(not(feature = "deep")) {
            return Err(Status::NotBuilt);
        }
        options.deep = deep != 0;
        Ok(())
    })
}
