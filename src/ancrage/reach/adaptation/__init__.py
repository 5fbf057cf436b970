"""Has the firm listened to a foreign market before selling there, and adapted what it sells?

The books say nothing of it: for now this room listens to the owner. Input: two answers (what was
listened to, what was changed). Output: a weakness where a market is approached without listening or
with the offer as it is at home, a strength where the work was done, each with its first steps;
nothing for what was not answered, or where no sale abroad is planned. No stake: what a copied
offer costs abroad shows only once the market has been listened to.
"""

from ancrage.reach.adaptation.questions import QUESTIONS

__all__ = ["QUESTIONS"]
