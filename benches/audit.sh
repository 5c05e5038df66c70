#!/usr/bin/env bash
# Audits a folder beside other tools, on the same folder, in one run, from a warm cache.
#
#   benches/audit.sh [FILES] [SOURCE]
#
# makes a folder of FILES files (10000) out of those below SOURCE ($PREFLIGHT_CORPUS, else testdata): hard links, and every
# tenth set of them real copies. SAMPLE (400) says how many of them the slow tools get, evenly taken; WHERE, in which folder
# all this is made (a new one below $TMPDIR, removed at the end). Figures are of the fastest of RUNS (5) runs; of the slow
# tools, of one. Wants Rust; a tool that is not installed is said and left out. COLD=1 adds runs from a cold cache, which
# want root: real copies of the files, and the system's cache dropped before each run.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C

files=${1:-10000}
source=${2:-${PREFLIGHT_CORPUS:+$PREFLIGHT_CORPUS/files}}
source=${source:-testdata}
sample=${SAMPLE:-400}
runs=${RUNS:-5}
threads=$(nproc)
where=${WHERE:-$(mktemp -d "${TMPDIR:-/tmp}/seedance-preflight-bench.XXXXXX")}
mkdir -p "$where"
where=$(cd "$where" && pwd)
[ -n "${WHERE:-}" ] || trap 'rm -rf "$where"' EXIT

# The folder, unless an earlier run has left one of that many files.
folder=$where/$files
if [ ! -d "$folder" ]; then
    mkdir -p "$folder"
    cp -r "$source" "$where/one-set"
    each=$(find "$where/one-set" -type f | wc -l)
    made=0
    for ((set = 0; made + each <= files; set++, made += each)); do
        if ((set % 10 == 9)); then cp -r "$where/one-set" "$folder/$set"; else cp -rl "$where/one-set" "$folder/$set"; fi
    done
    # What is left to the number asked for.
    mkdir "$folder/rest"
    find "$where/one-set" -type f | sort | sed -n "1,$((files - made))p" | while read -r file; do
        ln "$file" "$folder/rest/$((made++)).${file##*.}"
    done
    rm -rf "$where/one-set"
fi
count=$(find "$folder" -type f | wc -l)

cargo build --quiet --release --locked --features cli
cargo bench --quiet --locked --features cli --bench audit_floor --no-run
target=$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
program=$target/release/seedance-preflight
# The newest, where the folder has several.
floor=$(find "$target/release/deps" -name 'audit_floor-*' -type f -executable -printf '%T@ %p\n' | sort -rn | head -n 1 | cut -d ' ' -f 2)

# Seconds that a command takes, its output thrown away.
seconds() {
    local start=$EPOCHREALTIME
    "$@" > /dev/null 2>&1 || true
    awk "BEGIN { print $EPOCHREALTIME - $start }"
}

# The least of RUNS runs.
fastest() {
    for ((run = 0; run < runs; run++)); do seconds "$@"; done | sort -g | head -n 1
}

row() { # name, files, seconds, and the audit's seconds a file
    awk -v name="$1" -v files="$2" -v seconds="$3" -v ours="$4" 'BEGIN {
        each = seconds / files
        printf "| %s | %d | %.3f | %.0f | %.2f | %.2f |\n", name, files, seconds, files / seconds, each * 1e6, each / ours
    }'
}

echo "$count files below $folder, $(du -sh --apparent-size "$folder" | cut -f 1) in all; $threads threads on: $(grep -m 1 'model name' /proc/cpuinfo 2> /dev/null | cut -d ':' -f 2 | xargs || uname -m); load $(cut -d ' ' -f 1 /proc/loadavg 2> /dev/null || echo unknown)"
echo
find "$folder" -type f -exec cat {} + > /dev/null
echo "| what | files | seconds | files/s | µs a file | time, audit on the same threads = 1 |"
echo "|---|---|---|---|---|---|"
for jobs in $(printf '%s\n' 1 "$threads" | sort -nu); do
    all=$(fastest "$program" audit "$folder" --jobs "$jobs" --quiet --output jsonl)
    each=$(awk "BEGIN { print $all / $count }")
    row "audit, JSON lines, $jobs threads" "$count" "$all" "$each"
    row "audit, text, $jobs threads" "$count" "$(fastest "$program" audit "$folder" --jobs "$jobs" --quiet)" "$each"
    read -r _ with_walk walk_alone without_walk < <("$floor" "$folder" "$jobs")
    row "floor, $jobs threads: walk, open, fstat, read 4 KiB, close" "$count" "$with_walk" "$each"
    row "floor, $jobs threads, without the walk" "$count" "$without_walk" "$each"
    row "the walk only, one thread" "$count" "$walk_alone" "$each"
done

# The least of RUNS runs, each after the cache was dropped.
fastest_cold() {
    for ((run = 0; run < runs; run++)); do
        sync
        echo 3 > /proc/sys/vm/drop_caches
        seconds "$@"
    done | sort -g | head -n 1
}

if [ -n "${COLD:-}" ]; then
    cold=$where/cold
    mkdir -p "$cold"
    copied=0
    until [ "$copied" -ge "$files" ]; do
        cp -r "$source" "$cold/$copied"
        copied=$(find "$cold" -type f | wc -l)
    done
    each=$(awk "BEGIN { print $(fastest_cold "$program" audit "$cold" --quiet --output jsonl) / $copied }")
    row "cold: audit, JSON lines, default threads" "$copied" "$(awk "BEGIN { print $each * $copied }")" "$each"
    for jobs in 2 4 16 32; do
        row "cold: audit, JSON lines, $jobs threads" "$copied" \
            "$(fastest_cold "$program" audit "$cold" --jobs "$jobs" --quiet --output jsonl)" "$each"
        row "cold: first 4 KiB by $jobs processes" "$copied" \
            "$(fastest_cold sh -c "find '$cold' -type f -print0 | xargs -0 -n 64 -P $jobs head -q -c 4096")" "$each"
    done
    rm -rf "$cold"
fi

# What one run holds at most, by GNU time where it is installed.
peak() { # arguments
    if [ -x /usr/bin/time ]; then
        # The audit ends with 1 where it refuses a file.
        { /usr/bin/time -f %M "$program" audit "$folder" --quiet --output jsonl "$@" 2>&1 > /dev/null || true; } | tail -n 1
    else
        echo "(GNU time is not installed)"
    fi
}
peaks="Peak memory of the audit on $threads threads: $(peak) KiB, with --sort $(peak --sort) KiB."
looked=$({ "$program" audit "$folder" || true; } | grep ' looked at, ')

# Evenly taken files for those that would take too long on all; the audit's time on all threads is their measure.
list=$where/sample
find "$folder" -type f | sort | awk -v step=$((count / sample + 1)) 'NR % step == 0' > "$list"
few=$(wc -l < "$list")
slow() { # tool, how it is used, shell command
    if command -v "$1" > /dev/null; then
        row "$1, $2, a sample" "$few" "$(seconds sh -c "$3")" "$each"
    else
        echo "| $1, $2: not installed | | | | | |"
    fi
}
slow mediainfo "one process" "tr '\n' '\0' < '$list' | xargs -0 mediainfo --Output=JSON"
slow exiftool "-fast2, one process" "exiftool -fast2 -json -@ '$list'"
slow ffprobe "a process a file, xargs -P $threads" \
    "tr '\n' '\0' < '$list' | xargs -0 -P $threads -n 1 ffprobe -v error -show_format -show_streams -of json"
echo
echo "$peaks Of the files it says: $looked."
