#!/usr/bin/env bash
# .venv with the locked packages, the front end built, once; the second time it only compares stamps.
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf '%s\n' "· $*" >&2; }

# A Python of at least 3.11. Debian 12 has it.
for python in python3.13 python3.12 python3.11 python3; do
  command -v "$python" >/dev/null && "$python" -c "import sys; raise SystemExit(sys.version_info < (3, 11))" 2>/dev/null && break
done
"$python" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' || { say "Python 3.11 or newer is needed"; exit 1; }

stamp() { cat uv.lock pyproject.toml scripts/setup.sh | sha256sum | cut -c1-20; }
if [ "$(cat .venv/.stamp 2>/dev/null)" != "$(stamp)" ]; then
  .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv .venv 2>/dev/null || {
    rm -rf .venv
    say "this Python has no venv module: installing python3-venv"
    if [ "$(id -u)" = 0 ]; then apt-get update -q >/dev/null && apt-get install -y -q python3-venv >/dev/null
    else say "run: sudo apt-get install python3-venv"; exit 1; fi
    "$python" -m venv .venv
  }
  say "packages (locked)"
  .venv/bin/python -m pip install -q --disable-pip-version-check "uv==0.13.9"
  UV_PROJECT_ENVIRONMENT=.venv .venv/bin/uv sync -q --locked --inexact --python .venv/bin/python
  stamp > .venv/.stamp
fi

scripts/frontend.sh

# Translations
if [ -n "$(find src/vungxanh/locale -name '*.po' -newer .venv/.mo 2>/dev/null)" ] || [ ! -f .venv/.mo ]; then
  .venv/bin/python scripts/compile_messages.py && touch .venv/.mo
fi
