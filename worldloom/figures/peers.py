"""What is known of other collections, with where each figure comes from (`peers.json`)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Peer:
    """One source of figures on another collection."""

    short: str
    source: str
    figures: Mapping[str, float]
    """Under the names that our own averages have."""


@cache
def known_peers() -> tuple[Peer, ...]:
    """All of them, in the order of the file."""
    document = json.loads(files("worldloom.figures").joinpath("peers.json").read_text(encoding="utf-8"))
    return tuple(Peer(each["short"], each["source"], each["figures"]) for each in document)
