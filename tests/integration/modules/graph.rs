//! Which files use items of which other files, and cycles among them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::path::Path;

use super::resolve::Target;
use super::tree::Tree;

/// How many of the names on an edge a circle shows.
const SHOWN_NAMES: usize = 4;

/// Edges from a node to the nodes it uses, each with the names used.
#[derive(Default)]
pub(super) struct Graph {
    edges: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    nodes: BTreeSet<String>,
}

/// Nodes that use each other in turn, with the names by which each uses the next.
pub(super) struct Circle(Vec<(String, String)>);

impl Graph {
    /// The files of a tree. A re-export does not count as a use unless the module's own code mentions its name.
    pub(super) fn of_files(tree: &Tree, root: &Path) -> Self {
        let mut graph = Self::default();
        let node = |module: usize| {
            let file = &tree.modules[module].file;
            file.strip_prefix(root).unwrap_or(file).display().to_string()
        };
        for (index, module) in tree.modules.iter().enumerate() {
            graph.nodes.insert(node(index));
            let imports = module
                .imports
                .iter()
                .filter(|import| !import.is_export || module.mentions.names.contains(&import.name));
            for path in imports.map(|import| &import.target).chain(&module.mentions.paths) {
                let is_glob = module.imports.iter().any(|import| import.name == "*" && import.target == *path);
                match tree.resolve(index, path) {
                    Some(Target::ItemOf(owner)) => graph.add(&node(index), &node(owner), &path.join("::")),
                    Some(Target::Module(owner)) if is_glob => {
                        graph.add(&node(index), &node(owner), &format!("{}::*", path.join("::")));
                    }
                    _ => {}
                }
            }
        }
        graph
    }

    /// The same graph of folders: each file is its first `depth` path segments.
    pub(super) fn of_folders(&self, depth: usize) -> Self {
        let short = |file: &str| {
            let folder = file.split('/').take(depth).collect::<Vec<_>>().join("/");
            folder.trim_end_matches(".rs").to_owned()
        };
        let mut graph = Self { nodes: self.nodes.iter().map(|file| short(file)).collect(), ..Self::default() };
        for (from, targets) in &self.edges {
            for (to, names) in targets {
                for name in names {
                    graph.add(&short(from), &short(to), &format!("{from}: {name}"));
                }
            }
        }
        graph
    }

    pub(super) fn add(&mut self, from: &str, to: &str, name: &str) {
        self.nodes.extend([from.to_owned(), to.to_owned()]);
        if from != to {
            let targets = self.edges.entry(from.to_owned()).or_default();
            targets.entry(to.to_owned()).or_default().insert(name.to_owned());
        }
    }

    pub(super) fn node_count(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn edge_count(&self) -> usize {
        self.edges.values().map(BTreeMap::len).sum()
    }

    /// For each node that is in a circle and in none of those before it, the shortest one through it.
    pub(super) fn circles(&self) -> Vec<Circle> {
        let mut circles: Vec<Circle> = Vec::new();
        for node in &self.nodes {
            if circles.iter().any(|circle| circle.0.iter().any(|(member, _)| member == node)) {
                continue;
            }
            circles.extend(self.shortest_circle(node));
        }
        circles
    }

    fn shortest_circle(&self, start: &str) -> Option<Circle> {
        let mut came_from = BTreeMap::<&str, &str>::new();
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            for to in self.edges.get(node).into_iter().flat_map(BTreeMap::keys) {
                if to == start {
                    let mut members = vec![node];
                    while let Some(before) = came_from.get(members.last().copied().unwrap_or_default()) {
                        members.push(before);
                    }
                    members.reverse();
                    return Some(self.circle_of(&members));
                }
                if !came_from.contains_key(to.as_str()) {
                    came_from.insert(to, node);
                    queue.push_back(to);
                }
            }
        }
        None
    }

    fn circle_of(&self, members: &[&str]) -> Circle {
        let next = members.iter().cycle().skip(1);
        let steps = members.iter().zip(next).map(|(from, to)| {
            let names = &self.edges[*from][*to];
            let mut shown: Vec<_> = names.iter().take(SHOWN_NAMES).map(String::as_str).collect();
            shown.extend((names.len() > SHOWN_NAMES).then_some("…"));
            ((*from).to_owned(), shown.join(", "))
        });
        Circle(steps.collect())
    }
}

impl fmt::Display for Circle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = self.0.iter().cycle().skip(1);
        for ((from, names), (to, _)) in self.0.iter().zip(next) {
            writeln!(formatter, "{from} -> {to} ({names})")?;
        }
        Ok(())
    }
}
