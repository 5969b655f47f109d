"""Walk the values that solutions are made of: arguments, results, and references from the first to the second.

In:  JSON values, as an author wrote them (with references) or as a call returned them.
Out: leaves with their paths, changed copies, the calls that a value depends on.
Never here: what a reference resolves to (the runtime's `resolve_value` does that).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str | int, ...]
"""Keys and positions from the outside in: ("items", 0, "part_id")."""

FORMS = ("$ref", "$pick", "$sql")
_NAMES_A_ROW = re.compile(r"(^|_)ids?$")


def is_form(value: Any) -> bool:
    """Whether this is one of the three ways to name a value that only execution yields."""
    return isinstance(value, dict) and any(form in value for form in FORMS)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every scalar and every reference form with its path; nothing inside a form is entered."""
    found: list[tuple[Path, Any]] = []
    _gather(value, path, found)
    return iter(found)


def _gather(value: Any, path: Path, found: list[tuple[Path, Any]]) -> None:
    """Put all leaves into one list: results are walked through so often that chained generators would be felt."""
    if isinstance(value, dict) and not is_form(value):
        for key, item in value.items():
            _gather(item, (*path, key), found)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            _gather(item, (*path, position), found)
    else:
        found.append((path, value))


def named(value: Any) -> list[tuple[str, Any]]:
    """Every scalar inside a result with the innermost key that leads to it, in the order of `leaves`."""
    found: list[tuple[str, Any]] = []
    _gather_named(value, "", found)
    return found


def _gather_named(value: Any, name: str, found: list[tuple[str, Any]]) -> None:
    """Without paths: results are walked through for their names far more often than for anything else."""
    if type(value) is dict:
        for key, item in value.items():
            if type(item) is dict or type(item) is list:
                _gather_named(item, key, found)
            else:
                found.append((key, item))
    elif type(value) is list:
        for item in value:
            _gather_named(item, name, found)
    else:
        found.append((name, value))


def lists(value: Any, path: Path = ()) -> Iterator[tuple[Path, list[Any]]]:
    """Every list inside with its path, outermost first."""
    if isinstance(value, list):
        yield path, value
    items: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(value, dict) and not is_form(value):
        items = iter(value.items())
    elif isinstance(value, list):
        items = iter(enumerate(value))
    for key, item in items:
        yield from lists(item, (*path, key))


def at(value: Any, path: Path) -> Any:
    """What stands at the path.

    Raises:
        KeyError, IndexError, TypeError: nothing stands there.
    """
    for key in path:
        value = value[key]
    return value


def replaced(value: Any, path: Path, new: Any) -> Any:
    """A copy in which `new` stands at the path; everything off the path is shared."""
    if not path:
        return new
    head, rest = path[0], path[1:]
    if not rest and type(value) is dict:  # by far the most
        return {**value, head: new}
    if isinstance(value, list):
        assert isinstance(head, int)
        return [*value[:head], replaced(value[head], rest, new), *value[head + 1 :]]
    return {**value, head: replaced(value.get(head), rest, new)}


def without(value: Any, path: Path) -> Any:
    """A copy that lacks what stands at the path."""
    *outer, last = path
    holder = at(value, tuple(outer))
    if isinstance(holder, list):
        assert isinstance(last, int)
        kept: Any = [*holder[:last], *holder[last + 1 :]]
    else:
        kept = {key: item for key, item in holder.items() if key != last}
    return replaced(value, tuple(outer), kept)


def call_number(reference: Any) -> int:
    """The call, counted from 1, that "1/0/bench_id" or a pick's "2/positions" leads to."""
    return int(str(reference).strip("/").split("/")[0])


def depends_on(value: Any) -> frozenset[int]:
    """The calls, counted from 1, whose results this value needs."""
    return frozenset(number for reference in _references(value) if (number := _number_or_none(reference)) is not None)


def renumbered(value: Any, numbers: Mapping[int, int]) -> Any:
    """The same value with its references led to where the calls stand now."""
    if isinstance(value, list):
        return [renumbered(item, numbers) for item in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return {**value, "$ref": _led_elsewhere(value["$ref"], numbers)}
    if "$pick" in value:
        pick = value["$pick"]
        moved = {key: renumbered(item, numbers) for key, item in pick.items() if key != "from"}
        return {"$pick": {"from": _led_elsewhere(pick["from"], numbers), **moved}}
    return {key: renumbered(item, numbers) for key, item in value.items()}


def path_text(path: Path) -> str:
    """A path for people: items/0/part_id."""
    return "/".join(map(str, path))


def last_name(path: Path) -> str:
    """The innermost key that is a name: what the value is called."""
    for key in reversed(path):
        if isinstance(key, str):
            return key
    return ""


def names_a_row(name: str) -> bool:
    """Whether a parameter or column of this name holds ids, as far as a name can tell."""
    return bool(_NAMES_A_ROW.search(name))


def subschema(schema: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """The part of a JSON Schema that describes what stands at the path; empty where it says nothing."""
    part: Any = schema
    for key in path:
        part = part.get("items") if isinstance(key, int) else part.get("properties", {}).get(key)
        if not isinstance(part, dict):
            return {}
    return dict(part)


def show(value: Any, width: int = 60) -> str:
    """A value inside a message: quoted, and cut where it is long."""
    text = repr(value)
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _references(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _references(item)
    elif isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        elif isinstance(value.get("$pick"), dict):
            yield value["$pick"].get("from")
            yield from _references(value["$pick"].get("where"))
        else:
            for item in value.values():
                yield from _references(item)


def _number_or_none(reference: Any) -> int | None:
    try:
        return call_number(reference)
    except ValueError:
        return None


def _led_elsewhere(reference: Any, numbers: Mapping[int, int]) -> Any:
    number = _number_or_none(reference)
    if number is None or number not in numbers:
        return reference
    _, slash, rest = str(reference).strip("/").partition("/")
    return f"{numbers[number]}{slash}{rest}"
