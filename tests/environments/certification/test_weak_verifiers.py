"""Verifiers weakened on purpose: wrong work gets through them, and the certificate says which."""

import dataclasses

import pytest
from railway_workshop import Workshop, find

from environments import Environment
from environments.certification import certify


def loosened(workshop: Workshop, task: str, condition: str) -> Environment:
    """The railway club with one condition taken out of a task's checks."""

    def cut(verifier: dict) -> None:  # type: ignore[type-arg]
        matching = [check for check in verifier["checks"] if condition in check["sql"]]
        assert matching, condition
        for check in matching:
            check["sql"] = check["sql"].replace(condition, "")

    return workshop.with_verifier(task, cut)


@pytest.mark.parametrize(
    ("task", "condition", "kinds"),
    [
        ("t02", " AND w.name = 'Lathe Bench'", {"wrong_row"}),
        ("t02", " AND b.starts_at = '2026-05-16 14:00:00'", {"off_by_one"}),
        ("t02", " AND b.ends_at = '2026-05-16 16:00:00'", {"off_by_one"}),
        ("t02", " AND b.purpose = 'Re-gauging the Class 37 wheelsets'", {"altered"}),
        ("t06", " AND r.parts_cost_cents = 1250", {"off_by_one", "omitted"}),
        ("t06", " AND r.work = 'Replaced brushes and lubricated gearbox'", {"altered"}),
        ("t08", " AND n.bench_id = o.bench_id", {"wrong_row"}),
        ("t08", " AND n.purpose = o.purpose", {"altered"}),
        ("t08", " AND n.ends_at = datetime(o.ends_at, '+1 day')", {"off_by_one"}),
        ("t09", " AND pinned = 1", {"wrong_status", "omitted"}),
        ("t09", " AND body = 'Please do not schedule it before September.'", {"altered"}),
        ("t03", " AND c.member_id = :user_id", {"wrong_row"}),
    ],
)
def test_a_condition_left_out_lets_wrong_work_through(
    workshop: Workshop, task: str, condition: str, kinds: set[str]
) -> None:
    (certificate,) = certify(loosened(workshop, task, condition), tasks=[task]).tasks
    survivors = find(certificate.problems, "mutant_survived")
    assert survivors
    assert {count.kind for count in certificate.mutants if count.survived} & kinds
    assert "wrong work is accepted" in survivors[0].message


def test_a_check_that_never_fails_accepts_doing_nothing(workshop: Workshop) -> None:
    environment = workshop.with_verifier("t02", lambda verifier: verifier.update(checks=[], frame=["bench_bookings"]))
    (certificate,) = certify(environment, tasks=["t02"]).tasks
    assert find(certificate.problems, "noop_accepted")
    assert find(certificate.problems, "mutant_survived")


def test_a_wide_tolerance_lets_a_near_miss_through(workshop: Workshop) -> None:
    environment = workshop.with_verifier("t04", lambda verifier: verifier["answer"].update(tolerance=5.0))
    (certificate,) = certify(environment, tasks=["t04"]).tasks
    (survivor,) = find(certificate.problems, "mutant_survived")
    assert "wrong_answer" in survivor.message


def test_a_frame_wider_than_the_work_lets_surplus_through(workshop: Workshop) -> None:
    def widen(verifier: dict) -> None:  # type: ignore[type-arg]
        verifier["checks"] = verifier["checks"][:1]
        verifier["frame"] = {table: {"insert": 9, "update": 9, "delete": 9} for table in ("bench_bookings", "loans")}

    (certificate,) = certify(workshop.with_verifier("t02", widen), tasks=["t02"]).tasks
    survivors = {count.kind for count in certificate.mutants if count.survived}
    assert "again" in survivors


def without_checks(environment: Environment, gone: set[tuple[str, str]]) -> Environment:
    """The environment without some checks, each given as (task, description)."""
    verifiers = [
        verifier.model_copy(
            update={"checks": [check for check in verifier.checks if (verifier.task, check.description) not in gone]}
        )
        for verifier in environment.content.verifiers
    ]
    return Environment(dataclasses.replace(environment.content, verifiers=verifiers), environment.image)


def test_implied_checks_can_all_go_and_then_no_other_can(railway: Environment) -> None:
    checks = [(verifier.task, check.description) for verifier in railway.content.verifiers for check in verifier.checks]
    warned = {warning.where for certificate in certify(railway).tasks for warning in certificate.warnings}
    implied = {check for check in checks if f"{check[0]}, check “{check[1]}”" in warned}
    minimal = certify(without_checks(railway, implied))
    assert minimal.passed, minimal.report()
    needed = [check for check in checks if check not in implied]
    assert len(needed) >= 9
    for check in needed:
        weaker = without_checks(railway, {*implied, check})
        assert not certify(weaker, tasks=[check[0]]).passed, check
