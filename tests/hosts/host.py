"""The library from Python, using only ctypes.

Prints reports as JSON Lines, which the test holds against the library's own.
Arguments: the shared library, then files to check.
"""

import ctypes
import json
import sys
from ctypes import POINTER, byref, c_char_p, c_int32, c_int64, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p

READ_AT = ctypes.CFUNCTYPE(c_int64, c_void_p, c_uint64, POINTER(c_uint8), c_size_t)
OK, NULL_ARGUMENT, NOT_UTF8, OUT_OF_RANGE, UNKNOWN_RULE = 0, 2, 3, 5, 8
REFUSED = 3


class PreflightError(Exception):
    """A call that failed, by its status."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


class Library:
    """The functions of the header, with their types; a status that is not OK is raised."""

    SIGNATURES = {
        "sdpf_options_new": [POINTER(c_void_p)],
        "sdpf_options_set_file_name": [c_void_p, c_char_p],
        "sdpf_options_set_profile": [c_void_p, c_char_p],
        "sdpf_check_file": [c_char_p, c_void_p, POINTER(c_void_p)],
        "sdpf_check_bytes": [c_char_p, c_size_t, c_void_p, POINTER(c_void_p)],
        "sdpf_check_source": [READ_AT, c_void_p, c_uint64, c_void_p, POINTER(c_void_p)],
        "sdpf_check_request": [c_char_p, c_size_t, c_void_p, c_void_p, POINTER(c_void_p)],
        "sdpf_assets_new": [POINTER(c_void_p)],
        "sdpf_assets_add_report": [c_void_p, c_char_p, c_void_p],
        "sdpf_report_verdict": [c_void_p, POINTER(c_int32)],
        "sdpf_report_json": [c_void_p, POINTER(c_char_p)],
        "sdpf_report_finding_count": [c_void_p, POINTER(c_size_t)],
        "sdpf_finding_rule": [c_void_p, c_size_t, POINTER(c_char_p)],
        "sdpf_fact_fraction": [c_void_p, c_char_p, POINTER(c_uint64), POINTER(c_uint64)],
        "sdpf_explain": [c_char_p, POINTER(c_void_p)],
        "sdpf_output_size": [c_void_p, c_char_p, c_char_p, POINTER(c_uint32), POINTER(c_uint32)],
    }

    def __init__(self, path):
        self._library = ctypes.CDLL(path)
        self._library.sdpf_status_text.restype = c_char_p
        self._library.sdpf_abi_version.restype = c_uint32
        if self._library.sdpf_abi_version() != 1:
            raise PreflightError(0, "another ABI")
        for name, types in self.SIGNATURES.items():
            function = getattr(self._library, name)
            function.argtypes, function.restype, function.errcheck = types, c_int32, self._raise_unless_ok
            setattr(self, name.removeprefix("sdpf_"), function)
        for name in ("sdpf_options_free", "sdpf_assets_free", "sdpf_report_free", "sdpf_string_free"):
            function = getattr(self._library, name)
            function.argtypes, function.restype = [c_void_p], None
            setattr(self, name.removeprefix("sdpf_"), function)

    def _raise_unless_ok(self, status, _function, _arguments):
        if status != OK:
            raise PreflightError(status, self._library.sdpf_status_text(status).decode())
        return status

    def report(self, check, *arguments):
        """The report's JSON, freed."""
        handle = c_void_p()
        check(*arguments, byref(handle))
        try:
            text = c_char_p()
            self.report_json(handle, byref(text))
            return text.value.decode()
        finally:
            self.report_free(handle)


def read_at_of(data):
    """A callback that reads bytes; it has to be kept for as long as it may be called."""

    @READ_AT
    def read_at(_user, offset, buffer, length):
        piece = data[offset : offset + length]
        ctypes.memmove(buffer, piece, len(piece))
        return len(piece)

    return read_at


def raises(status, function, *arguments):
    """Whether a call fails in this way."""
    try:
        function(*arguments)
    except PreflightError as error:
        return error.status == status
    return False


def main():
    library = Library(sys.argv[1])
    for path in sys.argv[2:]:
        name = path.encode()
        print(library.report(library.check_file, name, None))
        options = c_void_p()
        library.options_new(byref(options))
        library.options_set_file_name(options, name)
        with open(path, "rb") as file:
            data = file.read()
        print(library.report(library.check_bytes, data, len(data), options))
        print(library.report(library.check_source, read_at_of(data), None, len(data), options))
        library.options_free(options)

    report = c_void_p()
    library.check_file(b"refused/film-rate.mp4", None, byref(report))
    verdict, count, rule = c_int32(), c_size_t(), c_char_p()
    numerator, denominator = c_uint64(), c_uint64()
    library.report_verdict(report, byref(verdict))
    library.report_finding_count(report, byref(count))
    library.finding_rule(report, 0, byref(rule))
    library.fact_fraction(report, b"fps", byref(numerator), byref(denominator))
    assert (verdict.value, count.value, rule.value) == (REFUSED, 1, b"video/fps-out-of-range")
    assert (numerator.value, denominator.value) == (24000, 1001)
    assert raises(OUT_OF_RANGE, library.finding_rule, report, 1, byref(rule))
    assert raises(NULL_ARGUMENT, library.report_verdict, None, byref(verdict))

    url = b"https://media.example.com/clip.mp4"
    request = json.dumps(
        {"model": "seedance-2.0-reference-to-video", "prompt": "It moves.", "video_urls": [url.decode()]}
    ).encode()
    assets = c_void_p()
    library.assets_new(byref(assets))
    library.assets_add_report(assets, url, report)
    library.report_free(report)
    judged = json.loads(library.report(library.check_request, request, len(request), assets, None))
    assert {"rule": "video/fps-out-of-range", "pointer": "/video_urls/0"}.items() <= judged["findings"][0].items()
    library.assets_free(assets)

    text = c_void_p()
    library.explain(b"video/fps-out-of-range", byref(text))
    assert b"24000/1001" in ctypes.string_at(text)
    library.string_free(text)
    assert raises(UNKNOWN_RULE, library.explain, b"no/such-rule", byref(text))
    assert raises(NOT_UTF8, library.explain, b"\xff", byref(text))
    width, height = c_uint32(), c_uint32()
    library.output_size(None, b"16:9", b"720p", byref(width), byref(height))
    assert (width.value, height.value) == (1280, 720)


if __name__ == "__main__":
    main()
