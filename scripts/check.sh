#!/usr/bin/env bash
# One command for hook, CI and people: format, lint, types, walls, tests, docs.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" PYTHONPATH=src
bad=()
step() { local name=$1; shift; echo "── $name" >&2; "$@" || bad+=("$name"); }
types=$(mktemp)
mypy > "$types" 2>&1 &  # half a minute on one core, while the rest goes on
typing=$!
step format ruff format --check .
step lint ruff check .
step walls lint-imports
step migrations env VUNGXANH_HOME="$(mktemp -d)" vungxanh manage makemigrations --check --dry-run
step docs scripts/docs.sh --check
echo "── types" >&2
wait $typing || bad+=(types)
cat "$types"; rm -f "$types"
[ "${1-}" = --fast ] || { scripts/test_tools.sh; step tests scripts/test.sh; }
if [ ${#bad[@]} -gt 0 ]; then echo "NOT GREEN: ${bad[*]}" >&2; exit 1; fi
