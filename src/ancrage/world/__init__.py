"""What is true outside the firm: references with their source and dates.

Input: a day. Output: `World`, in which every number has a source, a validity and the day it was last checked.
"""

from ancrage.world.references import Reference, World, world_on

__all__ = ["Reference", "World", "world_on"]
