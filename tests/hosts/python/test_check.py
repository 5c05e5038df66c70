"""Files: verdicts, facts and findings as Python sees them."""

import copy
import io
import json
import os
import pickle
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest

import seedance_preflight as sp


def test_a_path_bytes_and_a_file_give_the_same_facts(samples):
    for path in samples:
        content = Path(path).read_bytes()
        report = sp.check(path)
        assert report == sp.check(Path(path))
        with open(path, "rb") as file:
            sources = [content, bytearray(content), memoryview(content), io.BytesIO(content), file]
            for source in sources:
                other = sp.check(source, name=path)
                assert (other.facts, other.findings) == (report.facts, report.findings)


def test_facts_are_exact_and_findings_typed():
    report = sp.check("testdata/refused/film-rate.mp4")
    assert (report.verdict, report.accepted, report.profile) == ("refused", False, "seedance-2.0")
    assert report.source == "testdata/refused/film-rate.mp4"
    facts = report.facts
    assert (facts.format, facts.kind, facts.bytes) == ("mp4", "video", 12345)
    assert (facts.width, facts.height) == (640, 640)
    assert facts.fps == Fraction(24000, 1001) and facts.duration == Fraction(3003, 1000)
    assert facts.orientation is None and facts.faults == ()
    (finding,) = report.findings
    assert (finding.rule, finding.severity, finding.outcome) == ("video/fps-out-of-range", "error", "fails")
    assert finding.actual == facts.fps and finding.expected == {"min": 24, "max": 60} and finding.unit == "fps"
    assert finding.observed == {"min": Fraction(119, 5), "max": 60}
    assert finding.pointer == "" and finding.span is None and finding.suggestion is None
    assert report.fix is not None and report.fix.no_fix is None
    assert report.fix.command[0] == "ffmpeg" and report.fix.steps and report.fix.shell.startswith("ffmpeg ")
    assert report.to_dict()["fix"] == report.fix.to_dict()


def test_policies():
    path = "testdata/refused/film-rate.mp4"
    assert sp.check(path, tolerance="observed").accepted
    assert sp.check(path, tolerance="observed", deny_warnings=True).verdict == "refused"
    assert sp.check(path, ignore=["video"]).accepted and sp.check(path, select="media").accepted
    assert sp.check(path, kind="image").findings[0].rule == "media/wrong-kind"
    assert sp.check(path, profile="seedance-2.5").profile == "seedance-2.5"
    chinese = sp.check(path, language="zh")
    assert chinese.findings[0].message != sp.check(path).findings[0].message
    assert json.loads(chinese.to_json())["findings"][0]["message"] == chinese.findings[0].message
    assert sp.check("testdata/accepted/photo.jpg", deep=True).facts.body == "decodes"


def test_profiles(tmp_path):
    assert [profile.name for profile in sp.profiles()][0] == "seedance-2.0" == sp.Profile().name
    house = tmp_path / "house.toml"
    house.write_text('base = "seedance-2.0"\n[video]\nfps = { min = 12, source = "us" }\n')
    path = "testdata/refused/film-rate.mp4"
    for profile in (house, str(house), sp.Profile.from_file(house), sp.Profile.from_toml(house.read_text(), "house")):
        report = sp.check(path, profile=profile)
        assert report.accepted and report.profile == "seedance-2.0+house"
    assert sp.Profile.from_file(house).base == "seedance-2.0" and sp.Profile().base is None
    assert sp.Profile().to_dict()["name"] == "seedance-2.0"
    for text in ("base = 1", "base = 'other'", "[video]\nfsp = {}", "\0"):
        with pytest.raises(sp.ProfileError):
            sp.Profile.from_toml(text)


def test_misuse_has_exceptions_of_its_own():
    misuses = [
        {"profile": "seedance-1.0"},
        {"tolerance": "lenient"},
        {"select": ["video/fps"]},
        {"ignore": "nothing"},
        {"kind": "sound"},
        {"kind": "other"},
        {"language": "fr"},
    ]
    for misuse in misuses:
        with pytest.raises(sp.UsageError) as raised:
            sp.check(b"", **misuse)
        assert isinstance(raised.value, ValueError) and isinstance(raised.value, sp.PreflightError)
    for profile in ("seedance-2.0", None):
        with pytest.raises(TypeError):
            sp.check(b"", profil=profile)
    for source in (None, 7, object(), ["a.mp4"]):
        with pytest.raises(TypeError):
            sp.check(source)
    with pytest.raises(FileNotFoundError):
        sp.check(b"", profile="no/such/profile.toml")


def test_media_never_raise(tmp_path):
    os.mkfifo(tmp_path / "fifo.mp4")
    strange = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.png")
    Path(strange).write_bytes(b"\x89PNG")
    for path in (tmp_path / "missing.png", tmp_path, tmp_path / "fifo.mp4", "", "a\0b"):
        report = sp.check(path)
        assert report.verdict == "undecided", path
        assert report.findings[0].rule == "media/not-read"
    assert sp.check(strange).source == strange
    assert sp.check(b"").verdict == "refused"
    for length in range(0, 400, 7):
        assert sp.check(Path("testdata/accepted/clip.mp4").read_bytes()[:length]).verdict != "accepted"


def test_results_are_frozen_compared_copied_and_shown():
    report = sp.check("testdata/refused/film-rate.mp4", language="zh")
    for attribute in ("verdict", "facts", "other"):
        with pytest.raises(AttributeError):
            setattr(report, attribute, None)
    again = pickle.loads(pickle.dumps(report))
    assert again == report and again.to_json() == report.to_json() and again.fix == report.fix
    assert copy.copy(report) == copy.deepcopy(report) == report != sp.check(b"")
    assert pickle.loads(pickle.dumps(report.facts)) == report.facts
    assert repr(report).startswith("<Report testdata/refused/film-rate.mp4: refused, mp4 h264 640x640")
    assert str(report).startswith("拒绝 ") and report.findings[0].message in str(report)
    assert "video/fps-out-of-range" in repr(report.findings[0])
    html = sp.check(b"", name='<script>"&\u202e.png')._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html and "\u202e" not in html
    assert repr(sp.check(b"")).startswith("<Report bytes: refused")


def test_the_json_is_the_programs(program, samples):
    printed = subprocess.run([program, "check", "--no-config", "--format", "jsonl", *samples], capture_output=True)
    lines = [json.loads(line) for line in printed.stdout.splitlines()]
    assert lines == [sp.check(path).to_dict() for path in samples]


@pytest.mark.parametrize("profile", [profile.name for profile in sp.profiles()])
def test_the_json_is_the_programs_for_the_corpus(program, corpus, profile):
    for start in range(0, len(corpus), 500):
        paths = corpus[start : start + 500]
        command = [program, "check", "--no-config", "--format", "jsonl", "--profile", profile, *paths]
        printed = subprocess.run(command, capture_output=True).stdout.splitlines()
        assert len(printed) == len(paths)
        for path, line in zip(paths, printed):
            assert sp.check(path, profile=profile).to_json() == line.decode()
