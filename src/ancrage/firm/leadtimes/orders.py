"""A file of orders by supplier: series, order_day, receipt_day (empty while the order is open), one row an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from ancrage.firm.leadtimes.lognormal import Days
from ancrage.firm.sheets.alone import alone
from ancrage.firm.sheets.text import read_text
from ancrage.problems import Problem, Severity
from ancrage.text import Text, t, tn

COLUMNS = ("series", "order_day", "receipt_day")
NEVER = 1 << 40  # receipt day of an order that is still open
_FARTHEST = 10_000_000  # days from day 0
_APART = 1500  # days without any order or receipt, beyond which a few rows alone are a mistake
_FEW, _MANY = 0.02, 20  # share of the days that are a few, among so many at least
_NONE = ("", "na", "n/a", "nan", "nat", "null", "none", "-")  # what programs write for no day


class BadOrders(Exception):
    """The file is not one of orders; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.message)
        self.text = text


@dataclass(frozen=True, slots=True)
class Orders:
    """Orders of one supplier by order day: days as whole numbers, `received` NEVER for none."""

    ordered: Days
    received: Days


@dataclass(frozen=True, slots=True)
class OrderFile:
    """Orders by supplier, the last day that the file knows, and what was odd."""

    series: dict[str, Orders]
    last_day: int
    problems: tuple[Problem, ...]


def read_orders(path: Path) -> OrderFile:
    """Orders of a text file (CSV, compressed or not).

    The last day is the latest of all order and receipt days: an order without receipt is open on that day.

    Raises:
        BadOrders: no such file, not text, no such columns, no usable row.
    """
    name = str(path)
    frame, lines, odd = _cells(path)
    missing = [column for column in COLUMNS if column not in frame.columns]
    if missing:
        raise BadOrders(
            t(
                "{file} n’a pas de colonne {missing}. Colonnes lues : {columns}.",
                file=name,
                missing=", ".join(missing),
                columns=", ".join(frame.columns[:20])[:200],
            )
        )
    rows = _apart(_typed(frame, lines))
    problems = [*odd, *_set_aside(rows, name), *_doubles(rows, name)]
    kept = rows.filter(_sound()).unique(COLUMNS, keep="first", maintain_order=True)
    if kept.is_empty():
        raise BadOrders(t("{file} ne contient aucune commande utilisable.", file=name))
    kept = kept.with_columns(pl.col("receipt_day").fill_null(NEVER)).sort(
        "order_day", "receipt_day"
    )
    latest = kept.select(
        pl.max_horizontal(
            pl.col("order_day").max(),
            pl.col("receipt_day").filter(pl.col("receipt_day") < NEVER).max(),
        )
    ).item()
    series = {
        str(key[0]): Orders(
            part["order_day"].to_numpy().astype(np.int64),
            part["receipt_day"].to_numpy().astype(np.int64),
        )
        for key, part in kept.partition_by("series", as_dict=True).items()
    }
    return OrderFile(dict(sorted(series.items())), int(latest), tuple(problems))


def _cells(path: Path) -> tuple[pl.DataFrame, pl.Series, tuple[Problem, ...]]:
    name = str(path)
    with alone(path, BadOrders) as payload:
        read = read_text(payload)
    if not read.grids:
        raise BadOrders(t("{file} ne contient aucune commande utilisable.", file=name))
    grid = read.grids[0]
    named = grid.cells.rename({c: c.casefold() for c in _once(grid.cells.columns)})
    return named, grid.lines, read.problems


def _once(columns: list[str]) -> list[str]:
    """Columns whose names stay different in small letters."""
    low = [c.casefold() for c in columns]
    return [c for c in columns if low.count(c.casefold()) == 1]


def _typed(frame: pl.DataFrame, lines: pl.Series) -> pl.DataFrame:
    """Columns of COLUMNS as text and whole days, with the line, and what is wrong with the row if anything is."""
    texts = frame.select(pl.col(c).cast(pl.String).fill_null("").str.strip_chars() for c in COLUMNS)
    came = pl.col("receipt_day")
    texts = texts.with_columns(
        receipt_day=pl.when(came.str.to_lowercase().is_in(_NONE)).then(pl.lit("")).otherwise(came)
    )
    # What a program wrote with a decimal part ("412.0") or a power of ten ("4.12e+02") is a number; 412.6 is within day 412.
    number = r"^[+-]?\d{1,12}(?:[.,]\d*)?(?:[eE][+-]?\d{1,2})?$"

    def day(column: str) -> pl.Expr:
        text = pl.col(column)
        value = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
        return (
            pl.when(text.str.contains(number) & (value.abs() <= _FARTHEST))
            .then(value)
            .floor()
            .cast(pl.Int64)
            .alias(f"{column}_read")
        )

    rows = texts.with_columns(day("order_day"), day("receipt_day"), line=lines)
    ordered, received = pl.col("order_day_read"), pl.col("receipt_day_read")
    wrong = (
        pl.when(pl.col("series") == "").then(pl.lit("no_series"))
        .when(ordered.is_null()).then(pl.lit("order_day_unread"))
        .when(received.is_null() & (pl.col("receipt_day") != "")).then(pl.lit("receipt_day_unread"))
        .when(received < ordered).then(pl.lit("receipt_before_order"))
    )  # fmt: skip
    return rows.with_columns(wrong=wrong).select(
        "series",
        "line",
        "wrong",
        order_day=pl.col("order_day_read"),
        receipt_day=pl.col("receipt_day_read"),
    )


