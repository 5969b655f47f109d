"""What an environment's execution says under the check ids of OpenEnv's RFC 008, in its report format.

In:  a loaded environment and its certification.
Out: a report as plain JSON values, readable by `ValidationReport` of `openenv.validation.report` (openenv 0.10).
Never here: the package `openenv`; a result that was not measured. What cannot be measured is skipped, and says why.

Source: OpenEnv RFC 008, environment auto-validation. Rewards are 1 for complete, 0.1 for partial, 0 otherwise.
"""

import hashlib
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from environments.certification.answers import CANARIES
from environments.certification.bench import open_bench
from environments.certification.report import Certification
from environments.environment import Environment
from environments.errors import EnvironmentFault
from environments.solution import play
from environments.verification import Verdict
from schemas import Solution, canonical_json

RANDOM_CALLS = 20
"""Calls of an episode of the random policy: as many as an agent has turns."""
FLOOR_MARGIN = 0.1
"""What the policy of RFC 008 asks for between oracle and floor, at least."""
NO_CONTAINER = "an environment is content for one interpreter, not a container image: there is nothing to inspect"
SKIPPED = {
    "static.manifest": "an environment bundle has environment.json, no openenv.yaml; export it with "
    "`worldloom export --format openenv` to have one",
    "static.reproducible_build": NO_CONTAINER,
    "static.image_hygiene": NO_CONTAINER,
    "static.layout": NO_CONTAINER,
    "static.sbom": NO_CONTAINER,
    "static.oci_labels": NO_CONTAINER,
    "static.resource_declaration": NO_CONTAINER,
    "static.timeout_ceiling": NO_CONTAINER,
    "static.dependency_pinning": "content has no dependencies of its own",
    "runtime.startup": "needs the served package; measured by OpenEnv's own runner on an export",
    "runtime.rubric_introspectable": "verdicts name their checks, but there is no rubric object of OpenEnv's",
    "runtime.observation_schema": "needs the served package; measured by OpenEnv's own runner on an export",
    "runtime.state_contract": "needs the served package; measured by OpenEnv's own runner on an export",
    "runtime.trajectory_record": "needs the served package; measured by OpenEnv's own runner on an export",
    "runtime.network_policy": "tools are SQL that was checked at load; there is no process with a network",
    "runtime.host_containment": "tools are SQL that was checked at load; there is no process to contain",
}


@dataclass(frozen=True)
class _Finding:
    passed: bool
    measured: dict[str, Any]
    evidence: str
    remediation: str | None = None


def openenv_report(environment: Environment, certification: Certification) -> dict[str, Any]:
    """Measure what can be measured in this process; the rest is skipped with its reason."""
    examiner = _Examiner(environment, certification)
    results: list[dict[str, Any]] = [
        {
            "check_id": check,
            "status": "skip",
            "measured": {},
            "evidence": [reason],
            "remediation": None,
            "duration_s": 0.0,
        }
        for check, reason in SKIPPED.items()
    ]
    for check, measure in examiner.measures().items():
        started = time.perf_counter()
        found = measure()
        results.append({
            "check_id": check,
            "status": "pass" if found.passed else "fail",
            "measured": found.measured,
            "evidence": [found.evidence],
            "remediation": None if found.passed else found.remediation or "see `worldloom certify` for what failed",
            "duration_s": round(time.perf_counter() - started, 6),
        })  # fmt: skip
    failed = any(result["status"] == "fail" for result in results)
    return {
        "report_schema_version": "1",
        "target": f"{environment.name}@{environment.version}",
        "source_digest": f"sha256:{hashlib.sha256(environment.image + _content_of(environment)).hexdigest()}",
        "signature": "openenv.yaml",
        "manifest": None,
        "policy_version": "v2",
        "lane": "local",
        "levels_run": [1, 2, 3],
        "results": results,
        "verdict": "fail" if failed else "warn",
    }


def _content_of(environment: Environment) -> bytes:
    parts = [*environment.content.tools, *environment.content.tasks, *environment.content.verifiers]
    return "\n".join(canonical_json(part.document()) for part in parts).encode("utf-8", "surrogatepass")


def _reward(verdict: Verdict) -> float:
    return 1.0 if verdict.outcome == "complete" else 0.1 if verdict.partial else 0.0


