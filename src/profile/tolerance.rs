//! How values within an observed band are judged.

/// How to judge a value that the documentation refuses but the live service has accepted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Tolerance {
    /// As an error; the finding names the observed band.
    #[default]
    Documented,
    /// As a warning.
    Observed,
}