def _apart(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark the rows that lie years away from all the others: one slip of the keyboard would move the last known day.

    A few order days far from the rest are set aside; a few receipts far after all that is known are kept as open orders.
    """
    sound = rows.filter(_sound())
    ordered, received = sound["order_day"], sound["receipt_day"].drop_nulls()
    low, high = _together(pl.concat([ordered, received]))
    day, came = pl.col("order_day"), pl.col("receipt_day")
    far = _sound() & ~day.is_between(low, high)
    late = _sound() & day.is_between(low, high) & (came > high)
    return rows.with_columns(
        wrong=pl.when(far).then(pl.lit("order_day_far")).otherwise("wrong"),
        late=late.fill_null(value=False),
        receipt_day=pl.when(late.fill_null(value=False)).then(None).otherwise(came),
    )


def _together(days: pl.Series) -> tuple[int, int]:
    """First and last day of what belongs together: all days but a few that years without any day keep apart."""
    ordered = np.sort(days.to_numpy())
    if not len(ordered):
        return 0, 0
    few = max(_FEW * len(ordered), 2) if len(ordered) >= _MANY else 0
    cuts = np.flatnonzero(np.diff(ordered) > _APART) + 1
    first = max((int(c) for c in cuts if c <= few), default=0)
    last = min((int(c) for c in cuts if len(ordered) - c <= few), default=len(ordered))
    return int(ordered[first]), int(ordered[last - 1])


def unwatched(file: str, names: Sequence[str]) -> list[Problem]:
    """The problem of suppliers `names`, of which too few orders are known for a watch."""
    if not names:
        return []
    return [
        Problem(
            "too_few_orders",
            "info",
            file,
            None,
            tn(
                "{count} fournisseur a trop peu de commandes reçues pour connaître ses délais ({names}).",
                "{count} fournisseurs ont trop peu de commandes reçues pour connaître leurs délais ({names}).",
                len(names),
                names=", ".join(names[:5])[:200] + ("…" if len(names) > 5 else ""),
            ),
            t("Pas d’alerte possible : il en faut trois, reçues pendant la période de référence."),
            len(names),
        )
    ]


def _sound() -> pl.Expr:
    return pl.col("wrong").is_null()


def _set_aside(rows: pl.DataFrame, name: str) -> list[Problem]:
    messages: dict[str, Callable[[int], Text]] = {
        "no_series": lambda n: tn(
            "{count} ligne sans nom de fournisseur.", "{count} lignes sans nom de fournisseur.", n
        ),
        "order_day_unread": lambda n: tn(
            "{count} jour de commande n’est pas un nombre de jours.",
            "{count} jours de commande ne sont pas des nombres de jours.",
            n,
        ),
        "receipt_day_unread": lambda n: tn(
            "{count} jour de réception n’est pas un nombre de jours.",
            "{count} jours de réception ne sont pas des nombres de jours.",
            n,
        ),
        "receipt_before_order": lambda n: tn(
            "{count} réception est avant sa commande.",
            "{count} réceptions sont avant leur commande.",
            n,
        ),
        "order_day_far": lambda n: tn(
            "{count} jour de commande est à plus de quatre ans de tous les autres.",
            "{count} jours de commande sont à plus de quatre ans de tous les autres.",
            n,
        ),
    }
    found = []
    for code, message in messages.items():
        part = rows.filter(pl.col("wrong") == code)
        if len(part):
            found.append(
                _problem(code, "error", name, part, message(len(part)), t("Mises de côté."))
            )
    late = rows.filter(pl.col("late"))
    if len(late):
        far = tn(
            "{count} jour de réception est à plus de quatre ans de tous les autres.",
            "{count} jours de réception sont à plus de quatre ans de tous les autres.",
            len(late),
        )
        repair = t("Ces commandes comptent comme encore ouvertes.")
        found.append(_problem("receipt_day_far", "error", name, late, far, repair))
    return found


def _doubles(rows: pl.DataFrame, name: str) -> list[Problem]:
    again = rows.filter(_sound() & ~pl.struct(COLUMNS).is_first_distinct())
    if again.is_empty():
        return []
    message = tn(
        "{count} ligne répète une commande de même fournisseur et de mêmes jours.",
        "{count} lignes répètent une commande de même fournisseur et de mêmes jours.",
        len(again),
    )
    repair = t("Comptées une fois : ce qui part et arrive ensemble ne dit qu’une chose.")
    return [_problem("order_repeated", "warning", name, again, message, repair)]


def _problem(
    code: str, severity: Severity, name: str, rows: pl.DataFrame, message: Text, repair: Text
) -> Problem:
    return Problem(code, severity, name, int(rows["line"][0]), message, repair, len(rows))
