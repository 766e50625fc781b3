#!/usr/bin/env bash
# Regenerate (or with --check compare) every generated page.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" PYTHONPATH=src
python scripts/requirements.py "$@"
[ ! -f scripts/reference.py ] || VUNGXANH_HOME="${VUNGXANH_HOME:-$(mktemp -d)}" python scripts/reference.py "$@"
