"""maturin's build backend, with one addition: wheels have the program beside the library, among their scripts.

maturin builds a library or a program, not both into one wheel. ``python build_package.py WHEEL PROGRAM`` adds a program
that was built elsewhere, for another system.
"""

import base64
import hashlib
import os
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

NAME = "seedance-preflight"
FEATURES = "cli,fetch,parquet,s3,submit"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    import maturin

    name = maturin.build_wheel(wheel_directory, config_settings, metadata_directory)
    add(Path(wheel_directory, name), built_program())
    return name


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    import maturin

    name = maturin.build_editable(wheel_directory, config_settings, metadata_directory)
    add(Path(wheel_directory, name), built_program())
    return name


def __getattr__(name):
    """Everything else is maturin's."""
    if name.startswith(("build_", "get_requires_", "prepare_metadata_")):
        import maturin

        return getattr(maturin, name)
    raise AttributeError(name)


def built_program():
    """Builds the program as maturin built the library: with the profile that MATURIN_PEP517_ARGS names."""
    settings = Path(__file__).with_name("pyproject.toml").read_text(encoding="utf-8")
    manifest = Path(__file__).parent / re.search('^manifest-path = "(.*)"$', settings, re.MULTILINE)[1]
    words = shlex.split(os.environ.get("MATURIN_PEP517_ARGS", ""))
    profile = words[words.index("--profile") + 1] if "--profile" in words else "release"
    target = Path(os.environ.get("CARGO_TARGET_DIR") or manifest.resolve().parent / "target")
    command = ["cargo", "build", "--quiet", "--bin", NAME, "--features", FEATURES, "--profile", profile]
    command += ["--manifest-path", str(manifest), "--target-dir", str(target)]
    subprocess.run(command + (["--locked"] if "--locked" in words else []), check=True)
    program = target / ("debug" if profile == "dev" else profile) / NAME
    return program if program.exists() else program.with_suffix(".exe")


def add(wheel, program):
    """Adds the program to the wheel, in its list of files too."""
    with zipfile.ZipFile(wheel) as old:
        entries = [(entry, old.read(entry)) for entry in old.infolist()]
    (record,) = (entry.filename for entry, _ in entries if entry.filename.endswith(".dist-info/RECORD"))
    content = program.read_bytes()
    path = record.replace(".dist-info/RECORD", f".data/scripts/{program.name}")
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
    line = f"{path},sha256={digest},{len(content)}\n".encode()
    script = zipfile.ZipInfo(path)
    script.external_attr = 0o100755 << 16
    entries = [(entry, line + text if entry.filename == record else text) for entry, text in entries]
    # RECORD is last, as installers that stream expect it.
    entries.insert(-1, (script, content))
    scratch = wheel.with_suffix(".part")
    with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as new:
        for entry, text in entries:
            new.writestr(entry, text, zipfile.ZIP_DEFLATED)
    scratch.replace(wheel)


if __name__ == "__main__":
    add(Path(sys.argv[1]), Path(sys.argv[2]))
