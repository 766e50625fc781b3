#!/usr/bin/env bash
# Regenerate (or with --check compare) every generated page.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH" PYTHONPATH=src
python scripts/requirements.py "$@"
python scripts/reference.py "$@"
python -m vungxanh.regulations.reference "$@"
