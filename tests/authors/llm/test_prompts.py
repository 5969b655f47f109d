"""Prompts: they read as written down, name every field that they want, and stay short."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jinja2 import UndefinedError

from authors.llm.prompts import FOLDER, render
from tests.authors.llm.rendering import FORMS, GOLDEN, rendered

CHARACTERS_A_TOKEN = 4
MOST_TOKENS = 1_800
"""Of a prompt, the business left out: what is sent again with every question."""
PIECES = frozenset({"business", "database", "parts", "sql_language", "verifier_language"})
"""What others include."""


@pytest.mark.parametrize("name", ["system", *FORMS])
def test_prompts_are_rendered_as_in_their_golden_files(name: str) -> None:
    """Where a change is meant: `python -m tests.authors.llm.rendering`, and read what it makes."""
    assert rendered()[name] == (GOLDEN / f"{name}.md").read_text(encoding="utf-8").rstrip("\n")


def test_every_prompt_is_looked_at() -> None:
    assert {file.stem for file in FOLDER.glob("*.md")} == {"system", *FORMS} | PIECES


@pytest.mark.parametrize("name", list(FORMS))
def test_every_field_of_the_answer_is_named_in_the_prompt(name: str) -> None:
    prompt = rendered()[name]
    missing = [field for field in _fields(FORMS[name].model_json_schema()) if not re.search(rf"\b{field}\b", prompt)]
    assert not missing


@pytest.mark.parametrize("name", list(FORMS))
def test_what_a_prompt_asks_to_answer_with_is_a_field_of_the_form(name: str) -> None:
    asked = re.findall(r"Answer with `(\w+)`", rendered()[name])
    assert asked
    assert set(asked) <= set(FORMS[name].model_fields)


@pytest.mark.parametrize("name", list(FORMS))
def test_prompts_stay_within_their_tokens(name: str) -> None:
    assert len(rendered()[name]) / CHARACTERS_A_TOKEN < MOST_TOKENS


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("tasks", scenario=None)


def test_examples_in_prompts_are_valid_json() -> None:
    for file in FOLDER.glob("*.md"):
        for example in re.findall(r"^Example:\n(\{.+\})$", file.read_text(encoding="utf-8"), re.MULTILINE):
            json.loads(example)


def _fields(schema: dict[str, Any]) -> Iterator[str]:
    """Names of all properties, however deep."""
    for name, part in schema.get("properties", {}).items():
        yield name
        yield from _fields(part)
    for part in (schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", ())):
        if isinstance(part, dict):
            yield from _fields(part)
