"""The report of a firm as files: web page, PDF, Excel.

`in.json`: that of `study`, and `language`. Results: `ancrage.html`, `ancrage.pdf`, `ancrage.xlsx` in the folder.
"""

from __future__ import annotations

import json
from pathlib import Path

from ancrage.roadmap.report import write_reports
from ancrage.text import Language, Text
from ancrage.web.compute.__main__ import Tell
from ancrage.web.compute.study import study


def run(folder: Path, tell: Tell) -> None:
    """Write the three files, none when the sources make no firm."""
    asked = json.loads((folder / "in.json").read_text("utf-8"))
    _, done = study(asked, folder, tell)
    if done is None:
        return
    percent = iter((62, 72, 82, 92))

    def progress(text: Text) -> None:
        tell(text, next(percent, 95))

    write_reports(done, folder, Language(asked["language"]), progress)
