"""The author that a user names, told what it needs.

In:  its name, a seed, options. Out: an `Author`.
Never here: Prefect, so that commands can ask before anything is started.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from authors import Author, author_of
from worldloom.settings import read_llm_settings, read_settings


def writer_of(name: str, seed: int, root: str, llm: Mapping[str, Any] | None = None) -> Author:
    """The author of this name; one that asks a model is told how, by these options and the process's settings.

    Keys come from the process's settings alone: parameters of a run are kept by Prefect.
    """
    settings = read_llm_settings(read_settings(Path(root)).home, **(llm or {})) if name == "llm" else None
    return author_of(name, seed, settings)
