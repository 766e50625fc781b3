#!/bin/sh
# The property tests of beds and figures over 10,000 random histories each, in parts with a seed of their own.
# Usage: benchmarks/histories.sh ROOM [HISTORIES_A_PART] [SEED…]      (ROOM: isolation or treatment; one core each)
# About 0.08 s of processor time a history: a quarter of an hour for 10,000 on one free core.
set -eu
cd "$(dirname "$0")/.."
room=$1 part=${2:-2500}
[ $# -gt 2 ] && shift 2 || set -- 1 2 3 4
for seed in "$@"; do
    echo "$room: seed $seed, $part histories"
    VUNGXANH_HISTORIES=$part .venv/bin/pytest "src/vungxanh/rooms/$room/tests/test_last_bed.py" -k recount \
        -p no:cacheprovider -q --hypothesis-seed="$seed" --hypothesis-show-statistics --timeout=0 --durations=1
done
