"""What an episode earns, and which rules of form it must keep: a table whose every line can be switched.

In:  how an episode ended, its verdict, a judge's opinion where there is one. Out: a reward in its parts, or none.
Never here: calling a model, changing a verdict.
Source: Agent World Model (arXiv 2602.10090): complete 1.0, partial 0.1, otherwise 0.0; in training -1.0 for a violation
of form, which ends the episode. Unlike there, what could not be judged gives no reward, unless told so.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from environments import Verdict
from environments.reward import COMPLETE, NONE, PARTIAL
from schemas.record import Record

if TYPE_CHECKING:
    from training.episode import Episode

End = Literal["answered", "violation", "turns", "context", "cut", "time", "unreachable", "fault"]
"""`answered`: by a message without calls. `violation`: of a rule of form. `turns`, `context`, `cut`, `time`: no turn,
no room for a prompt, no room for an answer, no time was left. `unreachable`: whoever plays gave no answer, which says
nothing about the agent. `fault`: the environment failed, which is never the agent's doing."""


class FormRules(Record):
    """Rules of form. Each can be switched off."""

    thinks: bool = True
    """Each message begins with a thought."""
    known_tools: bool = True
    """Only tools that exist are called."""
    fitting_arguments: bool = True
    """Arguments fit the tool's schema."""
    list_first: bool = True
    """With the two meta-tools, `list_tools` comes first."""
    list_once: bool = True
    """And once only, in a message of its own."""
    list_not_alone: bool = True
    """And something else is called after it."""


class RewardRules(Record):
    """The table of rewards."""

    complete: float = COMPLETE
    partial: float = PARTIAL
    otherwise: float = NONE
    violation: float | None = -1.0
    """Where a violation ended the episode; None: the session is judged as it stands."""
    unjudged: float | None = None
    """For faults and for what could not be judged. None: no reward, and the episode leaves its group; Agent World
    Model gives 0.0."""
    judge: Literal["beside", "veto", "undecided"] = "beside"
    """A model's opinion stands beside the verdict; or takes `complete` away where it disagrees; or decides, but only
    where the checks could not. It never adds to what checks decided."""


@dataclass(frozen=True)
class Opinion:
    """What a judge that is a model thinks of an episode."""

    is_complete: bool | None
    """None where it could not say."""
    reason: str = ""
    is_partial: bool = False


OpinionJudge = Callable[["Episode"], Awaitable[Opinion]]
"""An optional second judge: a model that reads the episode. It is asked after the verdict was made."""


@dataclass(frozen=True)
class Earned:
    """A reward, and which line of the table it comes from."""

    rule: Literal["complete", "partial", "otherwise", "violation", "unjudged", "veto", "opinion"]
    value: float | None
    """None: nothing can be said, so the episode leaves its group."""


def earned(end: End | None, verdict: Verdict | None, rules: RewardRules, opinion: Opinion | None = None) -> Earned:
    """What an episode earned. `verdict` is None where none was or could be made."""
    if end == "violation" and rules.violation is not None:
        return Earned("violation", rules.violation)
    if verdict is None or verdict.outcome == "unjudged":
        if rules.judge == "undecided" and verdict is not None and opinion is not None:
            return _by_opinion(opinion, rules)
        return Earned("unjudged", rules.unjudged)
    if verdict.outcome == "complete":
        if rules.judge == "veto" and opinion is not None and opinion.is_complete is False:
            return Earned("veto", rules.otherwise)
        return Earned("complete", rules.complete)
    return Earned("partial", rules.partial) if verdict.partial else Earned("otherwise", rules.otherwise)


def _by_opinion(opinion: Opinion, rules: RewardRules) -> Earned:
    """What a judge grants where no check could say anything."""
    if opinion.is_complete is None:
        return Earned("unjudged", rules.unjudged)
    if opinion.is_complete:
        return Earned("opinion", rules.complete)
    return Earned("opinion", rules.partial if opinion.is_partial else rules.otherwise)
