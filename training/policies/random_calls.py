"""The random policy: valid calls, with arguments from the schema and from what was seen. The floor of any task.

In:  an episode. Out: calls that the tools' schemas accept, then an answer that some result held.
"""

import random
from dataclasses import dataclass
from typing import Any

from training.episode import Episode
from training.meta_tools import LIST_TOOLS
from training.policies.oracle import written
from training.policies.protocol import Written
from training.policies.writing import calling_message, closing_message, listing_message

MOST_CALLS = 8
THOUGHT = "I try something that the tools allow."


@dataclass(frozen=True)
class RandomCalls:
    """Draws tools and arguments; the same seed draws the same."""

    seed: int = 0
    name: str = "random"

    def begin(self, episode: Episode, number: int) -> "RandomPlayer":
        task = episode.session.task.id if episode.session.task else ""
        draw = random.Random(f"{self.seed}/{episode.session.environment.name}/{task}/{number}")
        return RandomPlayer(episode, draw, draw.randint(1, MOST_CALLS))


@dataclass
class RandomPlayer:
    episode: Episode
    draw: random.Random
    calls: int

    async def write(self) -> Written:
        if not self.episode.has_listed:
            return written(listing_message(THOUGHT))
        made = [each for each in self.episode.made if each.tool != LIST_TOOLS]
        seen = values_seen([each.result.content for each in made if each.result and each.result.ok])
        if len(made) >= self.calls:
            scalars = [value for values in seen.values() for value in values]
            return written(closing_message(THOUGHT, self.draw.choice(scalars) if scalars else None))
        tool = self.draw.choice(self.episode.session.environment.tool_documents)
        arguments = drawn_arguments(tool["parameters"], seen, self.draw)
        return written(calling_message(THOUGHT, tool["name"], arguments))


def values_seen(contents: list[Any]) -> dict[str, list[Any]]:
    """Every scalar of the results, by the key under which it stood."""
    seen: dict[str, list[Any]] = {}
    stack = [("", content) for content in contents]
    while stack:
        key, value = stack.pop()
        if isinstance(value, dict):
            stack += list(value.items())
        elif isinstance(value, list):
            stack += [(key, item) for item in value]
        elif value is not None:
            seen.setdefault(key, []).append(value)
    return seen


def drawn_arguments(schema: dict[str, Any], seen: dict[str, list[Any]], draw: random.Random) -> dict[str, Any]:
    """Arguments that fit a tool's schema: every required one, and some of the others."""
    required = set(schema.get("required", []))
    return {
        name: _drawn(name, part, seen, draw)
        for name, part in schema.get("properties", {}).items()
        if name in required or draw.random() < 0.3
    }


def _drawn(name: str, part: dict[str, Any], seen: dict[str, list[Any]], draw: random.Random) -> Any:
    if part.get("enum"):
        return draw.choice(part["enum"])
    kind = part.get("type", "string")
    kind = next((each for each in kind if each != "null"), "string") if isinstance(kind, list) else kind
    known = [value for key in (name, "id" if name.endswith("_id") else name) for value in seen.get(key, [])]
    fitting = [value for value in known if _is(value, kind)]
    if fitting and draw.random() < 0.8:
        return draw.choice(fitting)
    return _invented(part, kind, draw)


def _invented(part: dict[str, Any], kind: str, draw: random.Random) -> Any:
    low = int(part.get("minimum", 1))
    if kind == "integer":
        return draw.randint(low, int(part.get("maximum", low + 20)))
    if kind == "number":
        return float(draw.randint(low, int(part.get("maximum", low + 20))))
    if kind == "boolean":
        return draw.random() < 0.5
    if kind == "array":
        return [_invented(part.get("items", {}), part.get("items", {}).get("type", "string"), draw)]
    if kind == "object":
        return {}
    day = f"2026-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    return {"date": day, "date-time": f"{day} 10:00:00", "time": "10:00"}.get(str(part.get("format")), "a")


def _is(value: Any, kind: str) -> bool:
    kinds: dict[str, tuple[type, ...]] = {"integer": (int,), "number": (int, float), "string": (str,)}
    return not isinstance(value, bool) and isinstance(value, kinds.get(kind, ()))
