//! The reader of profile files, and what their numbers do to verdicts.

use seedance_preflight::Subject;
use seedance_preflight::profile::Profile;
use seedance_preflight::{Budget, CheckOptions, check_facts, probe};

use super::laws;
use crate::seeds;

/// Keys and values of profile files.
pub(super) const WORDS: &[&str] = &[
    "base = \"seedance-2.0\"\n",
    "[image]\n",
    "[video]\n",
    "[audio]\n",
    "[request]\n",
    "fps = ",
    "side = ",
    "aspect = ",
    "pixels = ",
    "duration = ",
    "megabytes = ",
    "formats = ",
    "codecs = ",
    "{ min = \"0.4\", max = \"2.5\" }",
    "min = ",
    "max = ",
    "source = \"x\"",
    "\"24000/1001\"",
    "\"1/0\"",
    "\"-1\"",
    "\"1e9\"",
    "0",
    "-1",
    "9223372036854775807",
    "\"\"",
    "[]",
    "[\"png\"]",
    "summary = ",
    "{",
    "}",
    "=",
    "\n",
    "'''",
    "#",
    "1.5",
    "inf",
];
pub(super) const FILES: &[&str] = &[
    "base = \"seedance-2.0\"\n[video]\nfps = { max = \"30000/1001\", source = \"the studio's\" }\nmegabytes = 20\n",
    "base = \"seedance-2.5\"\nsummary = \"ours\"\n[image]\nside = { min = 300, max = 4000 }\naspect = { min = \"0.5\" }\n",
];

pub(super) fn profile(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else { return false };
    let profile = match Profile::from_toml("fuzzed", text) {
        Ok(profile) => profile,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return true;
        }
    };
    serde_json::to_string(&profile).unwrap();
    let options = CheckOptions::new(profile);
    for (_, file) in seeds::of_testdata("accepted") {
        let report = check_facts(probe(&file, &Budget::default()), &Subject::default(), &options);
        laws::verdict_follows(report.verdict, &report.findings, &options);
        laws::report_renders(&report);
    }
    true
}
