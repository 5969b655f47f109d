"""Put wants and questions into sentences, as somebody writes who is in a hurry, chatty, or composing a mail.

In:  a lead, clauses in order, a question, who speaks, whether the order matters.
Out: the instruction.
Never here: what is wanted. The same wants can be worded again with another draw.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from authors.procedural.language import capitalised
from authors.procedural.tasks import answers
from authors.procedural.tasks.clauses import Clause, Question

Register = Literal["terse", "plain", "chatty", "mail", "list"]


@dataclass(frozen=True)
class Order:
    """What of the order matters, and so is said."""

    of_writes: bool = False
    of_question: bool = False
    """The answer is another one before the work is done."""


@dataclass(frozen=True)
class Voice:
    """Who speaks."""

    is_customer: bool
    name: str
    """User 1's own name, for the end of a mail."""


_FIRST = {
    "terse": ("{X}.", "{X}, please.", "Please {x}."),
    "plain": ("Please {x}.", "Could you {x}?", "Can you {x}?", "{X}, please.", "Could you please {x}?"),
    "chatty": ("Could you {x}?", "Can you please {x}?", "Would you {x}?", "Could you {x} for me?"),
    "mail": ("Could you please {x}?", "Please {x}.", "Would you please {x}?"),
}
_OWN = ("I'd like to {x}.", "I want to {x}.", "I need to {x}.", "I would like to {x}.")
"""A customer's own wishes: what they do themselves."""
_LIST_OPENINGS = {
    2: ("Two things, please:", "Could you take care of two things?", "I need two things done:"),
    3: ("Three things today, please:", "Could you take care of these three things?", "My list for today:",
        "I need three things done:"),
    4: ("Four things, please:", "My list for today:", "Here is what I need done:", "Could you work through this list?"),
    5: ("My list for today:", "Here is what I need done:", "Could you work through this list?", "Quite a list today:"),
}  # fmt: skip
_OPENINGS_WITH_OTHERS = (
    "There are some other things as well:",
    "I have a few other things too:",
    "A few other things as well:",
    "And some other things while you are at it:",
)  # fmt: skip
"""Where a lead leads up to some of the wants only, which then stand right behind it."""
_OPENINGS_AFTER_LEAD = ("Here is what I need done:", "So here is my list:", "So I need a few things done:")
_LIST_SHARE = {1: 0.0, 2: 0.1, 3: 0.5, 4: 0.95, 5: 1.0}
"""How often so many wants are written as a list: in prose, five of them read as contrived."""
_MUCH = 260
"""Characters of three wants or more beyond which they always are."""
_LITTLE = frozenset(
    {"The", "A", "An", "My", "Our", "We", "One", "Two", "Somebody", "Someone", "Something", "There", "Before", "After"}
    | {"This", "That", "It", "Time", "Service", "You", "On", "In", "As", "For"}
)
"""Words with which a lead begins that is not a name."""
_TO_ME = re.compile(r"\b(me|us|them)\b")
"""Such wishes are for others to fulfil: "sign me up"."""
_NAMES = re.compile(r"\b[A-Z][a-z]+\b")
_NEXT = ("Also, please {x}.", "Please also {x}.", "And {x}, please.", "Could you also {x}?", "And please {x}.")
_NEXT_OWN = ("I'd also like to {x}.", "I also want to {x}.")
_BESIDES = ("While I am at it, please {x}.", "While you are at it, please {x}.")
_LAST = (
    "And one more thing: please {x}.",
    "Finally, please {x}.",
    "And lastly, please {x}.",
    "One last thing: please {x}.",
)
"""Of three wants or more, how the last may be said."""
_THEN = ("Then {x}.", "After that, {x}.", "Then please {x}.", "Once that is done, {x}.", "After that, please {x}.")
_HELLO = {
    "terse": ("",),
    "plain": ("", "", "", "Hi! ", "Hello, "),
    "chatty": ("Hi! ", "Hi there, ", "Hello! ", "Hey, ", "Good morning! "),
    "mail": ("Hello,\n\n", "Good morning,\n\n", "Hi,\n\n"),
}
_THANKS = ("Thanks!", "Thank you!", "Thanks a lot!", "Many thanks!")
_ASK = (
    "Let me know {e}.",
    "Please tell me {e}.",
    "Tell me {e}.",
    "Please let me know {e}.",
    "I'd also like to know {e}.",
)
_ASK_ALONE = ("Can you tell me {e}?", "Please tell me {e}.", "I'd like to know {e}.", "Could you tell me {e}?",
              "Could you look up {e}?")  # fmt: skip
