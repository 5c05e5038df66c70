//! `fetch/blocked-address`

use crate::finding::{Finding, RuleInfo, RuleSource, Severity};
use crate::language::say;
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
The URL was not fetched, because its host, or the host of a redirect, has a special-purpose address: loopback, private, \
link-local (which includes the metadata services of clouds), carrier-grade NAT, multicast, documentation and so on. A host \
name is refused if any of its addresses is special. The service cannot fetch from such addresses either. Reports do not \
reveal the address of a host name.",
        source: RuleSource::Text(
            "own: the service cannot reach a private host, and this check must not be a way to reach one",
        ),
        message: |finding, language| {
            say!(language, "not fetched: {actual}", actual = wording::actual_words(finding, language))
        },
        help: |_, language| say!(language, "Host the file on a public server and use that URL."),
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
    use crate::model::{Facts, Value};
    use crate::rules::examples::{Example, fails, image, passes};

    #[test]
    fn passes_and_fails() {
        passes(image(|_| {}).fetched());
        let blocked = Facts::of_fault(FetchObstacle::BlockedAddress.fault(0, "a private address"));
        let actual = Some(Value::from("a private address"));
        assert_eq!(fails(&RULE, Example::of(blocked)), (Severity::Error, "address", actual));
    }
}
