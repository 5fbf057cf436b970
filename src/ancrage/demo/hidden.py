"""What the generator hides in the files, and an audit must find; what is in store, and `replay` alone knows.

The simulation reads its parameters here, so that a test can hold what an audit says against what is
true. Codes are auxiliary accounts.
"""

from __future__ import annotations

from datetime import date

from ancrage.demo.days import Drift
from ancrage.demo.records import Truth

IMPORT_SUPPLIER = "FNINGB"
"""Goods supplier in Ningbo, invoiced in dollars, a deposit with each order."""

FORWARDER = "FTRANS"
"""Forwarder who bills freight, customs work and duties of each shipment."""

IMPORT_FREIGHT = Drift(
    (
        (date(2023, 1, 1), 0.085),
        (date(2023, 11, 1), 0.095),
        (date(2024, 2, 1), 0.130),
        (date(2024, 12, 1), 0.145),
        (date(2025, 3, 1), 0.175),
        (date(2025, 12, 1), 0.205),
    )
)
"""Freight (6241) as a share of the imported goods: about 9 % in 2023, 19 % in 2025."""

DUTY_SHARE = 0.045
"""Customs duties (608) as a share of the imported goods and their freight."""

FORWARDER_SHARE = 0.026
"""Forwarder's fees (6224) as a share of the imported goods; with freight, duties: uplift 25 to 30 % in 2025."""

MAIN_SUPPLIER = "FTECEL"
"""Supplier of about half of what is bought (601 and 607), in Portugal."""

SOLE_NATURE = "607110"
"""Purchase account that only the main supplier serves: bags."""

WEB_FREIGHT_CENTS = Drift(((date(2023, 1, 1), 610), (date(2025, 12, 31), 1_060)))
"""Price of one parcel (6242): rises by three quarters in three years, while 7085 stays flat."""

LAPSED = ("CALGUE", "CBOCAG", "CCORDI", "CFANAL", "CGRANI", "CHOULE", "CJUSAN")
"""Trade customers who bought regularly in 2023 and 2024, and nothing in 2025."""

RETENTION = 0.85
"""Part of a year's trade customers who buy again the next year, about: a strength."""

LAPSED_EARLIER = ("CKAOLI", "CLANDE", "CMOUSS", "CNOROI", "CORMEA", "CPALUE")
"""Trade customers who bought in 2023 and nothing since: they make the retention of 2024."""

SILENT = ("CQUAIS", "CRIVAG", "CSABLE", "CTAMAR")
"""Regular trade customers, still buying in summer 2025, silent since."""

SILENT_FROM = date(2025, 8, 5)
"""Day from which the silent customers order nothing more."""

BIG_CUSTOMER = "CMERVA"
"""Trade customer of about a fifth of sales, who pays later and later."""

BIG_CUSTOMER_DELAY = Drift(
    (
        (date(2023, 1, 1), 32.0),
        (date(2023, 12, 31), 38.0),
        (date(2024, 12, 31), 60.0),
        (date(2025, 12, 31), 79.0),
    )
)
"""Days between its invoices and its payments: about 35 in 2023, 70 in 2025."""

PEAK_MONTHS = (11, 12)
"""Months that sell about twice an average month."""

MARKETPLACE = "FBAZAR"
"""Platform that takes most online receipts."""

MARKETPLACE_FEE = Drift(((date(2023, 1, 1), 0.130), (date(2025, 12, 31), 0.185)))
"""Its commission (6222) as a share of the sales made there, without tax."""

STOCK_COVER = Drift(
    (
        (date(2022, 10, 1), 1.00),
        (date(2023, 6, 1), 1.00),
        (date(2023, 12, 1), 1.06),
        (date(2024, 12, 1), 1.36),
        (date(2025, 12, 1), 1.72),
    )
)
"""Days of sales kept ahead, as a multiple of those of 2022: cover rises by about 40 % from 2023 to 2025."""

IMPORT_COVER = Drift(
    (
        (date(2022, 10, 1), 1.00),
        (date(2025, 3, 1), 1.00),
        (date(2025, 11, 1), 0.70),
        (date(2025, 12, 31), 0.20),
    )
)
"""The same for the imports: from the spring of 2025 on, freight is dear and the firm orders less ahead, while they come
later."""

STORAGE_ACCOUNT = "613510"
"""Storage boxes rented as the stock outgrows the workshop: one in 2023, three in 2025."""

SLOW_SUPPLIER = IMPORT_SUPPLIER
"""Supplier whose orders come later and later; its shipments then travel by air (labels « express »)."""

SLOW_EXTRA_DAYS = Drift(
    ((date(2025, 4, 15), 0.0), (date(2025, 12, 1), 34.0), (date(2026, 6, 30), 48.0))
)
"""Days lost on its promised lead time, by day of order; in store: it goes on."""

AIR_FROM, SEA_AGAIN = date(2025, 6, 15), date(2025, 11, 1)
"""Days from and before which its late shipments are ordered by air: too dear, what comes next takes the sea again."""

AIR_SAVES_DAYS = 28
"""Days that the air saves between Ningbo and the workshop."""

AIR_PREMIUM = 0.32
"""What the air costs more than the sea, as a share of the goods."""

PASSAGE = "Bab el-Mandeb"
"""In store: the passage between Ningbo and Le Havre that closes."""

CLOSED_FROM = date(2026, 1, 26)
"""In store: day from which ships no longer pass there, until the end of what is in store."""

DETOUR_DAYS = 28
"""In store: days that the way round the Cape and the queues after it add."""

PASSAGE_DAYS = 16
"""Days between that passage and the workshop."""

HOLDING_RATE = 0.18
"""What a euro of stock costs in a year: money, boxes, insurance, what is spoiled or no longer wanted."""

PRICE_RISER = "FCARTO"
"""Packaging supplier: the same monthly quantities, dearer every quarter."""

PRICE_RISE = 0.09
"""Its yearly price rise."""

ALIASES = ("FKERVA", "FSARLK")
"""Two auxiliary accounts of one and the same carrier in 2025, its name written in two ways; its electronic
invoices and the list of suppliers give both the same SIREN."""

THIN_MARGIN_SUPPLIER = IMPORT_SUPPLIER
"""Supplier whose items leave least when a trade customer buys them, once freight, customs work and duties of
the books are added to the cost of the shop's product list, which alone shows nothing unusual."""


def lapsed_cents(truth: Truth) -> dict[str, int]:
    """What each lapsed customer bought in 2024, its last year, without tax."""
    bought = dict.fromkeys(LAPSED, 0)
    for invoice in truth.trade_invoices:
        if invoice.customer in bought and invoice.day.year == 2024:
            bought[invoice.customer] += invoice.net_cents
    return bought
