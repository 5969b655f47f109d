"""Let a text win over its domain: what it names is what the place does, with whom, and as whom.

In:  a `Reading` and the domain that it chose.
Out: the domain as the text wants it; the same domain where the text asks for nothing.
Never here: chance. What is drawn is drawn by `compose.py`.

A noun that the domain has already keeps the domain's rows. Another one brings its own, from `packs.py`, but only in a
text so short that it was meant: in a long description the domain's own words are the better ones.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from authors.procedural.compose import build
from authors.procedural.domain import Domain, Sometimes
from authors.procedural.language import Noun, noun
from authors.procedural.module import Module
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.people import People
from authors.procedural.modules.projects import Projects
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.tickets import Tickets
from authors.procedural.reading.frames import Want
from authors.procedural.reading.generic import plain_module, with_noun
from authors.procedural.reading.matching import content_words, things_of
from authors.procedural.reading.packs import head_of
from authors.procedural.reading.plain_rows import WORK
from authors.procedural.reading.reader import Reading
from authors.procedural.tools import number_of_tools
from authors.procedural.world import World, WorldError

ORGANISATIONS = (
    "The Corner House", "Northgate & Daughters", "Fairhaven Yard", "Bellwether", "Larkfield Works", "Two Rivers",
    "Old Harbour Street",
)  # fmt: skip
"""Names that give nothing away, for a place whose line of business has no domain."""

ROLES = ("duty manager", "assistant", "front desk", "technician")

ROOM = (11, 20)
"""Tables and tools that the trade itself may take at most, so that something else still fits beside it."""

FROM_LONG_TEXTS = 2
"""So many modules that a long text asks for are its trade; the others are likely."""

LIKELY = 0.9
UNLIKELY = 0.1


def adapt(reading: Reading, domain: Domain) -> Domain:
    """The domain as the text wants it."""
    adapted = replace(domain, people=_people(reading, domain), persona=reading.persona or domain.persona)
    if not reading.matched:
        adapted = replace(adapted, organisations=ORGANISATIONS, situations=(), leads=())
    wanted = _wanted(reading, domain)
    if wanted:
        return _arranged(adapted, wanted, reading)
    return adapted if reading.matched else _in_plain_words(adapted)


def _people(reading: Reading, domain: Domain) -> People:
    """The domain's people; those whom the text names; customers and their attendants where neither is known."""
    own = domain.people.party
    named = reading.party if reading.party and (reading.party == own or _is_free(reading.party, domain)) else None
    if reading.matched:
        return replace(domain.people, party=named or own)
    return replace(domain.people, party=named or noun("customer"), roles=ROLES, extras=())


# ---- which modules -----------------------------------------------------------------------------------------------


def _wanted(reading: Reading, domain: Domain) -> list[tuple[Module | None, Module]]:
    """For each wanted class the domain's own module, where it has one, and what becomes of it, in the text's order."""
    found: list[tuple[Module | None, Module]] = []
    asked = _with_needs(reading.wants)
    for kind in dict.fromkeys(want.module for want in asked):
        wants = [want for want in asked if want.module is kind]
        own = [module for module in _modules(domain) if type(module) is kind] or _stand_ins(domain, kind)
        module = _own_module(domain, own, wants) or (own[0] if own else None)
        if module is not None and (not reading.deliberate or _own_module(domain, own, wants) or not _nouns(wants)):
            found.append((module, module))
        elif module is not None:
            found.append((module, with_noun(module, next(want for want in wants if want.noun))))
        elif reading.deliberate or not (
            kind in domain.never or any(want.role in ("thing", "cared for") for want in wants)
        ):
            made = next(filter(None, (plain_module(want) for want in wants)), None)
            if made is not None:
                found.append((None, made))
    return found


def _stand_ins(domain: Domain, kind: type[Module]) -> list[Module]:
    """A workshop repairs what belongs to others in its projects, not in the upkeep of its own things."""
    return [module for module in domain.always if kind is Maintenance and isinstance(module, Projects)]


def _with_needs(wants: Sequence[Want]) -> list[Want]:
    """What is delivered was ordered before, also where the text does not say so."""
    full: list[Want] = []
    for want in wants:
        if want.module is Deliveries and not any(other.module is Orders and other.noun for other in wants):
            full.append(Want("orders", Orders, want.noun))
        full.append(want)
    return full


