//! Rules on any media file.

pub(super) mod duplicate;
pub(super) mod empty;
pub(super) mod encrypted;
pub(super) mod extension_mismatch;
pub(super) mod format_not_accepted;
pub(super) mod not_read;
pub(super) mod too_large;
pub(super) mod truncated;
pub(super) mod unreadable;
pub(super) mod wrong_kind;
