"""What a second judge, a model, said of episodes, beside what their checks said.

In:  rollouts with opinions. Out: `JudgeReport`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas import Rollout


@dataclass(frozen=True)
class JudgeReport:
    asked: int
    """Episodes that it was asked about."""
    silent: int
    """Of which it said nothing, or that the environment failed."""
    agreed: int
    """With what the checks decided, complete or not."""
    compared: int
    """Episodes that the checks decided and it had an opinion on."""
    vetoed: int
    decided: int
    """Rewards that were its own, since the checks could not tell."""
    disagreements: tuple[str, ...] = ()
    """"t03 #1: complete, and the judge: …", some of them."""

    def text(self) -> str:
        """In a sentence."""
        share = f"{self.agreed / self.compared:.0%}" if self.compared else "–"
        return (
            f"The judge agrees with the checks in {self.agreed} of {self.compared} episodes ({share}); it was asked "
            f"about {self.asked}, gave no opinion on {self.silent}, took {self.vetoed} rewards away and decided "
            f"{self.decided}."
        )


MOST_SHOWN = 5


def judge_report(rollouts: Sequence[Rollout]) -> JudgeReport:
    """Counted over all episodes with an opinion."""
    asked = [each for each in rollouts if "judge" in each.parts]
    told = [each for each in asked if each.parts["judge"]["is_complete"] is not None]
    compared = [each for each in told if each.outcome in ("complete", "incomplete")]
    against = [each for each in compared if each.parts["judge"]["is_complete"] != (each.outcome == "complete")]
    rules = [each.parts.get("rule") for each in asked]
    shown = [f"{each.environment} {each.task} #{each.number}: {each.outcome}, and the judge: "
             f"{each.parts['judge']['reason'][:200]}" for each in against[:MOST_SHOWN]]  # fmt: skip
    return JudgeReport(
        len(asked), len(asked) - len(told), len(compared) - len(against), len(compared), rules.count("veto"),
        rules.count("opinion"), tuple(shown),
    )  # fmt: skip
