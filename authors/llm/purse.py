"""Money: what answers cost, and a budget that is never exceeded.

In:  prices, a budget, the size of a request. Out: permission to ask, or `BudgetSpent`.

The most that a request can cost is set aside before it is sent. Where the rest does not suffice, the request waits
for others to end, since they mostly cost less than was set aside; when none is under way it is refused.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from authors.protocol import AuthorError

CHARACTERS_A_TOKEN = 2.5
"""Fewer than in any usual text, so that a prompt is rather thought longer than it is."""


class BudgetSpent(AuthorError):
    """What is left does not pay for the next request."""


@dataclass
class Bill:
    """What one request cost, once it is known; nothing where it failed."""

    tokens_in: int = 0
    tokens_out: int = 0


@dataclass
class Purse:
    """Belongs to one event loop."""

    price_in: float | None
    """US dollars for a million tokens."""
    price_out: float | None
    budget: float | None = None
    spent: float = 0.0
    reserved: float = 0.0
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """Dollars; 0 where no price is known."""
        return ((self.price_in or 0) * tokens_in + (self.price_out or 0) * tokens_out) / 1_000_000

    @asynccontextmanager
    async def paying(self, characters_in: int, most_tokens_out: int) -> AsyncIterator[Bill]:
        """Set aside what the request can cost at most; then take what it did cost.

        Raises:
            BudgetSpent: it could cost more than is left.
        """
        most = self.cost(int(characters_in / CHARACTERS_A_TOKEN) + 1, most_tokens_out)
        await self._reserve(most)
        bill = Bill()
        try:
            yield bill
        finally:
            self.reserved -= most
            self.spent += self.cost(bill.tokens_in, bill.tokens_out)
            async with self._changed:
                self._changed.notify_all()

    async def _reserve(self, most: float) -> None:
        async with self._changed:
            while self.budget is not None and self.spent + self.reserved + most > self.budget:
                if self.reserved <= 1e-12:
                    raise BudgetSpent(
                        f"${self.spent:.4f} of the budget of ${self.budget:g} are spent, and the next request could "
                        f"cost ${most:.4f}. Raise --budget and run it again: what is finished is not paid twice."
                    )
                await self._changed.wait()
            self.reserved += most
