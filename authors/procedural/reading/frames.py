"""What the verbs and nouns of a sentence ask for: which module, and with which noun.

In:  a text.
Out: `Want`s in the order of the text, the other party ("for members"), and who user 1 is, where the text says so.
Never here: domains; a frame holds for any line of business.

A verb has a frame, since the same place after it means different things: what is rented is what is booked, while what
is boarded is what is cared for, and what is delivered was ordered before.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from authors.procedural.language import Noun, noun, singularise
from authors.procedural.module import Module
from authors.procedural.modules.appointments import Appointments
from authors.procedural.modules.approvals import Approvals
from authors.procedural.modules.assessments import Assessments
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.classes import Classes
from authors.procedural.modules.coupons import Coupons
from authors.procedural.modules.deliveries import Deliveries
from authors.procedural.modules.documents import Documents
from authors.procedural.modules.donations import Donations
from authors.procedural.modules.events import Events
from authors.procedural.modules.loans import Loans
from authors.procedural.modules.loyalty import Loyalty
from authors.procedural.modules.maintenance import Maintenance
from authors.procedural.modules.memberships import Memberships
from authors.procedural.modules.messages import Messages
from authors.procedural.modules.orders import Orders
from authors.procedural.modules.reviews import Reviews
from authors.procedural.modules.stock import Stock
from authors.procedural.modules.tickets import Tickets
from authors.procedural.modules.waitlist import Waitlist
from authors.procedural.reading.matching import sentences
from authors.procedural.reading.vocabulary import (
    ALSO_NOUNS,
    BEFORE_VERBS,
    FUNCTION_WORDS,
    PARTICLES,
    PEOPLE,
    SKIPPED,
    TOO_GENERAL,
)

Role = Literal["thing", "cared for", "carried", "topic"]
"""What a verb's object is: what is held, sold, lent or taught; what is looked after; what was ordered; its topic."""


@dataclass(frozen=True)
class Want:
    """One thing that a text asks for."""

    verb: str
    """As the text has it: "rents"."""
    module: type[Module]
    noun: Noun | None
    """What the verb is about: "boat"; None where the text does not say, or it does not matter."""
    role: Role = "thing"


@dataclass(frozen=True)
class Frame:
    """Verbs that ask for one module."""

    verbs: str
    module: type[Module]
    role: Role = "thing"


FRAMES = (
    Frame("rent hire charter lease reserve book", Bookings),
    Frame("board kennel stable", Bookings, "cared for"),
    Frame("sell buy order stock serve supply", Orders),
    Frame("deliver ship", Deliveries, "carried"),
    Frame("lend loan borrow", Loans),
    Frame("teach coach enrol enroll", Classes),
    Frame("treat groom massage", Appointments, "topic"),
    Frame("repair mend fix service maintain", Maintenance, "topic"),
    Frame("review rate", Reviews, "topic"),
    Frame("subscribe", Memberships, "topic"),
    Frame("message", Messages, "topic"),
    Frame("report complain escalate", Tickets, "topic"),
    Frame("donate pledge sponsor", Donations, "topic"),
    Frame("approve", Approvals, "topic"),
    Frame("sign notarise notarize", Documents, "topic"),
    Frame("inspect score grade assess", Assessments, "topic"),
)

SPOKEN_OF: tuple[tuple[str, type[Module]], ...] = (
    (r"pre-?orders?|take(?:s|ing)? orders", Orders),
    (r"deliver(?:y|ies)", Deliveries),
    (r"memberships?|subscriptions?|(?:yearly|monthly|annual) (?:fee|plan)s?", Memberships),
    (r"(?:class|course|lesson|workshop)(?:e?s)", Classes),
    (r"appointments?|consultations?|check-ups?", Appointments),
    (r"events?|screenings?|gatherings|concerts?|festivals?", Events),
    (r"complaints?|support tickets?|help ?desk", Tickets),
    (r"waiting lists?|wait-?lists?", Waitlist),
    (r"coupons?|(?:discount|voucher) codes?|vouchers?", Coupons),
    (r"loyalty|reward points?|points|stamp cards?", Loyalty),
    (r"donations?|pledges", Donations),
    (r"contracts?|signatures?|permits?", Documents),
    (r"expense (?:claims?|reports?)|approvals?", Approvals),
    (r"repairs|maintenance", Maintenance),
    (r"reviews", Reviews),
    (r"messages", Messages),
    (r"stock|suppliers?|wholesalers?", Stock),
)
"""Nouns that ask for a module by themselves."""

