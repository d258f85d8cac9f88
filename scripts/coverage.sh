#!/usr/bin/env bash
# Coverage of the compiled program on real servers: every file of src counts, loaded or not.
# (--exit: BullMQ leaves timers behind when it is closed while its server is frozen.)
# Fails below 85 % of lines overall or 90 % in core. Needs TEST_DATABASE_URL and TEST_REDIS_URL.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf dist coverage
npx tsc -p .
npx c8 --all --src src --include 'src/**/*.ts' --include 'dist/src/**' --exclude-after-remap --reporter text-summary --reporter lcov \
  mocha --no-config --exit --timeout 60000 --enable-source-maps --require ./dist/tests/support/root-hooks.js --file dist/tests/support/services-lane.js \
  'dist/tests/{unit,adapters,http,journeys,startup}/**/*.spec.js'
echo 'All of src:'
npx c8 report --all --src src --include 'src/**/*.ts' --exclude-after-remap --reporter text-summary --check-coverage --lines 85
echo 'Core:'
npx c8 report --all --src src --include 'src/core/**/*.ts' --exclude-after-remap --reporter text-summary --check-coverage --lines 90
