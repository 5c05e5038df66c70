//! JSON Schemas (2020-12) of what goes in and what comes out.

/// Of a request, by the default profile. Covers a request's shape and the values of single fields, as the
/// reader and the rules do; a schema cannot say what goes across fields, across media or into URLs.
pub const REQUEST: &str = include_str!("../../testdata/schema/request.json");

/// Of a report, on a file or on a request.
pub const REPORT: &str = include_str!("../../testdata/schema/report.json");

/// Of the facts of a file, as `facts` prints them.
pub const FACTS: &str = include_str!("../../testdata/schema/facts.json");

/// Of a rule by the limits of a profile, as `explain RULE --format json` prints it.
pub const EXPLANATION: &str = include_str!("../../testdata/schema/explanation.json");

/// Of a profile, as `profiles NAME` prints it.
pub const PROFILE: &str = include_str!("../../testdata/schema/profile.json");
