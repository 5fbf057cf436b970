"""The rules of the house that no linter knows: sizes, doors, documentation, catalogues."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ancrage.firm.fec.log import CODES
from ancrage.firm.figures import RULES, TAX_RETURN
from ancrage.firm.files import FILE_CODES
from ancrage.firm.tables import TABLES
from ancrage.roadmap.rooms import ROOMS

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "ancrage"
# Modules over the ceiling, each with its reason.
LONG: dict[str, str] = {}


def test_modules_stay_small() -> None:
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
        if path.parent.name != "migrations"  # written by Django
    }
    too_long = {
        name: size
        for name, size in sizes.items()
        if size > (600 if name.startswith("tests") else 400) and name not in LONG
    }
    assert not too_long


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_each_room_has_its_doors_and_its_page(room) -> None:
    folder = SOURCE / room.name.replace(".", "/")
    assert {"__init__.py", "diagnose.py", "questions.py"} <= {
        path.name for path in folder.iterdir()
    }
    assert len((folder / "__init__.py").read_text(encoding="utf-8").split('"""')[1]) > 100
    page = ROOT / "docs" / "rooms" / f"{room.name}.md"
    assert page.exists()


def test_every_finding_code_is_described_in_its_room_page() -> None:
    missing = [
        (room.name, code)
        for room in ROOMS
        for path in (SOURCE / room.name.replace(".", "/")).glob("*.py")
        for code in re.findall(r'code="([a-z_0-9]+)",\s+room=', path.read_text(encoding="utf-8"))
        if f"`{code}`"
        not in (ROOT / "docs" / "rooms" / f"{room.name}.md").read_text(encoding="utf-8")
    ]
    assert not missing


def test_the_questionnaire_is_short_covers_every_room_and_has_unique_ids() -> None:
    questions = [question for room in ROOMS for question in room.questions]
    assert len(questions) <= 30
    assert len({question.id for question in questions}) == len(questions)
    assert all(room.questions for room in ROOMS)
    assert all(question.room == room.name for room in ROOMS for question in room.questions)
    assert all(question.unlocks for question in questions)


def test_every_problem_code_is_documented() -> None:
    page = (ROOT / "docs" / "fec.md").read_text(encoding="utf-8")
    assert not [code for code in (*CODES, *FILE_CODES) if f"| `{code}` |" not in page]


def test_every_table_and_figure_is_documented() -> None:
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert not [table.name for table in TABLES if f"`{table.name}`" not in architecture]
    contract = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    assert not [name for name in RULES if f"`{name}`" not in contract]
    assert not [box for box in TAX_RETURN if box not in contract]


def test_every_decision_says_context_choice_and_price() -> None:
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert all(word in text for word in ("**Context.**", "**Choice.**", "**Price paid.**")), (
            path.name
        )


def test_the_command_imports_nothing_heavy_before_it_is_needed() -> None:
    code = (
        "import sys, ancrage.cli.main; "
        "print([m for m in ('polars', 'numpy', 'babel', 'rich', 'lxml', 'typst', 'vl_convert', 'highspy', 'django') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_nothing_posix_only_is_imported_where_it_is_not_asked_for() -> None:
    # These ask, and go on without.
    guarded = {SOURCE / "web" / "compute" / "__main__.py", SOURCE / "firm" / "limited.py"}
    posix = ("fcntl", "resource", "pwd", "grp", "termios", "posix_ipc")
    pattern = re.compile(rf"^\s*(?:import|from) ({'|'.join(posix)})\b", re.MULTILINE)
    assert not [
        str(p)
        for p in set(SOURCE.rglob("*.py")) - guarded
        if pattern.search(p.read_text(encoding="utf-8"))
    ]


def test_no_address_of_a_package_registry_is_written_down() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8") + (
        ROOT / "pyproject.toml"
    ).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_rows_keep_their_order() -> None:
    """Polars gives groups, distinct rows and joined rows in an order of its own, another at each run: sums then differ in
    their last digit, and what is taken first in a tie may be another.
    """
    unsaid = [
        f"{path.relative_to(SOURCE)}:{call.lineno}"
        for path in SOURCE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and _must_say_its_order(call)
        and not {"maintain_order", *(["keep"] if _of_several(call) else [])}
        <= {one.arg for one in call.keywords}
    ]
    assert not unsaid


def _of_several(call: ast.Call) -> bool:
    """Whether one row is kept of several that are not the same whole."""
    named = any(one.arg == "subset" for one in call.keywords)
    return ast.unparse(call.func).endswith(".unique") and (bool(call.args) or named)


def _must_say_its_order(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in {"group_by", "unique"}:
        return ast.unparse(call.func.value) != "np"
    given = {one.arg: ast.unparse(one.value) for one in call.keywords}
    joins = call.func.attr == "join" and not given.keys().isdisjoint({"on", "left_on", "how"})
    # The other kinds keep the order of their left table.
    return joins and given.get("how", "'inner'") in {"'inner'", "'full'"}
