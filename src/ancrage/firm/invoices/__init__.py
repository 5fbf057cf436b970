"""Electronic invoices: CII (Factur-X, ZUGFeRD, XRechnung) and UBL, as XML, inside a PDF, or attached to a message.

Input: a `Payload`. Output: an `Extract` whose tables are `invoices` and `invoice_lines`, or None when the file is of
another reader. A file without a readable invoice is refused, with the reason in words and as a stable status; reading is
never gated on a schema. Credit notes are below zero whichever way they were written.

For many files: `read_invoices` each, then `frames` once over the `documents` of all. `tie` finds the entry of the books
that each invoice is, so that a euro is counted once.

`prolog` and `hardened` open the XML, `cii` and `ubl` read it, `pdf` and `mail` find it; see docs/invoices.md.
"""

from ancrage.firm.invoices.frames import frames
from ancrage.firm.invoices.model import Document
from ancrage.firm.invoices.reader import documents, read_documents, read_invoices

__all__ = ["Document", "documents", "frames", "read_documents", "read_invoices"]
