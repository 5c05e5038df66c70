//! The public API, as a list that a change has to change too.
//!
//! Read from the source: the lint `unreachable_pub` sees to it that whatever is `pub` is public. A name that is gone from
//! the list, or a signature that is another, breaks those who use the library.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item, TraitItem, Visibility};

#[test]
fn the_public_api_is_as_listed() {
    let paths = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let files = paths.iter().map(|path| syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap());
    let items: Vec<Item> = files.flat_map(|file| file.items).collect();
    let hidden: BTreeSet<String> = items.iter().filter_map(hidden_type).collect();
    let mut lines = Vec::new();
    items.into_iter().for_each(|item| list(item, &hidden, &mut lines));
    lines.sort();
    lines.dedup();
    insta::assert_snapshot!(lines.join("\n"));
}

/// Every file of the library, but for tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_none_of_it = path.ends_with("src/bin") || path.file_stem().is_some_and(|stem| stem == "tests");
        if is_none_of_it {
            continue;
        }
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The name of a type that is not public.
fn hidden_type(item: &Item) -> Option<String> {
    let (visibility, name) = match item {
        Item::Struct(item) => (&item.vis, &item.ident),
        Item::Enum(item) => (&item.vis, &item.ident),
        _ => return None,
    };
    (!is_public(visibility)).then(|| name.to_string())
}

fn list(item: Item, hidden: &BTreeSet<String>, lines: &mut Vec<String>) {
    match item {
        Item::Fn(item) if is_public(&item.vis) => lines.push(plain(&item.sig)),
        Item::Const(item) if is_public(&item.vis) => lines.push(format!("const {}: {}", item.ident, plain(&item.ty))),
        Item::Type(item) if is_public(&item.vis) => lines.push(format!("type {} = {}", item.ident, plain(&item.ty))),
        Item::Struct(item) if is_public(&item.vis) => {
            let name = item.ident.to_string();
            lines.push(format!("struct {name}{} {}", plain(&item.generics), marks(&item.attrs)));
            fields(&name, &item.fields, false, lines);
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let name = item.ident.to_string();
            lines.push(format!("enum {name}{} {}", plain(&item.generics), marks(&item.attrs)));
            for variant in item.variants {
                let name = format!("{name}::{}", variant.ident);
                lines.push(format!("variant {name}"));
                fields(&name, &variant.fields, true, lines);
            }
        }
        Item::Trait(item) if is_public(&item.vis) => {
            lines.push(format!("trait {}: {}", item.ident, plain(&item.supertraits)));
            for inner in item.items {
                let TraitItem::Fn(function) = inner else { continue };
                let provided = if function.default.is_some() { ", provided" } else { "" };
                lines.push(format!("trait {}: {}{provided}", item.ident, plain(&function.sig)));
            }
        }
        Item::Impl(item) => implementation(item, hidden, lines),
        // Of items that a macro writes, all that it is called with.
        Item::Macro(item) if item.ident.is_none() => words(&plain(&item.mac.path), item.mac.tokens, lines),
        _ => {}
    }
}

/// Each name in a macro call, with the text after it, if any.
fn words(of: &str, tokens: TokenStream, lines: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => lines.push(format!("{of}! {name}")),
            TokenTree::Group(group) if group.delimiter() != Delimiter::Bracket => words(of, group.stream(), lines),
            _ => {}
        }
    }
}

fn implementation(item: syn::ItemImpl, hidden: &BTreeSet<String>, lines: &mut Vec<String>) {
    let of = plain(&item.self_ty);
    if hidden.contains(of.split('<').next().unwrap_or_default()) {
        return;
    }
    if let Some((_, of_trait, _)) = &item.trait_ {
        lines.push(format!("impl{} {} for {of}", plain(&item.generics), plain(of_trait)));
        return;
    }
    for inner in item.items {
        match inner {
            ImplItem::Fn(function) if is_public(&function.vis) => {
                lines.push(format!("impl {of}: {}", plain(&function.sig)))
            }
            ImplItem::Const(item) if is_public(&item.vis) => {
                lines.push(format!("impl {of}: const {}: {}", item.ident, plain(&item.ty)));
            }
            _ => {}
        }
    }
}

fn fields(of: &str, fields: &Fields, all: bool, lines: &mut Vec<String>) {
    for (index, field) in fields.iter().enumerate().filter(|(_, field)| all || is_public(&field.vis)) {
        let name = field.ident.as_ref().map_or(index.to_string(), ToString::to_string);
        lines.push(format!("field {of}.{name}: {}", plain(&field.ty)));
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// What a type derives, and whether it may grow.
fn marks(attributes: &[Attribute]) -> String {
    let marks = attributes.iter().filter(|it| it.path().is_ident("derive") || it.path().is_ident("non_exhaustive"));
    marks.map(|mark| plain(&mark.meta)).collect::<Vec<_>>().join(" ")
}

/// The text of a piece of code, with the blanks that people write.
fn plain(code: &impl ToTokens) -> String {
    let text = code.to_token_stream().to_string();
    let tight = [
        (" :: ", "::"),
        (" ,", ","),
        (" < ", "<"),
        (" >", ">"),
        ("& ", "&"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" : ", ": "),
        ("< ", "<"),
        (":: ", "::"),
        ("[ ", "["),
        (" ]", "]"),
        (" ;", ";"),
        (",)", ")"),
    ];
    let text = tight.iter().fold(text, |text, (loose, tight)| text.replace(loose, tight));
    text.split("->").map(str::trim).collect::<Vec<_>>().join(" -> ")
}
