"""The program that was installed with this package."""

import os
import shutil
import sys
import sysconfig

from ._errors import PreflightError

_NAME = "seedance-preflight" + (sysconfig.get_config_var("EXE") or "")


def program() -> str:
    """The path of the program ``seedance-preflight``."""
    schemes = [sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user")]
    folders = [sysconfig.get_path("scripts", scheme) for scheme in schemes]
    # As `pip install --target` has it.
    folders.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bin"))
    for folder in folders:
        path = os.path.join(folder, _NAME)
        if os.path.isfile(path):
            return path
    path = shutil.which(_NAME)
    if path is None:
        raise PreflightError("the program seedance-preflight is not installed beside this package")
    return path


def main() -> int:
    """Runs the program in place of this process."""
    path = program()
    arguments = [path, *sys.argv[1:]]
    if sys.platform != "win32":
        os.execv(path, arguments)
    import subprocess

    return subprocess.call(arguments)
