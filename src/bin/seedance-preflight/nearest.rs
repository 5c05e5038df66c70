//! Suggestions for names that are unknown.

/// Similarity above which a known name is suggested; 1 is the same name.
const SIMILAR: f64 = 0.75;

/// What to say after an unknown name: the nearest of the known ones, or all of them.
pub(crate) fn instead_of(name: &str, known: &[&str]) -> String {
    let likeness = |known: &&str| strsim::jaro_winkler(&name.to_lowercase(), known);
    // Of several that are as near, the first.
    let nearest = known.iter().rev().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    match nearest.filter(|known| likeness(known) > SIMILAR) {
        Some(known) => format!("did you mean {known:?}?"),
        None => format!("expected one of: {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_or_all() {
        let known = ["documented", "observed"];
        assert_eq!(instead_of("obsrved", &known), "did you mean \"observed\"?");
        assert_eq!(instead_of("Documented", &known), "did you mean \"documented\"?");
        assert_eq!(instead_of("x", &known), "expected one of: documented, observed");
    }
}
