#!/usr/bin/env bash
# Fixes clips by `fix`, beside the same ffmpeg commands run by xargs.
#
#   benches/fix.sh [CLIPS] [SOURCE]
#
# takes the first CLIPS (100) videos and audio files below SOURCE ($PREFLIGHT_CORPUS/files, else testdata) that need ffmpeg,
# and fixes them on JOBS (2) at a time, RUNS (3) times each way, in turn. Figures are the fastest runs. Wants Rust and ffmpeg.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C

clips=${1:-100}
source=${2:-${PREFLIGHT_CORPUS:+$PREFLIGHT_CORPUS/files}}
source=${source:-testdata}
jobs=${JOBS:-2}
runs=${RUNS:-3}
where=$(mktemp -d "${TMPDIR:-/tmp}/seedance-preflight-bench.XXXXXX")
trap 'rm -rf "$where"' EXIT

if [ -z "${PROGRAM:-}" ]; then
    cargo build --quiet --release --locked --features cli
    target=$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
    PROGRAM=$target/release/seedance-preflight
fi

# Each clip under a name of its own, since names repeat; those that `fix` fixes by ffmpeg.
mkdir "$where/in" "$where/trial" "$where/commands"
number=0
find "$source" -type f | sort > "$where/all"
while read -r file && [ "$number" -lt "$clips" ]; do
    line=$("$PROGRAM" fix --dry-run -- "$file" 2> /dev/null || true)
    case $line in *' -protocol_whitelist '*) ;; *) continue ;; esac
    name=$(printf '%03d' "$number").${file##*.}
    ln -s "$(realpath "$file")" "$where/in/$name"
    rm -rf "$where/trial"
    if "$PROGRAM" fix --quiet --output "$where/trial" -- "$where/in/$name" > /dev/null 2>&1; then
        number=$((number + 1))
    else
        rm "$where/in/$name"
    fi
done < "$where/all"

by_fix() {
    rm -rf "$where/out"
    "$PROGRAM" fix --quiet --jobs "$jobs" --output "$where/out" -- "$where"/in/* > /dev/null
}

# The command of each clip as a file of its own, which xargs gives to a shell.
"$PROGRAM" fix --dry-run --output "$where/out" -- "$where"/in/* | sed -n 's/^  fix: //p' |
    awk -v where="$where/commands" '{ print > sprintf("%s/%03d", where, NR) }'
by_xargs() {
    rm -rf "$where/out"
    mkdir "$where/out"
    find "$where/commands" -type f -print0 | sort -z | xargs -0 -P "$jobs" -n 1 sh > /dev/null 2>&1
}

seconds() {
    local start=$EPOCHREALTIME
    "$@"
    awk "BEGIN { print $EPOCHREALTIME - $start }"
}

for ((run = 0; run < runs; run++)); do
    seconds by_fix >> "$where/fix"
    seconds by_xargs >> "$where/xargs"
done
fix=$(sort -g "$where/fix" | head -n 1)
xargs=$(sort -g "$where/xargs" | head -n 1)
echo "$number clips, $jobs at a time: fix $fix s, xargs $xargs s, $(awk "BEGIN { printf \"%.3f\", $fix / $xargs }") times as long"
