//! Still pictures: size, orientation and animation from their headers.

pub(super) mod jpeg;
pub(super) mod png;
pub(super) mod webp;
