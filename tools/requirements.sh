#!/bin/sh
# Write requirements.txt and requirements-dev.txt from their .in files: pinned, with hashes, for every platform.
# Without --upgrade the pins of today are kept wherever they still fit.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command "make requirements" "$@"
}

compile "$@" requirements.in --output-file requirements.txt
# The same versions in both: a test must run with what a server runs with.
compile "$@" --constraint requirements.txt requirements-dev.in --output-file requirements-dev.txt
