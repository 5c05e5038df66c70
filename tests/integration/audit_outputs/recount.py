"""Counts files by verdict, and by rule and outcome, from the JSON Lines of an audit, and compares every other output.

Usage: python3 recount.py FOLDER

FOLDER has a file for each kind of output of the same run with --verbose: jsonl, json, text, csv, junit, sarif, github,
gitlab, markdown, html. Prints a line for each kind; the exit code is 1 if one differs. Needs no packages.
"""

import csv
import html
import json
import re
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

VERDICTS = ["accepted", "undecided", "refused"]
OUTCOMES = ["fails", "undecided", "notes"]


class Counts:
    """Files by verdict, and by (rule, outcome); a kind that lacks one of them leaves it None."""

    def __init__(self, verdicts=None, rules=None):
        self.verdicts = None if verdicts is None else +Counter(verdicts)
        self.rules = None if rules is None else +Counter(rules)

    def differs(self, expected):
        for name in ("verdicts", "rules"):
            found = getattr(self, name)
            if found is not None and found != getattr(expected, name):
                yield name, (found - getattr(expected, name)) + (getattr(expected, name) - found)

    def __str__(self):
        verdicts = "-" if self.verdicts is None else " ".join(f"{self.verdicts[name]} {name}" for name in VERDICTS)
        rules = "-" if self.rules is None else f"{sum(self.rules.values())} files of {len(self.rules)} rules and outcomes"
        return f"{verdicts}; {rules}"


def of_pairs(files):
    """Counts each rule and outcome of a file once."""
    return Counter(pair for pairs in files for pair in set(pairs))


def of_reports(reports):
    pairs = ([(found["rule"], found["outcome"]) for found in report["findings"]] for report in reports)
    return Counts(Counter(report["verdict"] for report in reports), of_pairs(pairs))


def read_jsonl(text):
    return of_reports([json.loads(line) for line in text.split("\n") if line])


def read_json(text):
    return of_reports(json.loads(text))


def read_text(text):
    """The last lines: files by verdict, and a line for each rule. The lines of files are held against them."""
    lines = Counter(line.split()[0] for line in text.split("\n") if re.match(r"(accepted|undecided|refused) ", line))
    totals = re.search(r"^\d+ files in .*: (\d+) refused, (\d+) undecided, (\d+) accepted, \d+ not media$", text, re.M)
    verdicts = dict(zip(["refused", "undecided", "accepted"], map(int, totals.groups())))
    assert +Counter(verdicts) == lines, (verdicts, lines)
    rules = {}
    for row in re.finditer(r"^ +(\d+) +(\d+) +(\d+)  ([a-z]+/[a-z0-9-]+)$", text, re.M):
        rules.update({(row[4], outcome): int(number) for outcome, number in zip(OUTCOMES, row.groups())})
    return Counts(verdicts, rules)


def read_csv(text):
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    columns = {"failed_rules": "fails", "undecided_rules": "undecided", "noted_rules": "notes"}
    pairs = ([(rule, columns[name]) for name in columns for rule in row[name].split()] for row in rows)
    return Counts(Counter(row["verdict"] for row in rows), of_pairs(pairs))


def read_junit(text):
    suites = ElementTree.fromstring(text)
    words = {"error": "fails", "warning": "fails", "note": "notes", "undecided": "undecided"}
    verdicts, files = Counter(), []
    for case in suites.iter("testcase"):
        failure, error, out = (case.find(tag) for tag in ("failure", "error", "system-out"))
        verdicts["refused" if failure is not None else "undecided" if error is not None else "accepted"] += 1
        said = [part.text or "" for part in (failure, error, out) if part is not None]
        found = re.finditer(r"^(error|warning|note|undecided): .*\[([^\]]+)\]$", "\n".join(said), re.M)
        files.append([(line[2], words[line[1]]) for line in found])
    for element in [suites, *suites.iter("testsuite")]:
        stated = {name: int(element.get(name)) for name in ("tests", "failures", "errors")}
        assert stated["tests"] == sum(verdicts.values()), stated
        assert (stated["failures"], stated["errors"]) == (verdicts["refused"], verdicts["undecided"]), stated
    return Counts(verdicts, of_pairs(files))


