#!/usr/bin/env bash
# scripts/with_postgres.sh COMMAND…: runs COMMAND with VUNGXANH_DATABASE naming a throw-away PostgreSQL.
# The cluster listens on a Unix socket of its own only, so that any number may run side by side; it is gone afterwards.
# VX_PG_DURABLE=1 keeps fsync on (the kill test); without it a test run is faster.
set -uo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /missing/initdb)")
[ -x "$bin/initdb" ] || { echo "PostgreSQL is not installed (apt-get install postgresql-15)" >&2; exit 3; }
[ $# -gt 0 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }

dir=$(mktemp -d "${TMPDIR:-/tmp}/vxpg.XXXXXX")
as=()
if [ "$(id -u)" = 0 ]; then   # PostgreSQL refuses to run as root
  chown postgres "$dir"
  as=(runuser -u postgres --)
fi
stop() {
  (cd / && "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1)
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fast="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
[ "${VX_PG_DURABLE-}" = 1 ] && fast=""
(
  cd / &&
  "${as[@]}" "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/log" 2>&1 &&
  "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/data/server.log" \
    -o "-k $dir -c listen_addresses= -c max_connections=60 -c timezone=UTC $fast" start >>"$dir/log" 2>&1 &&
  "${as[@]}" "$bin/createdb" -h "$dir" -U postgres vungxanh
) || { cat "$dir/log" "$dir/data/server.log" >&2; exit 4; }
chmod 755 "$dir"

export VUNGXANH_DATABASE="postgresql://postgres@/vungxanh?host=$dir" VX_PG_DIR="$dir" VX_PG_BIN="$bin"
"$@" &
child=$!
wait $child
exit $?
