#!/usr/bin/env bash
# PostgreSQL 15 and Chromium from Debian, when this user may install; else says what the run will leave out.
set -uo pipefail
need=()
[ -x /usr/lib/postgresql/15/bin/initdb ] || need+=(postgresql-15)
[ -x /usr/bin/chromium ] || need+=(chromium)
fc-list 2>/dev/null | grep -qi 'noto' || need+=(fonts-noto-core)
ldconfig -p 2>/dev/null | grep -q libpangoft2-1.0 || need+=(libpango-1.0-0 libpangoft2-1.0-0)  # papers as PDF
[ ${#need[@]} = 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "· installing from Debian: ${need[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends "${need[@]}" >/dev/null && exit 0
fi
echo "LEFT OUT: cannot install ${need[*]} here; tests that need them are skipped." >&2
echo "          As root: apt-get install ${need[*]}" >&2
