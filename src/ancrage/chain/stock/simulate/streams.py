"""Random bits by counting: the n-th draw of a stream is a scrambled n, so that no draw depends on how many came before.

Streams are keyed by (seed, what is simulated, scenario): results depend neither on threads, nor on the other items of a
run, nor on the option that is tried, which gives options common random numbers. The scrambler is that of SplitMix64:
Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators, OOPSLA.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ancrage.chain.stock.compiled import compiled, within
from ancrage.chain.stock.simulate.arrays import PACES, Longs, Words

STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_30, _27, _31 = np.uint64(30), np.uint64(27), np.uint64(31)
_11, _16, _32, _64 = np.uint64(11), np.uint64(16), np.uint64(32), np.uint64(64)
_LOW16, _LOW32 = np.uint64(0xFFFF), np.uint64(0xFFFFFFFF)
_TO_ONE = 1.0 / 9007199254740992.0  # 2**-53


@within
def signed(number: np.integer[Any] | int) -> int:
    """A number of any width as one that may be subtracted from: 64 bits, and a sign."""
    return np.int64(number)  # type: ignore[return-value]


@within
def scramble(word: np.uint64) -> np.uint64:
    """64 bits that look random, from 64 bits."""
    word = (word ^ (word >> _30)) * _FIRST
    word = (word ^ (word >> _27)) * _SECOND
    return word ^ (word >> _31)


@within
def stream(seed: np.uint64, key: np.uint64, scenario: int) -> np.uint64:
    """Start of the stream of a key in a scenario."""
    return scramble(scramble(seed + key * STEP) ^ scramble(np.uint64(scenario) + STEP))


@within
def word(start: np.uint64, rank: int) -> np.uint64:
    """Draw of a rank of a stream, 64 bits."""
    return scramble(start + np.uint64(rank) * STEP)


@within
def chance(bits: np.uint64) -> float:
    """A number of [0, 1) from 64 bits."""
    return np.float64(bits >> _11) * _TO_ONE


@within
def pace_of(seed: np.uint64, key: np.uint64, rank: int) -> int:
    """Which of its paces an item has in a scenario of that rank: each as often, in steps of the golden ratio (Weyl)."""
    turned = np.uint64(rank) * STEP + stream(seed, key, -1)
    return signed((turned >> _32) * np.uint64(PACES) >> _32)


@within
def pick(table: Longs, at: int, size_log2: int, bits: np.uint64) -> int:
    """Value of a law for the low 32 bits of a draw; see `tables`.

    The first bits choose a column, the others one of its two values.
    """
    low = bits & _LOW32
    shift = np.uint64(size_log2)
    entry = table[np.uint64(at) + (low >> (_32 - shift))]
    rest = (low << shift) & _LOW32
    return signed((entry >> _16) & _LOW16 if rest >= (entry >> _32) else entry & _LOW16)


@compiled
def fill(start: np.uint64, words: Words, table: Longs, at: int, size_log2: int, out: Words) -> None:
    """Fill `out` with draws of a law; `words` is room for the bits, of an even length not below that of `out`.

    Two loops, the first of which the compiler turns into vector instructions.
    """
    half = len(words) // 2
    for rank in range(half):
        bits = scramble(start + np.uint64(rank) * STEP)
        words[rank] = np.uint32(bits)
        words[half + rank] = np.uint32(bits >> _32)
    for day in range(len(out)):
        out[day] = pick(table, at, size_log2, np.uint64(words[day]))
