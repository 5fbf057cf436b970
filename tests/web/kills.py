"""`python kills.py ACTION …` in the environment of a start: acts on its database, and prints what is there as JSON.

Run in processes of their own, so that a SIGKILL ends a real process in the middle of a real transaction.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from ancrage.web.start.setup import django_ready

django_ready()

from books import fec, name_of, year  # noqa: E402 (models come after Django)
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from ancrage.text import Language, from_data, render  # noqa: E402
from ancrage.web import models as web  # noqa: E402
from ancrage.web.ids import new_id  # noqa: E402
from ancrage.web.imports import service  # noqa: E402
from ancrage.web.imports.models import Import, State  # noqa: E402
from ancrage.web.jobs import work  # noqa: E402
from ancrage.web.jobs.models import Job  # noqa: E402
from ancrage.web.jobs.worker import Worker  # noqa: E402
from ancrage.web.people.access import firms_of  # noqa: E402
from ancrage.web.people.firms import new_firm  # noqa: E402
from ancrage.web.people.models import User  # noqa: E402
from ancrage.web.reports.models import Report  # noqa: E402
from ancrage.web.scope import firm_scope  # noqa: E402

Killer = Callable[..., Any]


def tell(what: object) -> None:
    """Print it for the test that started this process."""
    sys.stdout.write(json.dumps(what) + "\n")


def person() -> User:
    """The one who owns every firm here."""
    found = User.objects.filter(email="owner@kills.test").first()
    return found or User.objects.create_user("owner@kills.test")


def received(of: int) -> Import:
    """A small year of books, dropped into the firm in scope."""
    file = SimpleUploadedFile(name_of(of), fec(year(of, months=3)))
    return service.receive(file, new_id(), person().pk)


# A storm: many jobs, whose workers are killed from outside


def drop(firms: str, files: str) -> None:
    """Firms, and files dropped into each: a job to read each file."""
    for number in range(int(firms)):
        firm = new_firm(f"Firm {number}", person())
        with firm_scope(firm.pk):
            for back in range(int(files)):
                received(2025 - back)


def accept() -> None:
    """Import all that was read, and ask for reports: a job for each study and each report."""
    for firm, _ in firms_of(person()):
        with firm_scope(firm.pk):
            for dropped in Import.objects.filter(state=State.READY).order_by("name"):
                service.accept(dropped.pk, person().pk, confirmed=True)
            if not Import.objects.filter(state=State.IMPORTED).exists():
                continue  # a report of nothing fails, and rightly
            with transaction.atomic():
                report = Report.objects.create(firm=firm, language="fr", day="2026-01-15")
                report.job = work.ask("report", report.pk)
                report.save()


def seen() -> dict[str, Any]:
    """What is there, over all firms: jobs by kind and state, and every effect that is missing or there twice."""
    jobs: dict[str, int] = {}
    lost: list[str] = []
    twice: list[str] = []
    failed: list[str] = []
    for firm, _ in firms_of(person()):
        with firm_scope(firm.pk):
            for job in Job.objects.all():
                jobs[f"{job.kind} {job.state}"] = jobs.get(f"{job.kind} {job.state}", 0) + 1
            failed += [
                f"{job.kind}: {render(from_data(job.message), Language.FR)}"
                for job in Job.objects.filter(state="failed")
            ]
            done = Job.objects.filter(state="done")
            given_up = Job.objects.filter(kind="read", state="failed").values_list("subject")
            for dropped in Import.objects.exclude(pk__in=given_up):
                sources = dropped.sources.count()
                if dropped.state == State.RECEIVED or not sources:
                    lost.append(f"import {dropped.name} {dropped.state}")
                if sources > 1:
                    twice.append(f"{sources} sources of {dropped.name}")
            studied, studies = done.filter(kind="study").count(), web.Study.objects.count()
            if studies > studied:
                twice.append(f"{studies} studies of {studied} jobs")
            if studies < studied:
                lost.append(f"{studies} studies of {studied} jobs")
            last = web.Study.objects.order_by("-made_at").first()
            if web.StudyPage.objects.exclude(study=last).exists():
                twice.append("pages of an older study")
            finished = Report.objects.filter(job__state="done")
            lost += [f"files of report {report.pk}" for report in finished if not report.pdf]
    return {"jobs": jobs, "lost": lost, "twice": twice, "failed": failed}


# One operation, killed at each of its statements in turn


def at_statement(number: int) -> Killer:
    """Kills this very process when its database is about to run that statement."""
    count = 0

    def execute(run: Killer, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 (Django's)
        nonlocal count
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)
        count += 1
        return run(sql, params, many, context)

    return execute


def killed(killer: Killer, operation: Callable[[], object]) -> bool:
    """Run the operation in a process of its own; says whether it was killed."""
    connection.close()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with connection.execute_wrapper(killer):
                operation()
            status = 0
        except BaseException:  # noqa: BLE001 (whatever it is, this process ends here)
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    assert os.WIFSIGNALED(ended) or os.WEXITSTATUS(ended) == 0
    return os.WIFSIGNALED(ended)


def everything(firm_id: str) -> dict[str, list[Any]]:
    """All rows of a firm that an import may touch, without what tells one attempt from another."""
    with firm_scope(firm_id):
        rows: dict[str, list[Any]] = {
            "firm": list(web.Firm.objects.values("name", "siren")),
            "imports": list(Import.objects.values("name", "state", "sha256", "size")),
            "chunks": list(web.Chunk.objects.values("position")),
            "sources": list(web.Source.objects.values("name", "rows", "digest")),
            "events": list(web.Event.objects.values("action", "target")),
            "jobs": list(Job.objects.values("kind", "state")),
        }
    return {name: sorted(found, key=repr) for name, found in rows.items()}


def prepared(operation: str) -> tuple[str, Callable[[], None]]:
    """A new firm in the state before the operation, and the operation."""
    firm = new_firm("Killed", person())
    with firm_scope(firm.pk):
        if operation != "receive":
            dropped = received(2025)
            Worker().run(until_idle=True)
        if operation == "undo":
            service.accept(dropped.pk, person().pk)
            Worker().run(until_idle=True)

    def act() -> None:
        with firm_scope(firm.pk):
            if operation == "receive":
                received(2025)
            elif operation == "accept":
                service.accept(dropped.pk, person().pk)
            else:
                service.undo(Import.objects.get(), person().pk)

    return firm.pk, act


def each_statement(operation: str) -> None:
    """Kill the operation at its first statement, its second, and so on, until it is done; print the rows at each kill.

    `after` is what the operation makes of a firm of its own, killed by nobody.
    """
    calm, act = prepared(operation)
    act()
    after = everything(calm)
    firm, act = prepared(operation)
    before, number, kills = everything(firm), 0, []
    while killed(at_statement(number), act):
        kills.append(everything(firm))
        number += 1
        if kills[-1] != before:  # on PostgreSQL statements follow the commit
            break
    tell({"before": before, "kills": kills, "after": after, "last": everything(firm)})


def ten_deaths() -> None:
    """Read a file with workers that die each time they are about to keep its lines; print how it ended."""
    firm = new_firm("Deadly", person())
    with firm_scope(firm.pk):
        received(2025)

    def when_keeping(run: Killer, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 (Django's)
        if sql.startswith("INSERT INTO") and "web_stepdone" in sql:
            os.kill(os.getpid(), signal.SIGKILL)
        return run(sql, params, many, context)

    deaths = 0
    while killed(when_keeping, lambda: Worker().run(until_idle=True)):
        deaths += 1
        time.sleep(1.2)  # longer than the lease
    Worker().run(until_idle=True)
    with firm_scope(firm.pk):
        job = Job.objects.get()
        message = render(from_data(job.message), Language.FR)
        shown = {"deaths": deaths, "state": job.state, "message": message, "id": job.pk}
        tell(shown | {"sources": web.Source.objects.count()})


def left_while_read() -> None:
    """Leave a file while a worker reads it; print how the job ended."""
    firm = new_firm("Impatient", person())
    with firm_scope(firm.pk):
        dropped = received(2025)
    connection.close()
    if (child := os.fork()) == 0:
        Worker().run(until_idle=True)
        os._exit(0)
    with firm_scope(firm.pk):
        while not Job.objects.filter(percent__gt=0).exists():
            time.sleep(0.02)
        service.leave(Import.objects.get(pk=dropped.pk), person().pk)
        os.waitpid(child, 0)
        tell({"state": Job.objects.get().state, "imports": Import.objects.count()})


if __name__ == "__main__":
    actions: dict[str, Callable[..., None]] = {
        "drop": drop, "accept": accept, "each_statement": each_statement, "ten_deaths": ten_deaths,
        "left_while_read": left_while_read, "seen": lambda: tell(seen()),
    }  # fmt: skip
    actions[sys.argv[1]](*sys.argv[2:])
