"""The worked example of `docs/modules.md` is a module that works."""

import random
import re
import sys
import textwrap
import types
from dataclasses import replace
from pathlib import Path

import pytest

from authors.procedural.compose import Size
from authors.procedural.domain import Sometimes, all_domains
from authors.procedural.settling import settle
from environments.certification import inspect

GUIDE = Path(__file__).parents[3] / "docs" / "modules.md"


@pytest.fixture(scope="module")
def lockers():
    """The module that the guide's three blocks of code make."""
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    source = "".join(textwrap.indent(block, "    ") if block.startswith("def ") else block for block in blocks)
    guide = types.ModuleType("guide_example")
    sys.modules[guide.__name__] = guide  # annotations and dataclasses look a class's module up
    exec(compile(source, str(GUIDE), "exec"), guide.__dict__)
    yield guide.Lockers
    del sys.modules[guide.__name__]


@pytest.mark.parametrize("name", ["climbing_gym", "tennis_club"], ids=["for a customer", "for staff"])
def test_the_guides_module_settles_into_a_certified_environment(lockers, name):
    domain = replace(all_domains()[name], sometimes=(Sometimes(1.0, lockers()),))
    size = Size(tables=(1, 12), tools=(1, 60), days=30)
    settled = settle(domain, name, lambda purpose: random.Random(f"7 {purpose}"), size, domain.persona)
    assert settled.world.entities["locker"].table == "locker_rentals"
    assert not inspect(settled.environment).problems
    assert {"ask_for_locker", "end_locker"} <= set(settled.environment.tools)
    assert [row for row in settled.rows if row.table == "locker_rentals"]
