"""Wrong work that counts right, and right work done otherwise: what a verifier must tell apart."""

from typing import Any

from railway_workshop import Workshop, find

from environments.certification import certify


def kinds_that_survived(workshop: Workshop, task: str, **changes: Any) -> set[str]:
    environment = workshop.with_verifier(task, lambda verifier: verifier.update(changes))
    (certificate,) = certify(environment, tasks=[task]).tasks
    return {count.kind for count in certificate.mutants if count.survived}


def test_a_verifier_that_only_counts_is_fooled_by_cleaning_up(workshop: Workshop) -> None:
    check = {
        "description": "one more booking than before",
        "sql": "SELECT (SELECT count(*) FROM final.bench_bookings WHERE status = 'booked') = "
        "(SELECT count(*) FROM initial.bench_bookings WHERE status = 'booked') + 1",
    }
    wide = {"bench_bookings": {"insert": 9, "update": 9, "delete": 9}}
    survived = kinds_that_survived(workshop, "t02", checks=[check], frame=wide)
    assert "cleaned_up" in survived
    assert "wrong_row" in survived


def test_a_verifier_that_asks_for_any_change_accepts_the_work_of_another_task(workshop: Workshop) -> None:
    check = {
        "description": "some loan changed",
        "sql": "SELECT EXISTS (SELECT * FROM final.loans EXCEPT SELECT * FROM initial.loans)",
    }
    everything = dict.fromkeys(("loans", "bench_bookings", "parts", "part_orders", "part_order_lines"))
    frame = {table: {"insert": 9, "update": 9, "delete": 9} for table in everything}
    solution = [
        {"tool": "list_my_loans", "arguments": {}},
        {"tool": "renew_loan", "arguments": {"loan_id": {"$ref": "1/0/loan_id"}, "days": 7}},
    ]
    environment = workshop.with_new_task(
        "Renew my loan of “Signals of the Midland” by seven days.", solution, [check["sql"]], frame=frame
    )
    (certificate,) = certify(environment, tasks=["t11"]).tasks
    assert "another_task" in {count.kind for count in certificate.mutants if count.survived}


def test_a_verifier_blind_to_the_state_accepts_another_action_on_the_right_row(workshop: Workshop) -> None:
    check = {
        "description": "the order of today is there",
        "sql": "SELECT count(*) = 1 FROM final.part_orders WHERE id NOT IN (SELECT id FROM initial.part_orders)",
    }
    frame = {table: {"insert": 9, "update": 9, "delete": 9} for table in ("part_orders", "part_order_lines", "parts")}
    survived = kinds_that_survived(workshop, "t04", checks=[check], frame=frame)
    assert "wrong_status" in survived


def test_a_verifier_that_names_a_new_row_by_its_id_refuses_honest_work_and_is_found_out(workshop: Workshop) -> None:
    def order_by_id(verifier: dict[str, Any]) -> None:
        verifier["checks"].append({
            "description": "the first line is of the couplers",
            "sql": "SELECT (SELECT part_id FROM final.part_order_lines WHERE order_id NOT IN "
            "(SELECT id FROM initial.part_orders) ORDER BY id LIMIT 1) = "
            "(SELECT id FROM final.parts WHERE sku = 'CPL-HO-5')",
        })  # fmt: skip

    (certificate,) = certify(workshop.with_verifier("t04", order_by_id), tasks=["t04"]).tasks
    (problem,) = find(certificate.problems, "false_rejection")
    assert "items turned" in problem.message
    assert certificate.measures["alternatives_refused"] == 1
