"""Which policy a word means: `oracle`, `random`, the name of a cheat, or a model's name behind an endpoint.

In:  a word, and what an endpoint needs. Out: a policy.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from training.errors import TrainingError
from training.policies.cheats import panel
from training.policies.oracle import Oracle
from training.policies.protocol import Policy
from training.policies.random_calls import RandomCalls


@dataclass(frozen=True)
class PolicyChoice:
    """What decides a policy. The key is no part of it: choices are kept, keys never."""

    name: str
    base_url: str | None = None
    """Of an OpenAI-compatible endpoint; where it is given, `name` is a model's."""
    seed: int = 0
    temperature: float = 1.0
    answer_tokens: int = 2048
    context_tokens: int = 32_000
    request_s: float = 120.0
    retries: int = field(default=5)
    top_p: float | None = None
    top_k: int | None = None


def policy_of(choice: PolicyChoice, key: str = "") -> Policy:
    """The policy.

    Raises:
        TrainingError: nobody is called so, or the client for endpoints is not installed.
    """
    if choice.base_url:
        return _endpoint(choice, key)
    known: dict[str, Callable[[], Policy]] = {"oracle": Oracle, "random": lambda: RandomCalls(choice.seed)}
    cheats = {each.name: each for each in panel(choice.seed)}
    if choice.name in known:
        return known[choice.name]()
    if choice.name in cheats:
        return cheats[choice.name]
    raise TrainingError(
        f"No policy is called {choice.name!r}. There are oracle, random, {', '.join(cheats)}; "
        "for a model behind an endpoint give --base-url too."
    )


def _endpoint(choice: PolicyChoice, key: str) -> Policy:
    try:
        from training.policies.endpoint import EndpointPolicy, Sampling
    except ImportError:
        raise TrainingError("A model behind an endpoint needs a package: pip install 'worldloom[llm]'.") from None
    sampling = Sampling(
        choice.temperature, choice.answer_tokens, choice.context_tokens, choice.request_s, choice.retries,
        choice.top_p, choice.top_k,
    )  # fmt: skip
    return EndpointPolicy(choice.name, choice.base_url, key, sampling, choice.seed)
