//! How one request is fixed.

use std::path::Path;

use seedance_preflight::CheckOptions;
use seedance_preflight::fix::RequestPlan;

use crate::args::Fix;

pub(super) struct Job<'a> {
    pub(super) path: &'a Path,
    pub(super) args: &'a Fix,
    pub(super) check: &'a CheckOptions,
    pub(super) plan: RequestPlan,
}
