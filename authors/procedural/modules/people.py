"""People: the party on the other side of the counter and, where user 1 works there, the staff.

Asked: may_act (a suspended account starts nothing new; only where staff can suspend).
"""

from dataclasses import dataclass

from authors.procedural.language import Noun, identifier, noun
from authors.procedural.model import Action, Entity, Field, Param, Situation, contact, day, name_field, state
from authors.procedural.module import Module
from authors.procedural.world import World

STAFF = noun("staff member")


@dataclass(frozen=True, kw_only=True)
class People(Module):
    """The party and the staff."""

    OPTIONS = {"suspension": (True, True, False), "home_town": (True, True, False)}

    party: Noun
    roles: tuple[str, ...]
    """Jobs of the staff; user 1 has the first one."""
    extras: tuple[Field, ...] = ()
    """Attributes that only this domain's people have: a certificate, a level."""
    many: int = 42

    def declare(self, world: World) -> None:
        fields = [name_field(), contact("email", "email address"), contact("phone", "phone number")]
        if self.options["home_town"]:
            fields.append(contact("city", "home town"))
        fields += [*self.extras, day("joined_on", "joining date")]
        if self._suspends(world):
            fields.append(state("active>suspended, suspended>active"))
        naming = ("{name}", "{name} from {city}") if self.options["home_town"] else ("{name}",)
        world.add(Entity("party", self.party, fields, naming=(*naming, "{name} who joined on {joined_on}"),
                         people=self.many, live="active"))  # fmt: skip
        if not world.for_customer:
            world.add(Entity("staff", STAFF, [name_field(), contact("email", asked=False), Field(
                "role", "category", values=self.roles, filter=True)], naming=("{name}",), people=7,
                table="staff"))  # fmt: skip

    def connect(self, world: World) -> None:
        if self._suspends(world):
            world.listen("may_act", lambda party: [world.require(
                f"SELECT status = 'active' FROM {world.party.table} WHERE id = {party}",
                f"This {self.party}'s account is suspended.",
            )])  # fmt: skip

    def build(self, world: World) -> None:
        self._correct_contact(world)
        if self._suspends(world):
            self._suspend_and_reinstate(world)
        world.invariants[f"no two {world.party.noun.plural} have one name"] = (
            f"SELECT one.id FROM {world.party.table} one JOIN {world.party.table} two ON two.id > one.id "
            "AND two.name = one.name"
        )
        world.situations.append(Situation(
            "new phone", "{party} has a new phone number.", ("update", "book?", "buy?"),
            lead_customer="I have a new phone number.", asks=("last", "owed"),
        ))  # fmt: skip

    def _suspends(self, world: World) -> bool:
        return bool(self.options["suspension"]) and not world.for_customer

    def _correct_contact(self, world: World) -> None:
        party = world.party
        mine = world.own()
        whose = "your own account" if mine else f"a {party.noun}'s account"
        phone = Param("phone", "text", "The new phone number", values=PHONES)
        world.act(Action(
            "update_my_phone" if mine else f"update_{party.word}_phone",
            f"Change the phone number on {whose}.",
            params=(*world.party_param(active=False), phone),
            steps=(*world.party_exists(), world.require(
                f"SELECT phone <> :phone FROM {party.table} WHERE id = {world.party_value()}",
                "That is the phone number on file already."),
                world.update(party, f"id = {world.party_value()}", phone=":phone")),
            returns=world.row_of(party, world.party_value()),
            phrases=("change my phone number to {phone}", "update my phone number to {phone}") if mine else (
                f"change {{{party.key}}}'s phone number to {{phone}}",
                f"update the phone number we have for {{{party.key}}} to {{phone}}"),
            entity="party", intents=frozenset({"update"}), rate=0.3, weight=0.15,
        ))  # fmt: skip

    def _suspend_and_reinstate(self, world: World) -> None:
        party = world.party
        for name, was, becomes, phrases, intents in (
            ("suspend", "active", "suspended", ("suspend {%s}'s account", "put {%s}'s account on hold"), {"suspend"}),
            ("reinstate", "suspended", "active", ("reinstate {%s}'s account", "lift the suspension on {%s}'s account"),
             {"reinstate", "return"}),
        ):  # fmt: skip
            world.act(Action(
                f"{name}_{party.word}",
                f"{name.capitalize()} a {party.noun}'s account." + (
                    " They can start nothing new until it is reinstated." if name == "suspend" else ""),
                params=(world.row_param(party, f"status = '{was}'"),),
                steps=(*world.found(party), world.in_state(party, was), world.update(party, status=f"'{becomes}'")),
                returns=world.row_of(party),
                phrases=tuple(phrase % party.key for phrase in phrases),
                entity="party", intents=frozenset(intents), audience="staff", rate=0.12 if name == "suspend" else 0.05,
                weight=0.5, inverse=tuple(f"{other}_{party.word}" for other in ("suspend", "reinstate")),
            ))  # fmt: skip


PHONES = tuple(f"555-01{number:02d}" for number in range(20, 100, 3))
"""From the range that is reserved for fiction."""


def staff_email(name: str, organisation: str) -> str:
    """An address at the organisation's own fictional domain."""
    return f"{name.lower().replace(' ', '.')}@{identifier(organisation).replace('_', '-')}.example"
