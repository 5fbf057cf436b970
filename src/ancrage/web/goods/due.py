"""Raises that have come back to be ended, and what a mail says of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from ancrage.money import Number
from ancrage.text import Text, t
from ancrage.web.goods.following import due
from ancrage.web.goods.models import Raise, RaiseState


def come_back(today: date) -> list[Raise]:
    """Raises taken whose day is there or whose reason is gone, the longest over first."""
    found = Raise.objects.filter(Q(until__lte=today) | Q(gone_on__isnull=False), state=RaiseState.TAKEN)  # fmt: skip
    return [one for one in found.order_by("until", "pk") if why(one, today)]


def why(one: Raise, today: date) -> str:
    """Why a raise is to be ended, "" where it is not (`following.due`)."""
    if one.state != RaiseState.TAKEN:
        return ""
    return due(one.until, one.gone_on, one.kept_on, today)


def alarms(today: date) -> list[Mapping[str, Any]]:
    """What those who asked for mails are told, each once: a raise prolonged is another alarm on its new day."""
    return [
        {
            "key": f"raise:{one.pk}:{one.until}" if why(one, today) == "until" else f"gone:{one.pk}:{one.gone_on}",
            "name": one.name,
            "supplier": one.supplier,
            "until": one.until,
            "level": one.level,
            "path": "goods/purchases/",
        }
        for one in come_back(today)
    ]  # fmt: skip


def mailed(alarm: Mapping[str, Any]) -> Text:
    """The sentence of a mail on a raise that has come back."""
    told = {"name": alarm["name"], "supplier": alarm["supplier"], "todo": to_do(alarm["level"])}
    if alarm["key"].startswith("gone:"):
        return t("{name}, chez {supplier} : la raison de cette hausse de stock n’est plus là. {todo}", **told)  # fmt: skip
    return t("{name}, chez {supplier} : la hausse de stock prévue jusqu’au {day} est à finir. {todo}", day=alarm["until"], **told)  # fmt: skip


def to_do(level: int | None) -> Text:
    """What to do to end a raise."""
    if level is None:
        return t("Revenez au niveau habituel.")
    return t("Revenez au niveau habituel : prochaine commande quand il en reste {level}, stock et commandes en cours ensemble.", level=Number(level))  # fmt: skip
