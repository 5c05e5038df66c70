"""Checks whether prompts, images, videos and audio will be accepted by the Seedance 2.0 API, before they are uploaded.

>>> import seedance_preflight as sp
>>> sp.check("testdata/accepted/clip.mp4").verdict
'accepted'

Media never raise: what cannot be read is *undecided*, which is never accepted. Durations are in seconds, sizes in pixels
or bytes; numbers that are not whole are a ``fractions.Fraction``, so that no rounding decides. All functions release the
GIL while they work, and may be called from any thread.
"""

from ._apply import apply_fix
from ._errors import FixError, PreflightError, ProfileError, UsageError
from ._native import (
    Asset,
    Audit,
    CheckedBatch,
    CheckedStream,
    Explanation,
    Facts,
    Finding,
    Fix,
    Profile,
    Refusal,
    Report,
    RequestReport,
    Rule,
    Size,
    __version__,
    audit,
    check,
    check_arrow,
    check_request,
    explain,
    explain_upstream,
    fix,
    output_size,
    probe,
    profiles,
    rules,
    to_arrow,
)

__all__ = [
    "Asset",
    "Audit",
    "CheckedBatch",
    "CheckedStream",
    "Explanation",
    "Facts",
    "Finding",
    "Fix",
    "FixError",
    "PreflightError",
    "Profile",
    "ProfileError",
    "Refusal",
    "Report",
    "RequestReport",
    "Rule",
    "Size",
    "UsageError",
    "__version__",
    "apply_fix",
    "audit",
    "check",
    "check_arrow",
    "check_request",
    "explain",
    "explain_upstream",
    "fix",
    "output_size",
    "probe",
    "profiles",
    "rules",
    "to_arrow",
]

apply_fix.__module__ = __name__
