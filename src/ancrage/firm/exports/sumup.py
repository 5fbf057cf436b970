"""SumUp: transactions, with fees on the row of their payout; and the report of items sold."""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer, conform
from ancrage.firm.exports.shop import euros, note_missing_orders, shop, summed
from ancrage.text import t

_DONE = ["successful", "paid", "erfolgreich", "geplant", "scheduled", "refunded"]
_BACK = ["refund", "rückerstattung", "remboursement", "chargeback"]
_PAYOUT = ["payout", "auszahlung"]


def _read_transactions(cells: Cells) -> Found:
    kind, status = cells.folded("type"), cells.folded("status")
    rows = pl.DataFrame(
        {
            "order": cells.text("order"),
            "date": cells.day("date"),
            "kind": kind,
            "done": status.is_in(_DONE).fill_null(True)
            if cells.has("status")
            else kind.is_not_null(),
            "total": cells.cents("total"),
            "tax": cells.cents("tax"),
            "fee": cells.cents("fee").abs().fill_null(0),
            "payout": cells.cents("payout").fill_null(0),
            "settlement": cells.text("settlement"),
            "currency": cells.currency("currency", "total"),
            "line": cells.lines,
        }
    )
    note_missing_orders(rows["order"], rows["line"], cells.log)
    rows = rows.filter(pl.col("order").is_not_null() & pl.col("done"))
    paid_out, back = pl.col("kind").is_in(_PAYOUT), pl.col("kind").is_in(_BACK)
    # The row of a payout repeats the total of its sale.
    moved = rows.filter(~paid_out.fill_null(False))
    fees = rows.group_by("order", maintain_order=True).agg(
        pl.col("fee").max(), pl.col("settlement").drop_nulls().first()
    )
    moved = moved.with_columns(
        pl.when(back.fill_null(False)).then(0).otherwise("total").alias("gross"),
        pl.when(back.fill_null(False)).then(pl.col("total").abs()).otherwise(0).alias("refunded"),
    )
    orders = summed(moved, ("gross", "refunded", "tax"), ("date", "currency")).with_columns(
        pl.lit(True).alias("paid"), pl.lit(False).alias("cancelled")
    )
    orders = orders.join(fees, on="order", how="left", maintain_order="left").rename(
        {"fee": "fees"}
    )
    found = shop(orders, orders.clear(), cells.log, channel="sumup", sheet=cells.grid.sheet)
    payouts = _payouts(orders, cells.grid.sheet)
    figures = {
        "rows": cells.height,
        "sales": euros(int(orders["gross"].sum())),
        "fees": euros(-int(orders["fees"].sum())),
        "refunds": euros(-int(orders["refunded"].sum())),
        "payout": euros(int(rows.filter(paid_out)["payout"].sum())),
    }
    return Found({**found.tables, "payouts": payouts}, {**found.control, **figures})


def _payouts(orders: pl.DataFrame, sheet: str) -> pl.DataFrame:
    """Sale, fee and refund of each transaction; a statement not paid yet has no number."""
    base = orders.select(
        pl.lit("sumup").alias("channel"), pl.col("settlement").fill_null(""), "date", "order", "currency", "line",
        "gross", "fees", "refunded",
    )  # fmt: skip
    parts = [("sale", pl.col("gross")), ("fee", -pl.col("fees")), ("refund", -pl.col("refunded"))]
    rows = [
        base.with_columns(pl.lit(kind).alias("kind"), amount.alias("amount")).filter(
            pl.col("amount") != 0
        )
        for kind, amount in parts
    ]
    return conform("payouts", pl.concat(rows).sort("line", maintain_order=True), sheet)


