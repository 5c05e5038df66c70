"""Compares the columns of an audit with its JSON Lines: columns.py FILE.parquet FILE.arrow FILE.jsonl

Wants pyarrow; reads the Parquet file with DuckDB and Polars too, where they are installed. Exits with 1 at the first
difference.
"""

import importlib.util
import json
import math
import sys

import pyarrow.ipc
import pyarrow.parquet

FACTS_AS_THEY_ARE = (
    "format kind brand bytes declared_bytes truncated encrypted body width height display_width display_height entry_width "
    "entry_height rotation orientation animated duration_from variable_frame_rate video_samples described_samples "
    "video_codec video_tracks audio_tracks sample_rate channels bits"
).split()
FRACTIONS = ["pixel_aspect", "fps", "nominal_fps"]
DURATIONS = (
    "duration played_duration container_duration streams_duration duration_without_audio video_duration audio_duration"
).split()


def fraction(name, value):
    value = value or {}
    return {name: value.get("value"), f"{name}_num": value.get("num"), f"{name}_den": value.get("den")}


def duration(name, value):
    value = value or {}
    return {
        f"{name}_seconds": value.get("seconds"),
        f"{name}_ticks": value.get("ticks"),
        f"{name}_time_scale": value.get("time_scale"),
    }


def lowest_terms(value):
    """A number of a finding in JSON as a fraction; None if it is none."""
    if isinstance(value, int) and value >= 0:
        return value, 1
    if isinstance(value, dict):
        num, den = (value["num"], value["den"]) if "num" in value else (value["ticks"], value["time_scale"])
        divisor = math.gcd(num, den)
        return num // divisor, den // divisor
    return None


def row_of(report):
    """The row that a line of JSON stands for."""
    facts, findings = report["facts"], report["findings"]
    row = {name: report.get(name) for name in ["source", "path", "uri", "verdict", "profile"]}
    row |= {name: facts.get(name) for name in FACTS_AS_THEY_ARE}
    row["audio_codec"] = facts.get("audio_codec", facts.get("codec"))
    for name in FRACTIONS:
        row |= fraction(name, facts.get(name))
    for name in DURATIONS:
        row |= duration(name, facts.get(name))
    row["faults"] = len(facts.get("faults", []))
    decided = [finding["severity"] for finding in findings if finding["outcome"] != "undecided"]
    row |= {f"{severity}s": decided.count(severity) for severity in ["error", "warning", "note"]}
    row |= {"undecided": len(findings) - len(decided), "known": 0}
    row["findings"] = [finding_of(finding) for finding in findings]
    return row


def finding_of(finding):
    names = "rule severity outcome pointer quantity unit message help source".split()
    row = {name: finding.get(name) for name in names}
    num, den = lowest_terms(finding.get("actual")) or (None, None)
    row |= {"actual_value_num": num, "actual_value_den": den}
    row |= {f"has_{name}": name in finding for name in ["actual", "expected", "fault"]}
    if isinstance(finding.get("actual"), str):
        row["actual"] = finding["actual"]
    return row


def comparable(row):
    """A row of the columns in the shape of `row_of`: texts that JSON has as values are only compared where they are names."""
    for finding in row["findings"]:
        for name in ["actual", "expected", "fault"]:
            finding[f"has_{name}"] = finding[name] is not None
        if finding["actual_value_num"] is not None or finding["actual"] is None or finding["actual"].startswith("-"):
            del finding["actual"]
        value, num, den = finding.pop("actual_value"), finding["actual_value_num"], finding["actual_value_den"]
        assert (value is None) == (num is None) and (value is None or value == num / den), finding
        del finding["expected"], finding["fault"]
    return row


def compare(name, rows, wanted):
    assert len(rows) == len(wanted), f"{name}: {len(rows)} rows, {len(wanted)} lines"
    for row, want in zip(rows, wanted):
        row = comparable(row)
        for key in row.keys() | want.keys():
            assert key in row and key in want and row[key] == want[key], (
                f"{name}: {want['source']}: {key} is {row.get(key)!r}; expected {want.get(key)!r}"
            )
    print(f"{name}: {len(rows)} rows, {sum(len(row['findings']) for row in rows)} findings, as in JSON Lines")


def main(parquet, arrow, lines):
    with open(lines, encoding="utf-8") as file:
        wanted = [row_of(json.loads(line)) for line in file]
    compare("parquet", pyarrow.parquet.read_table(parquet).to_pylist(), wanted)
    with pyarrow.ipc.open_file(arrow) as file:
        compare("arrow", file.read_all().to_pylist(), wanted)
    refused = sum(want["verdict"] == "refused" for want in wanted)
    rules = sum(len(want["findings"]) for want in wanted)
    if importlib.util.find_spec("duckdb"):
        import duckdb

        count = "select count(*) filter (verdict = 'refused'), sum(len(findings)) from read_parquet(?)"
        assert duckdb.execute(count, [parquet]).fetchone() == (refused, rules)
        print("duckdb: reads it")
    if importlib.util.find_spec("polars"):
        import polars

        frame = polars.read_parquet(parquet)
        counts = frame.select((polars.col("verdict") == "refused").sum(), polars.col("findings").list.len().sum()).row(0)
        assert counts == (refused, rules)
        assert polars.read_ipc(arrow).height == len(wanted)
        print("polars: reads both")


main(*sys.argv[1:])
