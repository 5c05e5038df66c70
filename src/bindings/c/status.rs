//! How a call ended.

use std::ffi::{CStr, c_char};

/// How a call ended. No number is ever given a second meaning; later versions may add some.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// All is well, and the results are set.
    Ok = 0,
    /// The library failed inside. That is a fault of it, and worth a report; what it was is on standard error.
    Panic = 1,
    /// A pointer is NULL that must not be.
    NullArgument = 2,
    /// A text is not UTF-8.
    NotUtf8 = 3,
    /// A length is more than PTRDIFF_MAX.
    TooLong = 4,
    /// An index is not below the count.
    OutOfRange = 5,
    /// A value is none that is listed, a pointer is not aligned, or something is of another sort than is asked for.
    InvalidArgument = 6,
    /// There is no profile of this name.
    UnknownProfile = 7,
    /// There is no rule of this id.
    UnknownRule = 8,
    /// The service refused for a reason that no rule speaks of.
    UnknownRefusal = 9,
    /// The profile has no size for this ratio and quality.
    UnknownSize = 10,
    /// Nothing was added for this URL.
    UnknownUrl = 11,
    /// The report does not say: the fact was not determined, or files of its kind have none of this name.
    NotDetermined = 12,
    /// The library was built without the feature that this needs.
    NotBuilt = 13,
}

impl Status {
    fn text(self) -> &'static CStr {
        match self {
            Self::Ok => c"all is well",
            Self::Panic => c"the library failed inside; please report it",
            Self::NullArgument => c"a pointer is NULL that must not be",
            Self::NotUtf8 => c"a text is not UTF-8",
            Self::TooLong => c"a length is more than PTRDIFF_MAX",
            Self::OutOfRange => c"an index is not below the count",
            Self::InvalidArgument => c"a value is none that is listed, or of another sort than is asked for",
            Self::UnknownProfile => c"there is no profile of this name",
            Self::UnknownRule => c"there is no rule of this id",
            Self::UnknownRefusal => c"the service refused for a reason that no rule speaks of",
            Self::UnknownSize => c"the profile has no size for this ratio and quality",
            Self::UnknownUrl => c"nothing was added for this URL",
            Self::NotDetermined => c"the report does not say",
            Self::NotBuilt => c"the library was built without the feature that this needs",
        }
    }

    /// All of them, in the order of their numbers.
    const ALL: [Self; 14] = [
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
    ];
}

/// One sentence on a status, in English. Never NULL, never freed; "unknown status" for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn sdpf_status_text(status: i32) -> *const c_char {
    let known = Status::ALL.into_iter().find(|known| *known as i32 == status);
    known.map_or(c"unknown status", Status::text).as_ptr()
}
