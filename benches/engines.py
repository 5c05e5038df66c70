#!/usr/bin/env python3
"""Audits on Daft beside the program's: on one machine, on two Ray nodes, with one of them killed, and of objects in moto's S3.

    python benches/engines.py FOLDER [FILES]

FILES files (20000) are hard links to those below FOLDER, in a new folder below $TMPDIR, which is removed at the end. Their list is
Parquet, 500 rows a file, and has a few rows that cannot be checked. The counts of every run have to equal those of the
program, or this fails. Needs the packages daft, ray, pyarrow, and seedance-preflight with its program; $MOTO names a Python
that has `moto[server]`, without which objects are left out. Ray's nodes are processes on loopback, with one CPU each.
"""

import collections
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 500
OBJECTS = 300
HEAD, SECOND = "127.0.0.2", "127.0.0.3"
PORT = 6399
RAY = {
    # A token of this run: a cluster runs the code of whoever has it.
    "RAY_AUTH_MODE": "token",
    "RAY_AUTH_TOKEN": secrets.token_hex(32),
    # Ray takes loopback addresses for those of systems that it does not support.
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "1",
    "RAY_DISABLE_USAGE_STATS": "1",
    "RAY_raylet_start_wait_time_s": "300",
}
MOTO = """
import logging, os, sys
from moto.server import DomainDispatcherApplication, ThreadedMotoServer
from moto.s3.models import s3_backends
asked = []
answer = DomainDispatcherApplication.__call__
def counted(self, environ, start):
    asked.append(environ["REQUEST_METHOD"])
    return answer(self, environ, start)
DomainDispatcherApplication.__call__ = counted
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
store = s3_backends["123456789012"]["aws"]
store.create_bucket("media", "us-east-1")
for path in sys.stdin.readline().split("|"):
    store.put_object("media", "clips/" + path.strip().replace("/", "_"), open(path.strip(), "rb").read())
print(*server.get_host_and_port(), flush=True)
for line in sys.stdin:
    print({method: asked.count(method) for method in sorted(set(asked))}, flush=True)
    asked.clear()
"""


