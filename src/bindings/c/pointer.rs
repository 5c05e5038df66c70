//! Pointers that come in: what can be told of them is told here, and what cannot is the caller's promise.
//!
//! The promise of the header, on which every `unsafe` here rests: a pointer is NULL, or points to what its type and the
//! function's description say, for as long as the call runs; a handle is one that this library made and that was not
//! freed; and no other thread changes it meanwhile.

use std::ffi::{CStr, c_char};
use std::path::Path;
use std::ptr::NonNull;
use std::slice;

use super::status::Status;

/// Where a result goes. Holds something from the start, so that nothing is left unset where the call fails.
pub(super) struct Out<T>(NonNull<T>);

impl<T> Out<T> {
    /// # Safety
    /// `place` is NULL, or may be written for as long as this value lives.
    pub(super) unsafe fn new(place: *mut T, until_then: T) -> Result<Self, Status> {
        let out = Self(checked(place)?);
        // SAFETY: the place may be written, says the caller; `checked` has seen that it is not NULL, and aligned.
        unsafe { out.0.write(until_then) };
        Ok(out)
    }

    pub(super) fn set(self, value: T) {
        // SAFETY: as in `new`, whose caller promised it for as long as this value lives.
        unsafe { self.0.write(value) };
    }
}

impl<T> Out<*mut T> {
    /// A place for a handle, NULL until then.
    ///
    /// # Safety
    /// As of [`Out::new`].
    pub(super) unsafe fn handle(place: *mut *mut T) -> Result<Self, Status> {
        // SAFETY: the caller's promise is the same.
        unsafe { Self::new(place, std::ptr::null_mut()) }
    }

    /// Gives `value` away, until it is freed by [`free`].
    pub(super) fn give(self, value: T) {
        self.set(Box::into_raw(Box::new(value)));
    }
}

impl Out<*const c_char> {
    /// A place for a text that a handle keeps, NULL until then.
    ///
    /// # Safety
    /// As of [`Out::new`].
    pub(super) unsafe fn text(place: *mut *const c_char) -> Result<Self, Status> {
        // SAFETY: the caller's promise is the same.
        unsafe { Self::new(place, std::ptr::null()) }
    }
}

/// A handle to look at.
///
/// # Safety
/// `handle` is NULL or a live handle that nobody changes while the call runs.
pub(super) unsafe fn shared<'call, T>(handle: *const T) -> Result<&'call T, Status> {
    let handle = checked(handle.cast_mut())?;
    // SAFETY: a handle that is alive and that nobody changes, says the caller.
    Ok(unsafe { handle.as_ref() })
}

/// A handle to look at that need not be there.
///
/// # Safety
/// As of [`shared`].
pub(super) unsafe fn optional<'call, T>(handle: *const T) -> Result<Option<&'call T>, Status> {
    if handle.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise is the same.
    unsafe { shared(handle) }.map(Some)
}

/// A handle to change.
///
/// # Safety
/// `handle` is NULL or a live handle that nobody else looks at or changes while the call runs.
pub(super) unsafe fn exclusive<'call, T>(handle: *mut T) -> Result<&'call mut T, Status> {
    let mut handle = checked(handle)?;
    // SAFETY: a handle that is alive and this call's alone, says the caller.
    Ok(unsafe { handle.as_mut() })
}

/// Takes back what [`Out::give`] gave away. NULL is nothing to free.
///
/// # Safety
/// `handle` is NULL or a live handle, which nobody uses any more.
pub(super) unsafe fn free<T>(handle: *mut T) -> Result<(), Status> {
    if handle.is_null() {
        return Ok(());
    }
    let handle = checked(handle)?;
    // SAFETY: it came out of `Box::into_raw` in `give`, and was not freed before, says the caller.
    drop(unsafe { Box::from_raw(handle.as_ptr()) });
    Ok(())
}

/// Bytes; NULL is none where `length` is 0.
///
/// # Safety
/// `data` is NULL or points to `length` bytes that nobody changes while the call runs.
pub(super) unsafe fn bytes<'call>(data: *const u8, length: usize) -> Result<&'call [u8], Status> {
    if length == 0 {
        return Ok(&[]);
    }
    if isize::try_from(length).is_err() {
        return Err(Status::TooLong);
    }
    let data = checked(data.cast_mut())?;
    // SAFETY: so many bytes are there, says the caller, and they are not more than a slice may have.
    Ok(unsafe { slice::from_raw_parts(data.as_ptr(), length) })
}

/// A text that ends in NUL.
///
/// # Safety
/// `text` is NULL or points to bytes of which one is NUL, and that nobody changes while the call runs.
pub(super) unsafe fn text<'call>(text: *const c_char) -> Result<&'call str, Status> {
    // SAFETY: the caller's promise is the same.
    let text = unsafe { c_str(text) }?;
    text.to_str().map_err(|_| Status::NotUtf8)
}

/// A text that ends in NUL and need not be there.
///
/// # Safety
/// As of [`text`].
pub(super) unsafe fn optional_text<'call>(place: *const c_char) -> Result<Option<&'call str>, Status> {
    if place.is_null() {
        return Ok(None);
    }
    // SAFETY: the caller's promise is the same.
    unsafe { text(place) }.map(Some)
}

/// The name of a file: any bytes where the system takes any, else UTF-8.
///
/// # Safety
/// As of [`text`].
pub(super) unsafe fn path<'call>(path: *const c_char) -> Result<&'call Path, Status> {
    // SAFETY: the caller's promise is the same.
    let path = unsafe { c_str(path) }?;
    #[cfg(unix)]
    let path: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(path.to_bytes());
    #[cfg(not(unix))]
    let path = path.to_str().map_err(|_| Status::NotUtf8)?;
    Ok(Path::new(path))
}

/// # Safety
/// As of [`text`].
unsafe fn c_str<'call>(text: *const c_char) -> Result<&'call CStr, Status> {
    let text = checked(text.cast_mut())?;
    // SAFETY: a text that ends in NUL and stays as it is, says the caller.
    Ok(unsafe { CStr::from_ptr(text.as_ptr()) })
}

/// What can be told of any pointer.
fn checked<T>(pointer: *mut T) -> Result<NonNull<T>, Status> {
    let pointer = NonNull::new(pointer).ok_or(Status::NullArgument)?;
    if pointer.is_aligned() { Ok(pointer) } else { Err(Status::InvalidArgument) }
}