_DIRECT_ALONE = ("{D}?", "{D}?", "{D}?", "Quick question: {d}?", "Just wondering, {d}?", "One question: {d}?")
_DIRECT = ("And {d}?", "{D}?", "Also, {d}?")
_ASK_AFTER = ("Once that is done, let me know {e}.", "After that, please tell me {e}.", "Then tell me {e}.",
              "When that is done, please let me know {e}.")  # fmt: skip
_DIRECT_AFTER = ("And after that, {d}?", "Once that is done, {d}?")
_ASK_EITHER = ("Either way, let me know {e}.", "In either case, please tell me {e}.", "Either way, please tell me {e}.",
               "In any case, let me know {e}.")  # fmt: skip
_ASK_EITHER_AFTER = ("Then let me know {e}.", "After that, please tell me {e}.", "Then please tell me {e}.")
"""Said of how things stand then, whether or not there was anything to do; nothing here tells which."""
_FORM_SENTENCES = {
    answers.JUST_THE_NAME: ("Just the name, please.", "The name is enough.", "Just give me the name.",
                            "I only need the name."),
    answers.AS_DATE: ("Please give the date as YYYY-MM-DD.", "Write it as YYYY-MM-DD, please.",
                      "I need the date as YYYY-MM-DD."),
    answers.ONE_A_LINE: ("List the names, one per line.", "Just the names, one per line, please."),
}  # fmt: skip


def word(
    rng: random.Random, voice: Voice, lead: str, clauses: Sequence[Clause], question: Question | None, order: Order,
    own: int | None = None,
) -> str:  # fmt: skip
    """One way to say all of it. The lead leads up to the first `own` clauses; to all where it is None."""
    own = len(clauses) if own is None else own
    is_much = len(clauses) > 2 and sum(len(clause.text) for clause in clauses) > _MUCH
    if rng.random() < _LIST_SHARE[min(5, max(1, len(clauses)))] or is_much:
        if own == len(clauses) or not lead:
            return _as_list(rng, lead, _OPENINGS_AFTER_LEAD if lead else (), clauses, question, order)
        if own < len(clauses) - 1:
            told = " ".join([lead, *_wants(rng, voice, "plain", clauses[:own], order.of_writes)])
            return _as_list(rng, told, _OPENINGS_WITH_OTHERS, clauses[own:], question, order)
    register: Register = rng.choices(("terse", "plain", "chatty", "mail"), (2.5, 5, 2, 1.2))[0]
    sentences = [lead] if lead else []
    first = len(clauses) if order.of_writes else own
    sentences += _wants(rng, voice, register, clauses[:first], order.of_writes)
    sentences += _wants(rng, voice, register, clauses[first:], order.of_writes, besides=True)
    if question is not None:
        sentences += _ask(rng, question, alone=not clauses, afterwards=order.of_question)
    return _wrap(
        rng,
        voice,
        register,
        sentences,
        begins_with_name=bool(lead) and not voice.is_customer and lead.split()[0] not in _LITTLE,
    )


def _as_list(
    rng: random.Random, lead: str, openings: Sequence[str], clauses: Sequence[Clause], question: Question | None,
    order: Order,
) -> str:  # fmt: skip
    """A list, one want a line, as people write who want much at once."""
    texts = [clause.text for clause in clauses] if order.of_writes else _lines(clauses)
    opening = rng.choice(openings or _LIST_OPENINGS[min(5, len(texts))]) if len(texts) > 1 else "Here is what I need:"
    if order.of_writes and openings is _OPENINGS_WITH_OTHERS:
        opening = "And then, in this order:"
    elif order.of_writes:
        opening = (
            f"{opening.rstrip(':?')}, in this order:" if opening[-1] == ":" else f"{opening.rstrip('?')} in this order?"
        )
    numbered = order.of_writes or rng.random() < 0.4
    lines = [f"{f'{place}.' if numbered else '-'} {finish('{X}', text)}" for place, text in enumerate(texts, start=1)]
    asked = _ask(rng, question, alone=False, afterwards=order.of_question) if question is not None else []
    text = f"{lead} {opening}".strip() + "\n" + "\n".join(lines)
    return text + ("\n" + " ".join(asked) if asked else "")


