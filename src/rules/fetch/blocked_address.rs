//! `fetch/blocked-address`

use std::borrow::Cow;

use crate::finding::{Finding, RuleInfo, Severity};
use crate::model::FetchObstacle;
use crate::rules::context::{Asset, Findings};
use crate::rules::rule::{Check, Rule, Scope};
use crate::rules::wording;

pub(in crate::rules) static RULE: Rule = Rule {
    info: RuleInfo {
        id: "fetch/blocked-address",
        severity: Severity::Error,
        summary: "The URL leads to an address that is not public.",
        explanation: "\
What is behind the URL was not fetched, since its host, or one that a redirect leads to, has an address that the \
registries set aside: loopback, private, link-local (where clouds keep their metadata), shared by carriers, multicast, \
documentation and the rest of them. A name is refused whole if even one of its addresses is such. The service is \
elsewhere, and cannot fetch from there either. Which address a name has is not said.",
        source: "own: the service cannot reach a private host, and nobody is to reach one through this check",
        message: |finding| format!("this was not fetched: {}", wording::actual(finding)),
        help: |_| Cow::Borrowed("Put the file where everybody can fetch it, and write that URL."),
        words_undecided: false,
    },
    check: Check::Asset(Scope::Media, evaluate),
};

fn evaluate(asset: &Asset<'_>, findings: &mut Findings<'_>) {
    let blocked = asset.obstacles().find(|&(_, obstacle)| obstacle == FetchObstacle::BlockedAddress);
    if let Some((fault, _)) = blocked {
        findings.push(Finding { fault: Some(fault.clone()), ..findings.fails("address", fault.what.as_ref()) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Facts, Fault, Value};
    use crate::rules::examples::{Example, fails, image, passes};

    #[test]
    fn passes_and_fails() {
        passes(image(|_| {}).fetched());
        let blocked = Facts::of_fault(Fault::not_fetched(FetchObstacle::BlockedAddress, 0, "a private address"));
        let actual = Some(Value::from("a private address"));
        assert_eq!(fails(&RULE, Example::of(blocked)), (Severity::Error, "address", actual));
    }
}
