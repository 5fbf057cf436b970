"""Euro reference rates of the European Central Bank: a zip of one CSV, newest day first, "N/A" for no quote."""

from __future__ import annotations

import io
import zipfile

import polars as pl

from ancrage.text import t
from ancrage.world.signals.fetch.answers import BadAnswer, Get

RATES = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist.zip"
LARGEST = 50 << 20  # bytes of the text within


def rates(get: Get) -> pl.DataFrame:
    """Rates a working day: date, and a column a currency, units for 1 EUR.

    Raises:
        NoAnswer, BadAnswer.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(get(RATES))) as archive:
            name = next(n for n in archive.namelist() if n.endswith(".csv"))
            with archive.open(name) as stream:
                text = stream.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise BadAnswer(t("Le fichier des taux de la BCE est bien plus grand que prévu."))
        cells = pl.read_csv(text, infer_schema=False, truncate_ragged_lines=True)
    except (
        StopIteration,
        zipfile.BadZipFile,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        pl.exceptions.PolarsError,
    ) as error:
        raise BadAnswer(
            t("Le fichier des taux de la BCE est abîmé ou n’a pas la forme prévue.")
        ) from error
    if "Date" not in cells.columns:
        raise BadAnswer(t("Le fichier des taux de la BCE est abîmé ou n’a pas la forme prévue."))
    currencies = [c for c in cells.columns if len(c.strip()) == 3 and c.strip().isupper()]
    table = cells.select(
        pl.col("Date").str.strip_chars().str.to_date("%Y-%m-%d", strict=False).alias("date"),
        *(
            pl.col(c).str.strip_chars().cast(pl.Float64, strict=False).alias(c.strip())
            for c in currencies
        ),
    ).drop_nulls("date")
    if table.is_empty() or not currencies:
        raise BadAnswer(t("Le fichier des taux de la BCE est abîmé ou n’a pas la forme prévue."))
    return table.unique("date", keep="last", maintain_order=True).sort("date")
