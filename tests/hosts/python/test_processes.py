"""Threads, processes, interpreters, and memory."""

import concurrent.futures
import gc
import multiprocessing
import os
import sys
import threading

import pytest

import seedance_preflight as sp

CLIP = "testdata/accepted/clip.mp4"


def test_threads_agree(samples):
    alone = [sp.check(path) for path in samples]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            assert list(pool.map(sp.check, samples)) == alone


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_processes_agree(samples, method):
    sp.check(CLIP)
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(sp.check, samples) == [sp.check(path) for path in samples]


def test_a_fork_while_threads_work():
    stop = threading.Event()

    def work():
        while not stop.is_set():
            sp.check(CLIP)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(20):
            child = os.fork()
            if child == 0:
                os._exit(0 if sp.check(CLIP).accepted else 1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_other_interpreters_are_refused():
    interpreters = pytest.importorskip("_xxsubinterpreters")
    other = interpreters.create()
    try:
        with pytest.raises(interpreters.RunFailedError, match="ImportError"):
            interpreters.run_string(other, "import seedance_preflight")
    finally:
        interpreters.destroy(other)
    assert sp.check(CLIP).accepted


def test_ctrl_c_ends_a_deep_check(after_ctrl_c):
    script = """
        import seedance_preflight as sp, sys, time
        class Endless:
            def read(self, size, /):
                time.sleep(0.01)
                return b"\\0" * size
            def seek(self, *_): pass
            def tell(self): return 1 << 40
        try:
            print("started", flush=True)
            while True:
                sp.check(Endless(), deep=True)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
        """
    assert after_ctrl_c(script) == "interrupted\n"


def test_ctrl_c_ends_a_column(after_ctrl_c):
    pytest.importorskip("pyarrow")
    script = """
        import pyarrow, seedance_preflight as sp
        column = pyarrow.array(["testdata/accepted/clip.mp4"] * 3_000_000)
        try:
            print("started", flush=True)
            sp.check_arrow(column)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
        """
    assert after_ctrl_c(script) == "interrupted\n"


def resident() -> int:
    """Bytes of memory that this process holds."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_many_calls_hold_no_memory():
    """As many as PREFLIGHT_CALLS of each; a leak of ten bytes a call would show."""
    calls = int(os.environ.get("PREFLIGHT_CALLS", "20000"))
    content = open("testdata/refused/film-rate.mp4", "rb").read()
    request = {"model": "seedance-2.0-text-to-video", "prompt": "A cat.", "duration": 20}

    def whole(report):
        report.findings, report.facts.fps, report.fix
        report.to_dict()

    def each(count):
        for _ in range(count):
            sp.check(content, name="a.mp4")
        for _ in range(count // 50):
            whole(sp.check("testdata/refused/film-rate.mp4"))
            sp.check_request(request).findings
            sp.explain_upstream("rate limit").to_dict()
            try:
                sp.check(b"", profile="none")
            except sp.UsageError:
                pass
        gc.collect()

    each(calls // 5 + 1000)
    before = resident()
    each(calls)
    grown = resident() - before
    assert grown < max(2 << 20, 10 * calls), f"{grown} bytes after {calls} calls"
