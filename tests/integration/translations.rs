//! Every text of the code has a translation, and every translation a text.
//!
//! The code is read: the template of each `say!` and `said!`, each `.text("…")`, the summaries and explanations of rules,
//! and what errors and faults say, which is recognised as data.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use polib::po_file::parse;
use proc_macro2::{TokenStream, TokenTree};
use seedance_preflight::{FaultKind, Language, Severity, Verdict, rules};

/// Translations by context and text.
type Catalogue = BTreeMap<(String, String), String>;

fn catalogue() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/language");
    let mut all = Catalogue::new();
    for name in ["zh-Hans.po", "zh-Hans.help.po"] {
        for message in parse(&folder.join(name)).unwrap().messages() {
            let context = message.msgctxt().unwrap_or_default();
            assert_eq!(context == "help", name == "zh-Hans.help.po", "{name}: {}", message.msgid());
            all.insert((context.to_owned(), message.msgid().to_owned()), message.msgstr().unwrap().to_owned());
        }
    }
    all
}

/// What the code says.
#[derive(Default)]
struct Said {
    texts: BTreeSet<String>,
    /// What to do about refusals of the service.
    refusals: BTreeSet<String>,
    /// Sentences and parts of them in readers of files.
    faults: BTreeSet<String>,
    /// `#[error("…")]`.
    errors: BTreeSet<String>,
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn literal(tree: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = tree else { return None };
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|literal| literal.value())
}

fn is_ident(tree: Option<&TokenTree>, name: &str) -> bool {
    matches!(tree, Some(TokenTree::Ident(ident)) if ident == name)
}

fn is_punct(tree: Option<&TokenTree>, sign: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn collect(file: &Path, stream: TokenStream, said: &mut Said) {
    let trees: Vec<_> = stream.into_iter().collect();
    // Texts of refusals are constants, each a sentence.
    let has_refusals = file.ends_with("api_error.rs") || file.components().any(|part| part.as_os_str() == "upstream");
    if has_refusals && !is_ident(trees.first(), "doc") {
        let is_sentence = |text: &String| text.contains(' ') && text.ends_with('.') && !text.contains('{');
        let is_title = |text: &String| text.starts_with(|first: char| first.is_ascii_uppercase());
        said.refusals.extend(trees.iter().filter_map(literal).filter(is_sentence).filter(is_title));
    }
    if file.components().any(|part| part.as_os_str() == "probe") {
        said.faults.extend(trees.iter().filter_map(literal).filter(|text| text.trim().contains(' ')));
    }
    let mut is_test = false;
    for (at, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else {
            is_test &= !is_punct(Some(tree), ';');
            continue;
        };
        let before = |back: usize| at.checked_sub(back).and_then(|at| trees.get(at));
        let first = || group.stream().into_iter().find_map(|tree| literal(&tree));
        if is_punct(before(1), '#') && group.stream().to_string() == "cfg (test)" {
            is_test = true;
            continue;
        }
        if is_test && group.delimiter() == proc_macro2::Delimiter::Brace {
            is_test = false;
            continue;
        }
        if is_test {
            continue;
        }
        if is_punct(before(1), '!') && (is_ident(before(2), "say") || is_ident(before(2), "said")) {
            said.texts.extend(first());
        }
        if is_ident(before(1), "text") && is_punct(before(2), '.') {
            said.texts.extend(Some(group.stream()).and_then(|stream| literal(&stream.into_iter().next()?)));
        }
        if is_ident(before(1), "error") {
            said.errors.extend(first());
        }
        if is_punct(before(1), '#') {
            let mut attribute = Said::default();
            collect(file, group.stream(), &mut attribute);
            said.errors.append(&mut attribute.errors);
            continue;
        }
        collect(file, group.stream(), said);
    }
}

fn said() -> Said {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut said = Said::default();
    for file in files.iter().filter(|file| !file.components().any(|part| part.as_os_str() == "tests")) {
        let text = std::fs::read_to_string(file).unwrap();
        collect(
            file,
            TokenStream::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display())),
            &mut said,
        );
    }
    // The page of an audit: its texts, those of its script, and templates for numbers of things.
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/audit/output/html");
    let part = |name: &str| std::fs::read_to_string(page.join(name)).unwrap();
    let until = |text: &str, end: &str| text.split(end).next().unwrap().to_owned();
    said.texts.extend(part("page.html").split("{{=").skip(1).map(|rest| until(rest, "}}")));
    said.texts.extend(part("page.js").split("say(\"").skip(1).map(|rest| until(rest, "\"")));
    for name in ["charts.rs", "gallery.rs", "totals.rs"] {
        said.texts
            .extend(part(name).split("\"{count} ").skip(1).map(|rest| format!("{{count}} {}", until(rest, "\""))));
    }
    for rule in rules::all() {
        said.texts.extend([rule.summary.to_owned(), rule.explanation.to_owned()]);
    }
    let names = [Severity::Note, Severity::Warning, Severity::Error].map(Severity::name);
    let verdicts = [Verdict::Accepted, Verdict::Undecided, Verdict::Refused].map(Verdict::name);
    let faults = FaultKind::ALL.iter().map(|kind| kind.label());
    let words = ["low", "high", "both", "yes", "later", "no", "fails", "undecided", "notes"];
    let units = ["days", "hours", "minutes", "seconds"];
    said.texts.extend(words.into_iter().chain(units).map(str::to_owned));
    let refusals = std::mem::take(&mut said.refusals);
    said.texts.extend(refusals);
    said.texts.extend(names.into_iter().chain(verdicts).chain(faults).map(str::to_owned));
    said
}