BOOKED_AS: tuple[tuple[str, type[Module]], ...] = (
    ("appointment visit consultation check-up treatment checkup haircut massage slot", Appointments),
    ("class course lesson workshop training", Classes),
    ("ticket seat event screening concert show talk", Events),
)
"""What is booked by the hour, by the term or by the seat, not by the day."""

PLACES: tuple[tuple[str, str, type[Module]], ...] = (
    ("library collection", "lends", Loans),
    ("shop store market stall merchant", "sells", Orders),
    ("school academy", "teaches", Classes),
    ("rental hire", "rents", Bookings),
)
"""Places that say what they do: "a library of tools" lends tools."""


_NEVER = frozenset({("board", "games"), ("board", "game"), ("sign", "up"), ("sign", "in"), ("signs", "up")})
"""Pairs in which the first word is no verb of ours."""

_NAMED_OTHERWISE = {
    "clothes": noun("garment"),
    "clothing": noun("garment"),
    "skis": noun("ski"),
    "knives": noun("knife"),
}
"""Plurals without a singular of their own."""


_STAFF_SPEAKS = re.compile(
    r"\b(?:we|i) (?:also )?(?:run|own|manage|operate|sell|rent out|hire out|lend|deliver|repair|teach|offer|board)\b|"
    r"\bour (?:customers?|members?|guests?|patients?|clients?|shop|place|students?)\b|"
    r"\bi(?: am|'m)? work(?:ing)? (?:at|in|for)\b|\bas (?:a member of staff|an employee|the owner)\b"
)
_CUSTOMER_SPEAKS = re.compile(
    rf"\b(?:as|i am|i'm) an? (?:\w+ )?(?:{'|'.join(sorted(PEOPLE))})\b|"
    r"\bi (?:also )?(?:want|would|need|rent|hire|book|borrow|order|buy|subscribe|visit|go|like)\b|"
    r"\bmy (?:booking|order|membership|stay|loan|account|dog|cat|family|bill)s?\b"
)


def wants_of(text: str) -> tuple[Want, ...]:
    """What the text asks for, each module and noun once."""
    found: dict[tuple[type[Module], str], tuple[int, Want]] = {}
    offset = 0
    for sentence in sentences(text):
        for place, want in [*_by_place(sentence), *_by_verbs(sentence), *_by_nouns(sentence)]:
            found.setdefault((want.module, want.noun.singular if want.noun else ""), (offset + place, want))
        offset += len(sentence) + 1
    wants = [want for _, want in sorted(found.values(), key=lambda each: each[0])]
    said_of = {want.module for want in wants if want.noun}
    return tuple(want for want in wants if want.noun or want.module not in said_of)


def party_of(text: str) -> Noun | None:
    """The other side of the counter, where the beginning of a text names it."""
    for sentence in sentences(text)[:2]:
        words = re.findall(r"[A-Za-z'-]+", sentence)
        for place, word in enumerate(words[:-1]):
            if word.lower() in ("for", "to"):
                named = _person(words[place + 1 :])
                if named:
                    return named
        if len(words) > 2:
            named = _person(words[:2], at_most=2)
            if named:
                return named
    return None


def persona_of(text: str) -> Literal["customer", "staff"] | None:
    """Who speaks, where the text is in the first person."""
    plain = text.lower().replace("’", "'")
    if _STAFF_SPEAKS.search(plain):
        return "staff"
    return "customer" if _CUSTOMER_SPEAKS.search(plain) else None


def noun_of(phrase: str) -> Noun | None:
    """The noun that a phrase is about, its plural as it stands there ("fuel"); None for one too general for rows."""
    if phrase.lower() in _NAMED_OTHERWISE:
        return _NAMED_OTHERWISE[phrase.lower()]
    singular = singularise(phrase.lower())
    if singular.split()[-1] in TOO_GENERAL or singular.split()[-1] in PEOPLE:
        return None
    return Noun(singular, phrase.lower())


# ---- the three ways to ask ---------------------------------------------------------------------------------------


def _by_place(sentence: str) -> list[tuple[int, Want]]:
    """ "a library of tools" lends tools."""
    found = []
    for places, done, module in PLACES:
        pattern = rf"\b({places.replace(' ', '|')})s? (?:of|for) ((?:[a-z-]+ )?[a-z-]+)"
        for hit in re.finditer(pattern, sentence.lower()):
            named = _object(re.findall(r"[a-z'-]+|[,.]", hit[2]))
            if named and singularise(named[0].singular) not in PEOPLE:
                found.append((hit.start(), Want(done, module, named[0])))
    return found


