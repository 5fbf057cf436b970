"""The page that goes with an electronic invoice, drawn by Typst from the same terms."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from ancrage.demo.files.cells import french_day
from ancrage.demo.files.invoices import EInvoice, Terms

_HEADER = ("Réf.", "Désignation", "Qté", "P.U. HT", "TVA", "Montant HT")
_UNITS = MappingProxyType({"DMK": " dm²", "DMT": " dm"})


def drawer() -> Callable[[EInvoice], bytes]:
    """Function that draws an invoice as a PDF/A-3; fonts are loaded once."""
    import typst  # noqa: PLC0415 (heavy)

    source = resources.files("ancrage.demo.files").joinpath("page.typ").read_bytes()
    folder = Path(str(resources.files("fontpkg_inter"))) / "files"
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )

    def draw(invoice: EInvoice) -> bytes:
        day = invoice.day
        return typst.compile(
            source,
            format="pdf",
            font_paths=fonts,
            pdf_standards=["a-3b"],
            pdf_tags=False,  # level B asks for none, and they would double the time of the library
            sys_inputs={"invoice": json.dumps(_view(invoice.terms), ensure_ascii=False)},
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )

    return draw


def title(terms: Terms) -> str:
    """What the document is, and its number."""
    return f"{'Facture' if terms['BT-3'] == '380' else 'Avoir'} {terms['BT-1']}"


def _view(terms: Terms) -> dict[str, object]:
    facts = [["Date", french_day(terms["BT-2"])], ["Livraison", french_day(terms["BT-72"])]]
    if "BT-13" in terms:
        facts.append(["Votre commande", terms["BT-13"]])
    facts += [["Facture d’origine", one["BT-25"]] for one in terms.get("BG-3", ())]
    facts.append(["Échéance", french_day(terms["BT-9"])])
    if "BT-84" in terms:
        facts.append(["IBAN", terms["BT-84"]])
    totals = [["Total HT", _euros(terms["BT-109"])]]
    totals += [[f"TVA {_comma(tax['BT-119'])} %", _euros(tax["BT-117"])] for tax in terms["BG-23"]]
    totals.append(["Total TTC", _euros(terms["BT-112"])])
    return {
        "title": title(terms),
        "seller": _party(terms["BG-4"]),
        "buyer": _party(terms["BG-7"]),
        "facts": facts,
        "header": _HEADER,
        "lines": [_line(line) for line in terms["BG-25"]],
        "totals": totals,
        "notes": [tax["BT-120"] for tax in terms["BG-23"] if "BT-120" in tax],
    }


def _party(party: Terms) -> list[str]:
    town = f"{party.get('postcode', '')} {party['city']}".strip()
    lines = [party["name"], party.get("addr_l1", ""), town]
    if "legal_identifier" in party:
        lines.append(f"SIREN {party['legal_identifier']}")
    lines.append(f"TVA {party['vat_identifier']}")
    return [line for line in lines if line]


def _line(line: Terms) -> list[str]:
    return [
        line.get("BT-155", ""),
        line["BT-153"],
        f"{line['BT-129']}{_UNITS.get(line['BT-130'], '')}",
        _comma(line["BT-146"]),
        f"{_comma(line['BT-152'])} %",
        _comma(line["BT-131"]),
    ]


def _comma(number: str) -> str:
    return number.replace(".", ",")


def _euros(number: str) -> str:
    return f"{_comma(number)} €"
