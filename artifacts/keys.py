"""The cache key of a step: what it depends on, and nothing else.

In:  the step and its version, its inputs' ids by role, its parameters, the author's fingerprint.
Out: one hash. Never the clock, the machine, the order of work.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from schemas.record import canonical_json


def cache_key(
    step: str, step_version: str, inputs: Mapping[str, str], parameters: Mapping[str, Any], author: str
) -> str:
    """The SHA-256 of everything a step's product depends on.

    Raises:
        TypeError: a parameter is no plain JSON value (a set, a path, a date); its text could differ between runs.
        ValueError: a number that JSON does not have.
    """
    depends_on = {
        "step": step,
        "step_version": step_version,
        "inputs": dict(inputs),
        "parameters": dict(parameters),
        "author": author,
    }
    try:
        text = canonical_json(depends_on)
    except TypeError as fault:
        raise TypeError(
            f"{step}: parameters {dict(parameters)!r} are not plain JSON ({fault}). "
            "Pass text, numbers, lists and dictionaries with text keys."
        ) from None
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
