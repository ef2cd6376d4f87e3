#!/bin/sh
# Make .venv hold exactly what a requirements file pins: sh tools/environment.sh requirements.txt
# A copy of the file inside .venv tells whether there is anything to do.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-requirements.txt}
python=.venv/bin/python

# Python 3.11 or newer that can make environments; a name on the PATH alone proves nothing.
suits() {
    "$@" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
        if suits "$name"; then
            echo "$name"
            return
        fi
    done
    cat >&2 <<'TEXT'
Treaty Tracker needs Python 3.11 or newer, with its venv module. None was found on your PATH.
  Debian, Ubuntu:  sudo apt install python3 python3-venv
  Fedora:          sudo dnf install python3
  macOS:           brew install python
  Windows:         use WSL, or see "Without make" in CONTRIBUTING.md
Then run the same command again.
TEXT
    exit 1
}

if ! suits "$python"; then
    found=$(find_python)
    echo "Making the environment .venv with $found ($("$found" -c 'import platform; print(platform.python_version())'))"
    "$found" -m venv --clear .venv
fi

if ! cmp -s "$wanted" ".venv/$wanted"; then
    echo "Installing what $wanted pins; the first time takes a minute"
    PIP_DISABLE_PIP_VERSION_CHECK=1 "$python" -m pip install --quiet --require-hashes --requirement "$wanted"
    cp "$wanted" ".venv/$wanted"
    # The development file holds all of the other one, at the same versions.
    if [ "$wanted" = requirements-dev.txt ]; then
        cp requirements.txt .venv/requirements.txt
    fi
fi
