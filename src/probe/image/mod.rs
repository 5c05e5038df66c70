//! Images: size, orientation and animation from their headers.

pub(super) mod bmp;
mod exif;
pub(super) mod gif;
mod ifd;
pub(super) mod jpeg;
mod jpeg_end;
pub(super) mod png;
mod png_chunk;
mod png_end;
mod shared;
pub(super) mod tiff;
pub(super) mod webp;
mod webp_frame;
