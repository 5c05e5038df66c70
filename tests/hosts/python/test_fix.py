"""Plans, and what comes of them; the program that comes with the package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import seedance_preflight as sp
from seedance_preflight import _program

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")


@pytest.fixture
def needs_program():
    try:
        _program.program()
    except sp.PreflightError:
        pytest.skip("the package was built without the program")


def test_plans():
    assert sp.fix("testdata/accepted/clip.mp4") is None
    plan = sp.fix("testdata/refused/film-rate.mp4")
    assert plan == sp.check("testdata/refused/film-rate.mp4").fix
    assert plan.command[-1] == "file:testdata/refused/film-rate.fixed.mp4"
    assert sp.fix("testdata/refused/film-rate.mp4", output="a.mp4").command[-1] == "file:a.mp4"
    short = sp.fix("testdata/refused/too-short.mp4")
    assert short.no_fix == "too-short" and sp.fix("testdata/refused/too-short.mp4", extend="hold").no_fix is None
    assert sp.fix("no/such/file.mp4").no_fix == "not-read" and sp.fix("no/such/file.mp4").command == []
    trims = [
        next(step for step in sp.fix("testdata/refused/too-long.mp3", keep=keep).steps if step["step"] == "trim")
        for keep in ("end", "middle", (1, 4.5), ("1", "4.5"))
    ]
    assert trims[2] == trims[3] != trims[1] != trims[0]
    assert sp.fix("testdata/refused/too-tall.png", fit="pad").steps != sp.fix("testdata/refused/too-tall.png").steps
    for wrong in ({"fit": "squash"}, {"keep": "all"}, {"keep": (3, 2)}, {"keep": (-1, 2)}, {"extend": "x"}, {"quality": ""}):
        with pytest.raises(sp.UsageError):
            sp.fix("testdata/refused/film-rate.mp4", **wrong)


def test_images_are_fixed(tmp_path, needs_program):
    source = tmp_path / "too tall.png"
    source.write_bytes(Path("testdata/refused/too-tall.png").read_bytes())
    report = sp.apply_fix(source, fit="pad")
    assert report.accepted and Path(report.source).name.startswith("too tall.fixed.")
    assert sorted(os.listdir(tmp_path)) == sorted(["too tall.png", Path(report.source).name])
    with pytest.raises(sp.FixError, match="exists"):
        sp.apply_fix(source, fit="pad")
    other = tmp_path / "other.png"
    assert sp.apply_fix(source, output=other).accepted and other.exists()
    assert sp.apply_fix(source, output=other, force=True).accepted
    accepted = sp.apply_fix("testdata/accepted/photo.jpg", output=tmp_path / "photo.jpg")
    assert accepted.accepted and not (tmp_path / "photo.jpg").exists()


@needs_ffmpeg
def test_videos_are_fixed(tmp_path, needs_program):
    report = sp.apply_fix("testdata/refused/film-rate.mp4", output=tmp_path / "clip.mp4")
    assert report.accepted and report.facts.fps == 24
    report = sp.apply_fix("testdata/refused/too-short.mp4", extend="hold", output=tmp_path / "longer.mp4")
    assert report.accepted and report.facts.duration >= 2


def test_what_has_no_fix_is_an_error_and_leaves_nothing(tmp_path, needs_program):
    for name in ("cut.mp4", "empty.wav", "viewer-page.mp4", "too-short.mp4"):
        with pytest.raises(sp.FixError):
            sp.apply_fix(f"testdata/refused/{name}", output=tmp_path / name)
    with pytest.raises(sp.FixError):
        sp.apply_fix("testdata/refused/film-rate.mp4", output=tmp_path / "a.mp4", ffmpeg="/no/such/ffmpeg")
    with pytest.raises(sp.FixError):
        sp.apply_fix("no/such/file.mp4", output=tmp_path / "a.mp4")
    with pytest.raises(sp.FixError):
        sp.apply_fix("testdata/refused/too-tall.png", output=tmp_path / "a.jpg", deny_warnings=True)
    assert os.listdir(tmp_path) == []


def test_the_program_comes_with_the_package(needs_program):
    commands = ([sys.executable, "-m", "seedance_preflight"], [_program.program()])
    for command in commands:
        done = subprocess.run([*command, "check", "testdata/refused/film-rate.mp4"], capture_output=True, text=True)
        assert done.returncode == 1 and "video/fps-out-of-range" in done.stdout
        for arguments in (["--help"], ["profiles"], ["schema", "report"], ["size"], ["config"]):
            assert subprocess.run([*command, *arguments], capture_output=True).returncode == 0
