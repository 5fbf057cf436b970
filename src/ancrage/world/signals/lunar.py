"""The Lunar New Year, when factories in East Asia stand still and ports are quieter.

Gregorian dates of the first day of the Chinese calendar's year, as the calendar (GB/T 33661-2017) gives them: the second
new moon after the winter solstice, the third where a month is inserted between, in Beijing time.
"""

from __future__ import annotations

import numpy as np

from ancrage.world.signals.arrays import Days

NEW_YEARS: Days = np.array(
    [
        "1990-01-27", "1991-02-15", "1992-02-04", "1993-01-23", "1994-02-10", "1995-01-31", "1996-02-19", "1997-02-07",
        "1998-01-28", "1999-02-16", "2000-02-05", "2001-01-24", "2002-02-12", "2003-02-01", "2004-01-22", "2005-02-09",
        "2006-01-29", "2007-02-18", "2008-02-07", "2009-01-26", "2010-02-14", "2011-02-03", "2012-01-23", "2013-02-10",
        "2014-01-31", "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12",
        "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13",
        "2030-02-03", "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08",
    ],
    dtype="datetime64[D]",
).astype(np.int64)  # fmt: skip
BEFORE, AFTER = 20, 45  # days around the New Year in which trade moves with it


def same_day_of_lunar_year(days: Days, years_ago: int) -> Days:
    """The day as far from the New Year of `years_ago` years before; a day long past where there is none such."""
    nearest = np.abs(days[:, None] - NEW_YEARS[None, :]).argmin(axis=1)
    offset = days - NEW_YEARS[nearest]
    known = (offset >= -BEFORE) & (offset <= AFTER) & (nearest >= years_ago)
    there: Days = np.where(known, NEW_YEARS[np.maximum(nearest - years_ago, 0)] + offset, -(10**6))
    return there
