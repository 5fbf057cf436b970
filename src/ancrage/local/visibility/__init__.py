"""Can somebody nearby who looks for what the firm sells find it?

The books say nothing of it: for now this room listens to the owner. Input: three answers (the site,
the listing on the map, the reviews). Output: one finding for each answer given, a strength or a
weakness with its first steps; nothing for what was not answered, which stays unknown. No stake: no
figure in the books or outside says what a visit is worth to this firm before its own visits are
counted, and the first step of each weakness is to count them.
"""

from ancrage.local.visibility.questions import QUESTIONS

__all__ = ["QUESTIONS"]
