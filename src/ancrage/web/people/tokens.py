"""Keys for programs: made for a person in a firm, for a time, with no more rights than the person has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ancrage.text import Language, Text, t
from ancrage.web.journal.models import note
from ancrage.web.people.models import ApiToken
from ancrage.web.people.roles import Permission, Role
from ancrage.web.people.secrets import hashed, new_secret
from ancrage.web.saying import say, short_day
from ancrage.web.scope import scoped_firm

DAYS: Mapping[str, Text] = {"30": t("un mois"), "90": t("trois mois"), "365": t("un an")}
USUAL = "90"


def writes(role: Role) -> bool:
    """Whether a key of this role could change anything."""
    return role.may(Permission.BRING) or role.may(Permission.DECIDE)


def new_token(user_id: int, role: Role, name: str, *, writing: bool, days: str) -> str:
    """Make a key of this person in the firm in scope; only its hash is kept. `days` is one of DAYS, else the usual."""
    secret, firm_id = new_secret(), scoped_firm()
    with transaction.atomic():
        ApiToken.objects.create(
            firm_id=firm_id,
            user_id=user_id,
            name=name,
            secret_hash=hashed(secret),
            # Not for a role that cannot write today: a later role must not give a key more than was seen then.
            writes=writing and writes(role),
            expires_at=timezone.now() + timedelta(days=int(days if days in DAYS else USUAL)),
        )
        note(user_id, "token.created", name)
    return f"anc_{firm_id}_{secret}"


def told(token: ApiToken, language: Language) -> str:
    """What a key may do, when it served last, until when it is good."""
    used = short_day(token.last_used_on, language)
    text = t(
        "{what}, {last}, {until}",
        what=t("lit et écrit") if token.writes else t("lit seulement"),
        last=t("servi le {day}", day=used) if used else t("jamais servi"),
        until=_until(token, language),
    )
    return say(text, language)


def _until(token: ApiToken, language: Language) -> Text:
    if token.expires_at is None:
        return t("sans fin")
    day = short_day(timezone.localtime(token.expires_at).date(), language)
    if token.expires_at <= timezone.now():
        return t("expirée le {day}", day=day)
    return t("jusqu’au {day}", day=day)
