"""What a pattern gives back: a thing to do, or a thing to be told, not yet put into sentences.

In:  nothing.
Out: `Clause`, `Question`, `Answer`.
"""

from dataclasses import dataclass
from typing import Any, Literal

from schemas import ExpectedAnswer


@dataclass(frozen=True)
class Clause:
    """One want, in the imperative: "cancel my charter of the Kestrel"."""

    text: str
    verb: str = ""
    """How it opens, up to its first slot: two clauses with one verb may share it."""
    calls: tuple[int, ...] = ()
    """Numbers of its writes."""
    intents: frozenset[str] = frozenset()
    for_agent: bool = False
    """Only whoever serves can do it: "look at these two and …" is nobody's own wish."""
    action: str = ""

    @property
    def is_heavy(self) -> bool:
        """Long or branching enough to fill a sentence."""
        return len(self.text) > 110 or any(mark in self.text for mark in (",", "“", " and ", "(", " if "))


@dataclass(frozen=True)
class Answer:
    """What the task asks for: how a solution comes to it, and how it is judged."""

    form: Any
    expected: ExpectedAnswer


@dataclass(frozen=True)
class Question:
    """Something to be told, as a question of its own and inside a request."""

    direct: str
    """ "How many charters do I have?"; empty where only the embedded form is natural."""
    embedded: str
    """ "how many charters I have": follows "let me know"."""
    form: str
    """How the answer is wanted: "in dollars", "as YYYY-MM-DD", "just the name"; empty where the question says it."""
    answer: Answer
    intent: str = ""
    either_way: bool = False
    """It is to be told whether or not there was anything to do."""
    is_last: bool = False
    """It is about how things stand in the end, in either case."""


AnswerType = Literal["number", "text", "date", "set"]
