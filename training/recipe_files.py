"""Recipes: typed files that say how to train. A name means one of ours in `training/recipes/`, a path one of yours.

In:  a name or a path. Out: a checked record of the kind that the recipe's `engine` calls for.
Never here: what an engine does with it.
"""

import difflib
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from schemas.record import Record
from training.errors import TrainingError
from training.local.recipe import LocalRecipe
from training.openrlhf.recipe import OpenRLHFRecipe

Recipe = LocalRecipe | OpenRLHFRecipe

RECIPES = Path(__file__).parent / "recipes"
ENGINES: dict[str, type[LocalRecipe] | type[OpenRLHFRecipe]] = {"local": LocalRecipe, "openrlhf": OpenRLHFRecipe}
"""What `engine` may say, and the record that it calls for."""


def recipe_names() -> list[str]:
    """The recipes that come with Worldloom."""
    return sorted(path.stem for path in RECIPES.glob("*.toml"))


def read_recipe(reference: str) -> Recipe:
    """The recipe of a name, or of a path that ends in `.toml`.

    Raises:
        TrainingError: there is none; or it is no TOML, or something in it is wrong: names each place and rule.
    """
    path = _path_of(reference)
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise TrainingError(f"The recipe {path} cannot be read: {fault.strerror or fault}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise TrainingError(f"The recipe {path} is no TOML: {fault}.") from None
    return parse_recipe(document, str(path))


def parse_recipe(document: dict[str, Any], source: str) -> Recipe:
    """The record of a recipe's document.

    Raises:
        TrainingError: as `read_recipe`; `source` says where the document is from.
    """
    engine = document.get("engine")
    if engine not in ENGINES:
        said = f"names the engine {engine!r}" if "engine" in document else "names no engine"
        raise TrainingError(f"The recipe {source} {said}; write engine = {_either(ENGINES)}.")
    try:
        return ENGINES[engine].model_validate(document)
    except ValidationError as fault:
        raise TrainingError(_explained(fault, source, ENGINES[engine])) from None


def _path_of(reference: str) -> Path:
    if reference.endswith(".toml") or "/" in reference:
        return Path(reference)
    if reference in recipe_names():
        return RECIPES / f"{reference}.toml"
    close = difflib.get_close_matches(reference, recipe_names(), n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    raise TrainingError(
        f"There is no recipe called {reference!r}.{hint} There are {', '.join(recipe_names())}; "
        "or name a file that ends in .toml."
    )


def _explained(fault: ValidationError, source: str, record: type[Record]) -> str:
    """Every complaint in a line: where, what, and the field that was probably meant."""
    lines = [f"The recipe {source} cannot be used:"]
    for error in fault.errors(include_url=False):
        place = ".".join(map(str, error["loc"])) or "recipe"
        message = error["msg"].removeprefix("Value error, ")
        if error["type"] == "extra_forbidden":
            message = f"there is no such field{_meant(record, error['loc'])}"
        lines.append(f"  {place}: {message}")
    return "\n".join(lines)


def _meant(record: type[Record], place: tuple[int | str, ...]) -> str:
    """The field beside the misspelt one that is nearest to it."""
    inner: Any = record
    for step in place[:-1]:
        inner = inner.model_fields[step].annotation
    close = difflib.get_close_matches(str(place[-1]), list(inner.model_fields), n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(inner.model_fields)}"


def _either(names: dict[str, Any]) -> str:
    return " or ".join(f'"{name}"' for name in names)
