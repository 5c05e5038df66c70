//! The texts of a finding, kept as C reads them.

use std::ffi::CString;

use super::text::terminated;
use crate::finding::Finding;

/// A finding's texts, as C reads them.
#[derive(Debug)]
pub(super) struct FindingTexts {
    pub(super) rule: CString,
    pub(super) pointer: CString,
    pub(super) message: CString,
    pub(super) help: CString,
    pub(super) source: CString,
}

impl FindingTexts {
    pub(super) fn of(finding: &Finding) -> Self {
        Self {
            rule: terminated(finding.rule.id),
            pointer: terminated(finding.pointer.as_str()),
            message: terminated(finding.message()),
            help: terminated(finding.help()),
            source: terminated(finding.source.as_ref()),
        }
    }
}
