#!/usr/bin/env bash
# The question of tracing on DuckDB and on a Spark cluster (a master and two workers on loopback), compared with the
# kernel person by person. Installs the extra into an environment of its own, outside of this folder.
#   scripts/test_spark.sh [PERSONS]        default 1000000; needs Java 17, 4 GB of disk, 8 GB of memory
#   scripts/test_spark.sh --table          the scaling table of benchmarks/tracing/spark/README.md instead
set -euo pipefail
cd "$(dirname "$0")/.."
venv="${VUNGXANH_SPARK_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/vungxanh/spark-venv}"
command -v java >/dev/null || [ -n "${JAVA_HOME:-}" ] || { echo "Java 17 is needed: apt-get install openjdk-17-jre-headless" >&2; exit 1; }
UV_PROJECT_ENVIRONMENT="$venv" .venv/bin/uv sync -q --locked --inexact --extra spark --python .venv/bin/python

if [ "${1:-}" = --table ]; then
  scratch="${2:-$(mktemp -d)}"
  for persons in 100000 1000000; do
    for workers in 1 2; do
      "$venv/bin/python" benchmarks/tracing/spark/compare.py --cluster "$workers" --persons "$persons" --market 100000 --scratch "$scratch"
    done
    "$venv/bin/python" benchmarks/tracing/spark/compare.py --engine duckdb --set threads=1 --persons "$persons" --market 100000 --scratch "$scratch"
  done
  exit
fi
VUNGXANH_SPARK_PERSONS="${1:-1000000}" "$venv/bin/python" -m pytest -p no:cacheprovider -q \
  src/vungxanh/engine/lake src/vungxanh/site/tests/test_lake.py
