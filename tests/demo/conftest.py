from __future__ import annotations

from pathlib import Path

import pytest
from demo_fec import Row, read

from ancrage.demo import truth, write, write_all
from ancrage.demo.records import Truth


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return write(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def demo_years(demo_files: tuple[Path, ...]) -> dict[int, list[Row]]:
    return {int(path.stem[-8:-4]): read(path) for path in demo_files}


@pytest.fixture(scope="session")
def demo_truth() -> Truth:
    return truth()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole folder of the firm."""
    folder = tmp_path_factory.mktemp("whole")
    write_all(folder)
    return folder
