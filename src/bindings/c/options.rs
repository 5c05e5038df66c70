//! The policy by which files and requests are judged.

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

/// The policy by which files and requests are judged. Functions that take one accept NULL for the defaults.
#[derive(Debug, Clone, Default)]
pub struct OptionsHandle {
    pub(super) check: CheckOptions,
    pub(super) file_name: Option<String>,
    expected_kind: Option<Kind>,
    deep: bool,
}

impl OptionsHandle {
    /// Probes a source, deeply if the options say so.
    pub(super) fn measure(&self, source: &dyn ReadAt) -> Facts {
        #[cfg(feature = "deep")]
        if self.deep {
            return crate::probe_deep(source, &Budget::DEEP);
        }
        probe(source, &Budget::default())
    }

    /// The name of what is checked, if the options give one.
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
/// As for [`shared`](super::pointer::shared).
pub(super) unsafe fn or_default<'call>(options: *const OptionsHandle) -> Result<Cow<'call, OptionsHandle>, Status> {
    // SAFETY: the caller's contract is the same.
    let options = unsafe { optional(options) }?;
    Ok(options.map_or_else(|| Cow::Owned(OptionsHandle::default()), Cow::Borrowed))
}

/// Makes options with the defaults: the default profile, any kind of media, the documented limits, warnings that do not
/// refuse, no name, no deep check.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_new(options: *mut *mut OptionsHandle) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `options` is NULL or may be written.
        let out = unsafe { Out::handle(options) }?;
        out.give(OptionsHandle::default());
        Ok(())
    })
}

/// Frees options. Does nothing for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_free(options: *mut OptionsHandle) {
    // SAFETY: by the header's contract, `options` is NULL or a live handle that is not used again.
    guard(|| unsafe { free(options) });
}

/// Sets the profile by the name of a built-in one, such as "seedance-2.0-r2".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_profile(options: *mut OptionsHandle, name: *const c_char) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `options` is NULL or a live handle that only this call uses.
        let options = unsafe { exclusive(options) }?;
        // SAFETY: by the header's contract, `name` is NULL or a text.
        let name = unsafe { text(name) }?;
        options.check.profile = Profile::named(name).ok_or(Status::UnknownProfile)?;
        Ok(())
    })
}

/// Sets how to judge values between the documented limits and those that the live service has accepted: one of
/// sdpf_tolerance.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_tolerance(options: *mut OptionsHandle, tolerance: i32) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `options` is NULL or a live handle that only this call uses.
        let options = unsafe { exclusive(options) }?;
        options.check.tolerance = codes::tolerance(tolerance)?;
        Ok(())
    })
}

/// Sets whether warnings refuse: 0 for no, anything else for yes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_deny_warnings(options: *mut OptionsHandle, deny: i32) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `options` is NULL or a live handle that only this call uses.
        let options = unsafe { exclusive(options) }?;
        options.check.deny_warnings = deny != 0;
        Ok(())
    })
}

/// Sets the expected kind of media: one of sdpf_kind. The media of a request are expected to be of their field's kind.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_expected_kind(options: *mut OptionsHandle, kind: i32) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `options` is NULL or a live handle that only this call uses.
        let options = unsafe { exclusive(options) }?;
        options.expected_kind = codes::kind(kind)?;
        Ok(())
    })
}

/// Sets the name of what is checked. Reports show it, and one rule compares its extension with the content. NULL for
/// none; a file then goes by its path.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_file_name(options: *mut OptionsHandle, name: *const c_char) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `options` is NULL or a live handle that only this call uses.
        let options = unsafe { exclusive(options) }?;
        // SAFETY: by the header's contract, `name` is NULL or a text.
        let name = unsafe { optional_text(name) }?;
        options.file_name = name.map(str::to_owned);
        Ok(())
    })
}

/// Sets whether bodies are decoded too, not only headers: 0 for no, anything else for yes.
/// SDPF_STATUS_NOT_BUILT if the library was built without its feature `deep`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_options_set_deep(options: *mut OptionsHandle, deep: i32) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `options` is NULL or a live handle that only this call uses.
        let options = unsafe { exclusive(options) }?;
        if deep != 0 && cfg!(not(feature = "deep")) {
            return Err(Status::NotBuilt);
        }
        options.deep = deep != 0;
        Ok(())
    })
}
