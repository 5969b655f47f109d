"""Read an answer that a model wrote, however it is wrapped; say what is wrong where it cannot be read.

In:  text, the form of the answer. Out: the answer, or `Unreadable` with a rule and a sentence for the model.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from schemas import explain

F = TypeVar("F", bound=BaseModel)
_FENCE = re.compile(r"```[a-zA-Z]*\s*\n(.*?)```", re.DOTALL)
_WORDS = re.compile(r"[A-Za-zÀ-ÿ]+|[^\W\d_]")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "a",
        "in",
        "for",
        "is",
        "on",
        "with",
        "at",
        "by",
        "from",
        "or",
        "an",
        "my",
        "i",
        "it",
        "this",
        "that",
        "not",
        "no",
        "be",
        "has",
        "have",
        "which",
        "are",
        "was",
        "were",
        "their",
        "there",
        "your",
        "who",
        "what",
        "when",
        "how",
        "all",
        "any",
        "one",
        "new",
        "please",
    ]
)
LEAST_ENGLISH = 0.12
FEW_WORDS = 25


class Unreadable(ValueError):
    """An answer that is no answer. `rule` is its short fixed name; the text is worded for the model."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


def read_answer(text: str, form: type[F]) -> F:
    """The answer in a text: fenced, surrounded by words, or a bare list where the form has one list.

    Raises:
        Unreadable: there is none, or it does not fit the form.
    """
    if not text.strip():
        raise Unreadable("empty", "it was empty")
    twice: list[str] = []
    document = _found(text, twice)
    if twice:
        raise Unreadable("duplicate_keys", f"the key {twice[0]!r} stands twice in one object")
    fields = list(form.model_fields)
    if isinstance(document, list):
        document = {fields[0]: document}
    if isinstance(document, dict) and not set(document) & set(fields) and len(document) == 1:
        (inner,) = document.values()
        document = inner if isinstance(inner, dict) else document
    try:
        return form.model_validate(document)
    except ValidationError as fault:
        raise Unreadable("wrong_form", f"it does not have the form that was asked for: {explain(fault)}") from None


def _found(text: str, twice: list[str]) -> Any:
    def pairs(listed: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in listed]
        twice.extend(name for name in dict.fromkeys(names) if names.count(name) > 1)
        return dict(listed)

    fault = "there is no JSON in it"
    for candidate in _candidates(text):
        twice.clear()
        try:
            return json.loads(candidate, object_pairs_hook=pairs, strict=False)
        except RecursionError:
            fault = "it is nested too deeply"
        except ValueError as said:
            fault = f"it is no JSON ({said})"
    raise Unreadable("not_json", fault)


def _candidates(text: str) -> Iterator[str]:
    """The whole text, what stands between fences, what stands between the outermost braces."""
    stripped = text.strip()
    yield stripped
    yield from (match.strip() for match in _FENCE.findall(text))
    for opening, closing in ("{}", "[]"):
        start, end = stripped.find(opening), stripped.rfind(closing)
        if 0 <= start < end:
            yield stripped[start : end + 1]


def is_foreign(text: str) -> bool:
    """Whether a text of some length is hardly English: few of its words are among the commonest fifty."""
    words = [word.lower() for word in _WORDS.findall(text)]
    if len(words) < FEW_WORDS:
        return any(ord(word[0]) > 0x24F for word in words)
    return sum(word in _ENGLISH for word in words) / len(words) < LEAST_ENGLISH
