"""Amazon, settlement reports, flat files V2 and V1: every cent of a payout, sales, fees and refunds apart.

The first row of a statement carries its total and no component; the components must add up to it. European sites write
decimal commas and days before months, the American one points and ISO dates.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer, conform
from ancrage.firm.exports.oddities import Log
from ancrage.firm.exports.shop import euros
from ancrage.firm.extract import Figure
from ancrage.money import Number
from ancrage.text import t

CHANNEL = "amazon"
# Field of the kind of a component, field of its amount, by name of the component in V1.
_PARTS = {
    "price": ("price_type", "price_amount"),
    "itemfees": ("item_fee_type", "item_fee_amount"),
    "shipmentfees": ("shipment_fee_type", "shipment_fee_amount"),
    "orderfees": ("order_fee_type", "order_fee_amount"),
    "promotion": ("promotion_type", "promotion_amount"),
    "directpayment": ("direct_type", "direct_amount"),
    "otherfees": ("other_fee_type", "other_fee_amount"),
    "miscfees": ("transaction", "misc_fee_amount"),
    "other": ("transaction", "other_amount"),
}


def _read_v2(cells: Cells) -> Found:
    rows = pl.DataFrame(
        {
            **_common(cells),
            "type": cells.folded("amount_type").str.replace_all("[^a-z]", ""),
            "description": cells.text("description"),
            "amount": cells.cents("amount"),
        }
    )
    return _statement(rows, cells)


def _read_v1(cells: Cells) -> Found:
    common = pl.DataFrame(_common(cells))
    parts = []
    for name, (kind, amount) in _PARTS.items():
        if cells.has(amount):
            part = common.with_columns(
                pl.lit(name).alias("type"),
                cells.text(kind).alias("description"),
                cells.cents(amount).alias("amount"),
            )
            parts.append(part.filter(pl.col("amount").is_not_null()))
    heads = common.with_columns(
        pl.lit("").alias("type"),
        pl.lit(None, pl.String).alias("description"),
        pl.lit(None, pl.Int64).alias("amount"),
    ).filter(pl.col("total").is_not_null())
    return _statement(pl.concat([heads, *parts]).sort("line", maintain_order=True), cells)


def _common(cells: Cells) -> Mapping[str, pl.Series]:
    return {
        "settlement": cells.text("settlement"),
        "total": cells.cents("total"),
        "currency": cells.text("currency"),
        "transaction": cells.folded("transaction"),
        "order": cells.text("order"),
        "product": cells.text("sku"),
        "quantity": cells.number("quantity"),
        "date": cells.day("posted"),
        "line": cells.lines,
    }


def _statement(rows: pl.DataFrame, cells: Cells) -> Found:
    rows = rows.with_columns(
        pl.col("currency").drop_nulls().first().over("settlement").fill_null("").alias("currency"),
        _kind()
        .cast(pl.Enum(["sale", "tax", "shipping", "fee", "refund", "discount", "payout", "other"]))
        .alias("kind"),
    )
    parts = rows.filter(pl.col("amount").is_not_null())
    heads = rows.filter(pl.col("total").is_not_null()).unique(
        "settlement", keep="first", maintain_order=True
    )
    _check(heads, parts, cells.log)
    named = parts.with_columns(pl.lit(CHANNEL).alias("channel"), pl.col("settlement").fill_null(""))
    table = conform("payouts", named, cells.grid.sheet)
    return Found({"payouts": table}, _control(heads, table, cells))


def _kind() -> pl.Expr:
    """What a component is, from its type and the transaction; a fee given back with a refund stays among the fees."""
    kind = pl.col("type").fill_null("")
    of = pl.col("transaction").fill_null("")
    words = pl.col("description").str.to_lowercase().fill_null("")
    priced = kind.str.contains("price")
    named = words.str.contains(r"fees?\b|commission") & ~priced
    fee = kind.str.contains("fee|advertising") | named | of.str.contains("fee")
    back = of.str.contains("refund|chargeback|guarantee|a-to-z")
    return (
        pl.when(fee).then(pl.lit("fee"))
        .when(back).then(pl.lit("refund"))
        .when(kind.str.contains("promotion")).then(pl.lit("discount"))
        .when(kind.str.contains("tax") | (priced & words.str.contains("tax"))).then(pl.lit("tax"))
        .when(priced & words.str.contains("shipping")).then(pl.lit("shipping"))
        .when(priced).then(pl.lit("sale"))
        .otherwise(pl.lit("other"))
    )  # fmt: skip


def _check(heads: pl.DataFrame, parts: pl.DataFrame, log: Log) -> None:
    sums = parts.group_by("settlement", maintain_order=True).agg(
        pl.col("amount").sum(), pl.col("line").first().alias("first")
    )
    both = sums.join(
        heads.select("settlement", "total", "line"),
        on="settlement",
        how="full",
        coalesce=True,
        maintain_order="left_right",
    )
    for row in both.sort("settlement").iter_rows(named=True):
        settlement = str(row["settlement"])
        if row["total"] is None:
            log.add("export_no_payout", int(row["first"]), settlement=settlement)
        elif row["total"] != (row["amount"] or 0):
            log.add(
                "export_payout_gap",
                int(row["line"]),
                settlement=settlement,
                sum=Number(euros(int(row["amount"] or 0)), 2),
                total=Number(euros(int(row["total"])), 2),
            )


def _control(heads: pl.DataFrame, table: pl.DataFrame, cells: Cells) -> dict[str, Figure]:
    currencies = sorted(c for c in table["currency"].unique(maintain_order=True).to_list() if c)
    figures: dict[str, Figure] = {"rows": cells.height}
    sums = {
        "sales": ["sale", "tax", "shipping"],
        "fees": ["fee"],
        "refunds": ["refund"],
        "discounts": ["discount"],
        "other": ["other"],
    }
    if len(currencies) > 1:
        cells.log.add("export_currencies", None, cells.height, currencies=", ".join(currencies))
        by = (
            heads.group_by("currency", maintain_order=True)
            .agg(pl.col("total").sum())
            .sort("currency")
        )
        figures["payout_by_currency"] = {c: euros(v) for c, v in by.iter_rows()}
        return figures
    figures["payout"] = euros(int(heads["total"].sum()))
    for name, kinds in sums.items():
        part = table.filter(pl.col("kind").cast(pl.String).is_in(kinds))["amount"]
        if len(part) or name in ("sales", "fees", "refunds"):
            figures[name] = euros(int(part.sum()))
    return figures


_FIELDS = {
    "settlement": ("settlement-id",),
    "total": ("total-amount",),
    "currency": ("currency",),
    "transaction": ("transaction-type",),
    "order": ("order-id",),
    "sku": ("sku",),
    "quantity": ("quantity-purchased",),
    "posted": ("posted-date", "posted-date-time"),
    "start": ("settlement-start-date",),
    "end": ("settlement-end-date",),
    "deposit": ("deposit-date",),
}
_HOW = t(
    "Dans Seller Central : Paiements, Rapports de paiement, Tous les relevés, puis Télécharger le fichier plat."
)
_SIGNS = (
    "settlement-id",
    "settlement-start-date",
    "settlement-end-date",
    "deposit-date",
    "total-amount",
    "transaction-type",
    "fulfillment-id",
)
V2 = Importer(
    kind="amazon_settlement_v2",
    label=t("Relevé de paiement Amazon (fichier plat V2)"),
    channel=CHANNEL,
    how=_HOW,
    evidence=(
        "github haoxins/amazon-mws model_report.go, SettlementReportRow (24 columns, November 2026)",
        "comma decimals and days first in European files: from sellers' samples described in public parsers, not from a file",
    ),
    fields=_FIELDS
    | {
        "amount_type": ("amount-type",),
        "description": ("amount-description",),
        "amount": ("amount",),
    },
    must=("settlement", "total", "transaction", "amount_type", "description", "amount"),
    signs=(*_SIGNS, "amount-type", "amount-description"),
    enough=5,
    read=_read_v2,
    amounts=("amount", "total"),
    days=("start", "end", "deposit"),
)
V1 = Importer(
    kind="amazon_settlement_v1",
    label=t("Relevé de paiement Amazon (fichier plat)"),
    channel=CHANNEL,
    how=_HOW,
    evidence=("36 columns quoted whole by two public parsers found in November 2026",),
    fields=_FIELDS
    | {
        "price_type": ("price-type",),
        "price_amount": ("price-amount",),
        "item_fee_type": ("item-related-fee-type",),
        "item_fee_amount": ("item-related-fee-amount",),
        "shipment_fee_type": ("shipment-fee-type",),
        "shipment_fee_amount": ("shipment-fee-amount",),
        "order_fee_type": ("order-fee-type",),
        "order_fee_amount": ("order-fee-amount",),
        "misc_fee_amount": ("misc-fee-amount",),
        "other_fee_amount": ("other-fee-amount",),
        "other_fee_type": ("other-fee-reason-description",),
        "promotion_type": ("promotion-type",),
        "promotion_amount": ("promotion-amount",),
        "direct_type": ("direct-payment-type",),
        "direct_amount": ("direct-payment-amount",),
        "other_amount": ("other-amount",),
    },
    must=("settlement", "total", "transaction", "price_type", "price_amount", "item_fee_amount"),
    signs=(
        *_SIGNS,
        "price-type",
        "item-related-fee-type",
        "direct-payment-type",
        "shipment-fee-type",
    ),
    enough=5,
    read=_read_v1,
    never=("amount-type",),
    amounts=("price_amount", "item_fee_amount", "total"),
    days=("start", "end", "deposit"),
)
