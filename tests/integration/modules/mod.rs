//! The modules of the library and of the program use each other in one direction.
//!
//! Every `use` and every path in the code is followed through re-exports to the file that defines the item. A module that
//! only declares its children and re-exports their items uses nothing. Code under `#[cfg(test)]` does not count.

mod graph;
mod resolve;
mod scan;
mod tree;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use self::graph::{Circle, Graph};
use self::tree::Tree;

/// The graph of the files of a crate in this package.
fn graph_of(root: &str) -> Graph {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let tree = Tree::read(&root, &|file| std::fs::read_to_string(file).ok());
    Graph::of_files(&tree, root.parent().unwrap())
}

/// One paragraph for each circle.
fn text_of(circles: &[Circle]) -> String {
    circles.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Prints the size of a graph, and fails with its circles.
fn assert_no_circle(what: &str, graph: &Graph) {
    eprintln!("{what}: {} nodes, {} edges", graph.node_count(), graph.edge_count());
    let circles = graph.circles();
    assert!(circles.is_empty(), "{what}: {} circles\n{}", circles.len(), text_of(&circles));
}

#[test]
fn files_of_the_library_form_no_circle() {
    assert_no_circle("files of the library", &graph_of("src/lib.rs"));
}

#[test]
fn top_level_folders_of_the_library_form_no_circle() {
    assert_no_circle("folders of the library", &graph_of("src/lib.rs").of_folders(1));
}

#[test]
fn files_of_the_program_form_no_circle() {
    assert_no_circle("files of the program", &graph_of("src/bin/seedance-preflight/main.rs"));
}

/// The graph of a crate that is given as file names and their text.
fn graph_of_text(files: &[(&str, &str)]) -> Graph {
    let files: BTreeMap<_, _> = files.iter().map(|(file, text)| (PathBuf::from(file), *text)).collect();
    let tree = Tree::read(Path::new("lib.rs"), &|file| files.get(file).map(|text| (*text).to_owned()));
    Graph::of_files(&tree, Path::new(""))
}

#[test]
fn a_circle_through_re_exports_is_found() {
    let graph = graph_of_text(&[
        ("lib.rs", "mod high; mod low; pub use high::High; pub use low::Low;"),
        ("high.rs", "use crate::Low; pub struct High(Low);"),
        ("low.rs", "pub struct Low; impl Low { fn up(&self) -> Option<crate::High> { None } }"),
    ]);
    let circles = graph.circles();
    assert_eq!(text_of(&circles), "high.rs -> low.rs (crate::Low)\nlow.rs -> high.rs (crate::High)\n");
    assert_eq!((graph.node_count(), graph.edge_count()), (3, 2));
}

#[test]
fn a_circle_of_folders_without_one_of_files_is_found() {
    let graph = graph_of_text(&[
        ("lib.rs", "mod a; mod b;"),
        ("a/mod.rs", "pub(crate) mod one; mod two;"),
        ("a/one.rs", "pub(crate) struct One;"),
        ("a/two.rs", "use crate::b::B; pub(crate) struct Two(B);"),
        ("b.rs", "use super::a::one; pub(crate) struct B(one::One);"),
    ]);
    assert!(graph.circles().is_empty());
    let circles = text_of(&graph.of_folders(1).circles());
    assert_eq!(circles, "a -> b (a/two.rs: crate::b::B)\nb -> a (b.rs: one::One)\n");
}

#[test]
fn a_child_that_uses_its_parents_code_closes_a_circle_and_a_facade_does_not() {
    let child = "use super::shared; pub(crate) fn read() { shared() }";
    let facade = [("lib.rs", "mod child; pub(crate) use child::read; fn shared() {}"), ("child.rs", child)];
    assert!(graph_of_text(&facade).circles().is_empty());
    let user = [("lib.rs", "mod child; pub(crate) use child::read; fn shared() { read() }"), ("child.rs", child)];
    assert_eq!(graph_of_text(&user).circles().len(), 1);
}

#[test]
fn paths_in_macros_and_functions_count_and_tests_do_not() {
    let graph = graph_of_text(&[
        ("lib.rs", "mod a; mod b; #[cfg(test)] mod tests;"),
        ("a.rs", "fn a() { println!(\"{}\", crate::b::one()); } #[cfg(test)] mod tests { use crate::tests::x; }"),
        ("b.rs", "pub(crate) fn one() -> u8 { use crate::a::{self as other}; other::a(); 1 }"),
    ]);
    assert_eq!(text_of(&graph.circles()), "a.rs -> b.rs (crate::b::one)\nb.rs -> a.rs (other::a)\n");
}
