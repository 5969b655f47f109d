"""SQL as a row of tokens: enough to look for words and rewrite them safely, without a parser.

In:  SQL text.
Out: tokens with their kind and place.
Never here: grammar; whether a statement is right is for SQLite to say.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<blank>(?:\s+|--[^\n]*|/\*.*?(?:\*/|\Z))+)
    |(?P<blob>[xX]'[^']*')
    |(?P<string>'(?:[^']|'')*(?:'|\Z))
    |(?P<quoted>"(?:[^"]|"")*(?:"|\Z)|`[^`]*(?:`|\Z)|\[[^\]]*(?:\]|\Z))
    |(?P<variable>[:@$]\w+|\?\d*)
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d][\w$]*)
    |(?P<sign>->>|->|\|\||<=|>=|<>|!=|==|<<|>>|.)""",
    re.VERBOSE | re.DOTALL,
)
_AWKWARD = re.compile(r"""["`\[]|--|/\*""")
"""Where a name may stand in quotes or a comment may hide one: only tokens tell."""
_FIRST = re.compile(r"(?:\s+|--[^\n]*|/\*.*?\*/)*([A-Za-z]+)", re.DOTALL)


class Token(NamedTuple):
    kind: str
    """string, blob, quoted, variable, number, word or sign."""
    text: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """The lower-case name that a word or a quoted identifier stands for."""
        return (self.text[1:-1] if self.kind == "quoted" else self.text).lower()

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.upper() in words


@lru_cache(maxsize=256)  # the same statement is looked at for several reasons in a row
def tokens(sql: str) -> tuple[Token, ...]:
    """All tokens but spaces and comments."""
    return tuple(
        Token(match.lastgroup or "sign", match.group(), match.start(), match.end())
        for match in _TOKEN.finditer(sql)
        if match.lastgroup != "blank"
    )


def fits_in_parentheses(sql: str) -> bool:
    """Whether a SELECT may stand in parentheses as it is: surely where no comment and no semicolon can end it."""
    return not any(mark in sql for mark in (";", "--", "/*"))


def first_word(sql: str) -> str:
    """The word with which a statement begins, in capitals."""
    match = _FIRST.match(sql)
    return match[1].upper() if match else ""


def calls(row: Sequence[Token]) -> Iterator[str]:
    """Names that stand before an opening parenthesis, in lower case: functions, and also tables and types."""
    for token, following in pairwise(row):
        if following.text == "(" and token.kind in ("word", "quoted"):
            yield token.name


def requalified(sql: str, schema: str, other: str) -> str:
    """The same SQL with every `schema.` turned into `other.`."""
    if not _is_awkward(sql, schema):
        outside = sql.split("'")  # every second part is inside a string
        outside[::2] = [_qualifier(schema).sub(f"{other}.", part) for part in outside[::2]]
        return "'".join(outside)
    return requalified_by_tokens(sql, schema, other)


def requalified_by_tokens(sql: str, schema: str, other: str) -> str:
    """The same for any SQL; a good deal slower."""
    pieces, done = [], 0
    row = tokens(sql)
    for place, token in enumerate(row[:-1]):
        is_qualifier = token.kind in ("word", "quoted") and row[place + 1].text == "."
        if is_qualifier and token.name == schema and (place == 0 or row[place - 1].text != "."):
            pieces += [sql[done : token.start], other]
            done = token.end
    return "".join([*pieces, sql[done:]])


def used_otherwise(sql: str, schemas: Collection[str]) -> str | None:
    """The first of these schema names that is used as anything but a qualifier (`final.`), such as an alias."""
    if not any(_is_awkward(sql, schema) for schema in schemas):
        return None
    return used_otherwise_by_tokens(sql, schemas)


def used_otherwise_by_tokens(sql: str, schemas: Collection[str]) -> str | None:
    """The same for any SQL; a good deal slower."""
    row = tokens(sql)
    for place, token in enumerate(row):
        if token.kind in ("word", "quoted") and token.name in schemas:
            before = row[place - 1].text if place else ""
            after = row[place + 1].text if place + 1 < len(row) else ""
            if after != "." and before != ".":
                return token.name
    return None


def _is_awkward(sql: str, name: str) -> bool:
    """Whether only tokens tell what the name is there: it may be quoted, or stand anywhere but before a dot."""
    return _AWKWARD.search(sql) is not None or _unclear(name).search(sql) is not None


@lru_cache
def _qualifier(name: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(name)}\.", re.IGNORECASE)


@lru_cache
def _unclear(name: str) -> re.Pattern[str]:
    """The name as a part of a longer one, after a dot or in a string, or without a dot and a name right after it."""
    word = re.escape(name)
    return re.compile(rf"(?<!^)(?<![\s(,=<>+*/|-]){word}|\.\s+{word}|{word}(?!\.[^\W\d])", re.IGNORECASE)


def groups(row: Sequence[Token], start: int) -> int:
    """The index of the parenthesis that closes the one at `start`; the last index when none does."""
    depth = 0
    for place in range(start, len(row)):
        depth += {"(": 1, ")": -1}.get(row[place].text, 0)
        if depth == 0:
            return place
    return len(row) - 1
