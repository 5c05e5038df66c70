//! The status of a call.

use std::ffi::{CStr, c_char};

/// The status of a call. Numbers are never reused; later versions may add some.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Success; the results are set.
    Ok = 0,
    /// The library panicked. This is a bug in it, please report it; the message is on standard error.
    Panic = 1,
    /// A pointer is NULL that must not be NULL.
    NullArgument = 2,
    /// A text is not UTF-8.
    NotUtf8 = 3,
    /// A length is more than PTRDIFF_MAX.
    TooLong = 4,
    /// An index is not below the count.
    OutOfRange = 5,
    /// A value is not one of those listed, a pointer is not aligned, or a fact or report is of another type.
    InvalidArgument = 6,
    /// Unknown profile name.
    UnknownProfile = 7,
    /// Unknown rule id.
    UnknownRule = 8,
    /// No rule covers this refusal of the service.
    UnknownRefusal = 9,
    /// The profile has no size for this ratio and quality.
    UnknownSize = 10,
    /// The URL was not added.
    UnknownUrl = 11,
    /// The report has no such value: the fact is not known, or does not exist for this kind of file.
    NotDetermined = 12,
    /// The library was built without the required feature.
    NotBuilt = 13,
    /// The file could not be opened: it does not exist, access was denied, or it is not a regular file.
    NotRead = 14,
}

impl Status {
    fn text(self) -> &'static CStr {
        match self {
            Self::Ok => c"success",
            Self::Panic => c"internal error; please report it",
            Self::NullArgument => c"a required pointer is NULL",
            Self::NotUtf8 => c"a text is not UTF-8",
            Self::TooLong => c"a length is more than PTRDIFF_MAX",
            Self::OutOfRange => c"an index is not below the count",
            Self::InvalidArgument => c"invalid argument: not a listed value, not aligned, or of another type",
            Self::UnknownProfile => c"unknown profile",
            Self::UnknownRule => c"unknown rule",
            Self::UnknownRefusal => c"no rule covers this refusal",
            Self::UnknownSize => c"the profile has no size for this ratio and quality",
            Self::UnknownUrl => c"the URL was not added",
            Self::NotDetermined => c"the report has no such value",
            Self::NotBuilt => c"the library was built without the required feature",
            Self::NotRead => c"the file could not be opened",
        }
    }

    /// All statuses, in numeric order.
    const ALL: [Self; 15] = [
        Self::Ok,
        Self::Panic,
        Self::NullArgument,
        Self::NotUtf8,
        Self::TooLong,
        Self::OutOfRange,
        Self::InvalidArgument,
        Self::UnknownProfile,
        Self::UnknownRule,
        Self::UnknownRefusal,
        Self::UnknownSize,
        Self::UnknownUrl,
        Self::NotDetermined,
        Self::NotBuilt,
        Self::NotRead,
    ];
}

/// A short description of a status, in English. Never NULL, never freed; "unknown status" for an unknown number.
#[unsafe(no_mangle)]
pub extern "C" fn sdpf_status_text(status: i32) -> *const c_char {
    let known = Status::ALL.into_iter().find(|known| *known as i32 == status);
    known.map_or(c"unknown status", Status::text).as_ptr()
}
