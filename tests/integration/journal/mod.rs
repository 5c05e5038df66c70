//! Journals: an audit that is killed loses nothing, one that is repeated opens nothing, and what was measured can be
//! judged again without the files.

mod folder;
mod judged_anew;
mod killed;
mod program;
mod unchanged;
