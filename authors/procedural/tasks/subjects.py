"""Whose rows a question is about: user 1's own, or somebody's at the counter.

In:  a talk, an entity that belongs to somebody.
Out: a `Subject`: the words for it, and the search over its rows.
Never here: what is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from authors.procedural.language import genitive
from authors.procedural.model import Entity
from authors.procedural.tasks.naming import name_row, refer
from authors.procedural.tasks.searching import Search
from authors.procedural.tasks.talk import GiveUp, Talk


@dataclass(frozen=True)
class Subject:
    owner: int
    whose: str
    """ "my", "Dana Reyes's"."""
    do: str
    """ "do I", "does Dana Reyes"."""
    they: str
    """ "I", "Dana Reyes"."""

    @property
    def am(self) -> str:
        """ "am I", "is Dana Reyes"."""
        return f"{'am' if self.they == 'I' else 'is'} {self.they}"

    @property
    def have(self) -> str:
        return f"{self.they} {'have' if self.they == 'I' else 'has'}"


def subject_of(talk: Talk, entity: Entity, state: str, fewest: int, most: int = 15) -> Subject:
    """Whoever the task is about, or somebody who has so many rows in this state."""
    if talk.world.mine(entity):
        return Subject(talk.episode.user_id, "my", "do I", "I")
    owner = talk.protagonist or _somebody(talk, entity, state, fewest, most)
    return spoken_of(talk, owner)


def spoken_of(talk: Talk, owner: int) -> Subject:
    """A person of whom user 1 speaks."""
    name, _ = refer(talk, "party", owner)
    return Subject(owner, genitive(name), f"does {name}", name)


def owners_of_several(talk: Talk, entity: Entity, state: str, fewest: int, most: int) -> list[int]:
    """People who have so many rows of an entity in this state."""
    status = entity.status
    where = f"WHERE {status.name} = :state" if status else ""
    sql = (
        f"SELECT {entity.owner} FROM {entity.table} {where} GROUP BY 1 HAVING count(*) BETWEEN :fewest AND :most "
        f"ORDER BY 1"
    )
    values = {"fewest": fewest, "most": most, **({"state": state} if status else {})}
    return [row[0] for row in talk.select(sql, values)]


def _somebody(talk: Talk, entity: Entity, state: str, fewest: int, most: int) -> int:
    owners = owners_of_several(talk, entity, state, fewest, most)
    if not owners:
        raise GiveUp(f"nobody has {fewest} {state} {entity.noun.plural}")
    owner: int = talk.rng.choice(owners)
    return owner


def rows_in_state(
    talk: Talk, entity: Entity, subject: Subject | None, state: str
) -> tuple[int, Sequence[Mapping[str, Any]]]:
    """The call that lists a subject's rows in a state (everybody's where there is none), and its rows."""
    search = Search(talk, entity)
    if subject is not None and not talk.world.mine(entity):
        search.by_form(entity.field(entity.owner), name_row(talk, "party", subject.owner).form, subject.owner)
    assert entity.status is not None
    search.by(entity.status, state)
    number, where = search.call()
    if where:
        raise GiveUp(f"{search.tool} has no filter by state")
    return number, talk.content(number)
