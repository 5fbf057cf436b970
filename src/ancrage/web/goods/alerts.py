"""Alerts by mail: what is new for whom, and the words of the mail. Nothing is told twice.

An alarm is told once as long as studies go on holding it, and not again when it comes back within REMEMBERED days: what
comes and goes from one study to the next is one alarm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from ancrage.money import Number
from ancrage.text import Language, Text, t, tn
from ancrage.web.goods import due
from ancrage.web.goods.models import AlertMail
from ancrage.web.jobs import work
from ancrage.web.saying import say
from ancrage.web.scope import scoped_firm
from ancrage.web.studies.models import Study
from ancrage.web.studies.pages import latest

REMEMBERED: Mapping[str, int] = {
    "slower": 180,
    "order": 21,
    "raise": 180,
    "gone": 180,
}  # days, by kind of alarm
Alarm = Mapping[str, Any]


def alarms_of(study: Study | None) -> Sequence[Alarm]:
    """The alarms of a study (`compute.goods.alarms`), and the raises that have come back to be ended by today."""
    told = (study.summary.get("alarms") or ()) if study else ()
    return [*told, *due.alarms(timezone.localdate())]


def subscribe(user_id: int, today: date) -> None:
    """Tell this person from now on; what is there already is on screen, and not told."""
    told = remembered({}, alarms_of(latest()), today)
    AlertMail.objects.get_or_create(firm_id=scoped_firm(), user_id=user_id, defaults={"told": told})


def unsubscribe(user_id: int) -> None:
    """Write to this person no more."""
    AlertMail.objects.filter(user_id=user_id).delete()


def new_of(told: Mapping[str, str], alarms: Iterable[Alarm], today: date) -> list[Alarm]:
    """The alarms that somebody was not told of."""
    known = remembered(told, (), today)
    return [alarm for alarm in alarms if alarm["key"] not in known]


def remembered(told: Mapping[str, str], alarms: Iterable[Alarm], today: date) -> dict[str, str]:
    """What somebody knows once told of these alarms; what was not seen for long is forgotten."""
    kept = {key: day for key, day in told.items() if date.fromisoformat(day) >= today - timedelta(days=_days(key))}  # fmt: skip
    return kept | {alarm["key"]: today.isoformat() for alarm in alarms}


def _days(key: str) -> int:
    return REMEMBERED.get(key.partition(":")[0], 0)


def after(study: Study) -> None:
    """Called with a new study, in its transaction: the mails to send are asked for; what is known is seen again."""
    alarms, news = alarms_of(study), False
    for member in AlertMail.objects.all():
        if new_of(member.told, alarms, study.day):
            news = True
            continue
        member.told = remembered(member.told, alarms, study.day)
        member.save(update_fields=["told"])
    if news:
        _ask()


def ask_where_new() -> None:
    """Ask for the mails where somebody has something new to know: a raise comes back on a day without a study."""
    study = latest()
    if study is None:
        return
    alarms = alarms_of(study)
    if any(new_of(member.told, alarms, study.day) for member in AlertMail.objects.all()):
        _ask()


def _ask() -> None:
    if settings.SENDS_MAIL and work.waiting("alerts") is None:
        work.ask("alerts")


def mail(alarms: Sequence[Alarm], firm: str, address: str, language: Language) -> tuple[str, str]:
    """Subject and text of a mail; `address` is that of the firm's pages."""
    subject = tn("{firm} : {count} nouvelle alerte", "{firm} : {count} nouvelles alertes", len(alarms), firm=firm)  # fmt: skip
    lines = [say(t("Bonjour,"), language), "", say(t("Voici ce qui est nouveau."), language), ""]  # fmt: skip
    for alarm in alarms:
        lines += [f"– {say(_said(alarm), language)}", f"  {address}{alarm['path']}", ""]
    lines += [
        say(t("Chaque alerte n’est envoyée qu’une fois. Pour ne plus en recevoir :"), language),
        f"{address}settings/",
        "",
    ]
    return say(subject, language), "\n".join(lines)


def _said(alarm: Alarm) -> Text:
    if alarm["key"].startswith("slower:"):
        return t("{name} ralentit : environ {now} jours au lieu de {usual}.", name=alarm["name"], now=Number(alarm["now"]), usual=Number(alarm["usual"]))  # fmt: skip
    if alarm["key"].startswith(("raise:", "gone:")):
        return due.mailed(alarm)
    return t(
        "{name} : à commander chez {supplier} avant le {day}, {n} unités.",
        name=alarm["name"],
        supplier=alarm["supplier"],
        day=date.fromisoformat(alarm["by"]),
        n=Number(alarm["units"]),
    )
