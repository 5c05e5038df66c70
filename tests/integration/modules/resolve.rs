//! Follows a path through imports and re-exports to the module that defines the item.

use super::tree::Tree;

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Module(usize),
    /// An item that this module defines.
    ItemOf(usize),
}

/// What a name means in a module.
enum Meaning {
    Ours(Target),
    /// It is imported from another crate.
    External,
    Unknown,
}

impl Tree {
    /// Resolves a path that is written in `module`; `None` for paths of other crates and for local names.
    pub(super) fn resolve(&self, module: usize, path: &[String]) -> Option<Target> {
        self.follow(module, path, &mut Vec::new())
    }

    fn follow(&self, module: usize, path: &[String], visited: &mut Vec<(usize, String)>) -> Option<Target> {
        let (first, mut rest) = path.split_first()?;
        let mut target = match first.as_str() {
            "crate" => Target::Module(0),
            "self" => Target::Module(module),
            "super" => Target::Module(self.modules[module].parent),
            name => match self.meaning(module, name, visited) {
                Meaning::Ours(target) => target,
                Meaning::External | Meaning::Unknown => return None,
            },
        };
        while let (Target::Module(inner), Some((name, others))) = (target, rest.split_first()) {
            rest = others;
            target = match self.meaning(inner, name, visited) {
                _ if name == "super" => Target::Module(self.modules[inner].parent),
                Meaning::Ours(target) => target,
                Meaning::External => return None,
                // A macro of the module made the item.
                Meaning::Unknown => Target::ItemOf(inner),
            };
        }
        Some(target)
    }

    fn meaning(&self, module: usize, name: &str, visited: &mut Vec<(usize, String)>) -> Meaning {
        let scope = &self.modules[module];
        if let Some(child) = scope.children.get(name) {
            return Meaning::Ours(Target::Module(*child));
        }
        if scope.items.contains(name) {
            return Meaning::Ours(Target::ItemOf(module));
        }
        let step = (module, name.to_owned());
        if visited.contains(&step) {
            return Meaning::Unknown;
        }
        visited.push(step);
        let mut meaning = Meaning::Unknown;
        for import in scope.imports.iter().filter(|import| import.name == name) {
            match self.follow(module, &import.target, visited) {
                Some(target) => meaning = Meaning::Ours(target),
                None if matches!(meaning, Meaning::Unknown) => meaning = Meaning::External,
                None => {}
            }
        }
        for import in scope.imports.iter().filter(|import| import.name == "*") {
            if matches!(meaning, Meaning::Unknown)
                && let Some(Target::Module(inner)) = self.follow(module, &import.target, visited)
                && let found @ Meaning::Ours(_) = self.meaning(inner, name, visited)
            {
                meaning = found;
            }
        }
        visited.pop();
        meaning
    }
}
