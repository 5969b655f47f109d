"""Do one thing and say it: every argument in words, look-ups first, then the call.

In:  a talk, an action, plain arguments.
Out: a `Clause`; the calls have been made when it comes back.
Never here: how the arguments are chosen. What cannot be had raises GiveUp and leaves nothing behind
(callers run it inside `Talk.attempt`).
"""

from collections.abc import Mapping
from typing import Any

from authors.procedural.model import Action
from authors.procedural.tasks.clauses import Clause
from authors.procedural.tasks.drawing import draw_call, note_done
from authors.procedural.tasks.phrasing import fill, opening, slots, splits_verb, without_missing
from authors.procedural.tasks.talk import GiveUp, Mention, Talk
from authors.procedural.tasks.values import Said, say


def act(talk: Talk, action: Action) -> Clause:
    """The action, on something that is named."""
    return perform(talk, action, draw_call(talk, action))


def perform(
    talk: Talk, action: Action, arguments: Mapping[str, Any], special: Mapping[str, Said] | None = None,
    phrase: str = "",
) -> Clause:  # fmt: skip
    """Say every argument, look-ups first, then call. `special` has the words and forms of some arguments."""
    phrase = phrase or choose_phrase(talk, action, arguments)
    said = say_all(talk, action, phrase, arguments, special or {})
    number = talk.act(action.name, **{name: each.form for name, each in said.items()})
    note_done(talk, action, arguments)
    mention_new(talk, action, number)
    text = fill(phrase, {name: each.text for name, each in said.items()})
    return Clause(text, opening(phrase), calls=(number,), intents=action.intents, action=action.name)


def choose_phrase(talk: Talk, action: Action, arguments: Mapping[str, Any]) -> str:
    """A phrase that says every argument, the one that was used before where the action comes a second time."""
    present = frozenset(arguments)
    if (said_before := talk.notes.phrases.get((action.name, present))) is not None:
        return said_before
    phrases = [without_missing(phrase, present) for phrase in action.phrases]
    complete = [phrase for phrase in phrases if set(slots(phrase)) == present]
    if not complete:
        raise GiveUp(f"no phrase of {action.name} says {sorted(present)}")
    whole = [phrase for phrase in complete if not splits_verb(phrase)]
    phrase = talk.rng.choice(whole or complete)
    talk.notes.phrases[action.name, present] = phrase
    return phrase


def say_all(
    talk: Talk, action: Action, phrase: str, arguments: Mapping[str, Any], special: Mapping[str, Said]
) -> dict[str, Said]:
    """Words and forms of all arguments, in the order in which the phrase says them."""
    params = {param.name: param for param in action.params}
    return {name: special.get(name) or say(talk, params[name], arguments[name]) for name in slots(phrase)}


def mention_new(talk: Talk, action: Action, number: int) -> None:
    """A row that was created is "the new charter" from now on."""
    content = talk.content(number)
    entity = talk.world.entities[action.entity]
    if action.does != "create" or not isinstance(content, dict) or entity.key not in content:
        return
    text = f"the new {entity.noun}"
    form = {"$ref": f"{number}/{entity.key}"}
    talk.notes.mentions[entity.role, content[entity.key]] = Mention(text, text, form)
