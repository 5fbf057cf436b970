"""Prove that the project installs from wheels alone on Linux, macOS and Windows.

Asks uv, for each platform, to resolve every run-time dependency at its pinned version with wheels only.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLATFORMS = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux arm64": "aarch64-manylinux_2_28",
    "macOS arm64": "aarch64-apple-darwin",
    "macOS x86-64": "x86_64-apple-darwin",
    "Windows x86-64": "x86_64-pc-windows-msvc",
}
# Published as source alone, but pure Python: it installs without a compiler.
PURE = ("--no-binary", "searoute")


def main() -> int:
    """Exit status 1 when a platform lacks a wheel."""
    missing = 0
    for name, platform in PLATFORMS.items():
        command = [
            sys.executable, "-m", "uv", "pip", "compile", "--quiet", str(ROOT / "pyproject.toml"),
            "--constraint", str(ROOT / "constraints.txt"), "--only-binary", ":all:", *PURE,
            "--python-version", "3.11", "--python-platform", platform, "--no-emit-index-url",
        ]  # fmt: skip
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        print(f"{name}: {'every dependency has a wheel' if result.returncode == 0 else 'MISSING'}")
        if result.returncode:
            missing += 1
            print(result.stderr[-800:])
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