def main(folder, files=20000):
    with tempfile.TemporaryDirectory(prefix="preflight-", ignore_cleanup_errors=True) as work:
        work = Path(work)
        paths = link(Path(folder), work / "files", int(files))
        for name in ("program", "program, again"):
            expected, seconds = program(str(work / "files"), work)
            show(name, expected, seconds, len(paths))
        poison = poisonous(work)
        write_list(paths, [*poison, None], work / "list")
        expected = expected + collections.Counter({"undecided": len(poison), None: 1})
        rows = len(paths) + len(poison) + 1
        for name in ("one machine", "one machine, again"):
            show(name, *daft(work, "native", expected, poison), rows)
        on_ray(work, expected, poison, rows)
        if os.environ.get("MOTO"):
            objects(work, paths[:: max(1, len(paths) // OBJECTS)][:OBJECTS])


def link(folder, into, files):
    """Hard links, in folders of one set each."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    paths = []
    for number in range(files):
        path = into / str(number // len(found)) / f"{number}{found[number % len(found)].suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        os.link(found[number % len(found)], path)
        paths.append(str(path))
    return paths


def poisonous(work):
    """Rows that would stop a careless reader: a pipe, which never ends, a folder, and paths that name nothing."""
    os.mkfifo(work / "pipe.mp4")
    (work / "folder.mp4").mkdir()
    return [str(work / "pipe.mp4"), str(work / "folder.mp4"), str(work / "missing.mp4"), "", "a\0b.png"]


def write_list(paths, poison, folder):
    """One row of poison in each of the first files."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    folder.mkdir()
    for number, start in enumerate(range(0, len(paths), ROWS)):
        part = paths[start : start + ROWS] + poison[number : number + 1]
        parquet.write_table(pa.table({"path": pa.array(part, pa.string())}), folder / f"{number:05}.parquet")


def program(where, work, *options, environment=None):
    output = work / "program.jsonl"
    start = time.monotonic()
    command = ["seedance-preflight", "audit", where, "--all", "--hidden", "--no-ignore", "--no-config", "--quiet", *options]
    subprocess.run([*command, "--output", f"jsonl={output}"], env={**os.environ, **(environment or {})}, check=False)
    seconds = time.monotonic() - start
    with open(output, encoding="utf-8") as lines:
        return collections.Counter(json.loads(line)["verdict"] for line in lines), seconds


def start_daft(work, runner):
    """A process, since a process has one runner of Daft."""
    answers = work / f"answers-{time.monotonic_ns()}"
    command = [sys.executable, __file__, "--audit", runner, str(work / "list" / "*.parquet"), str(answers)]
    return answers, subprocess.Popen(command, env={**os.environ, **RAY}, stdout=subprocess.PIPE, text=True)


def finish(answers, process, expected, poison):
    """The counts, and the seconds of the query without the start of Python."""
    import pyarrow.dataset as dataset

    output, _ = process.communicate(timeout=600)
    assert process.returncode == 0, output
    table = dataset.dataset(answers, format="parquet").to_table()
    verdicts = dict(zip(table["source"].to_pylist(), table["verdict"].to_pylist(), strict=True))
    assert all(verdicts[path] == "undecided" for path in poison), verdicts
    counts = collections.Counter(table["verdict"].to_pylist())
    assert counts == expected, (counts, expected)
    # Daft and Ray print there, too.
    return counts, next(float(line.split()[1]) for line in output.splitlines() if line.startswith("seconds "))


def daft(work, runner, expected, poison):
    return finish(*start_daft(work, runner), expected, poison)


def audit(runner, paths, answers):
    import daft

    if runner == "native":
        daft.set_runner_native()
    else:
        import ray

        ray.init(address=runner, _node_ip_address=HEAD, logging_level="error", log_to_driver=False)
        assert sum(node["Alive"] for node in ray.nodes()) == 2
        daft.set_runner_ray()
    from seedance_preflight.daft import audit as audit_on_daft

    start = time.monotonic()
    audit_on_daft(paths).select("source", "verdict").write_parquet(answers).collect()
    print("seconds", time.monotonic() - start, flush=True)


def on_ray(work, expected, poison, rows):
    # Sockets lie in it, whose paths are short.
    with tempfile.TemporaryDirectory(prefix="ray", dir="/tmp", ignore_cleanup_errors=True) as sessions:
        try:
            node(f"--head --port={PORT} --node-ip-address={HEAD} --include-dashboard=false --temp-dir={sessions}")
            node(f"--address={HEAD}:{PORT} --node-ip-address={SECOND}")
            for name in ("two Ray nodes", "two Ray nodes, again"):
                show(name, *daft(work, f"{HEAD}:{PORT}", expected, poison), rows)
            answers, process = start_daft(work, f"{HEAD}:{PORT}")
            while process.poll() is None and not list(answers.glob("*.parquet")):
                time.sleep(0.01)
            written = len(list(answers.glob("*.parquet")))
            assert process.poll() is None, "the query ended before the node was killed"
            [raylet] = processes("raylet/raylet", sessions, f"--node_ip_address={SECOND}")
            work_done = seconds_of_children(raylet)
            os.kill(raylet, signal.SIGKILL)
            print(f"killed the second node, whose workers had run for {work_done:.1f} s; files written by then: {written}")
            show("second node killed", *finish(answers, process, expected, poison), rows)
        finally:
            for pid in processes(sessions):
                os.kill(pid, signal.SIGKILL)


def node(options):
    ray = Path(sys.executable).with_name("ray")
    command = [ray, "start", *options.split(), "--num-cpus=1", "--object-store-memory=200000000", "--disable-usage-stats"]
    subprocess.run(command, env={**os.environ, **RAY}, stdout=subprocess.DEVNULL, check=True)


def processes(*words):
    """Of this cluster only: Ray's own `ray stop` ends every cluster of the machine."""
    numbers = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    return [pid for pid in numbers if pid != os.getpid() and all(word in command_line(pid) for word in words)]


def command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def seconds_of_children(parent):
    """Processor time."""
    seconds = 0
    for pid in processes():
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def objects(work, paths):
    server = subprocess.Popen([os.environ["MOTO"], "-c", MOTO], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        print("|".join(paths), file=server.stdin, flush=True)
        endpoint = "http://{}:{}".format(*server.stdout.readline().split())

        def asked():
            print(file=server.stdin, flush=True)
            return server.stdout.readline().strip()

        keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "testtest", "AWS_REGION": "us-east-1"}
        expected, seconds = program("s3://media/clips/", work, "--endpoint", endpoint, environment=keys)
        show("program, objects", expected, seconds, len(paths))
        print("requests:", asked())
        import daft as engine

        from seedance_preflight.daft import audit as audit_on_daft

        s3 = engine.io.S3Config(
            endpoint_url=endpoint, key_id="test", access_key="testtest", region_name="us-east-1", use_ssl=False
        )
        start = time.monotonic()
        verdicts = audit_on_daft("s3://media/clips/**", io_config=engine.io.IOConfig(s3=s3)).to_pydict()["verdict"]
        counts = collections.Counter(verdicts)
        show("Daft, objects", counts, time.monotonic() - start, len(paths))
        print("requests:", asked())
        assert counts == expected, (counts, expected)
    finally:
        server.kill()


def show(name, counts, seconds, rows):
    counts = ", ".join(f"{count} {verdict or 'null'}" for verdict, count in sorted(counts.items(), key=str))
    print(f"{name}: {counts}; {seconds:.2f} s, {rows / seconds:.0f} rows/s", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--audit"]:
        audit(*sys.argv[2:])
    elif len(sys.argv) in (2, 3):
        main(*sys.argv[1:])
    else:
        sys.exit(__doc__)
