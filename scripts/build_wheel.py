"""Make the wheel in dist/ with the pinned build backend."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Build dist/ancrage-*.whl."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--wheel-dir",
        "dist",
        ".",
    ]
    result = subprocess.run(command, cwd=ROOT, check=False)
    for wheel in sorted((ROOT / "dist").glob("ancrage-*.whl")):
        print(wheel.relative_to(ROOT))
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
