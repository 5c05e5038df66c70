//! The texts of the page in its language.

use std::collections::BTreeMap;

use serde::Serialize;

use super::escape::script_json;
use super::numbers::grouped;
use crate::language::{Language, fact_names};

/// Words that the script takes from reports, beside the texts that it has in itself.
const FROM_REPORTS: [&str; 6] = ["refused", "undecided", "accepted", "error", "warning", "note"];

/// The texts of `script` and the names of facts, by their English; empty for English, which is in the script.
pub(super) fn of_script(script: &'static str, language: Language) -> serde_json::Result<String> {
    #[derive(Serialize)]
    struct Words {
        texts: BTreeMap<&'static str, &'static str>,
        facts: BTreeMap<&'static str, &'static str>,
    }
    let texts = script.split("say(\"").skip(1).filter_map(|rest| rest.split_once('"').map(|(text, _)| text));
    let texts = texts.chain(FROM_REPORTS).map(|english| (english, language.text(english)));
    let texts = texts.filter(|(english, text)| english != text);
    let words = Words { texts: texts.collect(), facts: fact_names(language) };
    Ok(script_json(&serde_json::to_string(&words)?).into_owned())
}

/// A number of things, by templates for one and for many: "1 file", "1,234 files".
pub(super) fn counted(number: u64, one: &'static str, many: &'static str, language: Language) -> String {
    language.text(if number == 1 { one } else { many }).replace("{count}", &grouped(number))
}
