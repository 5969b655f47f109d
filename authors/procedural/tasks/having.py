"""How people say that they have something now: on loan, booked, signed up for.

In:  a talk, what is had, whose it is.
Out: words.
Never here: what is asked of it.
"""

from authors.procedural.model import Entity
from authors.procedural.tasks.comparing import stem
from authors.procedural.tasks.subjects import Subject
from authors.procedural.tasks.talk import Talk

_HAD = {
    "loan": "{have} on loan", "booking": "{have} booked", "appointment": "{have} booked", "rsvp": "{be} signed up for",
    "enrolment": "{be} signed up for",
}  # fmt: skip
_UNDER_WAY = frozenset({"active", "arrived", "ready", "waiting"})
"""States in which something is had besides what is still to come."""


def as_had(talk: Talk, entity: Entity, subject: Subject) -> str:
    """How people say that they have it: "I have on loan", "she has booked"; in full where other rows are under way."""
    in_full = f"that {subject.have} {entity.say_state(entity.live)} {entity.noun.plural} for"
    how, status = _HAD.get(stem(entity)), entity.status
    if how is None or status is None:
        return in_full
    under_way = ", ".join(f"'{each}'" for each in status.values if each in _UNDER_WAY - {entity.live})
    sql = f"SELECT count(*) FROM {entity.table} WHERE {entity.owner} = :owner AND {status.name} IN ({under_way})"
    if talk.value(sql, {"owner": subject.owner}):
        return in_full
    be = "am" if subject.they == "I" else "is"
    if stem(entity) == "appointment" and entity.noun.singular.split()[-1] not in ("booking", "reservation"):
        return f"{subject.have} {entity.noun.plural} with"
    return how.format(have=subject.have, be=f"{subject.they} {be}")
