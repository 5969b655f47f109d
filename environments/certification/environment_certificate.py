"""Certify what all tasks share: every tool works, every requirement can be met with, nothing is left to chance.

In:  the bench, on which nothing has happened yet.
Out: the environment's certificate; what the walks found stays on the bench.
Never here: tasks.
"""

from collections.abc import Iterator
from threading import Lock

from environments.certification.bench import Bench
from environments.certification.requirements import requirements_of
from environments.certification.scan_order import check_scan_order
from environments.certification.walks import MOST_FRUITLESS_CALLS, Coverage, explore
from schemas import Certificate, Problem

MOST_KEPT = 64
"""Environments whose walks are kept."""
_walked: dict[str, tuple[Certificate, Coverage]] = {}
_lock = Lock()


def certify_environment(bench: Bench) -> Certificate:
    """Walk, replay in reverse, and put together what came out."""
    return _walk_and_replay(bench)


def recall_or_certify_environment(
    bench: Bench, patience: int = MOST_FRUITLESS_CALLS, to_the_end: bool = True
) -> Certificate:
    """The same, unless this process has walked through the same environment before, whatever its tasks were.

    What walks found without a gap is kept, since they would find the same again: an author who tries an environment,
    and the certificate that follows, walk once. Unless it is asked for `to_the_end`, nothing else is looked for where
    the walks leave gaps.
    """
    key = f"{bench.seed}/{bench.environment.fingerprint}"
    with _lock:
        known = _walked.get(key)
    if known is not None:
        certificate, bench.coverage = known
        return certificate
    certificate = _walk_and_replay(bench, patience, to_the_end)
    if bench.coverage.is_done:
        bench.coverage.trails = []
        with _lock:
            _walked[key] = certificate, bench.coverage
            if len(_walked) > MOST_KEPT:
                del _walked[next(iter(_walked))]
    return certificate


def _walk_and_replay(bench: Bench, patience: int = MOST_FRUITLESS_CALLS, to_the_end: bool = True) -> Certificate:
    dice = bench.dice("walks")
    bench.coverage = coverage = explore(bench.environment, bench.stage, bench.candidates, dice, patience)
    problems = [
        *_broken_picks(bench),
        *_broken_tools(coverage),
        *_unfired_requirements(coverage),
        *(check_scan_order(bench) if coverage.is_done or to_the_end else ()),
        *_broken_invariants(bench),
    ]
    requirements = len(requirements_of(bench.environment))
    return Certificate(
        scope="environment",
        name=bench.environment.name,
        passed=not problems,
        problems=problems,
        measures={
            "tools": len(coverage.succeeded),
            "tools_succeeded": len(coverage.succeeded) - len(coverage.idle),
            "requirements": requirements,
            "requirements_fired": requirements - len(coverage.unfired),
            "walks": coverage.walks,
            "calls": coverage.calls,
            "invariants": len(bench.environment.invariants),
        },
    )


def _broken_invariants(bench: Bench) -> Iterator[Problem]:
    """What does not hold in the seed rows."""
    with bench.stage.episode() as episode:
        for each in bench.environment.invariants.broken(episode.connection):
            message = f"the seed rows break it: {each}. Mend the rows, or the invariant"
            yield Problem(rule="invariant_broken", where=each.table, message=message)


def _broken_picks(bench: Bench) -> Iterator[Problem]:
    for parameter, fault in sorted(bench.candidates.faults.items()):
        yield Problem(rule="pick_fails", where=parameter, message=f"its query of plausible values cannot run: {fault}")


def _broken_tools(coverage: Coverage) -> Iterator[Problem]:
    for tool, fault in sorted(coverage.faults.items()):
        yield Problem(rule="fault", where=tool, message=fault)
    for tool in coverage.idle:
        if tool in coverage.faults:
            continue
        errors = coverage.errors[tool]
        common = f"mostly it said: {errors.most_common(1)[0][0]}" if errors else "it was never called"
        message = f"no call of it succeeded in {coverage.walks} walks ({errors.total()} tries); {common}"
        yield Problem(rule="tool_never_succeeded", where=tool, message=message)
    for table, parent in sorted(coverage.dangling.items()):
        message = f"after a walk its rows point to rows of {parent} that do not exist"
        yield Problem(rule="foreign_key", where=table, message=message)


def _unfired_requirements(coverage: Coverage) -> Iterator[Problem]:
    for requirement in coverage.unfired:
        if requirement.tool in coverage.faults:
            continue
        message = (
            f"its {requirement.kind} requirement “{requirement.message}” never fired in {coverage.walks} walks: no row "
            "can trip it. Add a row that does, or drop the step"
        )
        where = f"{requirement.tool}, step {requirement.step}"
        yield Problem(rule="requirement_never_fired", where=where, message=message)
