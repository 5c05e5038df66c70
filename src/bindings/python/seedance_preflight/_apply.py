"""Fixes carried out by the program, which checks the result before it gets its name."""

import os
import subprocess
import tempfile
from fractions import Fraction

from ._errors import FixError
from ._native import check, fix
from ._program import program


def apply_fix(
    source,
    *,
    output=None,
    force=False,
    fit="crop",
    max_crop=25,
    keep="start",
    extend=None,
    quality="standard",
    ffmpeg=None,
    time_limit=600,
    kind=None,
    deep=False,
    profile=None,
    tolerance=None,
    deny_warnings=False,
):
    """Make a refused file acceptable: a new file, whose ``Report`` is returned.

    ``source`` is a path. The result goes to ``output``, which must not exist unless ``force``; default: ``NAME.fixed.EXT``
    beside it. It is decoded and checked before it gets its name, so a file of that name is always whole and accepted. If
    ``source`` is accepted already, nothing is written, and the report is its own.

    ``ffmpeg`` is the program to use for videos and audio, and ``time_limit`` the seconds that it may take. The other
    arguments are as for ``fix``; ``profile`` is a name, or the path of a TOML file.

    Raises ``FixError`` if there is no fix, or if it could not be carried out.
    """
    source = os.fspath(source)
    policy = {"kind": kind, "deep": deep, "profile": profile, "tolerance": tolerance, "deny_warnings": deny_warnings}
    plan = fix(source, fit=fit, max_crop=max_crop, keep=keep, extend=extend, quality=quality, **policy)
    if plan is None:
        return check(source, **policy)
    folder = os.path.dirname(os.path.abspath(source if output is None else output))
    choice = {"fit": fit, "max-crop": max_crop, "keep": _part(keep), "extend": extend, "quality": quality}
    choice |= {"as": kind, "profile": profile, "tolerance": tolerance, "ffmpeg": ffmpeg, "time-limit": time_limit}
    words = [f"--{name}={os.fspath(value) if hasattr(value, '__fspath__') else value}"
             for name, value in choice.items() if value is not None]
    words += [flag for flag, is_set in (("--deny-warnings", deny_warnings), ("--deep", deep)) if is_set]
    # In the folder of the result, so that giving it its name is one step.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".seedance-preflight-") as scratch:
        command = [program(), "fix", "--no-config", "--quiet", "--output", scratch, *words, "--", source]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True)
        made = os.listdir(scratch)
        if done.returncode != 0 or len(made) != 1:
            said = os.fsdecode(done.stderr or done.stdout).strip()
            raise FixError(said or f"the program ended with code {done.returncode}")
        if output is None:
            stem, extension = os.path.splitext(os.path.basename(source))[0], os.path.splitext(made[0])[1]
            output = os.path.join(os.path.dirname(source), f"{stem}.fixed{extension}")
        # The name counts, too: its extension is compared with the content.
        result = os.path.join(scratch, os.path.basename(output))
        os.replace(os.path.join(scratch, made[0]), result)
        report = check(result, **policy)
        if not report.accepted:
            raise FixError(f"{output}: {report.findings[0].message}")
        if force:
            os.replace(result, output)
        else:
            _publish(result, output)
    return check(output, **policy)


def _part(keep):
    """The part to keep, as the program takes it."""
    if isinstance(keep, str):
        return keep
    return "-".join(_decimal(Fraction(time)) for time in keep)


def _decimal(time):
    """A time with at most nine decimals."""
    nanoseconds = round(time * 10**9)
    return f"{nanoseconds // 10**9}.{nanoseconds % 10**9:09}"


def _publish(result, output):
    """Gives the result its name, unless another file has it."""
    try:
        os.link(result, output)
    except FileExistsError:
        raise FixError(f"{output} exists; force=True replaces it") from None
    except OSError:
        # A file system without links.
        if os.path.exists(output):
            raise FixError(f"{output} exists; force=True replaces it") from None
        os.replace(result, output)
