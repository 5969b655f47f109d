"""Call an environment's tools at random, sensibly and senselessly: no internal error, no promise broken."""

from environments.fuzzing.fuzzer import Fuzzed, Incident, fuzz

__all__ = ["Fuzzed", "Incident", "fuzz"]
