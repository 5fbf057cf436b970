"""Series of the world, asked of their publishers when somebody wants them: the only work that uses the internet.

Another process does it, the command `ancrage signals fetch`: the worker keeps its memory, and what fails leaves what was kept.
"""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings

from ancrage.text import t
from ancrage.web.imports.service import study_again
from ancrage.web.jobs.work import CannotDo, Run, work

SECONDS = 900


@work("signals")
def signals(run: Run) -> None:
    """Fetch the series, then study the firm with them."""
    run.say(t("Lecture des séries publiques"), 10)
    command = [sys.executable, "-m", "ancrage.cli.main", "signals", "fetch", "--to", str(settings.SIGNALS)]  # fmt: skip
    if settings.SIGNALS_MIRROR:
        command += ["--mirror", settings.SIGNALS_MIRROR]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 (our own command)
    except subprocess.TimeoutExpired as error:
        raise CannotDo(FAILED) from error
    if ended.returncode != 0:
        raise CannotDo(FAILED)
    run.step("study", lambda: study_again(run.job.created_by_id))


FAILED = t(
    "Aucune série n’a pu être lue : cette machine n’a pas accès à internet, ou les publicateurs ne répondent pas. Celles d’avant restent."
)
