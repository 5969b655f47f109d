"""Faults planted one at a time: each is named by rule and place, in words that say what happened."""

import pytest
from railway_workshop import Workshop, find

from environments.certification import certify
from schemas import Certificate, Problem

BOOK = {
    "tool": "book_workbench",
    "arguments": {
        "bench_id": {"$ref": "1/0/bench_id"},
        "starts_at": "2026-06-01 10:00",
        "ends_at": "2026-06-01 12:00",
        "purpose": "Painting wagons",
    },
}
FIND_LATHE = {"tool": "list_workbenches", "arguments": {"query": "Lathe"}}
BOOKED = (
    "SELECT count(*) = 1 FROM final.bench_bookings WHERE id NOT IN (SELECT id FROM initial.bench_bookings) "
    "AND bench_id = 1 AND starts_at = '2026-06-01 10:00:00' AND ends_at = '2026-06-01 12:00:00' "
    "AND purpose = 'Painting wagons' AND status = 'booked'"
)
ASK_TO_BOOK = 'Book the Lathe Bench on June 1, 2026 from 10:00 to 12:00. The purpose is "Painting wagons".'


def certify_new(workshop: Workshop, instruction: str, calls: list, checks: list[str], **more: object) -> Certificate:  # type: ignore[type-arg]
    environment = workshop.with_new_task(instruction, calls, checks, **more)  # type: ignore[arg-type]
    return certify(environment, tasks=["t11"]).tasks[0]


def only(certificate: Certificate, rule: str) -> Problem:
    (problem,) = find(certificate.problems, rule)
    return problem


def test_the_sound_task_that_faults_are_planted_in_passes(workshop: Workshop) -> None:
    certificate = certify_new(workshop, ASK_TO_BOOK, [FIND_LATHE, BOOK], [BOOKED], frame=["bench_bookings"])
    assert certificate.passed, certificate.problems


def test_a_tool_that_can_never_succeed_is_named_with_its_commonest_error(workshop: Workshop) -> None:
    def break_it(tool: dict) -> None:  # type: ignore[type-arg]
        tool["steps"].append({"require": "SELECT 0", "kind": "conflict", "message": "The desk is closed."})

    certificate = certify(workshop.with_tool("post_announcement", break_it), tasks=[]).environment
    problems = {problem.where: problem.message for problem in find(certificate.problems, "tool_never_succeeded")}
    assert "The desk is closed." in problems["post_announcement"]
    assert set(problems) <= {"post_announcement", "delete_announcement"}  # nothing posted, nothing to delete


def test_a_tool_that_fails_of_itself_is_a_fault_of_the_environment(workshop: Workshop) -> None:
    tool = {
        "name": "count_everything",
        "description": "Counts.",
        "parameters": {"properties": {}},
        "steps": [],
        "returns": {"sql": "SELECT json_extract('{', '$.x') AS n", "shape": "value"},
    }
    certificate = certify(workshop.and_tool(tool), tasks=[]).environment
    assert only(certificate, "fault").where == "count_everything"
    assert not find(certificate.problems, "tool_never_succeeded")


def test_a_requirement_that_always_holds_never_fires(workshop: Workshop) -> None:
    def add(tool: dict) -> None:  # type: ignore[type-arg]
        tool["steps"].insert(0, {"require": "SELECT 1", "kind": "invalid", "message": "Impossible."})

    problem = only(certify(workshop.with_tool("renew_loan", add), tasks=[]).environment, "requirement_never_fired")
    assert problem.where == "renew_loan, step 1"
    assert "Impossible." in problem.message


def test_a_list_in_chance_order_is_named_with_the_first_difference(workshop: Workshop) -> None:
    def drop_order(tool: dict) -> None:  # type: ignore[type-arg]
        tool["returns"]["sql"] = tool["returns"]["sql"].replace(" ORDER BY i.title", "")

    problem = only(certify(workshop.with_tool("search_library", drop_order), tasks=[]).environment, "scan_order")
    assert problem.where.startswith("search_library")
    assert "differs at 0/" in problem.message


def test_a_solution_that_fails_is_named_with_the_call_and_its_error(workshop: Workshop) -> None:
    late = {**BOOK, "arguments": {**BOOK["arguments"], "ends_at": "2026-06-01 18:00"}}  # type: ignore[dict-item]
    problem = only(certify_new(workshop, ASK_TO_BOOK, [FIND_LATHE, late], [BOOKED]), "solution_failed")
    assert "call 2 book_workbench fails: invalid" in problem.message


