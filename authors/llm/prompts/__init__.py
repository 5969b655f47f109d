"""The prompts, one readable file a step, and their rendering.

In:  the name of a prompt and what it is about. Out: text. A value that a prompt needs and is not given is an error.
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

FOLDER = Path(__file__).parent
_EMPTY_LINES = re.compile(r"\n{3,}")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip


def render(template: str, /, **values: Any) -> str:
    """The prompt of this name; one empty line between paragraphs, whatever is left out."""
    text = _environment().get_template(f"{template}.md").render(**values).strip()
    return _EMPTY_LINES.sub("\n\n", text)


@cache
def version() -> str:
    """A hash of all prompts: part of every cache key of what they brought about."""
    digest = hashlib.sha256()
    for file in sorted(FOLDER.glob("*.md")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:10]