def by_file(findings):
    files = {}
    for name, pair in findings:
        files.setdefault(name, []).append(pair)
    return of_pairs(files.values())


def read_sarif(text):
    run = json.loads(text)["runs"][0]
    found = (
        (
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            (result["ruleId"], result["properties"]["outcome"]),
        )
        for result in run["results"]
    )
    return Counts({name: run["properties"][name] for name in VERDICTS}, by_file(found))


def read_github(text):
    outcome = {"error": "fails", "warning": "fails", "notice": "notes"}
    found = []
    for kind, file, rule, undecided in re.findall(
        r"^::(error|warning|notice) file=([^,]*),title=([a-z0-9/-]+)( \(undecided\))?::", text, re.M
    ):
        found.append((file, (rule, "undecided" if undecided else outcome[kind])))
    totals = re.search(r"^::notice title=seedance-preflight::\d+ files: (.*)$", text, re.M)[1]
    verdicts = {name: int(number) for number, name in re.findall(r"(\d+) (\w+)", totals)}
    return Counts(verdicts, by_file(found))


def read_markdown(text):
    verdicts = {name: int(number) for name, number in re.findall(r"^\| (\w+) \| (\d+) \|$", text, re.M)}
    rules = {}
    for row in re.finditer(r"^\| (\d+) \| (\d+) \| (\d+) \| `([^`]+)` \|", text, re.M):
        rules.update({(row[4], outcome): int(number) for outcome, number in zip(OUTCOMES, row.groups())})
    return Counts(verdicts, rules)


def read_html(text):
    """What a reader sees, and what the page holds as data."""
    head = text.split('<script type="application/json"', 1)[0]
    verdicts = {
        name: int(number.replace(",", "").replace("\u202f", ""))
        for name, number in re.findall(
            r'data-verdict="(\w+)">.*?<span class="count">([\d,\u202f]+)</span>', html.unescape(head), re.S
        )
    }
    words = {"fail": "fails", "undecided": "undecided", "noted": "notes"}
    rules = {}
    for rule, item in re.findall(r'<li class="is-\w+" data-rule="([^"]+)">(.*?)</li>', head, re.S):
        amount = item.rsplit('<div class="amount">', 1)[1]
        for number, word in re.findall(r"<b>([\d,\u202f]+)</b>\s*(\w+)", html.unescape(amount)):
            rules[rule, words[word]] = int(number.replace(",", "").replace("\u202f", ""))
    data = re.search(r'<script type="application/json" id="summary">(.*?)</script>', text, re.S)[1]
    summary = json.loads(data)
    assert summary["verdicts"] == {name: verdicts.get(name, 0) for name in VERDICTS}, (summary["verdicts"], verdicts)
    stated = {(rule, outcome): counts[outcome] for rule, counts in summary["rules"].items() for outcome in OUTCOMES}
    assert +Counter(stated) == +Counter(rules)
    return Counts(verdicts, rules)


READERS = {
    "json": read_json,
    "text": read_text,
    "csv": read_csv,
    "junit": read_junit,
    "sarif": read_sarif,
    "github": read_github,
    "markdown": read_markdown,
    "html": read_html,
}


def main(folder):
    def content(kind):
        return (folder / kind).read_bytes().decode("utf-8")

    expected = read_jsonl(content("jsonl"))
    print(f"{'jsonl':<9} {expected}")
    any_differs = False
    for kind, read in READERS.items():
        found = read(content(kind))
        differences = list(found.differs(expected))
        any_differs |= bool(differences)
        print(f"{kind:<9} {found}{' DIFFERS' if differences else ''}")
        for name, difference in differences:
            print(f"    {name}: {dict(difference)}")
    # GitLab's format has findings only, without verdicts or outcomes: their rules, in order.
    reports = [json.loads(line) for line in content("jsonl").split("\n") if line]
    rules = [found["rule"] for report in reports for found in report["findings"]]
    issues = [issue["check_name"] for issue in json.loads(content("gitlab"))]
    any_differs |= issues != rules
    print(f"{'gitlab':<9} {len(issues)} findings{'' if issues == rules else f' DIFFERS: expected {len(rules)}'}")
    return int(any_differs)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