def test_a_reference_that_leads_nowhere_is_named(workshop: Workshop) -> None:
    lost = {**BOOK, "arguments": {**BOOK["arguments"], "bench_id": {"$ref": "1/7/bench_id"}}}  # type: ignore[dict-item]
    problem = only(certify_new(workshop, ASK_TO_BOOK, [FIND_LATHE, lost], [BOOKED]), "solution_failed")
    assert "call 2 book_workbench" in problem.message
    assert "1/7/bench_id" in problem.message


def test_a_solution_that_its_verifier_rejects_is_named_with_the_check(workshop: Workshop) -> None:
    wrong = BOOKED.replace("12:00:00", "13:00:00")
    problem = only(
        certify_new(workshop, ASK_TO_BOOK, [FIND_LATHE, BOOK], [wrong], frame=["bench_bookings"]), "solution_rejected"
    )
    assert "does not hold: check 1" in problem.message


def test_a_goal_that_is_true_before_any_work_is_named(workshop: Workshop) -> None:
    certificate = certify_new(
        workshop,
        ASK_TO_BOOK,
        [FIND_LATHE, BOOK],
        ["SELECT count(*) > 0 FROM final.workbenches"],
        frame=["bench_bookings"],
    )
    assert find(certificate.problems, "noop_accepted")
    survivors = find(certificate.problems, "mutant_survived")
    assert any("dropped" in survivor.message for survivor in survivors)


def test_work_that_the_answer_alone_passes_for_is_named(workshop: Workshop) -> None:
    certificate = certify_new(
        workshop,
        f"{ASK_TO_BOOK} In which room is the bench?",
        [FIND_LATHE, BOOK],
        ["SELECT count(*) > 0 FROM final.workbenches"],
        kind="both",
        frame=["bench_bookings"],
        answer={"$ref": "1/0/room"},
        expected={"type": "text", "sql": "SELECT room FROM initial.workbenches WHERE id = 1"},
    )
    assert find(certificate.problems, "goal_already_true")


def test_a_check_that_cannot_run_is_unjudged_and_named(workshop: Workshop) -> None:
    fragile = "SELECT sum(json_extract(purpose, '$.x')) IS NULL FROM final.bench_bookings WHERE id > 7"
    certificate = certify_new(workshop, ASK_TO_BOOK, [FIND_LATHE, BOOK], [BOOKED, fragile], frame=["bench_bookings"])
    problem = find(certificate.problems, "unjudged")[0]
    assert "check 2" in problem.where
    assert "JSON" in problem.message


def test_an_answer_that_stands_in_the_question_is_named(workshop: Workshop) -> None:
    certificate = certify_new(
        workshop,
        'Which of my loans is due first? I think it is "Signals of the Midland".',
        [{"tool": "list_my_loans", "arguments": {}}],
        [],
        kind="query",
        answer="Signals of the Midland",
        expected={"type": "text", "value": "Signals of the Midland"},
    )
    problem = only(certificate, "answer_in_question")
    assert problem.where == "t11, answer"
    assert "'Signals of the Midland' stands in the instruction" in problem.message


def test_one_of_several_offered_answers_is_no_give_away(workshop: Workshop) -> None:
    certificate = certify_new(
        workshop,
        "Which is planned earlier, Night Mail or Harvest Coal Drag?",
        [{"tool": "search_operating_sessions", "arguments": {"status": "planned"}}],
        [],
        kind="query",
        answer="Night Mail",
        expected={"type": "text", "value": "Night Mail"},
    )
    assert not find(certificate.problems, "answer_in_question")


def test_an_answer_of_nothing_is_guessable(workshop: Workshop) -> None:
    certificate = certify_new(
        workshop,
        "How many of my locomotives are of scale O and stored?",
        [{"tool": "list_my_locomotives", "arguments": {"scale": "O", "status": "stored"}}],
        [],
        kind="query",
        answer=0,
        expected={"type": "number", "value": 0},
    )
    assert find(certificate.problems, "answer_guessable")


