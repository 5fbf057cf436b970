"""Sending alerts, in the background: one mail a member, each once."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail

from ancrage.text import Language, t
from ancrage.web.goods.alerts import alarms_of, mail, new_of, remembered
from ancrage.web.goods.models import AlertMail
from ancrage.web.jobs.work import CannotDo, Run, work
from ancrage.web.middleware import KNOWN
from ancrage.web.people.models import Firm, Membership
from ancrage.web.studies.pages import latest


@work("alerts")
def alerts(run: Run) -> None:
    """Write to each member who asked for it and has something new to know."""
    failed = False
    for key in AlertMail.objects.order_by("pk").values_list("pk", flat=True):
        try:
            # What is sent and the note that it was are one: a mail that does not leave is tried after the next study.
            run.step(f"mail-{key}", lambda key=key: _tell(key))  # type: ignore[misc]
        except (OSError, SMTPException):
            failed = True
    if failed:
        raise CannotDo(t("Des alertes n’ont pas pu partir : le serveur de courrier ne répond pas, ou les refuse. Elles repartiront après la prochaine étude."))  # fmt: skip


def _tell(key: int) -> None:
    member = AlertMail.objects.select_related("user").filter(pk=key).first()
    study = latest()
    if member is None or study is None:
        return
    alarms = alarms_of(study)
    new = new_of(member.told, alarms, study.day)
    still = Membership.objects.filter(user_id=member.user_id).exists() and member.user.is_active
    if not new or not still:
        return
    member.told = remembered(member.told, alarms, study.day)
    member.save(update_fields=["told"])
    firm = Firm.objects.get()
    language = KNOWN.get(member.user.language, Language.FR)
    address = f"{settings.SITE_SCHEME}://{settings.ALLOWED_HOSTS[0].lstrip('.')}/f/{firm.pk}/"
    subject, text = mail(new, firm.name, address, language)
    send_mail(subject, text, None, [member.user.email])
