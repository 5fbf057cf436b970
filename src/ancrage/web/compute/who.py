"""Who is who among suppliers, as pages: what to look at, what was put together and why, and the names that may be said.

Pages by key: `who` {questions, count, choices: [[key, name], ...]}; `who:together:<page>` {suppliers: [{name, amount, rows}], page, pages, count};
`who:names` {key of a row: how it is written}.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ancrage.firm import Firm
from ancrage.firm.identities.suppliers import Writing
from ancrage.firm.tables.trade import DECLARED
from ancrage.firm.who import BOOKS, Asked, Put, Supplier, Who
from ancrage.money import Euros
from ancrage.roadmap.report.voice import Voice
from ancrage.text import Text, t, tn

QUESTIONS = 30  # on the page; the others come when these are answered
ROWS = 20  # suppliers on a page of those that are written several ways
_CHOICES = 500  # suppliers beyond which a list to choose from is of no use
_SPELLINGS = 4  # other ways of writing said beside a name
_FILES = 2  # files named beside a name
_LISTED = 20  # files listed for programs
_AMOUNTS = {
    "invoices": t("{amount} de factures"),
    "purchase_orders": t("{amount} de commandes"),
}
Page = dict[str, Any]


def pages(firm: Firm, found: Who, voice: Voice) -> Iterator[tuple[str, Page]]:
    """The pages in one language."""
    teller = _Teller(firm, found, voice)
    several = _ranked(found)
    count = max(1, -(-len(several) // ROWS))
    yield (
        "who",
        {
            "questions": [teller.question(one) for one in found.review[:QUESTIONS]],
            "count": len(found.review),
            "choices": teller.choices(),
        },
    )
    reasons = _reasons(found.merges)
    for page in range(1, count + 1):
        shown = several[(page - 1) * ROWS : page * ROWS]
        yield (
            f"who:together:{page}",
            {
                "suppliers": [teller.supplier(one, reasons) for one in shown],
                "page": page,
                "pages": count,
                "count": len(several),
            },
        )
    yield "who:names", {key: teller.name(one)[:200] for key, one in found.written.items()}


def _ranked(found: Who) -> list[Supplier]:
    """Suppliers that are written several ways; those whose names or codes differ first, then the most bought from."""

    def differs(one: Supplier) -> bool:
        written = [found.written[key] for key in one.keys]
        names = {each.name.casefold() for each in written if each.name}
        return len(names) > 1 or len({each.code for each in written if each.code}) > 1

    several = [one for one in found.suppliers if len(one.keys) > 1]
    return sorted(several, key=lambda one: not differs(one))


def _reasons(merges: Sequence[Put]) -> Mapping[str, list[tuple[str, Put]]]:
    """What each key was put together with."""
    near: dict[str, list[tuple[str, Put]]] = defaultdict(list)
    for one in merges:
        near[one.a].append((one.b, one))
        near[one.b].append((one.a, one))
    return near


class _Teller:
    def __init__(self, firm: Firm, found: Who, voice: Voice) -> None:
        self.firm, self.found, self.voice = firm, found, voice
        self.home = {key: one for one in found.suppliers for key in one.keys}

    def name(self, written: Writing) -> str:
        """How it is written; its code where there is no name."""
        return self.voice.say(written.name or written.code)

    def choices(self) -> list[list[str]]:
        """Suppliers to choose from, by name; none where they are too many to look through."""
        if len(self.found.suppliers) > _CHOICES:
            return []
        found = []
        for supplier in self.found.suppliers:
            written = self.found.written[supplier.keys[0]]
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
        supplier = self.home[key]
        written = self.found.written[key]
        others = list(
            dict.fromkeys(
                name
                for other in supplier.keys
                if (name := self.name(self.found.written[other])) != self.name(written)
            )
        )
        return self._row(written) | {
            "also": others[:_SPELLINGS],
            "amount": self._amount(supplier),
            "purchases_eur": None if supplier.purchases is None else supplier.purchases / 100,
        }

    def supplier(self, supplier: Supplier, near: Mapping[str, list[tuple[str, Put]]]) -> Page:
        """A supplier with each way it is written, and why each is tied to another before it."""
        head = supplier.keys[0]
        inside = set(supplier.keys)
        tied: dict[str, tuple[str, Put | None]] = {head: ("", None)}
        # What the owner put together is tied to nothing else: its part begins anew.
        for start in supplier.keys:
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
            "amount": self._amount(supplier),
            "purchases_eur": None if supplier.purchases is None else supplier.purchases / 100,
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
            "where": self.voice.say(self._where(written)),
            "table": written.table,
            "files": [
                self.voice.say(self.firm.files[place].path) for place in written.sources[:_LISTED]
            ],
            "file_count": len(written.sources),
        }

    def _where(self, written: Writing) -> Text:
        table = t("Comptes") if written.table == BOOKS else DECLARED[written.table].label
        paths = [self.firm.files[place].path for place in written.sources[:_FILES]]
        names = [Path(path.rsplit("!", 1)[-1]).name for path in paths]
        if not names:
            return table
        more = len(written.sources) - len(names)
        if not more:
            return t("{table} : {files}", table=table, files=", ".join(names))
        others = tn("{count} autre fichier", "{count} autres fichiers", more)
        return t(
            "{table} : {files} et {others}", table=table, files=", ".join(names), others=others
        )

    def _amount(self, supplier: Supplier) -> str:
        if supplier.purchases is not None:
            return self.voice.say(t("{amount} d’achats", amount=Euros(supplier.purchases)))
        for table, said in _AMOUNTS.items():
            told = [self.found.written[key] for key in supplier.keys]
            amounts = [one.amount for one in told if one.table == table and one.amount is not None]
            if amounts:
                return self.voice.say(Text(said.message, {"amount": Euros(sum(amounts))}))
        return ""
