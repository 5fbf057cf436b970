"""IMF PortWatch: passages and ports, from its ArcGIS feature services, a page at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from ancrage.text import t
from ancrage.world.signals.fetch.answers import BadAnswer, Get

SERVICES = "https://services9.arcgis.com/weJ1QsnbMYJlCHdG/arcgis/rest/services"
SINCE = date(2019, 1, 1)
PAGE = 1000
MOST_PAGES = 400
PASSAGE_FIELDS = ("n_container", "n_total", "capacity")
PORT_FIELDS = ("portcalls_container", "portcalls", "import", "export")
_ID = re.compile(r"^(?:port|chokepoint)\d{1,5}$")


def passages(get: Get, since: date = SINCE) -> pl.DataFrame:
    """All passages a day: date, portid, portname, ships and tonnes.

    Raises:
        NoAnswer, BadAnswer.
    """
    return _asked(get, "Daily_Chokepoints_Data", PASSAGE_FIELDS, (), "", since)


def ports(get: Get, wanted: Sequence[str], since: date = SINCE) -> pl.DataFrame:
    """Some ports a day: date, portid, portname, ISO3, calls and tonnes.

    Args:
        get: the client.
        wanted: PortWatch's own names ("port2027").
        since: first day.

    Raises:
        NoAnswer, BadAnswer; ValueError for a name that is none of PortWatch's.
    """
    if not all(_ID.match(one) for one in wanted):
        raise ValueError(wanted)
    named = ",".join(f"'{one}'" for one in wanted)
    return _asked(
        get, "Daily_Ports_Data", PORT_FIELDS, ("ISO3",), f" AND portid IN ({named})", since
    )


def _asked(
    get: Get, layer: str, numbers: Sequence[str], texts: Sequence[str], also: str, since: date
) -> pl.DataFrame:
    fields = ["date", "portid", "portname", *texts, *numbers]
    where = f"date >= DATE '{since.isoformat()}'{also}"
    rows: list[dict[str, Any]] = []
    for _ in range(MOST_PAGES):
        page, more = _page(get(_address(layer, where, fields, len(rows))))
        rows += page
        if not more:
            return _table(rows, numbers, texts)
        if not page:  # more is promised and nothing comes: asking again would never end
            break
    raise BadAnswer(t("PortWatch n’a pas donné la fin de sa réponse."))


def _address(layer: str, where: str, fields: Sequence[str], offset: int) -> str:
    words = where.replace("%", "%25").replace(" ", "%20").replace(">", "%3E").replace("=", "%3D")
    return (
        f"{SERVICES}/{layer}/FeatureServer/0/query?where={words.replace(chr(39), '%27')}&outFields={','.join(fields)}"
        f"&orderByFields=date,portid&resultOffset={offset}&resultRecordCount={PAGE}&returnGeometry=false&f=json"
    )


def _page(body: bytes) -> tuple[list[dict[str, Any]], bool]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadAnswer(t("PortWatch n’a pas répondu en JSON, ou a été coupé.")) from error
    if not isinstance(answer, dict):
        raise BadAnswer(t("PortWatch n’a pas répondu en JSON, ou a été coupé."))
    if isinstance(fault := answer.get("error"), dict):
        said = str(fault.get("message", ""))[:200]
        raise BadAnswer(t("PortWatch a refusé la demande : {said}.", said=said))
    features = answer.get("features")
    if not isinstance(features, list):
        raise BadAnswer(t("La réponse de PortWatch n’a pas la forme prévue."))
    rows = [f.get("attributes") for f in features if isinstance(f, dict)]
    if not all(isinstance(row, dict) for row in rows):
        raise BadAnswer(t("La réponse de PortWatch n’a pas la forme prévue."))
    # The flag is at the top, or within properties, by the version of the server.
    inside = answer.get("properties")
    more = bool(answer.get("exceededTransferLimit")) or (
        isinstance(inside, dict) and bool(inside.get("exceededTransferLimit"))
    )
    return [row for row in rows if row is not None], more


def _table(
    rows: list[dict[str, Any]], numbers: Sequence[str], texts: Sequence[str]
) -> pl.DataFrame:
    columns: dict[str, pl.Series] = {
        "date": pl.Series([_day(row.get("date")) for row in rows], dtype=pl.Date)
    }
    for name in ("portid", "portname", *texts):
        columns[name] = pl.Series(
            [None if row.get(name) is None else str(row[name]) for row in rows], dtype=pl.String
        )
    for name in numbers:
        columns[name] = pl.Series([_number(row.get(name)) for row in rows], dtype=pl.Float64)
    table = pl.DataFrame(columns).drop_nulls(["date", "portid"])
    if table.is_empty():
        raise BadAnswer(t("PortWatch n’a donné aucune ligne."))
    return table.unique(["date", "portid"], keep="last", maintain_order=True).sort("portid", "date")


def _day(value: object) -> date | None:
    """A day as a layer of dates writes it ("2024-01-31"), or as one of instants does (milliseconds since 1970)."""
    try:
        if isinstance(value, str):
            return date.fromisoformat(value[:10].replace("/", "-"))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _number(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value:  # noqa: PLR0124
        return float(value)
    return None