def _own_module(domain: Domain, own: Sequence[Module], wants: Sequence[Want]) -> Module | None:
    """The domain's module that is about one of these nouns, or the one where it looks after such animals."""
    for want in wants:
        for module in own:
            if want.noun is None:
                continue
            if (
                want.role == "cared for"
                and module in domain.always
                and head_of(want.noun) in content_words(domain.words)
            ):
                return module
            if want.role != "cared for" and head_of(want.noun) in _vocabulary(module):
                return module
    return None


def _vocabulary(module: Module) -> set[str]:
    """What its things are: the last words of their nouns, and the words that stand in over a quarter of their rows."""
    words: set[str] = set()
    for things in things_of(module):
        words.add(head_of(things.noun))
        said = [word for row in things.rows for word in {
            word for value in row if isinstance(value, str) for word in content_words(value)
        }]  # fmt: skip
        words.update(word for word in said if said.count(word) * 4 > len(things.rows))
    return words


def _nouns(wants: Iterable[Want]) -> bool:
    return any(want.noun and want.role in ("thing", "cared for") for want in wants)


def _modules(domain: Domain) -> list[Module]:
    return [*domain.always, *(each.module for each in domain.sometimes)]


# ---- how they are arranged ---------------------------------------------------------------------------------------


def _arranged(domain: Domain, wanted: list[tuple[Module | None, Module]], reading: Reading) -> Domain:
    """What was asked for comes first and always; the domain's own trade beside it while there is room."""
    asked = [new for _, new in wanted if not isinstance(new, Billing)]
    changed = any(old is not None and new is not old for old, new in wanted) or not reading.matched
    taken = {id(old) for old, _ in wanted if old is not None}
    first, later = (asked, []) if reading.deliberate else (asked[:FROM_LONG_TEXTS], asked[FROM_LONG_TEXTS:])
    own = [module for module in domain.always if id(module) not in taken and not isinstance(module, Billing)]
    foreign = not reading.matched and _nouns(reading.wants) and reading.deliberate
    always = _fitting(domain, first, [] if foreign else own)
    rest = [module for module in (*first, *later) if module not in always]
    sometimes = [
        *(Sometimes(LIKELY, module) for module in rest),
        *(Sometimes(UNLIKELY if foreign else LIKELY, module) for module in own if module not in always),
        *(each for each in domain.sometimes if id(each.module) not in taken),
    ]
    arranged = replace(domain, always=tuple(always), sometimes=tuple(sometimes))
    return _in_plain_words(arranged) if changed else arranged


def _fitting(domain: Domain, first: Sequence[Module], own: Sequence[Module]) -> list[Module]:
    """As many modules as there is room for, those asked for before the domain's own; billing where there was any."""
    chosen: list[Module] = [module for module in domain.always if isinstance(module, Billing)]
    waiting = [*first, *own]
    for _ in range(2):  # what one needs may be offered only by a later one
        for module in list(waiting):
            if _has_room(domain, [*chosen, module], spare=module in first):
                chosen.append(module)
                waiting.remove(module)
    kept = [module for module in (*first, *own) if module in chosen]
    return [*kept, *(module for module in chosen if isinstance(module, Billing))]


def _has_room(domain: Domain, modules: Sequence[Module], spare: bool) -> bool:
    """Whether these fit together; what was asked for may take somewhat more room."""
    frame = World(name="probe", organisation="probe", persona=domain.persona, now="2026-06-01 09:00:00")
    try:
        world = build(
            frame, replace(domain, rules=()), [module.drawn(random.Random(0)) for module in (domain.people, *modules)]
        )
    except WorldError:
        return False
    tables, tools = ROOM
    return len(world.entities) <= tables + 2 * spare and number_of_tools(world) <= tools + 4 * spare


def _in_plain_words(domain: Domain) -> Domain:
    """The domain without texts and rules that were written for its own things."""
    return replace(
        domain,
        rules=None,
        always=tuple(_plain(module) for module in domain.always),
        sometimes=tuple(replace(each, module=_plain(each.module)) for each in domain.sometimes),
    )


def _plain(module: Module) -> Module:
    if isinstance(module, Maintenance):
        return replace(module, kinds=WORK)
    if isinstance(module, Reviews | Tickets | Messages):
        return type(module)(options=module.options, suffix=module.suffix)
    return module


def _is_free(party: Noun, domain: Domain) -> bool:
    """Whether nothing else there is called like this party."""
    things = [things.noun for module in _modules(domain) for things in things_of(module)]
    nouns = [value for module in _modules(domain) for value in vars(module).values() if isinstance(value, Noun)]
    return all(party.plural != other.plural for other in (*things, *nouns))
