"""Who is who among suppliers, customers and items, as pages: what to look at, what was put together and why, and what may be said.

Pages by key, `<among>` being one of AMONG: `who:<among>` {questions, count, total, choices: [[key, name], ...]};
`who:<among>:together:<page>` {groups: [{name, amount, rows}], page, pages, count}; `who:<among>:names` {key of a row: [how it
is written, its code]}.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ancrage.firm import Firm
from ancrage.firm.identities.item_writings import INVOICED
from ancrage.firm.identities.item_writings import TABLES as ITEM_TABLES
from ancrage.firm.identities.known import Asked, Group, Put, Who
from ancrage.firm.identities.suppliers import Writing
from ancrage.firm.tables.trade import DECLARED
from ancrage.firm.who import BOOKS, who
from ancrage.money import Euros
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Text, t, tn
from ancrage.web.identities.among import Among

QUESTIONS = 30  # on the page; the others come when these are answered
ROWS = 20  # groups on a page of those that are written several ways
_CHOICES = 500  # groups beyond which a list to choose from is of no use
_SPELLINGS = 4  # other ways of writing said beside a name
_FILES = 2  # files named beside a name
_LISTED = 20  # files listed for programs
_AMOUNTS = {
    "invoices": t("{amount} de factures"),
    "purchase_orders": t("{amount} de commandes"),
}
Page = dict[str, Any]


def known(firm: Firm) -> dict[Among, Who]:
    """Who is who in a firm, of each kind."""
    items = Who({}, (), (), ())
    if any(name in firm.tables for name in ITEM_TABLES):
        from ancrage.firm.items.which import which  # noqa: PLC0415 (not for a firm with its books alone)

        items = which(firm)
    return {"suppliers": who(firm), "customers": who(firm, "customer"), "items": items}


def pages(firm: Firm, found: Mapping[Among, Who], voice: Voice) -> Iterator[tuple[str, Page]]:
    """The pages in one language."""
    for among, one in found.items():
        yield from _pages(firm, among, one, voice)


def _pages(firm: Firm, among: Among, found: Who, voice: Voice) -> Iterator[tuple[str, Page]]:
    teller = _Teller(firm, among, found, voice)
    several = _ranked(found)
    count = max(1, -(-len(several) // ROWS))
    yield (
        f"who:{among}",
        {
            "questions": [teller.question(one) for one in found.review[:QUESTIONS]],
            "count": len(found.review),
            "total": len(found.groups),
            "choices": teller.choices(),
        },
    )
    reasons = _reasons(found.merges)
    for page in range(1, count + 1):
        shown = several[(page - 1) * ROWS : page * ROWS]
        yield (
            f"who:{among}:together:{page}",
            {
                "groups": [teller.group(one, reasons) for one in shown],
                "page": page,
                "pages": count,
                "count": len(several),
            },
        )
    yield (
        f"who:{among}:names",
        {key: [teller.name(one)[:200], one.code[:200]] for key, one in found.written.items()},
    )


def _ranked(found: Who) -> list[Group]:
    """Groups that are written several ways; those whose names or codes differ first, then those with most euros."""

    def differs(one: Group) -> bool:
        written = [found.written[key] for key in one.keys]
        names = {each.name.casefold() for each in written if each.name}
        return len(names) > 1 or len({each.code for each in written if each.code}) > 1

    several = [one for one in found.groups if len(one.keys) > 1]
    return sorted(several, key=lambda one: not differs(one))


def _reasons(merges: Sequence[Put]) -> Mapping[str, list[tuple[str, Put]]]:
    """What each key was put together with."""
    near: dict[str, list[tuple[str, Put]]] = defaultdict(list)
    for one in merges:
        near[one.a].append((one.b, one))
        near[one.b].append((one.a, one))
    return near


class _Teller:
    def __init__(self, firm: Firm, among: Among, found: Who, voice: Voice) -> None:
        self.firm, self.among, self.found, self.voice = firm, among, found, voice
        self.home = {key: one for one in found.groups for key in one.keys}

    def name(self, written: Writing) -> str:
        """How it is written; its code where there is no name."""
        return self.voice.say(written.name or written.code)

    def choices(self) -> list[list[str]]:
        """Groups to choose from, by name; none where they are too many to look through."""
        if len(self.found.groups) > _CHOICES:
            return []
        found = []
        for group in self.found.groups:
            written = self.found.written[group.keys[0]]
            name = self.name(written)
            code = self.voice.say(written.code)
            found.append([written.key, f"{name} ({code})" if code not in {"", name} else name])
        return sorted(found, key=lambda one: (one[1].casefold(), one[0]))

    def question(self, asked: Asked) -> Page:
        return {
            "a": self._side(asked.a),
            "b": self._side(asked.b),
            "chance": asked.chance,
            "reason": self.voice.say(asked.reason),
        }

    def _side(self, key: str) -> Page:
        group = self.home[key]
        written = self.found.written[key]
        others = list(
            dict.fromkeys(
                name
                for other in group.keys
                if (name := self.name(self.found.written[other])) != self.name(written)
            )
        )
        return self._row(written) | {
            "also": others[:_SPELLINGS],
            **self._euros(group),
        }

    def group(self, group: Group, near: Mapping[str, list[tuple[str, Put]]]) -> Page:
        """A group with each way it is written, and why each is tied to another before it."""
        head = group.keys[0]
        inside = set(group.keys)
        tied: dict[str, tuple[str, Put | None]] = {head: ("", None)}
        # What the owner put together is tied to nothing else: its part begins anew.
        for start in group.keys:
            tied.setdefault(start, (head, None))
            waiting = deque([start])
            while waiting:
                key = waiting.popleft()
                for other, why in near.get(key, ()):
                    if other in inside and other not in tied:
                        tied[other] = (key, why)
                        waiting.append(other)
        written = self.found.written
        return {
            "name": self.name(written[head]),
            **self._euros(group),
            "rows": [
                self._row(written[key]) | self._tie(with_key, why)
                for key, (with_key, why) in tied.items()
            ],
        }

    def _tie(self, with_key: str, why: Put | None) -> Page:
        if not with_key:
            return {"with": "", "reason": "", "a": "", "b": ""}
        reason = why.reason if why else t("vous avez dit que c’est le même")
        return {
            "with": self.name(self.found.written[with_key]),
            "reason": self.voice.say(reason),
            "a": why.a if why else "",
            "b": why.b if why else "",
        }

    def _row(self, written: Writing) -> Page:
        return {
            "key": written.key,
            "name": self.name(written),
            "code": self.voice.say(written.code) if written.name else "",
            "barcode": _barcode(written),
            "where": self.voice.say(self._where(written)),
            "table": written.table,
            "files": [
                self.voice.say(self.firm.files[place].path) for place in written.sources[:_LISTED]
            ],
            "file_count": len(written.sources),
        }

    def _where(self, written: Writing) -> Text | str:
        table: Text | None = (
            t("Comptes") if written.table == BOOKS else DECLARED[written.table].label
        )
        if self.among == "items" and written.table != INVOICED:
            table = None  # an item stands in several tables
        paths = [self.firm.files[place].path for place in written.sources[:_FILES]]
        names = [Path(path.rsplit("!", 1)[-1]).name for path in paths]
        said: Text | str = ", ".join(names)
        more = len(written.sources) - len(names)
        if more:
            others = tn("{count} autre fichier", "{count} autres fichiers", more)
            said = t("{files} et {others}", files=said, others=others)
        if table is None or not names:
            return table or said
        return t("{table} : {files}", table=table, files=said)

    def _euros(self, group: Group) -> Page:
        bought = self.among == "suppliers" or group.bought
        return {
            "amount": self._amount(group, bought=bought),
            "amount_eur": None if group.amount is None else group.amount / 100,
            "amount_of": None if group.amount is None else ("purchases" if bought else "sales"),
        }

    def _amount(self, group: Group, *, bought: bool) -> str:
        if group.amount is not None:
            said = t("{amount} d’achats") if bought else t("{amount} de ventes")
            return self.voice.say(Text(said.message, {"amount": Euros(group.amount)}))
        for table, said in _AMOUNTS.items():
            told = [self.found.written[key] for key in group.keys]
            amounts = [one.amount for one in told if one.table == table and one.amount is not None]
            if amounts:
                return self.voice.say(Text(said.message, {"amount": Euros(sum(amounts))}))
        return ""


def _barcode(written: Writing) -> str:
    """The barcode of an item as it is printed: without the zeros that make all of one length."""
    found = [value for row in written.rows for kind, value in row.extra if kind == "gtin"]
    if not found:
        return ""
    return found[0].lstrip("0").zfill(8 if len(found[0].lstrip("0")) <= 8 else 13)