/// The names in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name));
    names.filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '-')).collect()
}

#[test]
fn no_text_lacks_its_translation() {
    let catalogue = catalogue();
    let known = |text: &str| catalogue.contains_key(&(String::new(), text.to_owned()));
    let missing: Vec<_> = said().texts.into_iter().filter(|text| !text.is_empty() && !known(text)).collect();
    assert!(missing.is_empty(), "{} texts without a translation:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn no_translation_lacks_its_text() {
    let said = said();
    let stale: Vec<_> = catalogue()
        .into_keys()
        .filter(|(context, text)| context.is_empty() && !text.is_empty() && !said.texts.contains(text))
        .map(|(_, text)| text)
        .collect();
    assert!(
        stale.is_empty(),
        "{} translations of texts that the code does not have:\n{}",
        stale.len(),
        stale.join("\n")
    );
}

/// Errors of the library and the program, and what readers of files report, are recognised by the text that they have.
#[test]
fn every_error_and_fault_is_recognised() {
    let in_braces = |text: &str| {
        text.split('{')
            .enumerate()
            .map(|(at, part)| if at == 0 { part } else { part.split_once('}').unwrap().1 })
            .collect::<Vec<_>>()
            .join("{}")
    };
    let known: BTreeSet<_> =
        catalogue().into_keys().filter(|(context, _)| context == "data").map(|(_, text)| in_braces(&text)).collect();
    // Errors that only pass another on, or that are made of parts that are recognised.
    let made_of_parts = [
        "{}",
        "{}{}: {}",
        "{}: {}",
        "{} after {} bytes",
        "it {} with {}",
        "it contains {} (U+{}) at position {}",
        "unknown rule or family {}{}",
        "unknown rule {}{}; `rules` lists all",
        "the profile {} has no size for {} at {}; {}",
    ];
    let missing: Vec<_> = said()
        .errors
        .iter()
        .map(|text| in_braces(text))
        .filter(|text| !known.contains(text) && !made_of_parts.contains(&text.as_str()))
        .collect();
    assert!(missing.is_empty(), "{} errors without a translation:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_placeholder_is_used() {
    for ((context, text), translation) in catalogue() {
        let is_template = text != "{before-help}{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}";
        assert!(!translation.is_empty(), "{text:?}");
        if is_template {
            assert_eq!(placeholders(&text), placeholders(&translation), "{context} {text:?}");
        }
    }
}

#[test]
fn translations_have_chinese_punctuation() {
    for ((_, text), translation) in catalogue().into_iter().filter(|((_, text), _)| !text.is_empty()) {
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        // Code spans are as in the code.
        let spans: Vec<_> =
            translation.split('`').enumerate().map(|(at, part)| if at % 2 == 0 { part } else { "x" }).collect();
        let characters: Vec<_> = spans.join("`").chars().collect();
        for pair in characters.windows(2) {
            let [one, two] = pair else { continue };
            let is_half = is_han(*one) && matches!(two, ',' | ';' | ':' | '?' | '!' | '(');
            let is_close = is_han(*one) && (two.is_ascii_alphanumeric() || *two == '`');
            let is_close = is_close || ((one.is_ascii_alphanumeric() || *one == '`') && is_han(*two));
            assert!(!is_half && !is_close, "{one}{two} in the translation of {text:?}: {translation}");
        }
    }
}

#[test]
fn every_language_has_a_name_and_a_tag() {
    for &language in Language::ALL {
        assert_eq!(Language::from_tag(language.tag()), Some(language));
        assert_eq!(Language::from_tag(language.name()), Some(language));
    }
}
