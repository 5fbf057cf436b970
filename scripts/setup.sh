#!/bin/sh
# Makes the virtual environment and installs the project with its pinned dependencies. Runs again at no cost.
set -eu
PYTHON="${PYTHON:-python3}"
VENV="${VENV:-.venv}"
if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Ancrage needs Python 3.11 or newer, found: $("$PYTHON" --version 2>&1 || echo none)." >&2
    echo "Debian, Ubuntu: sudo apt install python3 python3-venv ; or: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi
if [ ! -x "$VENV/bin/python" ]; then
    if ! "$PYTHON" -m venv "$VENV" 2>/dev/null; then
        # Debian and Ubuntu ship ensurepip apart; a system pip can fill the environment as well.
        rm -rf "$VENV"
        if ! "$PYTHON" -m pip --version >/dev/null 2>&1 || ! "$PYTHON" -m venv --without-pip "$VENV"; then
            echo "This Python can make no virtual environment. Debian, Ubuntu: sudo apt install python3-venv" >&2
            exit 1
        fi
        "$PYTHON" -m pip --python "$VENV/bin/python" install --quiet --disable-pip-version-check pip
    fi
fi
# uv installs several times faster than pip; pip does the same work where uv cannot be had.
if "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt uv 2>/dev/null; then
    "$VENV/bin/uv" pip install --quiet --compile-bytecode --python "$VENV/bin/python" --constraint constraints.txt \
        --editable . --group dev
else
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . --group dev
fi
"$VENV/bin/python" -m compileall -q src
