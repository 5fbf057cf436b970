"""The demonstration firm, imported as an owner would import it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from ancrage import demo
from ancrage.text import Language, render, t
from ancrage.web.ids import new_id
from ancrage.web.imports import service
from ancrage.web.imports.models import Import, State
from ancrage.web.jobs.worker import Worker
from ancrage.web.people.firms import new_firm
from ancrage.web.people.models import Firm, User
from ancrage.web.scope import firm_scope


def demonstration(person: User, language: Language) -> Firm:
    """Make the firm, drop its files, let them be read, import them, and study it."""
    firm = new_firm(render(t("Entreprise de démonstration"), language), person)
    with tempfile.TemporaryDirectory() as folder, firm_scope(firm.pk):
        batch = new_id()
        of_folder: dict[str, list[SimpleUploadedFile]] = {}
        for path in sorted(demo.write_all(Path(folder))):
            inside = path.relative_to(folder).parts
            file = SimpleUploadedFile(path.name, path.read_bytes())
            of_folder.setdefault(inside[0] if len(inside) > 1 else "", []).append(file)
        for file in of_folder.pop("", []):
            service.receive(file, batch, person.pk)
        for name, files in of_folder.items():  # a folder dropped is one import
            service.receive_together(files, name, batch, person.pk)
        Worker().run(until_idle=True)
        for dropped in Import.objects.filter(state=State.READY).order_by("name"):
            service.accept(dropped.pk, person.pk)
        Worker().run(until_idle=True)
    return firm
