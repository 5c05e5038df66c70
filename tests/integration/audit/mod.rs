//! Audits of whole folders: by the library, and by the program as its users meet it.

mod folder;
mod hook;
mod interrupted;
mod library;
mod lists;
mod memory;
mod outputs;
mod strange;
mod walk;
