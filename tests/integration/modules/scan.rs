//! Finds paths in tokens, so that those inside macros count too.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use syn::ItemUse;

use super::tree::leaves;

/// What the code of a module mentions.
#[derive(Default)]
pub(super) struct Mentions {
    /// Paths of at least two segments.
    pub(super) paths: BTreeSet<Vec<String>>,
    /// Single names: types, and functions that are called.
    pub(super) names: BTreeSet<String>,
    /// Imports within functions: name and path.
    pub(super) inner_imports: Vec<(String, Vec<String>)>,
}

/// The identifier without `r#`.
pub(super) fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}

/// Adds what `tokens` mention.
pub(super) fn scan(tokens: TokenStream, mentions: &mut Mentions) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at = match token {
            TokenTree::Group(group) => {
                scan(group.stream(), mentions);
                at + 1
            }
            TokenTree::Ident(ident) if ident == "use" => inner_import(&tokens, at, mentions),
            TokenTree::Ident(_) => path(&tokens, at, mentions),
            _ => at + 1,
        };
    }
}

/// Reads a `use` within a function.
fn inner_import(tokens: &[TokenTree], start: usize, mentions: &mut Mentions) -> usize {
    let length = tokens[start..].iter().position(|token| is_punct(Some(token), ';'));
    let end = length.map_or(tokens.len(), |length| start + length + 1);
    if let Ok(import) = syn::parse2::<ItemUse>(tokens[start..end].iter().cloned().collect()) {
        leaves(&import.tree, &mut Vec::new(), &mut |name, target| mentions.inner_imports.push((name, target)));
    }
    end
}

/// Reads a path from its first identifier on.
fn path(tokens: &[TokenTree], start: usize, mentions: &mut Mentions) -> usize {
    let mut segments = Vec::new();
    let mut at = start;
    while let Some(TokenTree::Ident(ident)) = tokens.get(at) {
        segments.push(plain(ident));
        at += 1;
        if !is_separator(tokens, at) {
            break;
        }
        at += 2;
    }
    // `.name` is a field or a method; `<T as Trait>::name` belongs to the trait.
    let before = start.checked_sub(1).and_then(|before| tokens.get(before));
    if is_punct(before, '.') || is_punct(before, ':') && start >= 2 && is_separator(tokens, start - 2) {
        return at;
    }
    if segments.len() > 1 {
        mentions.paths.insert(segments);
    } else if let Some(name) = segments.pop() {
        let is_type = name.starts_with(char::is_uppercase);
        let is_call = matches!(tokens.get(at), Some(TokenTree::Group(_))) || is_punct(tokens.get(at), '!');
        if is_type || is_call {
            mentions.names.insert(name);
        }
    }
    at
}

/// Whether `::` begins at a token.
fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    let is_joint = matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.spacing() == Spacing::Joint);
    is_joint && is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}
