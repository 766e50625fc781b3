#!/usr/bin/env bash
# The suite on SQLite, then what touches a database again on PostgreSQL 15: all but the pages and the filling of the demo,
# which ask no other questions.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
unset VUNGXANH_DATABASE VUNGXANH_HOME PYTHONDONTWRITEBYTECODE
bad=0
echo "── SQLite" >&2
pytest -n 3 --dist loadgroup -m "not kill" "$@" || bad=1

# Killing servers is mostly waiting for them to come back: it goes on beside PostgreSQL's tests.
killed=$(mktemp)
pytest -n 2 --dist load -m kill "${@:-tests/kill}" > "$killed" 2>&1 &
if [ -x /usr/lib/postgresql/15/bin/initdb ]; then
  echo "── PostgreSQL" >&2
  scripts/with_postgres.sh pytest -n 2 --dist loadgroup --ignore-glob='*/test_pages.py' --ignore-glob='*/demo/tests/test_load.py' -m "not kill and not browser and not nodb" "$@" || bad=1
else
  echo "LEFT OUT: PostgreSQL is not installed here." >&2
fi
echo "── SIGKILL under write load, both databases" >&2
wait $!; code=$?
cat "$killed"; rm -f "$killed"
[ $code = 0 ] || [ $code = 5 ] || bad=1
exit $bad
