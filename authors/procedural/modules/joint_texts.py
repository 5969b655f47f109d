"""Texts that fit what they are about: a review of two stars that does not praise.

In:  texts, each under the value of another parameter (stars, a topic) that it was written for.
Out: the pick of a text parameter that depends on the other one, and all texts.
"""

import json
from collections.abc import Iterable

from authors.procedural.model import Param

Pair = tuple[str | int, str]
"""The other value, then a text that fits it."""


def fitting_text(name: str, description: str, pairs: Iterable[Pair], value: str, depends: str) -> Param:
    """A text parameter whose plausible values are those written for `value`, an SQL expression over `:depends`."""
    listed = tuple(pairs)
    texts = tuple(dict.fromkeys(text for _, text in listed))
    return Param(name, "text", description, values=texts, pick=_pick(listed, value), depends=(depends,))


def _pick(pairs: tuple[Pair, ...], value: str) -> str:
    return (
        f"SELECT json_extract(value, '$[1]') FROM json_each('{_literal(pairs)}') "
        f"WHERE json_extract(value, '$[0]') = {value} ORDER BY key"
    )


def some_fitting_text(pairs: Iterable[Pair], value: str, by: str) -> str:
    """One text written for `value`, as an SQL expression: which of them follows from the number `by`."""
    return (
        f"(SELECT json_extract(text.value, '$[1]') FROM json_each('{_literal(tuple(pairs))}') text WHERE "
        f"json_extract(text.value, '$[0]') = {value} ORDER BY (text.key * 31 + {by} * 17) % 101, text.key LIMIT 1)"
    )


def _literal(pairs: tuple[Pair, ...]) -> str:
    return json.dumps(pairs, ensure_ascii=False).replace("'", "''")
