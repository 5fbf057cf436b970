"""A job in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ancrage.text import Language, Text, t
from ancrage.web.jobs.models import Job, State
from ancrage.web.saying import moment, said, say

KINDS: Mapping[str, Text] = {
    "read": t("Lecture d’un fichier"),
    "apart": t("Mise de côté des tableaux à préciser"),
    "study": t("Étude de l’entreprise"),
    "report": t("Rapport"),
    "alerts": t("Envoi des alertes"),
    "signals": t("Lecture des séries publiques"),
    "export": t("Export de toutes les données"),
}
STATES: Mapping[str, Text] = {
    State.WAITING: t("En attente"),
    State.RUNNING: t("En cours"),
    State.DONE: t("Terminé"),
    State.FAILED: t("Échoué"),
    State.CANCELLED: t("Arrêté"),
}


def shown(job: Job, base: str, language: Language) -> dict[str, Any]:
    """What a page shows of a job; `url` gives the same again, to follow it."""
    return {
        "id": job.pk,
        "kind": job.kind,
        "title": say(KINDS[job.kind], language),
        "state": job.state,
        "state_label": say(STATES[job.state], language),
        "open": job.open,
        "percent": job.percent,
        "message": said(job.message, language),
        "cancelling": job.cancel and job.open,
        "when": moment(job.finished_at or job.created_at, language),
        "url": f"{base}jobs/{job.pk}/",
        "cancel_url": f"{base}jobs/{job.pk}/cancel/",
        "next_url": _next(job, base),
    }


def _next(job: Job, base: str) -> str:
    ends = {
        "read": f"data/{job.subject}/",
        "apart": "data/",
        "study": "",
        "report": "report/",
        "export": "settings/",
        "alerts": "goods/",
        "signals": "goods/",
    }
    return base + ends[job.kind]
