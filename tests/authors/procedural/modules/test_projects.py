"""Projects: planned tasks, logged time, and an end once everything is done."""

import pytest

from authors.procedural.language import noun
from authors.procedural.modules.projects import Projects

KINDS = (("deck", ("measuring", "sanding", "oiling")), ("rig", ("unstepping", "inspection")))
PLAIN = {"bill": "by the hour", "block": True, "urgency": False, "deadline": "can move"}


def _staged(staged, boats, invoices, persona="staff", **options):
    module = Projects(project=noun("refit"), kinds=KINDS, rate_cents=6000, options={**PLAIN, **options})
    return staged(boats, module, invoices, persona=persona)


@pytest.fixture(scope="module")
def desk(staged, boats, invoices):
    return _staged(staged, boats, invoices)


def _refit(desk, kind="rig", **more):
    made = desk.done("order_refit", boater_id=3, kind=kind, due_on="2026-08-01", **more)["refit_id"]
    return made, [row[0] for row in desk.rows("SELECT id FROM tasks WHERE refit_id = :id ORDER BY id", id=made)]


def test_history_keeps_what_must_hold(desk):
    assert desk.broken == {}
    assert {row[0] for row in desk.rows("SELECT DISTINCT status FROM refits")} >= {"open", "finished"}


def test_an_order_plans_the_tasks_of_its_kind(desk):
    refit, _ = _refit(desk, "deck")
    steps = desk.rows("SELECT step FROM tasks WHERE refit_id = :id ORDER BY id", id=refit)
    assert [step for (step,) in steps] == ["measuring", "sanding", "oiling"]
    assert "week ahead" in desk.refused("order_refit", boater_id=3, kind="deck", due_on="2026-06-12")


def test_finishing_bills_the_hours_once_everything_is_done(desk):
    refit, (first, second) = _refit(desk)
    assert "logged time" in desk.refused("finish_task", task_id=first)
    for task, minutes in ((first, 60), (second, 45)):
        desk.done("log_time_on_task", 4, task_id=task, minutes=minutes)
    desk.done("finish_task", task_id=first)
    assert "Not all" in desk.refused("finish_refit", refit_id=refit)
    desk.done("finish_task", task_id=second)
    assert desk.done("finish_refit", refit_id=refit)["price_cents"] == 105 * 6000 // 60
    assert desk.rows("SELECT amount_cents FROM invoices WHERE refit_id = :id", id=refit) == [(10500,)]
    assert "is done" in desk.refused("log_time_on_task", task_id=first, minutes=30)


def test_time_is_logged_for_whoever_calls(desk):
    _, (task, _) = _refit(desk)
    assert desk.done("log_time_on_task", 4, task_id=task, minutes=60)["staff_member_id"] == 4


def test_blocked_work_waits(desk):
    _, (task, _) = _refit(desk)
    desk.done("block_task", task_id=task)
    for tool, arguments in (
        ("finish_task", {}),
        ("log_time_on_task", {"minutes": 30}),
        ("assign_task", {"staff_member_id": 2}),
    ):
        assert "is blocked" in desk.refused(tool, task_id=task, **arguments)
    desk.done("unblock_task", task_id=task)
    desk.done("assign_task", task_id=task, staff_member_id=2)
    assert "theirs already" in desk.refused("assign_task", task_id=task, staff_member_id=2)


def test_what_has_been_begun_is_not_cancelled_and_what_is_cancelled_not_worked_on(desk):
    begun, (task, _) = _refit(desk)
    desk.done("log_time_on_task", task_id=task, minutes=30)
    desk.done("finish_task", task_id=task)
    assert "done already" in desk.refused("cancel_refit", refit_id=begun)
    dropped, (task, _) = _refit(desk)
    desk.done("cancel_refit", refit_id=dropped)
    assert "in an open refit" in desk.refused("log_time_on_task", task_id=task, minutes=30)


def test_deadlines_only_move_back(desk):
    refit, _ = _refit(desk)
    assert "later day" in desk.refused("postpone_refit", refit_id=refit, due_on="2026-07-20")
    assert desk.done("postpone_refit", refit_id=refit, due_on="2026-08-20")["due_on"] == "2026-08-20"


def test_a_customer_orders_at_a_price_and_follows_the_tasks(staged, boats, invoices):
    mine = _staged(staged, boats, invoices, persona="customer")
    ordered = mine.done("order_refit", kind="deck", due_on="2026-08-01")
    shown = mine.done("get_refit", refit_id=ordered["refit_id"])["tasks"]
    assert ordered["price_cents"] == 6000 * sum(task["planned_hours"] for task in shown)
    assert mine.broken == {}