def _read_sales(cells: Cells) -> Found:
    order = cells.text("order")
    note_missing_orders(order, cells.lines, cells.log)
    back = (
        cells.folded("type")
        .str.contains("refund|rückerstattung|remboursement|storno")
        .fill_null(False)
    )
    rows = pl.DataFrame(
        {
            "order": order,
            "date": cells.day("date"),
            "back": back,
            "product": cells.text("sku"),
            "name": cells.text("item"),
            "quantity": cells.number("quantity"),
            "discount": cells.cents("off").abs(),
            "currency": cells.currency("currency", "gross"),
            "total": cells.cents("gross").abs(),
            "tax": cells.cents("tax").abs(),
            "line": cells.lines,
        }
    ).filter(pl.col("order").is_not_null() & pl.col("total").is_not_null())
    rows = rows.with_columns(
        pl.when("back").then(0).otherwise("total").alias("gross"),
        pl.when("back").then("total").otherwise(0).alias("refunded"),
        pl.when("back").then(-pl.col("quantity").abs()).otherwise("quantity").alias("quantity"),
        pl.when("back").then(-pl.col("total")).otherwise("total").alias("amount"),
        pl.when("back").then(0).otherwise("tax").alias("sold_tax"),
    )
    orders = summed(
        rows, ("gross", "refunded", "sold_tax", "discount"), ("date", "currency")
    ).rename({"sold_tax": "tax"})
    orders = orders.with_columns(pl.lit(True).alias("paid"), pl.lit(False).alias("cancelled"))
    price = pl.when(pl.col("quantity") != 0).then(pl.col("amount") / 100 / pl.col("quantity"))
    lines = rows.filter(pl.col("quantity").is_not_null()).with_columns(price.alias("unit_price"))
    return shop(orders, lines, cells.log, channel="sumup", sheet=cells.grid.sheet)


_HOW = t("Dans SumUp : Rapports, choisir les dates, puis Exporter au format CSV.")
TRANSACTIONS = Importer(
    kind="sumup_transactions",
    label=t("Transactions SumUp"),
    channel="sumup",
    how=_HOW,
    evidence=(
        "21 English names in a public Perl script of 2023-2024 and a public Nushell script (November 2026)",
        "German names in github ursjoss/lola-sumup src/prepare.rs (November 2026); the French header was not seen",
    ),
    fields={
        "date": ("Date", "Datum"),
        "order": ("Transaction ID", "Transaktions-ID"),
        "type": ("Transaction type", "Zahlungsart"),
        "status": ("Status",),
        "total": ("Total", "Betrag inkl. MwSt."),
        "tax": ("Tax amount", "MwSt.-Betrag"),
        "fee": ("Fee", "Gebühr"),
        "payout": ("Payout", "Auszahlung"),
        "settlement": ("Payout ID", "Auszahlungs-ID"),
        "currency": ("Currency", "Währung"),
    },
    must=("date", "order", "type", "total", "fee"),
    signs=("Transaction type", "Card type", "Last 4 digits", "Process as", "Entry mode", "Auth code", "Net sale", "Tip amount", "Payout date", "Payout ID", "Payout", "Zahlungsart", "Betrag inkl. MwSt.", "Trinkgeldbetrag", "Gebühr", "Transaktions-ID"),
    enough=3,
    read=_read_transactions,
    amounts=("total", "fee", "payout"),
)  # fmt: skip
SALES = Importer(
    kind="sumup_sales",
    label=t("Articles vendus sur SumUp"),
    channel="sumup",
    how=_HOW,
    evidence=(
        "English header of 15 columns and German names in github ursjoss/lola-sumup (November 2026)",
        "French header of 16 and 17 columns quoted whole by six public importers found in November 2026 (dates such as 10 juil. 2026 10:15)",
    ),
    fields={
        "date": ("Date", "Datum"),
        "type": ("Type", "Typ"),
        "order": ("Transaction ID", "Transaktionsnummer", "Réf. transaction"),
        "quantity": ("Quantity", "Menge", "Quantité"),
        "item": ("Description", "Beschreibung"),
        "sku": ("SKU",),
        "currency": ("Currency", "Währung", "Devise"),
        "off": ("Discount", "Rabatt", "Réduction"),
        "gross": ("Price (Gross)", "Preis (brutto)", "Prix (TTC)"),
        "tax": ("Tax", "Steuer", "TVA"),
    },
    must=("date", "type", "order", "quantity", "gross"),
    signs=(
        "Receipt Number", "Price (Gross)", "Price (Net)", "Tax rate", "Transaction refunded", "Payment Method",
        "Preis (brutto)", "Preis (netto)", "Steuersatz", "Transaktionsnummer", "Zahlungsmethode", "Konto",
        "Réf. transaction", "Moyen de paiement", "Prix avant réduction", "Prix (TTC)", "Prix (HT)", "Taux de TVA",
        "Motif du remboursement",
    ),
    enough=3,
    read=_read_sales,
    amounts=("gross", "tax"),
)  # fmt: skip
