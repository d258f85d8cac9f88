#!/usr/bin/env bash
# Prints how long `npm start` takes to the first answer: the first time (nothing built, no data) and after that. Removes dist/.
# Passes and fails by answers, never by time.
set -euo pipefail
cd "$(dirname "$0")/.."
data=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
trap 'rm -rf "$data"' EXIT
rm -rf dist

for which in first second; do
  started=$(date +%s%N)
  PORT=$port HOST=127.0.0.1 DATA_DIR="$data" npm start >"$data.log" 2>&1 &
  until curl -sf -o /dev/null "http://127.0.0.1:$port/api/v1/listings/categories"; do
    if [ $((($(date +%s%N) - started) / 1000000000)) -gt 120 ]; then
      cat "$data.log" >&2
      exit 1
    fi
    sleep 0.1
  done
  echo "$which start: $((($(date +%s%N) - started) / 1000000)) ms from npm start to the first 200"
  kill -TERM "$(cat "$data/postgres.lock")"
  wait
done
rm -f "$data.log"