def test_an_answer_that_canaries_happen_to_give_is_guessable(workshop: Workshop) -> None:
    """A lone number is read out of any text: "return 1.0" would be right where the answer is one."""
    certificate = certify_new(
        workshop,
        "How many of my locomotives are there?",
        [{"tool": "list_my_locomotives", "arguments": {}}],
        [],
        kind="query",
        answer=1,
        expected={"type": "number", "value": 1},
    )
    (problem,) = find(certificate.problems, "answer_guessable")
    assert "without any work is accepted" in problem.message


def test_a_guessed_id_is_named(workshop: Workshop) -> None:
    guessed = {**BOOK, "arguments": {**BOOK["arguments"], "bench_id": 1}}  # type: ignore[dict-item]
    problem = only(certify_new(workshop, ASK_TO_BOOK, [guessed], [BOOKED], frame=["bench_bookings"]), "ungrounded")
    assert problem.where == "t11, call 1 book_workbench.bench_id"
    assert "the id 1 looks guessed" in problem.message


def test_an_id_that_the_instruction_gives_is_known(workshop: Workshop) -> None:
    given = {**BOOK, "arguments": {**BOOK["arguments"], "bench_id": 1}}  # type: ignore[dict-item]
    instruction = ASK_TO_BOOK.replace("the Lathe Bench", "bench 1")
    assert certify_new(workshop, instruction, [given], [BOOKED], frame=["bench_bookings"]).passed


def test_a_row_taken_by_position_without_a_reason_is_a_guess(workshop: Workshop) -> None:
    all_benches = {"tool": "list_workbenches", "arguments": {}}
    instruction = 'Book a bench on June 1, 2026 from 10:00 to 12:00. The purpose is "Painting wagons".'
    taken = {**BOOK, "arguments": {**BOOK["arguments"], "bench_id": {"$ref": "1/1/bench_id"}}}  # type: ignore[dict-item]
    certificate = certify_new(
        workshop,
        instruction,
        [all_benches, taken],
        [BOOKED.replace("bench_id = 1", "bench_id > 0")],
        frame=["bench_bookings"],
    )
    problem = only(certificate, "guessed_row")
    assert problem.where == "t11, call 2 book_workbench.bench_id"
    assert "takes row 2 of" in problem.message


@pytest.mark.parametrize("where", ["description", "parameter", "example"])
def test_a_value_that_a_tool_gives_away_is_named(workshop: Workshop, where: str) -> None:
    def leak(tool: dict) -> None:  # type: ignore[type-arg]
        if where == "description":
            tool["description"] += " For example for Re-gauging the Class 37 wheelsets."
        elif where == "parameter":
            tool["parameters"]["properties"]["purpose"]["description"] = "Such as re-gauging the Class 37 wheelsets"
        else:
            tool["parameters"]["properties"]["purpose"]["examples"] = ["Re-gauging the Class 37 wheelsets"]

    certificate = certify(workshop.with_tool("book_workbench", leak), tasks=["t02"]).tasks[0]
    problem = only(certificate, "leak")
    assert problem.where.startswith("book_workbench")
    assert "Re-gauging the Class 37 wheelsets" in problem.message


LOG = {
    "tool": "log_service",
    "arguments": {"locomotive_id": {"$ref": "1/0/locomotive_id"}, "work": "Oiled the axles"},
}
CANCEL = {"tool": "cancel_bench_booking", "arguments": {"booking_id": {"$ref": "1/0/booking_id"}}}
REBOOK = {
    "tool": "book_workbench",
    "arguments": {
        "bench_id": {"$ref": "1/0/bench_id"},
        "starts_at": {"$ref": "1/0/starts_at"},
        "ends_at": {"$ref": "1/0/ends_at"},
        "purpose": "Painting wagons",
    },
}
MY_BOOKINGS = {"tool": "list_my_bench_bookings", "arguments": {}}


def test_an_order_that_the_tools_enforce_needs_no_word(workshop: Workshop) -> None:
    checks = [
        "SELECT status = 'cancelled' FROM final.bench_bookings WHERE member_id = 1 AND date(starts_at) = '2026-05-20' "
        "ORDER BY id",
        "SELECT count(*) = 1 FROM final.bench_bookings n JOIN initial.bench_bookings o ON o.member_id = 1 "
        "AND date(o.starts_at) = '2026-05-20' WHERE n.id NOT IN (SELECT id FROM initial.bench_bookings) "
        "AND n.bench_id = o.bench_id AND n.starts_at = o.starts_at AND n.ends_at = o.ends_at "
        "AND n.purpose = 'Painting wagons' AND n.status = 'booked'",
    ]
    instruction = 'Replace my bench booking of May 20, 2026 by one at the same times for "Painting wagons".'
    certificate = certify_new(workshop, instruction, [MY_BOOKINGS, CANCEL, REBOOK], checks, frame=["bench_bookings"])
    assert certificate.orders == {"refused_by_tools": 1}
    assert certificate.passed, certificate.problems


