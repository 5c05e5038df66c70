"""Runs in the root of the project, with its sample files."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
os.chdir(ROOT)


@pytest.fixture
def samples() -> list[str]:
    """Every sample file, as a path below the root."""
    folders = ("accepted", "refused", "undecided")
    return sorted(f"testdata/{folder}/{entry.name}" for folder in folders for entry in os.scandir(f"testdata/{folder}"))


@pytest.fixture
def corpus() -> list[str]:
    """Every file of the corpus of real files, if there is one."""
    folder = os.environ.get("PREFLIGHT_CORPUS")
    if not folder:
        pytest.skip("PREFLIGHT_CORPUS is not set")
    found = [os.path.join(at, name) for at, _, names in os.walk(os.path.join(folder, "files")) for name in names]
    assert len(found) > 100
    return sorted(found)


@pytest.fixture
def program() -> str:
    """The program that is compared with."""
    path = os.environ.get("PREFLIGHT_PROGRAM")
    if not path:
        pytest.skip("PREFLIGHT_PROGRAM is not set")
    return path


@pytest.fixture
def after_ctrl_c() -> Callable[[str], str]:
    """Runs a script, and returns what it prints after "started" and then Ctrl-C."""

    def run(script: str) -> str:
        command = [sys.executable, "-c", textwrap.dedent(script)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert child.stdout.readline() == "started\n"
            time.sleep(0.3)
            child.send_signal(signal.SIGINT)
            return child.communicate(timeout=10)[0]
        finally:
            child.kill()

    return run
