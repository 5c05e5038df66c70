"""Folders, and media at URLs."""

import functools
import gc
import http.server
import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

import seedance_preflight as sp


def test_folders_files_and_iterables(samples):
    audit = sp.audit("testdata", sort=True, exclude=["crashes", "schema"])
    assert "running" in repr(audit)
    reports = list(audit)
    assert [report.source for report in reports if report.source in samples] == sorted(samples)
    summary = audit.summary
    assert summary["files"] >= len(reports) == summary["accepted"] + summary["undecided"] + summary["refused"]
    assert not summary["interrupted"] and summary["profile"] == "seedance-2.0" and "ended" in repr(audit)
    assert summary["rules"]["video/fps-out-of-range"]["fails"] >= 1 and summary["formats"]["mp4"] > 1
    assert list(audit) == []
    for paths in (samples, iter(samples), (Path(path) for path in samples)):
        by_path = {report.source: report for report in sp.audit(paths, all=True)}
        assert by_path.keys() == set(samples)
        for path in samples:
            assert by_path[path].verdict == sp.check(path).verdict
            assert by_path[path].fix == sp.check(path).fix


def test_policies_reach_every_file():
    reports = list(sp.audit("testdata/refused/film-rate.mp4", tolerance="observed", language="zh", kind="video"))
    assert [report.accepted for report in reports] == [True]
    with pytest.raises(sp.UsageError):
        sp.audit("testdata", profile="none")
    with pytest.raises(sp.UsageError):
        list(sp.audit("testdata", exclude=["["]))
    with pytest.raises(TypeError):
        sp.audit(7)


def test_what_cannot_be_read_is_undecided(tmp_path):
    os.mkfifo(tmp_path / "fifo.mp4")
    reports = list(sp.audit([tmp_path, tmp_path / "missing.mp4"]))
    assert [report.verdict for report in reports] == ["undecided", "undecided"]


def test_a_journal_spares_reading(tmp_path):
    for name in ("clip.mp4", "photo.jpg"):
        path = tmp_path / name
        path.write_bytes(Path("testdata/accepted", name).read_bytes())
        os.utime(path, (1, 1))
    journal = tmp_path / "journal.redb"
    first = sp.audit(tmp_path, journal=journal, sort=True)
    reports = list(first)
    again = sp.audit(tmp_path, journal=journal, sort=True)
    assert list(again) == reports
    assert (first.summary["from_journal"], again.summary["from_journal"]) == (0, 2)
    with pytest.raises(sp.PreflightError):
        sp.audit(tmp_path, journal="testdata/accepted/clip.mp4")


def test_what_the_iterable_raises_is_raised():
    def paths():
        yield "testdata/accepted/clip.mp4"
        raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"):
        list(sp.audit(paths()))
    with pytest.raises(TypeError, match="expected a path"):
        list(sp.audit(["testdata/accepted/clip.mp4", 7]))


def test_an_audit_is_closed_and_forgotten_at_any_time():
    def endless():
        while True:
            yield "testdata/accepted/clip.mp4"

    with sp.audit(endless()) as audit:
        assert next(audit).accepted
    assert list(audit) == [] and audit.summary is None and "closed" in repr(audit)
    before = len(os.listdir("/proc/self/task"))
    for _ in range(10):
        next(sp.audit(endless()))
    gc.collect()
    deadline = time.monotonic() + 30
    while len(os.listdir("/proc/self/task")) > before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(os.listdir("/proc/self/task")) <= before, "its threads end by themselves"


def test_other_threads_may_look_while_an_audit_is_closed():
    script = textwrap.dedent(
        """
        import seedance_preflight as sp, threading, time
        def slow():
            while True:
                time.sleep(0.001)
                yield "testdata/accepted/clip.mp4"
        def look():
            while not closed.is_set():
                repr(audit), audit.summary
        for _ in range(5):
            audit, closed = sp.audit(slow(), jobs=1), threading.Event()
            next(audit)
            threading.Thread(target=look, daemon=True).start()
            audit.close()
            closed.set()
        """
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=60).returncode == 0


def test_ctrl_c_ends_an_audit(after_ctrl_c):
    script = """
        import seedance_preflight as sp, time
        def slow():
            yield "testdata/accepted/clip.mp4"
            print("started", flush=True)
            while True:
                time.sleep(0.05)
                yield "testdata/accepted/notes.txt"
        try:
            for report in sp.audit(slow(), jobs=1):
                pass
        except KeyboardInterrupt:
            print("interrupted", flush=True)
        """
    assert after_ctrl_c(script) == "interrupted\n"


@pytest.fixture
def server():
    """Serves the sample files; without ranges, as simple servers do."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory="testdata")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_media_at_urls(server):
    clip, film, missing = f"{server}/accepted/clip.mp4?key=1", f"{server}/refused/film-rate.mp4", f"{server}/none.png"
    report = sp.check(clip, allow_private_hosts=True)
    assert report.facts == sp.check("testdata/accepted/clip.mp4").facts and report.source == clip
    assert sp.probe(film, allow_private_hosts=True).fps == sp.probe("testdata/refused/film-rate.mp4").fps
    blocked = sp.check(clip)
    assert not blocked.accepted and blocked.findings[0].rule == "fetch/blocked-address"
    off = sp.check(clip, fetch=False)
    assert off.verdict == "undecided" and off.findings[0].rule == "fetch/failed"
    assert sp.check("s3://bucket/clip.mp4").verdict == "undecided"
    urls = [clip, film, missing]
    verdicts = [sp.check(url, allow_private_hosts=True).verdict for url in urls]
    by_path = {report.source: report.verdict for report in sp.audit(urls, allow_private_hosts=True)}
    assert [by_path[url] for url in urls] == verdicts
    pa = pytest.importorskip("pyarrow")
    column = pa.array(["testdata/accepted/clip.mp4", film, None, missing, clip] * 10)
    checked = pa.record_batch(sp.check_arrow(column, allow_private_hosts=True))["verdict"].to_pylist()
    assert checked == ["accepted", verdicts[1], None, verdicts[2], verdicts[0]] * 10
    request = {"model": "seedance-2.0-reference-to-video", "prompt": "A cat.", "video_urls": [clip]}
    assert sp.check_request(request).assets[0].facts is None
    assert sp.check_request(request, fetch=True, allow_private_hosts=True).assets[0].facts == report.facts