SET_STATUS = {"tool": "set_locomotive_status", "arguments": {"locomotive_id": {"$ref": "1/0/locomotive_id"}}}
MY_N = {"tool": "list_my_locomotives", "arguments": {"sort_by": "total_hours"}}


def statuses(*names: str) -> list[dict]:  # type: ignore[type-arg]
    return [MY_N] + [
        {**SET_STATUS, "arguments": {**SET_STATUS["arguments"], "status": name}}  # type: ignore[dict-item]
        for name in names
    ]


STORED = ["SELECT status = 'stored' FROM final.locomotives WHERE owner_id = 1 ORDER BY total_hours DESC LIMIT 1"]


def test_an_order_that_matters_but_is_not_stated_is_named(workshop: Workshop) -> None:
    instruction = "Mark my locomotive with the most total hours as being in the workshop, and as stored."
    certificate = certify_new(workshop, instruction, statuses("workshop", "stored"), STORED, frame=["locomotives"])
    problem = only(certificate, "order_unstated")
    assert "3 set_locomotive_status, 2 set_locomotive_status" in problem.where
    assert "what comes first" in problem.message


def test_an_order_that_is_stated_may_matter(workshop: Workshop) -> None:
    instruction = "Mark my locomotive with the most total hours as being in the workshop, then as stored."
    certificate = certify_new(workshop, instruction, statuses("workshop", "stored"), STORED, frame=["locomotives"])
    assert not find(certificate.problems, "order_unstated")
    assert certificate.orders["order_stated"] >= 1
    assert find(certificate.warnings, "idle_write")


def test_a_verifier_that_knows_new_rows_by_their_ids_rejects_another_order(workshop: Workshop) -> None:
    posts = [
        {"tool": "post_announcement", "arguments": {"title": title, "body": "Come along."}}
        for title in ("Paint day", "Rail day")
    ]
    count = "(SELECT max(id) FROM initial.announcements)"
    checks = [
        f"SELECT title = '{title}' AND body = 'Come along.' AND pinned = 0 FROM final.announcements "
        f"WHERE id = {count} + {more}"
        for more, title in enumerate(("Paint day", "Rail day"), 1)
    ]
    instruction = 'Post announcements titled "Paint day" and "Rail day", both saying "Come along."'
    certificate = certify_new(workshop, instruction, posts, checks, frame=["announcements"])
    problem = only(certificate, "false_rejection")
    assert "same world" in problem.message


def test_what_must_always_hold_is_asserted_on_the_seed_rows_and_after_the_solution(workshop: Workshop) -> None:
    def promise(table: dict) -> None:  # type: ignore[type-arg]
        table["invariants"] = [
            {"name": "nobody paints", "sql": "SELECT id FROM bench_bookings WHERE purpose = 'Painting wagons'"},
            {"name": "nobody books", "sql": "SELECT id FROM bench_bookings"},
        ]

    environment = workshop.with_new_task(ASK_TO_BOOK, [FIND_LATHE, BOOK], [BOOKED], frame=["bench_bookings"])
    tables = Workshop(environment).with_table("bench_bookings", promise)
    certificates = certify(tables, tasks=["t11"])
    assert "nobody books" in only(certificates.environment, "invariant_broken").message
    problems = find(certificates.tasks[0].problems, "invariant_broken")
    assert [name for problem in problems for name in ("nobody paints", "nobody books") if name in problem.message]


def test_a_task_without_solution_or_verifier_is_named(workshop: Workshop) -> None:
    environment = workshop.make(solutions=[])
    certificates = certify(environment, tasks=["t01", "t02"]).tasks
    assert [certificate.problems[0].rule for certificate in certificates] == ["no_solution", "no_solution"]


def test_too_many_calls_are_named(workshop: Workshop) -> None:
    certificate = certify_new(workshop, ASK_TO_BOOK, [FIND_LATHE] * 16 + [BOOK], [BOOKED], frame=["bench_bookings"])
    assert "17 calls are more than 16" in only(certificate, "too_long").message
