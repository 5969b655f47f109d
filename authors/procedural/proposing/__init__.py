"""Scenarios that the procedural author proposes by itself: the seed list, then recombinations without end."""

from authors.procedural.proposing.drawing import categories, choose, propose

__all__ = ["categories", "choose", "propose"]
