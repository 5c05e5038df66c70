//! The media of a request, by URL.

use std::ffi::c_char;

use super::guard::guard;
use super::options::OptionsHandle;
use super::pointer::{Out, bytes, exclusive, free, path, shared, text};
use super::report::ReportHandle;
use super::status::Status;
use crate::open::open_regular;
use crate::request::AssetBinding;
use crate::request::ContentHash;

/// The facts of media, by URL. Media that are missing were not inspected. Media that a request does not name are ignored,
/// so one set can serve many requests.
#[derive(Debug, Default)]
pub struct AssetsHandle {
    pub(super) bindings: Vec<AssetBinding>,
}

impl AssetsHandle {
    /// Replaces the binding of the same URL.
    fn add(&mut self, binding: AssetBinding) {
        self.bindings.retain(|known| known.url() != binding.url());
        self.bindings.push(binding);
    }

    fn replace(&mut self, url: &str, change: impl FnOnce(AssetBinding) -> AssetBinding) -> Result<(), Status> {
        let binding = self.bindings.iter_mut().find(|known| known.url() == url).ok_or(Status::UnknownUrl)?;
        *binding = change(binding.clone());
        Ok(())
    }
}

/// Makes an empty set of assets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_assets_new(assets: *mut *mut AssetsHandle) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `assets` is NULL or may be written.
        let out = unsafe { Out::handle(assets) }?;
        out.give(AssetsHandle::default());
        Ok(())
    })
}

/// Frees a set of assets. Does nothing for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_assets_free(assets: *mut AssetsHandle) {
    // SAFETY: by the header's contract, `assets` is NULL or a live handle that is not used again.
    guard(|| unsafe { free(assets) });
}

/// Probes the file at `path` and binds it to `url`, spelled exactly as in the request. SDPF_STATUS_NOT_READ if the file
/// cannot be opened; nothing is bound then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_assets_add_file(
    assets: *mut AssetsHandle,
    url: *const c_char,
    path: *const c_char,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `assets` is NULL or a live handle that only this call uses.
        let assets = unsafe { exclusive(assets) }?;
        // SAFETY: by the header's contract, `url` is NULL or a text.
        let url = unsafe { text(url) }?;
        // SAFETY: by the header's contract, `path` is NULL or a text.
        let path = unsafe { self::path(path) }?;
        let facts = OptionsHandle::default().measure(&open_regular(path).map_err(|_| Status::NotRead)?);
        assets.add(AssetBinding::new(url, facts).named(path.to_string_lossy()));
        Ok(())
    })
}

/// Binds the facts of a report on a file to `url`, spelled exactly as in the request. The report may be freed afterwards.
/// SDPF_STATUS_INVALID_ARGUMENT for a report on a request.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_assets_add_report(
    assets: *mut AssetsHandle,
    url: *const c_char,
    report: *const ReportHandle,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `assets` is NULL or a live handle that only this call uses.
        let assets = unsafe { exclusive(assets) }?;
        // SAFETY: by the header's contract, `url` is NULL or a text.
        let url = unsafe { text(url) }?;
        // SAFETY: by the header's contract, `report` is NULL or a live handle.
        let report = unsafe { shared(report) }?;
        let facts = report.facts().ok_or(Status::InvalidArgument)?;
        let binding = AssetBinding::new(url, facts.clone());
        let name = report.source();
        assets.add(if name.is_empty() { binding } else { binding.named(name) });
        Ok(())
    })
}

/// Sets the content hash of a URL that was added, so that duplicate content is detected: 32 bytes of the same hash
/// function for all URLs, such as SHA-256. SDPF_STATUS_INVALID_ARGUMENT for another length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_assets_set_content_hash(
    assets: *mut AssetsHandle,
    url: *const c_char,
    hash: *const u8,
    length: usize,
) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `assets` is NULL or a live handle that only this call uses.
        let assets = unsafe { exclusive(assets) }?;
        // SAFETY: by the header's contract, `url` is NULL or a text.
        let url = unsafe { text(url) }?;
        // SAFETY: by the header's contract, `hash` is NULL or points to `length` bytes.
        let hash = unsafe { bytes(hash, length) }?;
        let hash = <[u8; 32]>::try_from(hash).map_err(|_| Status::InvalidArgument)?;
        assets.replace(url, |binding| binding.with_content(ContentHash::new(hash)))
    })
}

/// Marks a URL that was added as a placeholder for a file that is not uploaded yet. The rules on URLs then skip it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sdpf_assets_set_not_uploaded(assets: *mut AssetsHandle, url: *const c_char) -> Status {
    guard(|| {
        // SAFETY: by the header's contract, `assets` is NULL or a live handle that only this call uses.
        let assets = unsafe { exclusive(assets) }?;
        // SAFETY: by the header's contract, `url` is NULL or a text.
        let url = unsafe { text(url) }?;
        assets.replace(url, AssetBinding::as_placeholder)
    })
}
