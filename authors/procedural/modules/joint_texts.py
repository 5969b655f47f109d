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
    literal = json.dumps(pairs, ensure_ascii=False).replace("'", "''")
    return (
        f"SELECT json_extract(value, '$[1]') FROM json_each('{literal}') "
        f"WHERE json_extract(value, '$[0]') = {value} ORDER BY key"
    )
