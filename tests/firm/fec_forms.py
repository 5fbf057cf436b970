"""One set of entries written in any form of a FEC, legal or seen; nothing here comes from the reader.

`Line` is one line of an entry, amounts in cents. `Form` says how the file is written. `write` makes the files and
says where each line stands, so that a test can compare what is read with what was written.
"""

from __future__ import annotations

import gzip
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from hypothesis import strategies as st

SIREN = "732829320"  # passes the Luhn check
YEAR_END = date(2025, 12, 31)
LEGAL = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
]
CASH = ("DateRglt", "ModeRglt", "NatOp", "IdClient")
ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r", "crcrlf": "\r\r\n"}


@dataclass(frozen=True)
class Line:
    """One line of an entry; amounts in cents, as written in each column."""

    journal: str = "OD"
    journal_label: str = "Opérations diverses"
    number: str = "1"
    day: date = date(2025, 6, 30)
    account: str = "607000"
    account_label: str = "Achats de marchandises"
    aux: str = ""
    aux_label: str = ""
    piece: str = "P1"
    piece_day: date | None = date(2025, 6, 30)
    label: str = "Écriture"
    debit: int = 0
    credit: int = 0
    letter: str = ""
    let_day: date | None = None
    valid_day: date | None = date(2026, 3, 15)
    currency: str = ""

    def as_read(self) -> tuple[object, ...]:
        """What a reader must give back."""
        return (
            self.journal,
            self.journal_label,
            self.day,
            self.account,
            self.account_label,
            self.aux,
            self.aux_label,
            self.piece,
            self.piece_day,
            self.label,
            self.debit,
            self.credit,
            self.letter,
            self.currency,
        )


AS_READ = [
    "journal",
    "journal_label",
    "date",
    "account",
    "account_label",
    "aux",
    "aux_label",
    "piece",
    "piece_date",
    "label",
    "debit",
    "credit",
    "letter",
    "currency",
]


@dataclass(frozen=True)
class Form:
    """How a file is written."""

    separator: str = "\t"
    end: Literal["lf", "crlf", "cr", "crcrlf"] = "crlf"
    codec: str = "utf-8"
    mark: bytes = b""
    columns: Literal[18, 21, 22] = 18
    extra: tuple[str, ...] = ()
    sides: Literal["columns", "letters", "signs"] = "columns"
    sign_last: bool = False
    fixed_width: bool = False
    trailing_separator: bool = False
    last_line_ends: bool = True
    header: Literal["legal", "upper", "lower", "accents"] = "legal"
    parts: int = 1
    pack: Literal["none", "gzip", "zip"] = "none"


@dataclass(frozen=True)
class Placed:
    """A line and the place where it was written: name as the reader gives it, line of the decoded file."""

    line: Line
    entry: int
    file: str
    number: int


def euros(cents: int, form: Form) -> str:
    """An amount as A47 A-1 XII wants it: decimal comma, sign first or last."""
    text = f"{abs(cents) // 100},{abs(cents) % 100:02d}"
    if cents >= 0:
        return text
    return text + "-" if form.sign_last else "-" + text


def _day(day: date | None) -> str:
    return f"{day:%Y%m%d}" if day else ""


def names_of(form: Form) -> list[str]:
    """The header of a form."""
    names = [*LEGAL, *CASH[: form.columns - 18], *form.extra]
    if form.sides != "columns":
        at = names.index("Debit")
        names[at : at + 2] = ["Montant", "Sens"]
    if form.header == "upper":
        return [name.upper() for name in names]
    if form.header == "lower":
        return [name.lower() for name in names]
    if form.header == "accents":
        return [name.replace("Debit", "Débit").replace("Credit", "Crédit") for name in names]
    return names


