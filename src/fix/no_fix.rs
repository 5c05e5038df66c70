//! Why a file cannot be fixed.

use crate::model::named::named_enum;

named_enum! {
    /// Why there is no fix.
    pub enum NoFix {
        /// The file could not be read, or is empty.
        NotRead = "not-read",
        /// Data are missing, or do not decode.
        Damaged = "damaged",
        /// The media are encrypted.
        Encrypted = "encrypted",
        /// It is too short, and no way to extend it was chosen.
        TooShort = "too-short",
        /// It is not media, or of a kind that was not asked for.
        WrongKind = "wrong-kind",
        /// It has no track of the kind that it should have.
        NoTrack = "no-track",
        /// Its size or duration was not determined.
        NotMeasured = "not-measured",
        /// The part to keep is outside the recording, or too short.
        NothingKept = "nothing-kept",
        /// No size, rate or duration meets all the limits of the profile.
        NoTarget = "no-target",
    }
}

impl NoFix {
    /// The reason in words, and what to do.
    pub const fn message(self) -> &'static str {
        match self {
            Self::NotRead => "the file could not be read",
            Self::Damaged => "the file is damaged; use the original, or download it again",
            Self::Encrypted => "the media are encrypted; use a file without protection",
            Self::TooShort => "too short; choose how to extend it: --extend hold, slow or loop",
            Self::WrongKind => "not media of the expected kind",
            Self::NoTrack => "the file has no track of the expected kind",
            Self::NotMeasured => "its size or duration was not determined",
            Self::NothingKept => "the part to keep is outside the recording, or too short",
            Self::NoTarget => "no result meets all limits of the profile",
        }
    }
}
