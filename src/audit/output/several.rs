//! Several outputs at once; a failing one does not stop the others.

use std::io;

use super::AuditOutput;
use crate::audit::{AuditSummary, AuditedFile};

/// Gives every result to several outputs. One that fails gets no more, and the others go on; [`failures`](Self::failures)
/// says which. The audit ends early only where none is left.
#[derive(Default)]
pub struct AuditOutputs {
    open: Vec<(String, Box<dyn AuditOutput>)>,
    failed: Vec<(String, io::Error)>,
}

impl AuditOutputs {
    /// No outputs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an output, with a name for messages about it.
    pub fn push(&mut self, name: impl Into<String>, output: Box<dyn AuditOutput>) {
        self.open.push((name.into(), output));
    }

    /// The outputs that failed, by name, and why.
    pub fn failures(&self) -> &[(String, io::Error)] {
        &self.failed
    }

    /// Does to each what may fail, and puts aside those that do.
    fn each(&mut self, mut act: impl FnMut(&mut dyn AuditOutput) -> io::Result<()>) {
        let failed = &mut self.failed;
        self.open.retain_mut(|(name, output)| match act(output.as_mut()) {
            Ok(()) => true,
            Err(error) => {
                failed.push((std::mem::take(name), error));
                false
            }
        });
    }

    /// An error where outputs failed and none is left.
    fn some_left(&self) -> io::Result<()> {
        match self.failed.last() {
            Some((_, error)) if self.open.is_empty() => Err(error.kind().into()),
            _ => Ok(()),
        }
    }
}

impl AuditOutput for AuditOutputs {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        self.each(|output| output.file(file));
        self.some_left()
    }

    fn takes_json(&self) -> bool {
        self.open.iter().any(|(_, output)| output.takes_json())
    }

    fn flush(&mut self, so_far: &AuditSummary) -> io::Result<()> {
        self.each(|output| output.flush(so_far));
        self.some_left()
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        self.each(|output| output.finish(summary));
        self.some_left()
    }
}
