"""Spreadsheets and text files of cells: bytes to grids of text, and columns to numbers and dates.

Input: a payload. Output: `Grid`, one a sheet; a column's type is decided once, for the column.
"""

from ancrage.firm.sheets.grid import DayOrder, Decimal, Grid

__all__ = ["DayOrder", "Decimal", "Grid"]
