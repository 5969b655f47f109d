"""What rows can be the most or the least of, and by which of it people choose or ask.

In:  entities.
Out: superlatives: the end, the word, the field. Pure functions.
Never here: rows.
"""

from typing import NamedTuple

from authors.procedural.model import Action, Entity, Field


class Superlative(NamedTuple):
    """ "cheapest": the row at one end of a column."""

    end: str
    """`least` or `most`."""
    word: str
    field: Field


_NEVER_COMPARED = frozenset(
    {"account", "criterion", "document", "fund", "lot", "party", "proposal", "qualification", "quote", "review"}
    | {"supply"}
)
"""Kinds of rows that nobody puts in order of size or price."""
_UNWANTED_COLUMNS = frozenset(
    {"capacity", "floor", "goal_cents", "lux", "max_weight_g", "percent", "stock", "units_per_case"}
)
_UNWANTED_OF = {
    "course": frozenset({"seats"}), "item": frozenset({"stems", "weight_g"}), "plan": frozenset({"discount_percent"}),
}  # fmt: skip
_UNWANTED_WORDS = frozenset({
    "least generous", "shortest-lasting", "longest-lasting", "lowest", "thinnest", "most ambitious", "most modest",
    "weightiest", "heaviest", "hardest to lift", "fullest", "emptiest", "scarcest", "worst", "slowest", "most-geared",
    "least experienced", "most revised", "least revised", "most sensitive", "least sensitive", "farthest",
    "most suitable for a baby", "most grown-up", "easiest to lift",
})  # fmt: skip
"""What rows can be compared by, and nobody chooses by."""
_CHOSEN = frozenset({
    "cheapest", "fastest", "largest", "most experienced", "most generous", "nearest", "roomiest", "smallest",
})  # fmt: skip
"""What people want of a thing that they take."""
_KINDS = frozenset(
    {"body", "boat_class", "breed", "category", "crop", "family", "genre", "hull", "kind", "species", "style"}
)
"""Columns that tell what sort of thing a row is."""
_KINDS_OF_SERVICE = frozenset({"service", "plan", "coupon", "reward", "zone", "staff", "teacher", "supplier"})
"""What stands behind somebody's rows as their kind: “the visit types that she has visits for” is nobody's question."""
_ASSORTED = frozenset(
    {"aid", "costume", "device", "equipment", "instrument", "item", "kit", "machine", "object", "piece", "space"}
    | {"station", "tool", "vehicle"}
)
"""Nouns for things that have little in common."""
_WHERE_IT_IS = frozenset({"shelf", "cabinet", "cupboard", "store", "shed", "bench", "desk", "teacher", "begins", "sim"})
"""Attributes by which nobody chooses."""
_ONLY_ABOUT = frozenset(
    {"bid", "charge", "delivery", "hold", "request", "return", "review", "supply", "ticket", "waiting"}
)
"""Rows that speak of a thing, and by which nobody has it."""


def superlatives(entity: Entity) -> list[Superlative]:
    """Everything that rows can be the most or the least of, and that people speak of."""
    if stem(entity) in _NEVER_COMPARED:
        return []
    unwanted = _UNWANTED_COLUMNS | _UNWANTED_OF.get(stem(entity), frozenset())
    fields = [one for one in entity.fields if one.meaning in ("quantity", "money") and one.name not in unwanted]
    pairs = [Superlative(end, word, one) for one in fields for end, word in (("least", one.least), ("most", one.most))]
    return [each for each in pairs if each.word and each.word not in _UNWANTED_WORDS]


def chosen_by(entity: Entity) -> list[Superlative]:
    """By what somebody would choose one of them: nobody asks for the dearest, or for whatever evening is cheapest."""
    if stem(entity) in ("course", "event"):
        return []
    found = [each for each in superlatives(entity) if each.word in _CHOSEN]
    return found if are_alike(entity) else [each for each in found if each.field.meaning == "money"]


def can_choose(action: Action, changed: Entity, entity: Entity) -> bool:
    """Whether somebody would leave it to a superlative what the action is done to: a boat to hire, never one to mend.

    `changed` is what the action makes or changes.
    """
    takes = (action.does == "create" and bool(changed.owner)) or "switch" in action.intents
    return takes and entity is not changed and bool(chosen_by(entity))


def is_compared_behind(entity: Entity) -> bool:
    """Whether people compare what their rows lead to: boats and books, not plans, kinds of appointment, mechanics."""
    is_thing = bool(entity.things) and not entity.people and stem(entity) not in _KINDS_OF_SERVICE
    return is_thing and any(one.word != "most experienced" for one in superlatives(entity))


def is_only_about(entity: Entity) -> bool:
    """Whether its rows only speak of things: a bill or a request, where a booking or a loan is had."""
    return stem(entity) in _ONLY_ABOUT


def kind_of_thing(entity: Entity) -> str:
    """The column that tells what sort of thing a row is, where one does: of such a kind people speak."""
    return next((each.name for each in entity.of_meaning("category") if each.name in _KINDS), "")


def are_alike(entity: Entity) -> bool:
    """Whether one would do as well as another: any boat sails, but no saw stands in for a tent, or bread for tea."""
    is_assorted = stem(entity) == "item" or entity.noun.singular.split()[-1] in _ASSORTED
    return kind_of_thing(entity) not in ("kind", "category") and not is_assorted


def spoken_kinds(entity: Entity) -> list[Field]:
    """The attributes by which people narrow down what they want; only the kind where that is what matters."""
    kinds = entity.of_meaning("category")
    if not are_alike(entity):
        return [each for each in kinds if each.name == kind_of_thing(entity) == "kind"]
    return [each for each in kinds if each.name not in _WHERE_IT_IS]


def stem(entity: Entity) -> str:
    """The role without what tells it from its like: "thing" of "thing.slip"."""
    return entity.role.partition(".")[0]