def _by_verbs(sentence: str) -> list[tuple[int, Want]]:
    tokens = [
        (hit[0].lower(), hit.start()) for hit in re.finditer(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*|[^\sA-Za-z]", sentence)
    ]
    found = []
    for position, (token, place) in enumerate(tokens):
        frame = _frame_of(token)
        if frame is None or not _is_verb_here([word for word, _ in tokens], position):
            continue
        objects = _object([word for word, _ in tokens[position + 1 :]])
        if frame.role == "topic" or not objects:
            module = frame.module
            if frame.role == "topic" or module is Deliveries:
                found.append((place, Want(token, module, objects[0] if objects else None, frame.role)))
            continue
        found += [(place, Want(token, _booked_as(frame.module, one), one, frame.role)) for one in objects]
    return found


def _by_nouns(sentence: str) -> list[tuple[int, Want]]:
    return [
        (hit.start(), Want(hit[0].lower(), module, None, "topic"))
        for pattern, module in SPOKEN_OF
        for hit in re.finditer(rf"\b(?:{pattern})\b", sentence, re.IGNORECASE)
    ][:6]  # fmt: skip


def _frame_of(token: str) -> Frame | None:
    """The frame of a verb in one of its forms: rent, rents, renting."""
    return _frames_by_form().get(token)


@cache
def _frames_by_form() -> dict[str, Frame]:
    """The first frame of each form of each verb."""
    found: dict[str, Frame] = {}
    for frame in FRAMES:
        for base in frame.verbs.split():
            plural = base[:-1] + "ies" if base.endswith("y") else base
            for form in (base, base + "s", base + "es", base.removesuffix("e") + "ing", plural):
                found.setdefault(form, frame)
    return found


def _is_verb_here(words: list[str], position: int) -> bool:
    """A form that could be a noun is a verb only after a subject or "to", and before an object."""
    after = words[position + 1] if position + 1 < len(words) else "."
    before = words[position - 1] if position else ""
    if not after[0].isalpha() or (words[position], after) in _NEVER:
        return False
    base = words[position].removesuffix("s").removesuffix("ing")
    if base not in ALSO_NOUNS and base + "e" not in ALSO_NOUNS:
        return True
    if after in FUNCTION_WORDS and after not in SKIPPED | PARTICLES | {"from", "them", "it"}:
        return False
    if before in BEFORE_VERBS:
        return True
    if words[position] == base and not before.endswith("s"):
        return False
    return before != "" and before[0].isalpha() and before not in FUNCTION_WORDS and not _frame_of(before)


def _object(words: list[str]) -> list[Noun]:
    """The nouns after a verb: "motor boats", "sailing dinghies" of "motor boats and sailing dinghies by the day"."""
    phrases: list[list[str]] = [[]]
    for position, word in enumerate(words[:14]):
        if position == 0 and word in PARTICLES:
            continue
        if word in ("and", "or", ","):
            if not phrases[-1]:
                break
            following = words[position + 1] if position + 1 < len(words) else "."
            if _frame_of(following) or len(phrases) == 3:
                break
            phrases.append([])
        elif not word[0].isalpha() or (word in FUNCTION_WORDS and word not in SKIPPED):
            break
        elif word not in SKIPPED:
            if len(phrases[-1]) == 2:
                break
            phrases[-1].append(word)
    named = [noun_of(" ".join(phrase)) for phrase in phrases if phrase]
    return [one for one in named if one is not None]


def _booked_as(module: type[Module], what: Noun) -> type[Module]:
    if module is Bookings:
        for words, better in BOOKED_AS:
            if what.singular.split()[-1] in words.split():
                return better
    return module


def _person(words: list[str], at_most: int = 3) -> Noun | None:
    """A plural noun for people among the first words of a phrase, with the word that narrows it: "pet owners"."""
    narrowing: list[str] = []
    for word in (each.lower() for each in words[:at_most]):
        single = singularise(word)
        if single in PEOPLE and (single != word or word == "people"):
            return None if single == "person" else noun(" ".join([*narrowing, single]))
        if word in FUNCTION_WORDS and word not in SKIPPED:
            return None
        narrowing = [] if word in SKIPPED else [word]
    return None
