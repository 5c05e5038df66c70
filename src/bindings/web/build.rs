//! The build script of the crate: puts the page into the program, if the environment names the page's file.
//!
//! The page needs a compiler for WebAssembly, which most machines lack; so it is not built here, and not required.

use std::env;
use std::path::absolute;

const VARIABLE: &str = "SEEDANCE_PREFLIGHT_PAGE";

fn main() {
    println!("cargo::rustc-check-cfg=cfg(page)");
    println!("cargo::rerun-if-changed=src/bindings/web/build.rs");
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    let Some(page) = env::var_os(VARIABLE).filter(|page| !page.is_empty()) else { return };
    let page = absolute(page).expect("the working directory is known");
    println!("cargo::rustc-cfg=page");
    println!("cargo::rustc-env={VARIABLE}={}", page.display());
    println!("cargo::rerun-if-changed={}", page.display());
}
