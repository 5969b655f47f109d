"""What people call a thing that has a name: "the Kestrel", "slip A3", "Biscuit", "the Regular plan".

In:  an entity and the name of one of its rows.
Out: text that holds the name unchanged, so that a reader can search for it.
Never here: whether the name is unique.
"""

import re

from authors.procedural.model import Entity


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SOMEBODY = frozenset({"party", "staff", "provider", "teacher", "supplier"})
"""Roles whose names stand alone, as people's and firms' do."""
_ANIMALS = _words("horse pony dog cat pet animal rabbit alpaca goat donkey bird puppy kitten")
_TITLED = frozenset({"course", "event"})
"""Roles whose names are titles: they stand in quotation marks."""
_KINDS = _words(
    "plan tier membership package subscription pass fund campaign appeal level rate zone criterion coupon voucher code "
    "clearance"
)
"""Nouns that are said after the name: "the Regular plan", "the Roof fund"."""
_WORKS = _words(
    "proposal book textbook reader magazine title film movie play album record game novel report document exhibition "
    "talk"
)
_CODE = re.compile(r"^[A-Z]{0,3}[- ]?\d+[A-Z]?$|^[A-Z]$")
_NUMBERED = re.compile(r"(^|\s)(\d+[A-Za-z]?|[A-Z]|[IVX]+)$")
_HONORIFIC = re.compile(r"^(Dr|Mr|Mrs|Ms|Prof|Sister|Father|Captain|Chef|Coach)\b\.? ")


def called(entity: Entity, name: str) -> str:
    """The name as a noun phrase."""
    noun = entity.noun.singular
    head = noun.split()[-1].lower()
    words = name.lower().split()
    if is_somebody(entity) or head in _ANIMALS or _HONORIFIC.match(name):
        return name
    if _CODE.match(name):
        return f"{noun} {name}"
    if entity.role.partition(".")[0] in _TITLED or head in _WORKS:
        return f"“{name}”"
    if _NUMBERED.search(name):
        return name
    if head in _KINDS:
        return f"the {name}" if head in words else f"the {name} {head}"
    return f"the {name.removeprefix('The ')}"


def is_somebody(entity: Entity) -> bool:
    """Whether its rows are people, or firms that act as people do."""
    return bool(entity.people) or entity.role.partition(".")[0] in _SOMEBODY


def counted(name: str, number: int) -> str:
    """So many of a thing that is sold: "2 x Joint Chews"."""
    return f"{number} x {name}"


_ON = _words("shelf pier floor deck level line street road side terrace wall list team")
_ADJECTIVAL = _words(
    "level difficulty size language technique format style genre material colour color brand make breed age "
    "season era grade age_group fuel drive gearbox"
)
"""Labels whose values stand before the noun: "a beginner course", "an oak table"."""
_WHOLE = frozenset(
    {"body type", "hull type", "kind of event", "kind of machine", "kind of space", "kind of vehicle", "type"}
)
"""Labels whose values say all: "a sloop", "an eight"."""
_PLURAL_VALUE = re.compile(r"(?<!s)s$")


def of_kind(label: str, value: str, noun: str) -> tuple[str, str]:
    """A noun with one of its attributes, as (noun phrase, what follows): ("course for beginners", "")."""
    said = value.replace("_", " ")
    words = label.lower().split()
    last, named = said.split()[-1].lower(), words[-1]
    if last == noun.split()[-1].lower():
        return said, ""
    if label.lower() == "kind" and noun.split()[-1] == "item":
        return noun, f"for {said}"
    if label.lower() in _WHOLE:
        return said, ""
    if "specialty" in words or "speciality" in words:
        return noun, f"specialised in {said}"
    if last == named:
        return noun, f"{'on' if last in _ON else 'in'} the {said}"
    if _PLURAL_VALUE.search(said) and (named in _ADJECTIVAL or label.lower().startswith("kind of")):
        return noun, f"for {said}"
    if label.lower().startswith("kind of") or named in ("type", "kind") or named in _ADJECTIVAL:
        return f"{said} {noun}", ""
    if named in ("venue", "place", "location", "stage", "address"):
        return noun, f"at the {said}"
    if named in ("category", "section", "department", "area", "range"):
        return noun, f"in the {said} {named}"
    if named in _ON or named in ("room", "wing", "hall", "building", "site", "ward", "zone", "yard", "garden"):
        return noun, f"{'on' if named in _ON else 'in'} the {said} {named}"
    return noun, f"with the {label} “{said}”"