class _Examiner:
    def __init__(self, environment: Environment, certification: Certification) -> None:
        self._environment = environment
        self._certification = certification
        self._solutions = {solution.task: solution for solution in environment.content.solutions}

    def measures(self) -> dict[str, Callable[[], _Finding]]:
        """Check id to how it is measured."""
        return {
            "static.task_distribution_pinning": self._pinning,
            "runtime.reward_well_formed": self._well_formed,
            "runtime.reward_attribution": self._attribution,
            "runtime.tool_declaration_accuracy": self._tools,
            "runtime.task_declaration_accuracy": self._tasks,
            "runtime.seed_control": self._seeds,
            "runtime.episode_determinism": self._determinism,
            "runtime.resource_bounds": self._bounds,
            "runtime.episode_isolation": self._isolation,
            "runtime.oracle_containment": self._containment,
            "semantic.oracle_max": self._oracle,
            "semantic.floor_gap": self._floor,
            "semantic.canary_floor": self._canaries,
            "semantic.no_solution_leakage": self._leakage,
            "semantic.verifier_determinism": self._verifier,
            "semantic.verifier_portability": self._portability,
            "semantic.resource_envelope": self._envelope,
            "semantic.replayability": self._replays,
        }

    # ---- playing ---------------------------------------------------------------------------------------------------

    def _solved(self, task: str) -> tuple[Verdict, Any]:
        with self._environment.session(task=task) as session:
            played = play(session, self._solutions[task])
            return session.verify(played.answer), played.answer

    def _oracle_rewards(self) -> list[float]:
        return [_reward(self._solved(task)[0]) for task in self._environment.tasks]

    def _random_rewards(self) -> list[float]:
        """A random policy's reward on each task: plausible calls, and an answer that a call showed."""
        found = []
        with open_bench(self._environment, 0) as bench:
            for task in self._environment.tasks:
                dice = random.Random(f"floor/{task}")
                with self._environment.session(task=task) as session:
                    shown: Any = None
                    for _ in range(RANDOM_CALLS):
                        tool = dice.choice(list(self._environment.tools))
                        try:
                            result = session.call(tool, bench.candidates.arguments(tool, (), {}, dice))
                        except EnvironmentFault:
                            continue
                        shown = str(result.content)[:40] if result.ok else shown
                    found.append(_reward(session.verify(shown)))
        return found

    # ---- checks ----------------------------------------------------------------------------------------------------

    def _pinning(self) -> _Finding:
        parts = self._environment.manifest.parts
        message = "every part of the bundle is named by the hash of its rows" if parts else "the folder has no hashes"
        return _Finding(bool(parts), {"parts": len(parts)}, message, "publish it: a bundle pins its tasks by content")

    def _well_formed(self) -> _Finding:
        rewards = [*self._oracle_rewards(), *self._random_rewards()]
        return _Finding(set(rewards) <= {0.0, 0.1, 1.0}, {"rewards": sorted(set(rewards))}, "rewards are 0, 0.1 or 1")

    def _attribution(self) -> _Finding:
        changing = [task.id for task in self._environment.content.tasks if task.kind != "query"]
        named = [len(self._solved(task)[0].checks) for task in changing]
        return _Finding(
            all(named) or not named,
            {"checks": sum(named)},
            "verdicts list every check by name",
        )

    def _tools(self) -> _Finding:
        measures = self._certification.environment.measures
        return _Finding(
            measures.get("tools") == measures.get("tools_succeeded"),
            {key: measures.get(key, 0) for key in ("tools", "tools_succeeded", "requirements", "requirements_fired")},
            "each declared tool succeeded, and each of its requirements was met with, in random walks",
        )

    def _tasks(self) -> _Finding:
        tasks = set(self._environment.tasks)
        judged = tasks & set(self._environment.judges) & set(self._solutions)
        return _Finding(judged == tasks, {"tasks": len(tasks), "with_verifier_and_oracle": len(judged)},
                        "each declared task has a verifier and an oracle")  # fmt: skip

    def _seeds(self) -> _Finding:
        digests = set()
        for seed in (0, 0, 1, 2):
            with self._environment.session(seed=seed) as session:
                digests.add(hashlib.sha256(session.image()).hexdigest())
        return _Finding(len(digests) == 1, {"images": len(digests)},
                        "a seed names an episode; the world is the environment's own, byte for byte")  # fmt: skip

    def _final_images(self, task: str, count: int = 2) -> set[str]:
        found = set()
        for _ in range(count):
            with self._environment.session(task=task) as session:
                play(session, self._solutions[task])
                found.add(hashlib.sha256(session.image()).hexdigest())
        return found

    def _determinism(self) -> _Finding:
        different = [task for task in self._environment.tasks if len(self._final_images(task)) > 1]
        return _Finding(not different, {"tasks": len(self._environment.tasks), "different": len(different)},
                        "the same calls leave the same bytes")  # fmt: skip

    def _replays(self) -> _Finding:
        differ = self._problems("replay_differs") + self._problems("scan_order")
        return _Finding(not differ, {"replays_that_differ": differ},
                        "solutions were replayed twice and with all scans reversed")  # fmt: skip

    def _bounds(self) -> _Finding:
        from environments import limits

        bounds = {
            name.lower(): value
            for name, value in vars(limits).items()
            if name.isupper() and name.startswith("MOST") and isinstance(value, int)
        }
        return _Finding(bool(bounds), bounds, "each call has a bound on work, rows and bytes")

    def _isolation(self) -> _Finding:
        leaked = 0
        with self._environment.session() as watched:
            before = hashlib.sha256(watched.image()).hexdigest()
            for task in self._environment.tasks:
                self._solved(task)
                leaked += hashlib.sha256(watched.image()).hexdigest() != before
        return _Finding(leaked == 0, {"sessions_seen_changed": leaked},
                        "an open session saw nothing of all solutions played beside it")  # fmt: skip

    def _containment(self) -> _Finding:
        image = self._environment.image
        told = canonical_json(self._environment.tool_documents)
        secrets = [check.sql for verifier in self._environment.content.verifiers for check in verifier.checks]
        found = sum(secret.encode() in image or secret in told for secret in secrets)
        return _Finding(found == 0, {"verifiers": len(secrets), "visible_to_tools": found},
                        "verifiers are neither in the database nor in what tools say of themselves")  # fmt: skip

    def _oracle(self) -> _Finding:
        rewards = self._oracle_rewards()
        least = min(rewards, default=0.0)
        return _Finding(least == 1.0, {"oracle_reward": least, "declared_tolerance": 0.0, "tasks": len(rewards)},
                        "each solution was executed and got the full reward")  # fmt: skip

    def _floor(self) -> _Finding:
        idle = [_reward(self._verdict(task, None)) for task in self._environment.tasks]
        chance = self._random_rewards()
        floor = max(sum(idle), sum(chance)) / max(1, len(chance))
        return _Finding(
            1.0 - floor >= FLOOR_MARGIN and max(idle, default=0.0) == 0.0,
            {"idle_reward": max(idle, default=0.0), "random_mean": sum(chance) / max(1, len(chance)),
             "random_max": max(chance, default=0.0), "margin": 1.0 - floor},
            f"doing nothing, and {RANDOM_CALLS} plausible calls at random, on each task",
        )  # fmt: skip

    def _canaries(self) -> _Finding:
        tasks = self._environment.tasks
        worst = max((_reward(self._verdict(task, answer)) for task in tasks for answer in CANARIES), default=0.0)
        return _Finding(worst == 0.0, {"canaries": len(CANARIES), "highest_reward": worst},
                        "answers that do no work, inject into the grader or ask it for the reward")  # fmt: skip

    def _verdict(self, task: str, answer: Any) -> Verdict:
        with self._environment.session(task=task) as session:
            return session.verify(answer)

    def _leakage(self) -> _Finding:
        rules = ("leak", "answer_in_question", "answer_guessable")
        found = {rule: self._problems(rule) for rule in rules}
        return _Finding(not any(found.values()), found, "neither tools nor instructions give an answer away")

    def _verifier(self) -> _Finding:
        unstable = 0
        for task in self._environment.tasks:
            with self._environment.session(task=task) as session:
                answer = play(session, self._solutions[task]).answer
                unstable += len({str(session.verify(answer)) for _ in range(3)}) > 1
        return _Finding(unstable == 0, {"verdicts_a_task": 3, "unstable": unstable}, "one end, one verdict")

    def _portability(self) -> _Finding:
        """On a database built anew from the rows, and played on another kind of session."""
        again = Environment(self._environment.content)
        different = 0
        with again.rehearsal() as stage:
            for task in again.tasks:
                with stage.episode(task) as episode:
                    solution: Solution = self._solutions[task]
                    verdict = episode.verify(play(episode, solution).answer)
                different += str(verdict) != str(self._solved(task)[0])
        return _Finding(different == 0, {"different_verdicts": different},
                        "verdicts are the same on a database built anew from the rows")  # fmt: skip

    def _envelope(self) -> _Finding:
        started = time.process_time()
        for task in self._environment.tasks:
            self._solved(task)
        spent = (time.process_time() - started) / max(1, len(self._environment.tasks))
        return _Finding(spent < 1.0, {"cpu_s_an_episode": round(spent, 6), "image_bytes": len(self._environment.image)},
                        "an episode of the oracle with its verdict")  # fmt: skip

    def _problems(self, rule: str) -> int:
        return sum(problem.rule == rule for each in self._certification.certificates for problem in each.problems)
