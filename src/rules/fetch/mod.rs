//! Rules on what could not be had.

pub(super) mod failed;
