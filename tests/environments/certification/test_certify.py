"""The railway club: certified in full as it stands; each of the four mistakes of its first version named."""

import pytest

from environments import Environment
from environments.certification import Certification, certify
from environments.certification.report import alternatives_of
from schemas import FrameCounts


@pytest.fixture(scope="module")
def certified(railway: Environment) -> Certification:
    return certify(railway)


@pytest.fixture(scope="module")
def refused(first_railway: Environment) -> Certification:
    return certify(first_railway)


def test_the_railway_club_and_all_its_tasks_are_certified(certified: Certification) -> None:
    assert certified.passed, certified.report()
    assert [certificate.scope for certificate in certified.certificates] == ["environment"] + ["task"] * 10
    assert [certificate.name for certificate in certified.tasks] == [f"t{number:02d}" for number in range(1, 11)]
    assert not any(certificate.problems for certificate in certified.certificates)


def test_every_tool_and_requirement_is_accounted_for(certified: Certification) -> None:
    measures = certified.environment.measures
    assert measures["tools"] == measures["tools_succeeded"] == 32
    assert measures["requirements"] == measures["requirements_fired"] > 25


def test_every_kind_of_wrong_work_is_tried_and_none_survives(certified: Certification) -> None:
    counts = {count.kind: count for count in certified.mutants}
    assert set(counts) >= {"dropped", "altered", "sideways", "again", "repeated", "surplus", "omitted", "swapped"}
    assert set(counts) >= {"off_by_one", "wrong_row", "wrong_status", "undone", "another_task"}
    assert set(counts) >= {"no_answer", "wrong_answer", "answer_without_work"}
    assert all(count.survived == 0 for count in counts.values())
    assert all(
        count.made == count.rejected + count.refused + count.equivalent + count.survived for count in counts.values()
    )
    assert counts["dropped"].rejected == counts["dropped"].made
    assert sum(count.rejected for count in counts.values()) > 100


def test_other_orders_are_played_and_accepted(certified: Certification) -> None:
    orders = {certificate.name: certificate.orders for certificate in certified.tasks}
    assert orders["t05"] == {"accepted": 1}
    assert orders["t06"] == {"accepted": 1}
    assert orders["t01"] == {"none": 1}


def test_right_work_done_otherwise_is_accepted(certified: Certification) -> None:
    ways = alternatives_of(certified.tasks)
    assert ways.tried > 40
    assert ways.refused == 0
    measures = {certificate.name: certificate.measures for certificate in certified.tasks}
    assert measures["t08"]["alternative_other_form"] == 1
    assert measures["t04"]["alternative_items_turned"] == 1
    assert "right work done otherwise" in certified.report()


def test_frames_that_list_tables_come_back_as_counts_of_the_solution(certified: Certification) -> None:
    frames = {verifier.task: verifier.frame for verifier in certified.verifiers}
    assert frames["t05"] == {"loans": FrameCounts(update=2)}
    assert frames["t08"] == {"bench_bookings": FrameCounts(insert=1, update=1)}
    assert frames["t01"] == {}


def test_the_same_content_gives_the_same_certificates(railway: Environment, certified: Certification) -> None:
    assert certify(railway).certificates == certified.certificates


def test_another_seed_certifies_as_well(railway: Environment) -> None:
    assert certify(railway, seed=7, tasks=["t03", "t08"]).passed


def test_tasks_can_be_chosen(railway: Environment) -> None:
    assert [certificate.name for certificate in certify(railway, tasks=["t02"]).tasks] == ["t02"]
    with pytest.raises(KeyError, match="t99"):
        certify(railway, tasks=["t99"])


def test_the_two_lists_without_an_order_are_named(refused: Certification) -> None:
    found = [problem for problem in refused.environment.problems if problem.rule == "scan_order"]
    assert [problem.where.split()[0] for problem in found] == ["get_my_profile", "list_my_part_orders"]
    assert "qualifications/0" in found[0].message
    assert "lines/0/part" in found[1].message
    assert all("ORDER BY" in problem.message for problem in found)


def test_the_requirement_that_no_row_can_trip_is_named(refused: Certification) -> None:
    (problem,) = [one for one in refused.environment.problems if one.rule == "requirement_never_fired"]
    assert problem.where == "take_crew_position, step 5"
    assert "You are not qualified as {spot_role}." in problem.message


def test_the_date_that_looks_guessed_is_named(refused: Certification) -> None:
    (failed,) = [certificate for certificate in refused.tasks if not certificate.passed]
    assert failed.name == "t08"
    assert {problem.rule for problem in failed.problems} == {"ungrounded"}
    starts, ends = failed.problems
    assert starts.where == "t08, call 3 book_workbench.starts_at"
    assert ends.where == "t08, call 3 book_workbench.ends_at"
    assert "'2026-05-21 18:00' looks guessed" in starts.message
    assert "names the day 2026-05-21" in starts.message


def test_nothing_else_is_wrong_with_the_first_version(refused: Certification) -> None:
    assert len(refused.environment.problems) == 3
    assert sum(certificate.passed for certificate in refused.tasks) == 9


def test_the_report_names_what_stands_against_publishing(refused: Certification, certified: Certification) -> None:
    report = refused.report()
    assert "is not certified: 9 of 10 tasks pass" in report
    assert "problem scan_order: get_my_profile" in report
    assert "sideways" in report
    assert "is certified: 10 of 10 tasks pass" in certified.report()
