"""Is a first trade mission to the United States ready to leave, or what must come before the tickets?

The books say nothing of it: for now this room listens to the owner. Input: three answers (a mission
planned and its city, prospects already talked to, who follows up). Output: a weakness for each
thing that is not ready, the first step being to name one city, then to qualify prospects; a
strength when a city is named and enough prospects are; nothing where no mission is planned or
nothing was answered. No stake: what a mission brings is unknown before its first meetings.
"""

from ancrage.reach.mission.questions import QUESTIONS

__all__ = ["QUESTIONS"]
