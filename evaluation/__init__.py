"""Evaluation: how well a model does, on environments that nobody trained in and on the benchmarks of the field.

A benchmark is one file in `benchmarks/`, behind one protocol (`benchmark.py`); the registry finds it there.
"""

from evaluation.benchmark import Benchmark, Item, ItemResult, Note, Settings, Subject, Unanswered
from evaluation.errors import EvaluationError
from evaluation.profiles import PROFILES, Profile, profile_of
from evaluation.registry import all_benchmarks, benchmarks_of

__all__ = [
    "PROFILES",
    "Benchmark",
    "EvaluationError",
    "Item",
    "ItemResult",
    "Note",
    "Profile",
    "Settings",
    "Subject",
    "Unanswered",
    "all_benchmarks",
    "benchmarks_of",
    "profile_of",
]
