"""The environments that a server offers, by the id in its addresses.

In:  loaded environments, or callables that load one when it is first asked for.
Out: `Offer`s: the environment with everything that MCP clients are told about it, made once.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from environments.environment import Environment
from environments.serving.documents import Documents, documents_of

Loader = Callable[[], Environment]


class NotOffered(LookupError):
    """An id under which nothing is served."""


@dataclass(frozen=True)
class Offer:
    id: str
    environment: Environment
    documents: Documents


class Repertoire:
    """What cannot be loaded raises when it is asked for; nothing of it is kept then."""

    def __init__(self, sources: Mapping[str, Environment | Loader]) -> None:
        """Take environments by id.

        Raises:
            ValueError: there is none, or an id cannot stand in an address.
        """
        if not sources:
            raise ValueError("there is no environment to serve")
        for name in sources:
            if not name or set(name) & set("/?#% "):
                raise ValueError(f"{name!r} cannot stand in an address; serve it under another id")
        self._sources = dict(sources)
        self._offers: dict[str, Offer] = {}

    @classmethod
    def of(cls, environments: Iterable[Environment]) -> "Repertoire":
        """Loaded environments under their names; under `name@version` where two share a name."""
        held = list(environments)
        names = [environment.name for environment in held]
        return cls({each.name if names.count(each.name) == 1 else f"{each.name}@{each.version}": each for each in held})

    @property
    def ids(self) -> list[str]:
        return list(self._sources)

    @property
    def only(self) -> str | None:
        """The id of a single environment; None where several are served."""
        return next(iter(self._sources)) if len(self._sources) == 1 else None

    def offer(self, environment_id: str) -> Offer:
        """The environment under an id, loaded now if it is not yet.

        Raises:
            NotOffered: nothing is served under this id.
            BadEnvironment: what is can not be loaded.
        """
        offer = self._offers.get(environment_id)
        if offer is None:
            source = self._sources.get(environment_id)
            if source is None:
                shown = ", ".join(self.ids[:20]) + (f" and {len(self.ids) - 20} more" if len(self.ids) > 20 else "")
                raise NotOffered(f"no environment {environment_id[:80]!r} is served here; there are: {shown}")
            environment = source if isinstance(source, Environment) else source()
            offer = self._offers[environment_id] = Offer(environment_id, environment, documents_of(environment))
        return offer
