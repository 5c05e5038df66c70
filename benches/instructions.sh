#!/usr/bin/env bash
# Counts instructions a file by format, which do not depend on how busy the machine is.
#
#   benches/instructions.sh [FOLDER] [PROGRAM]...
#
# runs `facts` under Callgrind on the files of each format below FOLDER ($PREFLIGHT_CORPUS/files, else testdata), chosen by
# extension, and subtracts a run on one tiny file. PROGRAM is target/release/seedance-preflight, which is built if none is
# named; name two to compare them in one run. Wants valgrind.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C

folder=${1:-${PREFLIGHT_CORPUS:+$PREFLIGHT_CORPUS/files}}
folder=${folder:-testdata}
shift || true
programs=("$@")
if [ ${#programs[@]} -eq 0 ]; then
    cargo build --quiet --release --locked --features cli
    programs=(target/release/seedance-preflight)
fi
scratch=$(mktemp -d "${TMPDIR:-/tmp}/seedance-preflight-bench.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
printf x > "$scratch/tiny"

# Instructions of one run of a program. Its arguments come NUL-separated from a file.
instructions() { # program, list
    # `facts` ends with an error where a file cannot be read.
    xargs -0 valgrind --tool=callgrind --callgrind-out-file=/dev/null "$1" facts < "$2" 2> "$scratch/log" > /dev/null || true
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$scratch/log"
}

printf '%s\0' "$scratch/tiny" > "$scratch/one"
echo "| format | files |$(printf ' %s |' "${programs[@]##*/}")"
echo "|---|---|$(printf -- '---|%.0s' "${programs[@]}")"
for extensions in jpg,jpeg png webp gif mp4 mov wav mp3; do
    names=()
    for extension in ${extensions//,/ }; do names+=(-o -iname "*.$extension"); done
    find "$folder" -type f \( "${names[@]:1}" \) -print0 | sort -z > "$scratch/list"
    files=$(tr -dc '\0' < "$scratch/list" | wc -c)
    [ "$files" -gt 0 ] || continue
    row="| ${extensions%%,*} | $files |"
    for program in "${programs[@]}"; do
        row+=" $((($(instructions "$program" "$scratch/list") - $(instructions "$program" "$scratch/one")) / files)) |"
    done
    echo "$row"
done
