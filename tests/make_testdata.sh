#!/usr/bin/env bash
# Makes the files of testdata/accepted, testdata/refused and testdata/undecided, all from nothing:
# test patterns and sine tones of ffmpeg's own, and a few bytes changed by python3 where a fault is wanted.
# They are committed; run this to see how, or to regenerate them (encoders differ from version to version).
# Needs ffmpeg (with libx264, libmp3lame, libwebp) and python3.
set -euo pipefail
cd "$(dirname "$0")/../testdata"
rm -rf accepted refused undecided
mkdir accepted refused undecided

ff() { ffmpeg -nostdin -loglevel error -y -fflags +bitexact "$@"; }
picture() { ff -f lavfi -i "testsrc2=size=$1:rate=1" -frames:v 1 "${@:3}" -flags:v +bitexact "$2"; }
# SIZE RATE SECONDS: a moving test pattern, small enough to commit.
movie() { ff -f lavfi -i "testsrc=size=$1:rate=$2" -t "$3" "${@:5}" -c:v libx264 -crf 40 -preset veryslow -pix_fmt yuv420p -flags +bitexact "$4"; }
tone() { ff -f lavfi -i "sine=frequency=440:sample_rate=${SAMPLE_RATE:-8000}" -t "$1" "${@:3}" -flags +bitexact "$2"; }

# Accepted: one of each format.
picture 640x480 accepted/photo.jpg -q:v 12
picture 640x640 accepted/drawing.png -pix_fmt pal8
picture 800x450 accepted/card.webp -c:v libwebp -quality 30
movie 1280x720 24 4 accepted/clip.mp4
movie 640x640 30 2 accepted/clip.mov
tone 2.5 accepted/voice.wav
tone 3 accepted/music.mp3 -b:a 24k

# Refused: each for its own reason.
picture 300x1000 refused/too-tall.png -pix_fmt pal8
picture 299x400 refused/side-too-short.jpg -q:v 20
picture 400x600 refused/cut.png -pix_fmt pal8
python3 - <<'PYTHON'
import os
def cut(path, at):
    os.truncate(path, at)
cut("refused/cut.png", os.path.getsize("refused/cut.png") // 2)
# A HEIC photograph that a telephone named .jpg: the brand says what it is.
open("refused/heic-named.jpg", "wb").write(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x08mdat")
open("refused/viewer-page.mp4", "w").write("<!doctype html>\n<title>clip.mp4 - viewer</title>\n<video src=clip.mp4></video>\n")
open("refused/empty.wav", "wb")
PYTHON
movie 640x640 24000/1001 3 refused/film-rate.mp4
movie 640x640 24 1 refused/too-short.mp4
movie 640x640 24 2 refused/cut.mp4
python3 -c 'import os; os.truncate("refused/cut.mp4", os.path.getsize("refused/cut.mp4") - 2000)'
SAMPLE_RATE=16000 tone 2 refused/audio-only.mp4 -c:a aac -b:a 16k
tone 15.5 refused/too-long.mp3 -b:a 8k

# Undecided: what could not be read is said, and not taken for good.
movie 640x640 24 2 undecided/tilted.mp4
python3 - <<'PYTHON'
import struct
# A display matrix that tilts by 45 degrees: the displayed aspect ratio is not a single number then.
path = "undecided/tilted.mp4"
data = bytearray(open(path, "rb").read())
at = data.index(b"tkhd") + 4 + 40
half = 46341
struct.pack_into(">iiiii", data, at, half, half, 0, -half, half)
open(path, "wb").write(data)
PYTHON
ls -l accepted refused undecided
