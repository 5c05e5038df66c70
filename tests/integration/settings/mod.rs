//! Settings files as users meet them: which is read, what counts, and what is refused.

mod folder;
mod hostile;
mod paths;
mod precedence;
mod refused;
