//! The program as its users meet it: what it prints, and how it ends.

mod check;
mod explain;
mod help;
mod language;
mod page;
mod readme;
mod request;
mod size_and_upstream;
mod vocabulary;
