"""Logistics: what do carrying, storing and sending cost, what do they cost more than before, and who should do them?

In: purchases of 608, 611, 613, 614, 61636, 61637, 622, 624 and 626 by label, carriage re-invoiced (7085), goods
bought and sold, wages named logistics, answers of the owner, public prices of providers and rents.
Out: findings on freight in and out as shares of what they carry, carriage that customers no longer pay back, urgency,
scattered carriers, storage, the whole cost, and the choice between in-house and a provider; a table and two charts.

Each line of freight is classified once (`freight.py`); what neither account nor words tell stays unknown and is
asked. Stakes compare the firm with its own earlier rates (`drift.py`); only the in-house choice uses outside prices,
those of world/data/logistics.toml.
"""

from ancrage.chain.logistics.questions import QUESTIONS

__all__ = ["QUESTIONS"]
