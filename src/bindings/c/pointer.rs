//! Pointers from C: checked here as far as possible; the rest is the caller's contract.
//!
//! The header's contract, on which every `unsafe` here relies: a pointer is NULL, or points to what its type and the
//! function's description say, for the duration of the call; a handle was made by this library and not freed; and no
//! other thread changes it during the call.

use std::ffi::{CStr, c_char};
use std::path::Path;
use std::ptr::NonNull;
use std::slice;

use super::status::Status;

/// The place for a result. It is initialized at once, so that nothing is left unset if the call fails.
pub(super) struct Out<T>(NonNull<T>);

impl<T> Out<T> {
    /// # Safety
    /// `place` is NULL, or may be written for as long as this value lives.
    pub(super) unsafe fn new(place: *mut T, initial: T) -> Result<Self, Status> {
        let out = Self(checked(place)?);
        // SAFETY: the caller guarantees that the place may be written; `checked` verified that it is aligned and not NULL.
        unsafe { out.0.write(initial) };
        Ok(out)
    }

    pub(super) fn set(self, value: T) {
        // SAFETY: as in `new`, whose caller guarantees it for the lifetime of this value.
        unsafe { self.0.write(value) };
    }
}

impl<T> Out<*mut T> {
    /// A place for a handle, initially NULL.
    ///
    /// # Safety
    /// As for [`Out::new`].
    pub(super) unsafe fn handle(place: *mut *mut T) -> Result<Self, Status> {
        // SAFETY: the caller's contract is the same.
        unsafe { Self::new(place, std::ptr::null_mut()) }
    }

    /// Hands `value` to the caller, who frees it by [`free`].
    pub(super) fn give(self, value: T) {
        self.set(Box::into_raw(Box::new(value)));
    }
}

impl Out<*const c_char> {
    /// A place for a text owned by a handle, initially NULL.
    ///
    /// # Safety
    /// As for [`Out::new`].
    pub(super) unsafe fn text(place: *mut *const c_char) -> Result<Self, Status> {
        // SAFETY: the caller's contract is the same.
        unsafe { Self::new(place, std::ptr::null()) }
    }
}

/// A handle to read.
///
/// # Safety
/// `handle` is NULL or a live handle that does not change during the call.
pub(super) unsafe fn shared<'call, T>(handle: *const T) -> Result<&'call T, Status> {
    let handle = checked(handle.cast_mut())?;
    // SAFETY: the caller guarantees a live handle that does not change.
    Ok(unsafe { handle.as_ref() })
}

/// A handle to read, or NULL.
///
/// # Safety
/// As for [`shared`].
pub(super) unsafe fn optional<'call, T>(handle: *const T) -> Result<Option<&'call T>, Status> {
    if handle.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's contract is the same.
    unsafe { shared(handle) }.map(Some)
}

/// A handle to change.
///
/// # Safety
/// `handle` is NULL or a live handle that is used by this call only.
pub(super) unsafe fn exclusive<'call, T>(handle: *mut T) -> Result<&'call mut T, Status> {
    let mut handle = checked(handle)?;
    // SAFETY: the caller guarantees a live handle that only this call uses.
    Ok(unsafe { handle.as_mut() })
}

/// Frees what [`Out::give`] handed out. Does nothing for NULL.
///
/// # Safety
/// `handle` is NULL or a live handle that is not used again.
pub(super) unsafe fn free<T>(handle: *mut T) -> Result<(), Status> {
    if handle.is_null() {
        return Ok(());
    }
    let handle = checked(handle)?;
    // SAFETY: it came from `Box::into_raw` in `give`; the caller guarantees that it was not freed before.
    drop(unsafe { Box::from_raw(handle.as_ptr()) });
    Ok(())
}

/// Bytes; `data` may be NULL if `length` is 0.
///
/// # Safety
/// `data` is NULL or points to `length` bytes that do not change during the call.
pub(super) unsafe fn bytes<'call>(data: *const u8, length: usize) -> Result<&'call [u8], Status> {
    if length == 0 {
        return Ok(&[]);
    }
    if isize::try_from(length).is_err() {
        return Err(Status::TooLong);
    }
    let data = checked(data.cast_mut())?;
    // SAFETY: the caller guarantees that many bytes, and the length fits in a slice.
    Ok(unsafe { slice::from_raw_parts(data.as_ptr(), length) })
}

/// A NUL-terminated text.
///
/// # Safety
/// `text` is NULL or points to NUL-terminated bytes that do not change during the call.
pub(super) unsafe fn text<'call>(text: *const c_char) -> Result<&'call str, Status> {
    // SAFETY: the caller's contract is the same.
    let text = unsafe { c_str(text) }?;
    text.to_str().map_err(|_| Status::NotUtf8)
}

/// A NUL-terminated text, or NULL.
///
/// # Safety
/// As for [`text`].
pub(super) unsafe fn optional_text<'call>(place: *const c_char) -> Result<Option<&'call str>, Status> {
    if place.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's contract is the same.
    unsafe { text(place) }.map(Some)
}

/// The path of a file: any bytes on Unix, else UTF-8.
///
/// # Safety
/// As for [`text`].
pub(super) unsafe fn path<'call>(path: *const c_char) -> Result<&'call Path, Status> {
    // SAFETY: the caller's contract is the same.
    let path = unsafe { c_str(path) }?;
    #[cfg(unix)]
    let path: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(path.to_bytes());
    #[cfg(not(unix))]
    let path = path.to_str().map_err(|_| Status::NotUtf8)?;
    Ok(Path::new(path))
}

/// # Safety
/// As for [`text`].
unsafe fn c_str<'call>(text: *const c_char) -> Result<&'call CStr, Status> {
    let text = checked(text.cast_mut())?;
    // SAFETY: the caller guarantees a NUL-terminated text that does not change.
    Ok(unsafe { CStr::from_ptr(text.as_ptr()) })
}

/// Checks what can be checked of any pointer.
fn checked<T>(pointer: *mut T) -> Result<NonNull<T>, Status> {
    let pointer = NonNull::new(pointer).ok_or(Status::NullArgument)?;
    if pointer.is_aligned() { Ok(pointer) } else { Err(Status::InvalidArgument) }
}