def cells_of(line: Line, form: Form) -> list[str]:
    """The fields of a line."""
    if form.sides == "columns":
        amounts = [euros(line.debit, form), euros(line.credit, form)]
    else:
        credit = line.credit != 0
        side = {"letters": "DC", "signs": ("+1", "-1")}[form.sides][credit]
        amounts = [euros(line.credit if credit else line.debit, form), side]
    cells = [
        line.journal,
        line.journal_label,
        line.number,
        _day(line.day),
        line.account,
        line.account_label,
        line.aux,
        line.aux_label,
        line.piece,
        _day(line.piece_day),
        line.label,
        *amounts,
        line.letter,
        _day(line.let_day),
        _day(line.valid_day),
        "",
        line.currency,
    ]
    return [
        *cells,
        *["", "VIR", "Vente", "C1"][: form.columns - 18],
        *["propre au logiciel" for _ in form.extra],
    ]


def _padded(rows: list[list[str]], names: Sequence[str]) -> list[list[str]]:
    """Fixed width: amounts filled with zeros on the left, the rest with spaces on the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(names))]
    out = []
    for row in rows:
        cells = []
        for i, cell in enumerate(row):
            if names[i].lower() in {"debit", "débit", "credit", "crédit", "montant"} and re.match(
                r"[-\d]", cell
            ):
                sign = "-" if cell.startswith("-") else ""
                cells.append(sign + cell.removeprefix("-").zfill(widths[i] - len(sign)))
            else:
                cells.append(cell.ljust(widths[i]))
        out.append(cells)
    return out


def text_of(lines: Sequence[Line], form: Form) -> str:
    """The whole decoded text of one file."""
    names = names_of(form)
    rows = [names, *(cells_of(line, form) for line in lines)]
    if form.fixed_width:
        rows = _padded(rows, names)
    tail = form.separator if form.trailing_separator else ""
    end = ENDS[form.end]
    text = end.join(form.separator.join(row) + tail for row in rows)
    return text + end if form.last_line_ends else text


def write(
    entries: Sequence[Sequence[Line]], form: Form, folder: Path, stem: str = f"{SIREN}FEC20251231"
) -> list[Placed]:
    """Write the entries; where each line stands is returned, in the order of the file."""
    flat = [(line, number) for number, entry in enumerate(entries) for line in entry]
    size = -(-len(flat) // form.parts) if flat else 1
    chunks = [flat[i : i + size] for i in range(0, len(flat), size)] or [[]]
    placed: list[Placed] = []
    members: list[tuple[str, bytes]] = []
    for part, chunk in enumerate(chunks, 1):
        name = f"{stem}_{part}.txt" if form.parts > 1 else f"{stem}.txt"
        members.append(
            (name, form.mark + text_of([line for line, _ in chunk], form).encode(form.codec))
        )
        where = (
            str(folder / f"{stem}.zip") + f"!{name}" if form.pack == "zip" else str(folder / name)
        )
        if form.pack == "gzip":
            where += ".gz"
        placed += [Placed(line, entry, where, i) for i, (line, entry) in enumerate(chunk, 2)]
    if form.pack == "zip":
        with zipfile.ZipFile(folder / f"{stem}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members:
                archive.writestr(name, content)
    for name, content in members:
        if form.pack == "gzip":
            (folder / f"{name}.gz").write_bytes(gzip.compress(content))
        elif form.pack == "none":
            (folder / name).write_bytes(content)
    return placed


def write_xml(
    entries: Sequence[Sequence[Line]],
    folder: Path,
    *,
    signed: bool = False,
    pretty: bool = True,
    codec: str = "utf-8",
    stem: str = f"{SIREN}FEC20251231",
) -> list[Placed]:
    """Write the XML form of the administration: journals, entries, lines; dates AAAA-MM-JJ, decimal point.

    The letter and the piece stand on the entry, so they are those of its first line.
    """
    out = [f'<?xml version="1.0" encoding="{codec}"?>', "<comptabilite>", "<exercice>"]
    out.append("<DateCloture>2025-12-31T00:00:00</DateCloture>")
    placed: list[Placed] = []
    journals = list(dict.fromkeys((entry[0].journal, entry[0].journal_label) for entry in entries))
    for code, label in journals:
        out += [
            "<journal>",
            f"<JournalCode>{escape(code)}</JournalCode>",
            f"<JournalLib>{escape(label)}</JournalLib>",
        ]
        for rank, entry in enumerate(entries):
            if (entry[0].journal, entry[0].journal_label) != (code, label):
                continue
            first = entry[0]
            out += [
                "<ecriture>",
                f"<EcritureNum>{escape(first.number)}</EcritureNum>",
                f"<EcritureDate>{first.day.isoformat()}</EcritureDate>",
                f"<EcritureLib>{escape(first.label)}</EcritureLib>",
                f"<PieceRef>{escape(first.piece)}</PieceRef>",
            ]
            if first.piece_day:
                out.append(f"<PieceDate>{first.piece_day.isoformat()}</PieceDate>")
            if first.letter:
                out.append(f"<EcritureLet>{escape(first.letter)}</EcritureLet>")
            if first.valid_day:
                out.append(f"<ValidDate>{first.valid_day.isoformat()}</ValidDate>")
            for line in entry:
                out.append("<ligne>")
                placed.append(Placed(line, rank, str(folder / f"{stem}.xml"), len(out)))
                out.append(f"<CompteNum>{escape(line.account)}</CompteNum>")
                out.append(f"<CompteLib>{escape(line.account_label)}</CompteLib>")
                if line.aux:
                    out.append(f"<CompteAuxNum>{escape(line.aux)}</CompteAuxNum>")
                    out.append(f"<CompteAuxLib>{escape(line.aux_label)}</CompteAuxLib>")
                if signed:
                    credit = line.credit != 0
                    out.append(
                        f"<Montant>{(line.credit if credit else line.debit) / 100:.2f}</Montant>"
                    )
                    out.append(f"<Sens>{'C' if credit else 'D'}</Sens>")
                else:
                    out.append(f"<Debit>{line.debit / 100:.2f}</Debit>")
                    out.append(f"<Credit>{line.credit / 100:.2f}</Credit>")
                out.append("</ligne>")
            out.append("</ecriture>")
        out.append("</journal>")
    out += ["</exercice>", "</comptabilite>", ""]
    text = ("\n" if pretty else "").join(out)
    (folder / f"{stem}.xml").write_bytes(text.encode(codec))
    if not pretty:  # one physical line: the rank of the <ligne>, the first being 2, stands for it
        placed = [replace(p, number=i) for i, p in enumerate(placed, 2)]
    return placed


def physical_lines(content: bytes, codec: str) -> list[str]:
    """Lines of a decoded file as the contract counts them: CR LF, LF, CR and CR CR LF each end one line."""
    return re.split(r"\r\r\n|\r\n|\n|\r", content.decode(codec))


# ---- strategies ------------------------------------------------------------------------------------------------

WORDS = (
    (
        "règlement échéance février facture n° matériel réglé à crédit société générale forêt août Noël reçu hôtel dépôt "
        "acompte café Müller intérêts prélèvement \"lone quote 'apostrophe' l'été d'œuvre -12 =SUM(A1) +33 @x 100% TVA"
    )
    .replace("d'œuvre", "main")
    .split()
)
# Every file holds this label, so that there are letters enough to tell one codec from another.
TELLING = "Réglé à l'échéance, créé en février : été, hiver, pré, blé, thé"
ACCOUNTS = (
    ("101000", "Capital"),
    ("164000", "Emprunts"),
    ("218300", "Matériel informatique"),
    ("370000", "Stocks de marchandises"),
    ("401000", "Fournisseurs"),
    ("411000", "Clients"),
    ("445660", "TVA déductible"),
    ("445710", "TVA collectée"),
    ("512000", "Banque"),
    ("601000", "Achats matières premières"),
    ("607000", "Achats de marchandises"),
    ("624100", "Transports sur achats"),
    ("641100", "Salaires"),
    ("707000", "Ventes de marchandises"),
    ("791000", "Transferts de charges"),
)
JOURNALS = (
    ("AC", "Achats"),
    ("VE", "Ventes"),
    ("BQ1", "Banque du Jura"),
    ("OD", "Opérations diverses"),
)
THIRDS = (
    ("F001", "BOIS DU JURA SARL"),
    ("F002", "Müller & Söhne GmbH"),
    ("C9", 'L\'Été "chez nous"'),
    ("C10", "Zoé Ça"),
)

labels = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
days = st.integers(0, 364).map(lambda n: date(2025, 1, 1) + timedelta(days=n))
cents = st.one_of(
    st.integers(1, 500_000),
    st.integers(-500_000, -1),
    st.sampled_from([0, 1, 7, 29, 99, 57, 285, 10_000, 100_000_000, 123_456_789_012]),
)


@st.composite
def one_entry(draw: st.DrawFn, rank: int) -> list[Line]:
    """A balanced entry with its own journal and number."""
    code, name = draw(st.sampled_from(JOURNALS))
    base = Line(
        journal=code,
        journal_label=name,
        number=f"{code}{rank:04d}",
        day=draw(days),
        piece=draw(st.sampled_from(["", "FA-12", "n°7/b", "VIR 3"])),
        piece_day=draw(st.one_of(st.none(), days)),
        label=draw(labels),
        letter=draw(st.sampled_from(["", "", "A", "aB"])),
        currency=draw(st.sampled_from(["", "", "USD"])),
    )
    amounts = draw(st.lists(cents, min_size=1, max_size=5))
    lines = [_sided(draw, _dressed(draw, base), amount) for amount in amounts]
    gap = sum(line.debit - line.credit for line in lines)
    last = _dressed(draw, base)
    # Either way balances: a negative amount on one side is a positive one on the other.
    lines.append(replace(last, credit=gap) if draw(st.booleans()) else replace(last, debit=-gap))
    return lines


def _sided(draw: st.DrawFn, line: Line, amount: int) -> Line:
    return replace(line, debit=amount) if draw(st.booleans()) else replace(line, credit=amount)


def _dressed(draw: st.DrawFn, base: Line) -> Line:
    account, account_label = draw(st.sampled_from(ACCOUNTS))
    aux, aux_label = (
        draw(st.sampled_from(THIRDS))
        if account[:2] in {"40", "41"} and draw(st.booleans())
        else ("", "")
    )
    return replace(base, account=account, account_label=account_label, aux=aux, aux_label=aux_label)


def telling_entry() -> list[Line]:
    """An entry with accents enough to know the codec, dated so that the year is 2025."""
    base = Line(journal="OD", number="OD9999", day=date(2025, 12, 31), label=TELLING)
    return [
        replace(base, account="658000", account_label="Charges de gestion", debit=1),
        replace(base, account="758000", account_label="Produits de gestion", credit=1),
    ]


@st.composite
def books(draw: st.DrawFn, most: int = 6) -> list[list[Line]]:
    """Some balanced entries of 2025, and one with accents."""
    count = draw(st.integers(1, most))
    return [*(draw(one_entry(rank)) for rank in range(1, count + 1)), telling_entry()]


CODECS = (
    ("utf-8", b""),
    ("utf-8", b"\xef\xbb\xbf"),
    ("iso8859_15", b""),
    ("cp1252", b""),
    ("cp850", b""),
    ("mac_roman", b""),
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-be", b"\xfe\xff"),
)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Any legal or seen form of the flat file."""
    codec, mark = draw(st.sampled_from(CODECS))
    separator = draw(st.sampled_from(["\t", "|", ";"]))
    return Form(
        separator=separator,
        end=draw(st.sampled_from(["lf", "crlf", "cr", "crcrlf"])),
        codec=codec,
        mark=mark,
        columns=draw(st.sampled_from([18, 21, 22])),
        extra=draw(st.sampled_from([(), ("Analytique",), ("Section", "Centre de coût")])),
        sides=draw(st.sampled_from(["columns", "letters", "signs"])),
        sign_last=draw(st.booleans()),
        fixed_width=draw(st.booleans()),
        trailing_separator=draw(st.booleans()),
        last_line_ends=draw(st.booleans()),
        header=draw(st.sampled_from(["legal", "upper", "lower", "accents"])),
        parts=draw(st.sampled_from([1, 1, 2, 3])),
        pack=draw(st.sampled_from(["none", "none", "gzip", "zip"])),
    )
