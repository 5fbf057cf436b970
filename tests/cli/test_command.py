"""The command as a person meets it: sentences in their language, documented exit statuses, never a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ancrage import demo

PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de")


def run(
    *arguments: str | Path, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ancrage.cli.main", *map(str, arguments)]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    result = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=clean | environment,
        timeout=120,
    )
    assert "Traceback" not in result.stderr + result.stdout
    return result


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("firm")
    demo.write(folder)
    return folder


def test_an_audit_prints_a_summary_and_writes_the_report(firm: Path, tmp_path: Path) -> None:
    result = run("audit", firm, cwd=tmp_path)
    assert result.returncode == 0
    assert "€" in result.stdout
    written = {path.suffix for path in (tmp_path / "ancrage-report").iterdir()}
    assert {".html", ".pdf", ".xlsx"} <= written


def test_json_is_alone_on_standard_output_and_writes_nothing(firm: Path, tmp_path: Path) -> None:
    result = run("audit", firm, "--json", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stdout.startswith("{")
    assert result.stdout.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_said_and_leaves_with_3(tmp_path: Path) -> None:
    result = run("audit", tmp_path)
    assert result.returncode == 3
    assert "aucun fichier" in result.stderr
    assert "FEC" in result.stderr


def test_the_reader_s_language_is_that_of_the_environment(tmp_path: Path) -> None:
    assert "There is no file here" in run("audit", tmp_path, LANG="en_GB.UTF-8").stderr
    assert (
        "There is no file here" in run("audit", tmp_path, "--lang", "en", LANG="fr_FR.UTF-8").stderr
    )
    assert "aucun fichier" in run("audit", tmp_path, LANG="fr_CA.UTF-8").stderr


def test_a_picture_is_named_and_leaves_with_3(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(PNG)
    result = run("audit", tmp_path / "photo.png")
    assert result.returncode == 3
    assert "photo.png" in result.stderr
    assert "FEC" in result.stderr


def test_a_missing_file_is_named_and_leaves_with_3(tmp_path: Path) -> None:
    result = run("audit", tmp_path / "absent.txt")
    assert result.returncode == 3
    assert "absent.txt" in result.stderr


def test_a_folder_without_rights_is_said_and_leaves_with_3(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    command = ["audit", str(closed)]
    if os.geteuid() == 0:
        # Root reads everything: another user runs the same command, from a place that it may read.
        user = shutil.which("setpriv")
        if user is None:
            pytest.skip(
                "root may read everything, and setpriv is not there to become somebody else"
            )
        closed.chmod(0o700)
        for folder in [tmp_path, *tmp_path.parents][:3]:
            folder.chmod(0o755)
        probe = [
            user,
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            sys.executable,
            "-c",
            "import ancrage.cli.main",
        ]
        if subprocess.run(probe, capture_output=True, check=False).returncode:
            pytest.skip("root may read everything, and nobody may not run this interpreter")
        result = subprocess.run(
            [*probe[:4], sys.executable, "-m", "ancrage.cli.main", *command],
            capture_output=True,
            text=True,
            check=False,
        )
    else:
        closed.chmod(0)
        result = run(*command)
        closed.chmod(0o700)
    assert result.returncode == 3
    assert "Traceback" not in result.stderr
    assert "droit" in result.stderr


def test_the_fec_of_another_firm_is_set_aside_and_the_audit_goes_on(
    firm: Path, tmp_path: Path
) -> None:
    ours = sorted(firm.iterdir())
    for path in ours:
        shutil.copy(path, tmp_path)
    shutil.copy(ours[0], tmp_path / "732829320FEC20221231.txt")
    with (tmp_path / "732829320FEC20221231.txt").open("a", encoding="utf-8") as stream:
        stream.write("\r\n")  # other bytes, so that it is not the same file twice
    result = run("audit", tmp_path, "--no-report", "--json")
    assert result.returncode == 0
    assert "other_firm" in result.stdout


def test_files_of_two_firms_in_equal_number_leave_with_4_and_say_how_to_choose(
    firm: Path, tmp_path: Path
) -> None:
    ours = min(firm.iterdir())
    shutil.copy(ours, tmp_path)
    other = tmp_path / "732829320FEC20231231.txt"
    other.write_bytes(ours.read_bytes() + b"\r\n")
    result = run("audit", tmp_path)
    assert result.returncode == 4
    assert "732829320" in result.stderr
    assert "--siren" in result.stderr
    chosen = run("audit", tmp_path, "--siren", "732829320", "--no-report")
    assert chosen.returncode == 0


def test_two_fecs_of_one_year_keep_the_fuller_one_and_name_the_other(
    firm: Path, tmp_path: Path
) -> None:
    ours = min(firm.iterdir())
    shutil.copy(ours, tmp_path)
    lines = ours.read_bytes().split(b"\r\n")
    shorter = tmp_path / ("provisoire-" + ours.name)
    shorter.write_bytes(b"\r\n".join(lines[: len(lines) // 2]) + b"\r\n")
    result = run("audit", tmp_path, "--json")
    assert result.returncode == 0
    assert "same_year_twice" in result.stdout
    assert "provisoire-" in result.stdout


def test_a_report_that_cannot_be_written_leaves_with_5(firm: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    result = run("audit", firm, "--output", tmp_path / "taken")
    assert result.returncode == 5
    assert "taken" in result.stderr


def test_the_questionnaire_is_toml_and_comes_back_as_answers(firm: Path, tmp_path: Path) -> None:
    written = tmp_path / "reponses.toml"
    assert run("questions", "--output", written).returncode == 0
    assert tomllib.loads(written.read_text(encoding="utf-8")) == {"answers": {}}
    assert run("questions", "--output", written).returncode == 5  # never over answers already given
    filled = written.read_text(encoding="utf-8")
    questions = [line for line in filled.splitlines() if line.startswith("# ") and " = " in line]
    filled = filled.replace(questions[0], questions[0].removeprefix("# "))
    written.write_text(filled, encoding="utf-8")
    result = run("audit", firm, "--answers", written, "--json")
    assert result.returncode == 0
    answered = questions[0].removeprefix("# ").split(" = ")[0]
    assert f'"id": "{answered}"' not in result.stdout


@pytest.mark.parametrize("content", ["answers = [", "[answers]\nno_such_question = 3\n"])
def test_a_wrong_answers_file_leaves_with_6(firm: Path, tmp_path: Path, content: str) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(content, encoding="utf-8")
    result = run("audit", firm, "--answers", wrong)
    assert result.returncode == 6
    assert "wrong.toml" in result.stderr


def test_explain_shows_the_lines_behind_a_figure_and_leaves_with_7_for_an_unknown_name(
    firm: Path,
) -> None:
    found = run("explain", firm, "freight_in_6241")
    assert found.returncode == 0
    assert "6241" in found.stdout
    assert "FEC" in found.stdout
    unknown = run("explain", firm, "no_such_name")
    assert unknown.returncode == 7
    assert "freight_in_6241" in unknown.stderr


def test_a_wrong_command_leaves_with_2() -> None:
    assert run("audit").returncode == 2
    assert run("conquer").returncode == 2
