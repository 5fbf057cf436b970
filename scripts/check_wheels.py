"""Prove that the project installs from wheels alone on Linux, macOS and Windows.

Asks pip, for each platform, to resolve every run-time dependency at its pinned version with wheels only.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLATFORMS = {
    "Linux x86-64": [
        "manylinux_2_17_x86_64",
        "manylinux2014_x86_64",
        "manylinux_2_27_x86_64",
        "manylinux_2_28_x86_64",
    ],
    "Linux arm64": [
        "manylinux_2_17_aarch64",
        "manylinux2014_aarch64",
        "manylinux_2_27_aarch64",
        "manylinux_2_28_aarch64",
    ],
    "macOS arm64": ["macosx_11_0_arm64", "macosx_12_0_arm64", "macosx_14_0_arm64"],
    "macOS x86-64": [
        "macosx_10_9_x86_64",
        "macosx_10_12_x86_64",
        "macosx_10_13_x86_64",
        "macosx_11_0_x86_64",
        "macosx_12_0_x86_64",
        "macosx_14_0_x86_64",
    ],
    "Windows x86-64": ["win_amd64"],
}


def main() -> int:
    """Exit status 1 when a platform lacks a wheel."""
    missing = 0
    for name, tags in PLATFORMS.items():
        with tempfile.TemporaryDirectory() as folder:
            command = [
                sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--disable-pip-version-check",
                "--target", folder, "--only-binary", ":all:", "--python-version", "3.11", "--implementation", "cp",
                "--constraint", str(ROOT / "constraints.txt"), *(f"--platform={tag}" for tag in tags), *requirements(),
            ]  # fmt: skip
            result = subprocess.run(command, capture_output=True, text=True, check=False)
        print(f"{name}: {'every dependency has a wheel' if result.returncode == 0 else 'MISSING'}")
        if result.returncode:
            missing += 1
            print(result.stderr[-800:])
    return 1 if missing else 0


def requirements() -> list[str]:
    """Run-time dependencies that pyproject.toml declares."""
    import tomllib  # noqa: PLC0415

    with (ROOT / "pyproject.toml").open("rb") as stream:
        return list(tomllib.load(stream)["project"]["dependencies"])


if __name__ == "__main__":
    sys.exit(main())