def _lines(clauses: Sequence[Clause]) -> list[str]:
    """The lines of a list: what is done to two things that differ in one part is one of them."""
    lines: list[str] = []
    paired: set[int] = set()
    for place, clause in enumerate(clauses):
        if place in paired:
            continue
        text = clause.text
        for later in range(place + 1, len(clauses)):
            if clause.action and clauses[later].action == clause.action and later not in paired:
                both = _both(clause.text, clauses[later].text)
                if both:
                    text = both
                    paired.add(later)
                    break
        lines.append(text)
    return lines


_TOLD_APART_BY = frozenset({"about", "at", "for", "from", "in", "of", "on", "that", "with"})
_LITTLE_ELSE = 6
"""Words in which two wants of one line may differ, with what both end in."""
_ELSEWHERE = frozenset({"it", "my", "so", "to", "towards"})
_FULL_NAME = re.compile(r"\b([A-Z][a-z]+) [A-Z][A-Za-z-]+'s\b")
_OWN_THING = re.compile(r"(\bmy|'s) [a-z][\w -]*(?<!s)(?<! in)$")
"""One thing of somebody's; what ends in s is several, of which nobody says "the one"."""


def _both(one: str, other: str) -> str:
    """ "cancel my order from May 3 and the one from May 9"; nothing where the two differ otherwise."""
    if any(mark in one + other for mark in ("“", ",", "(", " and ", " if ")):
        return ""
    if (named := _FULL_NAME.search(one)) is not None:
        other = other.replace(f"{named[1]}'s", named[0], 1)
    words, others = one.split(), other.split()
    same = next((place for place, pair in enumerate(zip(words, others, strict=False)) if pair[0] != pair[1]), 0)
    while same and words[same - 1] not in _TOLD_APART_BY:
        same -= 1
    if "that" in words[max(0, same - 3) : same - 1]:
        same = words.index("that", max(0, same - 3)) + 1
    start, behind = " ".join(words[: same - 1]), others[same - 1 :]
    if any(letter.isdigit() for letter in start):
        return ""  # "50 points on this bill and that one": on each, or on both?
    if not same or not _OWN_THING.search(start) or len(behind) > _LITTLE_ELSE or not _ELSEWHERE.isdisjoint(behind):
        return ""
    return f"{_without_end(one, other)} and the one {' '.join(behind)}"


def _wrap(rng: random.Random, voice: Voice, register: Register, sentences: list[str], begins_with_name: bool) -> str:
    hello = rng.choice(_HELLO[register])
    body = " ".join(sentences)
    if hello.endswith(", ") and not begins_with_name and not re.match(r"I\b", body):
        body = body[:1].lower() + body[1:]
    if register == "mail":
        closing = rng.choice(("Thanks,", "Best regards,", "Many thanks,", "Thank you,"))
        name = voice.name.split()[0] if rng.random() < 0.5 else voice.name
        spoken_of = voice.name in body  # somebody who writes of a namesake does not sign
        return f"{hello}{body}\n\n{closing}" + ("" if spoken_of else f"\n{name}")
    thanks = f" {rng.choice(_THANKS)}" if register == "chatty" and rng.random() < 0.7 else ""
    return f"{hello}{body}{thanks}"


def _wants(
    rng: random.Random, voice: Voice, register: Register, clauses: Sequence[Clause], ordered: bool,
    besides: bool = False,
) -> list[str]:  # fmt: skip
    """The sentences of what is to be done; `besides` where it has nothing to do with what was said before."""
    groups = _grouped(rng, clauses, ordered)
    used: list[str] = []
    sentences = []
    for place, group in enumerate(groups):
        templates = _templates(voice, register, group, place, ordered)
        if besides and place == 0:
            templates = _BESIDES
        if 1 < place == len(groups) - 1 and not ordered:
            templates = (*templates, *_LAST)
        template = _fresh(rng, templates, used)
        used.append(template)
        sentences.append(finish(template, _joined(group, ordered)))
    return sentences


