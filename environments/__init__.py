"""Finished environments, made runnable: open a session, call tools, judge what was done.

Usable on its own in any trainer: it knows files, SQLite and `schemas/`, nothing else of the project.
"""

from environments.answers import final_answer_of
from environments.authored import read_authored, write_authored
from environments.bundle import read_bundle, write_bundle
from environments.changes import Change
from environments.content import Content
from environments.database import build_image
from environments.environment import Environment
from environments.errors import BadEnvironment, EnvironmentFault, Finding
from environments.history import History
from environments.invariants import Broken, Invariants
from environments.loading import UnknownEnvironment, load_environment, set_resolver
from environments.program import Program
from environments.rehearsal import Episode, Rehearsal
from environments.result import Result, ToolError
from environments.session import Session
from environments.solution import Played, UnresolvedValue, play, resolve_value
from environments.verification import CheckResult, Verdict, frame_of

__all__ = [
    "BadEnvironment",
    "Broken",
    "Change",
    "CheckResult",
    "Content",
    "Environment",
    "EnvironmentFault",
    "Episode",
    "Finding",
    "History",
    "Invariants",
    "Played",
    "Program",
    "Rehearsal",
    "Result",
    "Session",
    "ToolError",
    "UnknownEnvironment",
    "UnresolvedValue",
    "Verdict",
    "build_image",
    "final_answer_of",
    "frame_of",
    "load_environment",
    "play",
    "read_authored",
    "read_bundle",
    "resolve_value",
    "set_resolver",
    "write_authored",
    "write_bundle",
]
