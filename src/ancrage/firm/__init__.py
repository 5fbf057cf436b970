"""What the firm knows of itself: its files read into tables, its suppliers and customers, its figures.

Input: paths of files. Output: `Firm` (tables, years, files, problems, views), or the reason why there is none.
`read` never raises for what a file holds: problems are rows, with file, line, what was read, and the repair.
"""

from ancrage.firm.model import Firm, SourceFile
from ancrage.firm.read import Reading, read

__all__ = ["Firm", "Reading", "SourceFile", "read"]