def _templates(voice: Voice, register: Register, group: Sequence[Clause], place: int, ordered: bool) -> Sequence[str]:
    text = " ".join(clause.text for clause in group)
    own = voice.is_customer and not any(clause.for_agent for clause in group) and not _TO_ME.search(text)
    own = own and not text.startswith(("ask ", "request "))
    if place == 0:
        found: tuple[str, ...] = _FIRST[register]
        found += _OWN if own and register != "terse" else ()
        if len(text) > 45 or " for " in text:
            found = tuple(each for each in found if "for me" not in each)
    elif ordered:
        found = _THEN
    else:
        found = (*_NEXT, *(_NEXT_OWN if own else ()))
    if "“" in text or "," in text:
        found = tuple(each for each in found if not each.endswith((", please.", "?"))) or ("Please {x}.",)
    return found


def _fresh(rng: random.Random, templates: Sequence[str], used: Sequence[str]) -> str:
    """A template whose first word has not opened a sentence yet, where there is one."""
    words = {each.split()[0] for each in used}
    fresh = [each for each in templates if each.split()[0] not in words]
    return rng.choice(fresh or list(templates))


def _grouped(rng: random.Random, clauses: Sequence[Clause], ordered: bool) -> list[list[Clause]]:
    """Which clauses share a sentence: at most two, and only plain ones."""
    groups: list[list[Clause]] = []
    for clause in clauses:
        last = groups[-1] if groups else []
        plain = not clause.is_heavy and not any(each.is_heavy or _repeat(each, clause) for each in last)
        if last and len(last) < 2 and plain and rng.random() < (0.7 if _share_verb(last[-1], clause) else 0.45):
            last.append(clause)
        else:
            groups.append([clause])
    return groups


def _repeat(one: Clause, other: Clause) -> bool:
    """Whether both in one sentence would say something twice: "send my bag home and have my hat sent home", or under
    one verb somebody: "lend the ramp to Ann Lee and the saw to Ann"."""
    if not _share_verb(one, other):
        return one.action == other.action
    return not {*_NAMES.findall(one.text)}.isdisjoint(_NAMES.findall(other.text))


def _share_verb(one: Clause, other: Clause) -> bool:
    return bool(one.verb) and one.verb == other.verb


def _joined(group: Sequence[Clause], ordered: bool) -> str:
    if len(group) == 1:
        return group[0].text
    one, other = group
    if _share_verb(one, other) and not ordered:
        return f"{_without_end(one.text, other.text)} and {other.text.removeprefix(other.verb)}"
    return f"{one.text} and {'then ' if ordered else ''}{other.text}"


_ENDS = frozenset({"as", "blocked", "by", "with"})
"""With what begins the end that two wants may share; never with the day or hour of one of them."""


def _without_end(text: str, other: str) -> str:
    """A text without the words at its end that the other ends in too: "by card" is said once."""
    words, others = text.split(), other.split()
    same = 0
    while same < min(len(words), len(others)) - 3 and words[-1 - same] == others[-1 - same]:
        same += 1
    while same and words[len(words) - same] not in _ENDS and words[len(words) - same :] != ["in", "full"]:
        same -= 1
    return " ".join(words[: len(words) - same]) if same else text


def finish(template: str, text: str) -> str:
    """A template with the text in it; quotations that end a sentence keep their own full stop."""
    sentence = template.replace("{x}", text).replace("{X}", capitalised(text))
    return re.sub(r"([.?!]”)[.?]$", r"\1", sentence)


def _ask(rng: random.Random, question: Question, alone: bool, afterwards: bool) -> list[str]:
    """The question with the form of its answer."""
    inline = question.form if question.form and question.form not in _FORM_SENTENCES else ""
    is_said = bool(inline) and inline.removeprefix("in ") in question.embedded.split()
    tail = f", {inline}" if inline and not is_said else ""
    direct, embedded = f"{question.direct}{tail}", f"{question.embedded}{tail}"
    is_embedded = not question.direct or rng.random() < 0.4
    if question.either_way:
        template = rng.choice(_ASK_EITHER_AFTER if question.is_last or afterwards else _ASK_EITHER)
    elif afterwards:
        template = rng.choice(_ASK_AFTER if is_embedded else _DIRECT_AFTER)
    elif is_embedded:
        template = rng.choice(_ASK_ALONE if alone else _ASK)
    else:
        template = rng.choice(_DIRECT_ALONE if alone else _DIRECT)
    sentence = template.replace("{e}", embedded).replace("{d}", direct).replace("{D}", capitalised(direct))
    form = [rng.choice(_FORM_SENTENCES[question.form])] if question.form in _FORM_SENTENCES else []
    return [sentence, *form]
