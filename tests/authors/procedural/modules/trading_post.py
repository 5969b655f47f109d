"""A small marina that any modules can be tried in: boaters, boats to charter, a shop, invoices.

`post(persona, …)` composes it with exactly the modules and options that a test names; `open_day` is a session in which
user 1 and everybody backstage can act.
"""

import random
from dataclasses import replace
from typing import Any

from authors.procedural.compose import build
from authors.procedural.domains.marina import BOATS, DOMAIN, WORK
from authors.procedural.history import live_through
from authors.procedural.language import noun, verb
from authors.procedural.model import Things, category, price
from authors.procedural.module import Module
from authors.procedural.modules.auctions import Auctions
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.deposits import Deposits
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.inspections import Inspections
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.quotes import Quotes
from authors.procedural.modules.returns import Returns
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.shifts import Shifts
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.votes import Votes
from authors.procedural.modules.vouchers import Vouchers
from authors.procedural.tables import tables_of
from authors.procedural.tools import backstage_tools_of, tools_of
from authors.procedural.world import Persona, World
from environments import Content, Environment, Session
from schemas import EnvironmentManifest

PLACE = replace(DOMAIN, situations=(), rules=())
NOW = "2026-06-17 09:00:00"
"""A Wednesday."""
ARTICLES = Things(
    noun("article"),
    (category("category"), price("price_cents")),
    (
        ("Dock Line", "rope", 3200), ("Anchor Line", "rope", 5400), ("Fender", "fittings", 2400),
        ("Cleat", "fittings", 1150), ("Shackle", "fittings", 650), ("Flare Kit", "safety", 7900),
        ("Life Jacket", "safety", 8900), ("Deck Brush", "cleaning", 1450), ("Hull Soap", "cleaning", 1200),
    ),
)  # fmt: skip
FUNDS = Things(
    noun("fund"),
    (category("category"), price("goal_cents", label="goal")),
    tuple(
        (f"Appeal of {year}", "rescue" if year % 2 else "repairs", 100_000 * (year - 2015))
        for year in range(2016, 2025)
    ),
)
MODULES: dict[str, Module] = {
    "bookings": Bookings(thing=BOATS, booking=noun("charter"), verb=verb("charter")),
    "billing": Billing(options={"refunds": False}),
    "orders": Orders(item=ARTICLES),
    "stock": Stock(supplier_names=("Hartmann Ropes", "Midland Marine", "Fenwick Fittings")),
    "reviews": Reviews(),
    "messages": Messages(),
    "tickets": Tickets(),
    "deliveries": Deliveries(zones=(("Old Town", 300), ("Upper Hill", 600), ("Villages", 1200))),
    "coupons": Coupons(),
    "loyalty": Loyalty(),
    "donations": Donations(fund=FUNDS),
    "documents": Documents(),
    "vouchers": Vouchers(),
    "maintenance": Maintenance(kinds=WORK),
    "inspections": Inspections(),
    "deposits": Deposits(),
    "returns": Returns(),
    "quotes": Quotes(),
    "auctions": Auctions(),
    "votes": Votes(),
    "shifts": Shifts(),
}


def post(persona: Persona, seed: int = 0, **options: dict[str, Any]) -> World:
    """The marina with these modules, in the order of `MODULES`: `post("staff", orders={"stock": True}, billing={})`."""
    rng = random.Random(seed)
    modules = [
        replace(module, options={**module.options, **options[name]})
        for name, module in MODULES.items()
        if name in options
    ]
    people = People(party=noun("boater"), roles=("dock manager", "dockhand"), options={"suspension": True})
    frame = World(name="post", organisation="Pelican Point", persona=persona, now=NOW)
    world = build(frame, PLACE, [each.drawn(rng) for each in (people, *modules)])
    for action in list(world.actions.values()):
        if "pay" in action.intents:  # people pay late: what is done with unpaid bills needs some
            world.actions[action.name] = replace(action, rate=1.0)
    return world


def lived(world: World, days: int, seed: int = 1, backstage: bool = False) -> Environment:
    """Its environment after some days of business; with `backstage`, also the tools that user 1 does not have."""
    manifest = EnvironmentManifest(name=world.name, now=world.now, scenario="A small marina with a shop.")
    tables, tools, hidden = tables_of(world), tools_of(world), backstage_tools_of(world)
    rows = live_through(world, Environment(Content(manifest, tables, [*tools, *hidden])), random.Random(seed), days)
    return Environment(Content(manifest, tables, [*tools, *hidden] if backstage else tools, rows))


class Day:
    """One session: `day.do(…)` must succeed, `day.refused(…)` gives the message of a call that must not."""

    def __init__(self, world: World, session: Session) -> None:
        self.world = world
        self.session = session

    def do(self, tool: str, **arguments: Any) -> Any:
        result = self.session.call(tool, arguments)
        assert result.ok, f"{tool}: {result.error}"
        return result.content

    def refused(self, tool: str, **arguments: Any) -> str:
        result = self.session.call(tool, arguments)
        assert result.error is not None, f"{tool} went through: {result.content}"
        return f"{result.error.kind}: {result.error.message}"

    def value(self, sql: str) -> Any:
        return self.session.connection.execute(sql).get

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.session.connection.execute(sql).fetchall()

    def set(self, table: str, **columns: Any) -> None:
        """Give columns of all rows these values, behind the tools' back."""
        changes = ", ".join(f"{column} = :{column}" for column in columns)
        self.session.connection.execute(f"UPDATE {table} SET {changes}", columns)

    def broken(self) -> dict[str, Any]:
        """Invariants that do not hold, with the rows that break them."""
        execute = self.session.connection.execute
        found = {name: execute(sql).fetchall() for name, sql in self.world.invariants.items()}
        return {name: rows for name, rows in found.items() if rows}


def open_day(world: World, days: int = 0, user_id: int = 1) -> Day:
    """A session over the world's rows with every tool, backstage ones too."""
    return Day(world, lived(world, days, backstage=True).session(user_id=user_id))
