//! The modules of a crate as its source declares them: their files, the items they define, and the paths they mention.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use quote::ToTokens;
use syn::{Attribute, ImplItem, Item, ItemMod, TraitItem, UseTree, Visibility};

use super::scan::{self, Mentions};

/// Returns the text of a source file, or `None` if the file does not exist.
pub(super) type Source<'a> = &'a dyn Fn(&Path) -> Option<String>;

/// A name that a `use` brings into a module.
pub(super) struct Import {
    /// `*` for a glob.
    pub(super) name: String,
    pub(super) target: Vec<String>,
    /// Visible outside the module: it may only pass the name on.
    pub(super) is_export: bool,
}

/// A module without its tests.
#[derive(Default)]
pub(super) struct Module {
    pub(super) file: PathBuf,
    pub(super) parent: usize,
    pub(super) children: BTreeMap<String, usize>,
    /// Names of the items that are defined here, macros among them.
    pub(super) items: BTreeSet<String>,
    pub(super) imports: Vec<Import>,
    pub(super) mentions: Mentions,
}

/// All modules of a crate; the first is its root.
pub(super) struct Tree {
    pub(super) modules: Vec<Module>,
}

impl Tree {
    /// Reads the crate whose root is the file `root`.
    pub(super) fn read(root: &Path, source: Source<'_>) -> Self {
        let mut tree = Self { modules: Vec::new() };
        let folder = root.parent().unwrap();
        tree.add_file(root, folder, 0, source);
        tree
    }

    fn add_file(&mut self, file: &Path, folder: &Path, parent: usize, source: Source<'_>) -> usize {
        let text = source(file).unwrap_or_else(|| panic!("{} is missing", file.display()));
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        self.add(file, folder, parent, parsed.items, source)
    }

    /// Adds a module with `items`; files of its children are in `folder`.
    fn add(&mut self, file: &Path, folder: &Path, parent: usize, items: Vec<Item>, source: Source<'_>) -> usize {
        let index = self.modules.len();
        self.modules.push(Module { file: file.to_owned(), parent, ..Module::default() });
        for item in items {
            if is_test(attributes(&item)) {
                continue;
            }
            match item {
                Item::Mod(module) => {
                    let name = scan::plain(&module.ident);
                    let child = self.add_child(file, &folder.join(&name), index, module, source);
                    self.modules[index].children.insert(name, child);
                }
                Item::Use(import) => {
                    let is_export = !matches!(import.vis, Visibility::Inherited);
                    leaves(&import.tree, &mut Vec::new(), &mut |name, target| {
                        self.modules[index].imports.push(Import { name, target, is_export });
                    });
                }
                item => self.modules[index].define(item),
            }
        }
        index
    }

    fn add_child(&mut self, file: &Path, folder: &Path, parent: usize, module: ItemMod, source: Source<'_>) -> usize {
        if let Some((_, items)) = module.content {
            return self.add(file, folder, parent, items, source);
        }
        let candidates = [folder.with_extension("rs"), folder.join("mod.rs")];
        let found = candidates.iter().find(|candidate| source(candidate).is_some());
        let found = found.unwrap_or_else(|| panic!("{} has no file for `{}`", file.display(), module.ident));
        self.add_file(found, folder, parent, source)
    }
}

impl Module {
    fn define(&mut self, mut item: Item) {
        let name = match &mut item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Macro(item) => item.ident.as_ref(),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => {
                item.items.retain(|item| !matches!(item, TraitItem::Fn(function) if is_test(&function.attrs)));
                Some(&item.ident)
            }
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            Item::Impl(item) => {
                item.items.retain(|item| !matches!(item, ImplItem::Fn(function) if is_test(&function.attrs)));
                None
            }
            _ => None,
        };
        self.items.extend(name.map(scan::plain));
        scan::scan(item.to_token_stream(), &mut self.mentions);
        for (name, target) in std::mem::take(&mut self.mentions.inner_imports) {
            self.imports.push(Import { name, target, is_export: false });
        }
    }
}

/// Calls `found` with the name and the path of each import in a `use`.
pub(super) fn leaves(tree: &UseTree, prefix: &mut Vec<String>, found: &mut impl FnMut(String, Vec<String>)) {
    let depth = prefix.len();
    match tree {
        UseTree::Path(path) => {
            prefix.push(scan::plain(&path.ident));
            leaves(&path.tree, prefix, found);
        }
        UseTree::Name(name) if name.ident == "self" => {
            found(prefix.last().cloned().unwrap_or_default(), prefix.clone());
        }
        UseTree::Name(name) => {
            prefix.push(scan::plain(&name.ident));
            found(scan::plain(&name.ident), prefix.clone());
        }
        UseTree::Rename(rename) => {
            if rename.ident != "self" {
                prefix.push(scan::plain(&rename.ident));
            }
            found(scan::plain(&rename.rename), prefix.clone());
        }
        UseTree::Glob(_) => found("*".to_owned(), prefix.clone()),
        UseTree::Group(group) => {
            for tree in &group.items {
                leaves(tree, prefix, found);
            }
        }
    }
    prefix.truncate(depth);
}

/// Whether an item is compiled only for tests.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.meta.to_token_stream().to_string();
        attribute.path().is_ident("cfg")
            && text.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "test")
            && !text.contains("not (test")
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
