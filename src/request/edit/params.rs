//! `model_params`, an object with one known key.

use super::body_edit::EditReason;
use super::item::Meant;
use super::members::{Members, Written};
use super::values::flag;
use crate::request::field::PARAMETER_KEYS;
use crate::request::foreign::{Given, Meaning, meaning};
use crate::request::shape::nearest;

/// The parameters that an object means; `takes_them` where the model has any.
pub(super) fn params(raw: &str, takes_them: bool) -> Meant {
    let Some(object) = Members::of(raw) else { return Meant::Unknown };
    let mut reasons = Vec::new();
    let mut has_effect = false;
    let mut written = Vec::with_capacity(object.all.len());
    for (slot, member) in object.all.iter().enumerate() {
        let (mut key, mut value) = (member.raw_key.into(), member.value.into());
        let is_search = member.key == "web_search";
        if is_search || means_search(&member.key) {
            let Some(searches) = flag(member.value) else { return Meant::Unknown };
            has_effect |= searches;
            if !is_search {
                key = "\"web_search\"".into();
                reasons.push(EditReason::ForeignKey);
            }
            if searches.to_string() != member.value {
                value = searches.to_string().into();
                reasons.push(EditReason::Type);
            }
        } else {
            has_effect = true;
        }
        written.push(Written { slot, key, value });
    }
    if !takes_them && !has_effect {
        return Meant::Nothing(EditReason::NoEffect);
    }
    Meant::Value(object.write(&written), reasons)
}

fn means_search(key: &str) -> bool {
    matches!(meaning(key, Given::Flag), Some(Meaning::Keys(["model_params.web_search"])))
        || nearest(key, PARAMETER_KEYS.iter().copied()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_renamed_and_typed() {
        use EditReason::{ForeignKey, Type};
        for (raw, value, reasons) in [
            (r#"{"web_search": true}"#, r#"{"web_search": true}"#, vec![]),
            (r#"{ "webSearch": "true" }"#, r#"{ "web_search": true }"#, vec![ForeignKey, Type]),
            (r#"{"web_search": 1, "x": 2}"#, r#"{"web_search": true, "x": 2}"#, vec![Type]),
        ] {
            assert_eq!(params(raw, true), Meant::Value(value.to_owned(), reasons), "{raw}");
        }
        assert_eq!(params(r#"{"web_search": false}"#, false), Meant::Nothing(EditReason::NoEffect));
        assert_eq!(params("{}", false), Meant::Nothing(EditReason::NoEffect));
        assert_eq!(params(r#"{"web_search": true}"#, false), Meant::same(r#"{"web_search": true}"#));
        assert_eq!(params("[]", true), Meant::Unknown);
        assert_eq!(params(r#"{"web_search": {}}"#, true), Meant::Unknown);
    }
}
