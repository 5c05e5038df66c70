#!/usr/bin/env python3
"""Files a second from Python, on one thread: this package beside pymediainfo, PyAV, and an ffprobe process for each file.

    python benches/python.py FOLDER...

Packages that are not installed are left out. Every file is read once before, so that all find it in the cache; content is
the first MiB of each file, as services hold it after an upload. Each line is the best of three rounds.
"""

import os
import subprocess
import sys
import time

import seedance_preflight as sp

HEAD = 1 << 20
ROUNDS = 3


def main(folders):
    paths = [os.path.join(at, name) for folder in folders for at, _, names in os.walk(folder) for name in names]
    heads = []
    for path in paths:
        with open(path, "rb") as file:
            heads.append(file.read(HEAD))
    print(f"{len(paths)} files")
    measure("check(bytes) -> Report", sp.check, heads)
    measure("check(bytes).verdict and findings", lambda head: [f.rule for f in sp.check(head).findings], heads)
    measure("check(bytes).to_json()", lambda head: sp.check(head).to_json(), heads)
    measure("check(bytes).to_dict()", lambda head: sp.check(head).to_dict(), heads)
    measure("check(path) -> Report", sp.check, paths)
    measure("check(file) -> Report", opened, paths)
    measure_all("audit(paths), all threads", lambda: list(sp.audit(paths, all=True)), len(paths))
    try:
        import pyarrow as pa
    except ImportError:
        pass
    else:
        column, names = pa.array(heads, pa.large_binary()), pa.array(paths)
        measure_all("check_arrow(bytes)", lambda: sp.check_arrow(column), len(paths))
        measure_all("check_arrow(paths)", lambda: sp.check_arrow(names), len(paths))
    some = paths[:: max(1, len(paths) // 200)]
    try:
        from pymediainfo import MediaInfo
    except ImportError:
        pass
    else:
        measure("pymediainfo", lambda path: MediaInfo.parse(path), some)
    try:
        import av
    except ImportError:
        pass
    else:
        av.logging.set_level(av.logging.PANIC)
        measure("PyAV", lambda path: container(av, path), some)
    try:
        measure("a process of ffprobe", ffprobe, some[::4])
    except FileNotFoundError:
        pass


def measure(name, work, items):
    measure_all(name, lambda: [work(item) for item in items], len(items))


def measure_all(name, work, count):
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    print(f"{name:36} {count / best:10,.0f} a second {best / count * 1e6:10.1f} us each")


def opened(path):
    with open(path, "rb") as file:
        return sp.check(file)


def container(av, path):
    try:
        with av.open(path) as opened:
            return [(stream.type, stream.duration) for stream in opened.streams]
    except (av.error.FFmpegError, ValueError):
        return []


def ffprobe(path):
    command = ["ffprobe", "-v", "quiet", "-print_format", "json", "-show_format", "-show_streams", path]
    return subprocess.run(command, capture_output=True).stdout


if __name__ == "__main__":
    main(sys.argv[1:] or ["testdata"])
