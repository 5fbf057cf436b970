"""Sourcing: what comes from abroad, what it really costs once landed, and is there a nearer way?

In: purchases of goods with their supplier, tax and currency of their entries, freight, forwarders and duties, answers
of the owner, the dated table of supply zones (world/data/sourcing.toml).
Out: suppliers who look foreign, each with a score and its reasons (European Union or beyond); the landed cost of each
import; its drift; the opportunity of a nearer source where landing eats the price advantage, or the strength of an
import that pays; a second quote where all is bought at home. `landed_cost(firm, year)` gives the figures.

Nothing says "import" in a ledger: every sign is weighed, and the reasons are shown so that the owner can say no.
"""

from ancrage.chain.sourcing.questions import QUESTIONS

__all__ = ["QUESTIONS"]
