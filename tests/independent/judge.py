#!/usr/bin/env python3
"""Judges media by what ffprobe and exiftool say, with no code of this project: a second opinion on what `fix` writes.

    python3 tests/independent/judge.py FILE|FOLDER…
    python3 tests/independent/judge.py --fix BINARY FOLDER OUT   fixes every file below FOLDER first, into OUT

Prints a line for each file that is not accepted, and the counts. Ends with 0 if at least 99 % are accepted, with 1 if
fewer are, and with 77, as skipped tests do, if a tool is missing.
"""

import collections
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
from fractions import Fraction

# The reference's numbers, written down a second time on purpose.
RATIO = (Fraction(2, 5), Fraction(5, 2))
SIDE = (300, 6000)
PIXELS = (409_600, 927_408)
RATE = (24, 60)
SECONDS = (2, 15)
MEGABYTES = {"image": 30, "video": 50, "audio": 15}
# ffprobe prints microseconds.
ROUNDING = Fraction(1, 1_000_000)


def run(*argv):
    return subprocess.run(argv, capture_output=True, stdin=subprocess.DEVNULL, timeout=600)


def probe(path):
    url = "file:" + os.path.abspath(path)
    out = run("ffprobe", "-v", "error", "-count_packets", "-show_streams", "-show_format", "-of", "json", "-i", url)
    return json.loads(out.stdout or b"{}")


def exif(path):
    out = run("exiftool", "-j", "-n", "-FileType", "-ImageWidth", "-ImageHeight", "-Orientation", "--", path)
    return (json.loads(out.stdout or b"[{}]") or [{}])[0]


def decodes(path):
    out = run("ffmpeg", "-v", "error", "-xerror", "-i", "file:" + os.path.abspath(path), "-f", "null", "-")
    return out.returncode == 0


def image(path, faults):
    facts = exif(path)
    if facts.get("FileType") not in ("JPEG", "PNG", "WEBP", "Extended WEBP"):
        faults.append(f"format {facts.get('FileType')}")
    sides(facts.get("ImageWidth", 0), facts.get("ImageHeight", 0), faults)


def video(path, faults):
    facts = probe(path)
    streams = facts.get("streams", [])
    pictures = [s for s in streams if s["codec_type"] == "video"]
    if len(pictures) != 1:
        faults.append(f"{len(pictures)} video streams")
        return
    picture = pictures[0]
    if picture["codec_name"] not in ("h264", "hevc"):
        faults.append(f"codec {picture['codec_name']}")
    width, height = picture["width"], picture["height"]
    square = picture.get("sample_aspect_ratio", "1:1")
    if square not in ("1:1", "0:1"):
        faults.append(f"pixel aspect {square}")
    sides(width, height, faults)
    within("pixels", width * height, PIXELS, faults)
    rate = Fraction(picture["r_frame_rate"])
    within("frame rate", rate, RATE, faults)
    for name, seconds in (("container", facts["format"].get("duration")), ("video", picture.get("duration"))):
        within(f"{name} duration", Fraction(seconds or 0), SECONDS, faults, ROUNDING)
    for sound in (s for s in streams if s["codec_type"] == "audio"):
        within("audio duration", Fraction(sound.get("duration", 0)), (0, SECONDS[1]), faults, ROUNDING)
        if sound["codec_name"] not in ("aac", "mp3") and not (path.endswith(".mov") and sound["codec_name"].startswith("pcm_")):
            faults.append(f"audio codec {sound['codec_name']}")


def audio(path, faults):
    facts = probe(path)
    streams = [s for s in facts.get("streams", []) if s["codec_type"] == "audio"]
    if len(streams) != 1:
        faults.append(f"{len(streams)} audio streams")
        return
    stream = streams[0]
    if stream["codec_name"] not in ("mp3", "pcm_s16le"):
        faults.append(f"codec {stream['codec_name']}")
    if stream["codec_name"] == "mp3":
        # The estimate from the bit rate is not the count of frames.
        samples = 1152 if int(stream["sample_rate"]) >= 32000 else 576
        seconds = Fraction(int(stream["nb_read_packets"]) * samples, int(stream["sample_rate"]))
    else:
        seconds = Fraction(stream["duration"])
    within("duration", seconds, SECONDS, faults, ROUNDING)


def sides(width, height, faults):
    within("width", width, SIDE, faults)
    within("height", height, SIDE, faults)
    within("ratio", Fraction(width, height or 1), RATIO, faults)


def within(name, value, ends, faults, rounding=0):
    if not ends[0] - rounding <= value <= ends[1] + rounding:
        faults.append(f"{name} {float(value)}")


KINDS = {".jpg": image, ".png": image, ".webp": image, ".mp4": video, ".mov": video, ".wav": audio, ".mp3": audio}


def judge(path):
    faults = []
    of_kind = KINDS.get(os.path.splitext(path)[1].lower())
    if of_kind is None:
        return ["extension"]
    try:
        of_kind(path, faults)
        if os.path.getsize(path) > MEGABYTES[of_kind.__name__] * 1_000_000:
            faults.append(f"{os.path.getsize(path)} bytes")
        if not decodes(path):
            faults.append("does not decode")
    except (KeyError, ValueError, ZeroDivisionError, subprocess.TimeoutExpired) as error:
        faults.append(f"not measured: {error!r}")
    return faults


def files_below(roots):
    for root in roots:
        if os.path.isfile(root):
            yield root
        for folder, _, names in os.walk(root):
            yield from (os.path.join(folder, name) for name in sorted(names))


def fix_all(binary, folder, out):
    """Fixes each file into a folder of its own, since names repeat; returns how many ended in which way."""
    ends = collections.Counter()

    def one(numbered):
        number, path = numbered
        done = run(binary, "fix", path, "--output", os.path.join(out, str(number)))
        return path, done.stdout.decode(errors="replace").strip()

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, line in pool.map(one, enumerate(files_below([folder]))):
            state = line.replace(path, "").split(":")[0].strip() or "failed"
            why = line.rsplit(": ", 1)[-1] if state in ("no fix", "failed") else ""
            ends[f"{state}  {why}".strip()] += 1
            if state == "failed":
                print(f"{path}: {why}")
    for end, count in ends.most_common():
        print(f"{count:5} {end}")


def main(arguments):
    missing = [tool for tool in ("ffprobe", "ffmpeg", "exiftool") if not shutil.which(tool)]
    if missing:
        print(f"skipped: {', '.join(missing)} not found")
        return 77
    if arguments[:1] == ["--fix"]:
        _, binary, folder, out = arguments
        fix_all(binary, folder, out)
        arguments = [out]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        paths = list(files_below(arguments))
        results = list(zip(paths, pool.map(judge, paths)))
    for path, faults in results:
        if faults:
            print(f"{path}: {'; '.join(faults)}")
    refused = sum(1 for _, faults in results if faults)
    print(f"{len(results)} files, {len(results) - refused} accepted")
    return 0 if refused * 100 <= len(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
