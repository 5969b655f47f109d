"""Deliveries: fees, days, and what they mean for the order."""

import pytest

from .trading_post import Day, open_day, post

SHOP = {"stock": True, "charge": "when placed", "ready": False, "wanted": "as soon as possible"}
PLAIN = {"address": False, "on_the_road": "neither", "free_from": 0, "sundays": False}
SLOT = {"delivery_zone_id": 1, "deliver_on": "2026-06-19", "window": "morning"}


def after_an_order(persona: str = "customer", **options: object) -> Day:
    day = open_day(post(persona, orders=SHOP, billing={}, deliveries={**PLAIN, **options}))  # type: ignore[arg-type]
    day.session.connection.execute("UPDATE articles SET stock = 20, status = 'on_sale', price_cents = 2000")
    who = {} if persona == "customer" else {"boater_id": 1}
    day.do("place_order", items=[{"article_id": 1, "quantity": 2}], **who)
    return day


def test_a_delivery_is_billed_by_zone_and_only_one_is_on_its_way() -> None:
    day = after_an_order()
    fee = day.value("SELECT fee_cents FROM delivery_zones WHERE id = 1")
    assert day.do("schedule_delivery", order_id=1, **SLOT)["fee_cents"] == fee
    assert day.value("SELECT amount_cents FROM invoices WHERE delivery_id = 1") == fee
    assert "already" in day.refused("schedule_delivery", order_id=1, **SLOT)


@pytest.mark.parametrize(("items", "free"), [(1, False), (3, True)])
def test_a_large_order_is_delivered_free(items: int, free: bool) -> None:
    day = after_an_order(free_from=6000)
    if free:
        day.do("add_to_order", order_id=1, items=[{"article_id": 2, "quantity": 1}])
    assert (day.do("schedule_delivery", order_id=1, **SLOT)["fee_cents"] == 0) is free
    assert (day.value("SELECT count(*) FROM invoices WHERE delivery_id IS NOT NULL") == 0) is free


def test_days_that_do_not_suit_are_refused() -> None:
    day = after_an_order()
    assert "too soon" in day.refused("schedule_delivery", order_id=1, **{**SLOT, "deliver_on": "2026-06-17"})
    assert "is a Sunday" in day.refused("schedule_delivery", order_id=1, **{**SLOT, "deliver_on": "2026-06-21"})


def test_an_order_that_is_to_be_delivered_is_completed_by_its_delivery_alone() -> None:
    day = after_an_order("staff", on_the_road="dispatch")
    day.do("schedule_delivery", order_id=1, **SLOT)
    assert "waits for its delivery" in day.refused("complete_order", order_id=1)
    assert "on_the_way" in day.refused("complete_delivery", delivery_id=1)
    day.do("dispatch_delivery", delivery_id=1)
    day.do("complete_delivery", delivery_id=1)
    assert day.value("SELECT status FROM orders WHERE id = 1") == "completed"
    assert day.broken() == {}


def test_a_cancelled_order_is_not_delivered_and_its_fee_lapses() -> None:
    day = after_an_order()
    day.do("schedule_delivery", order_id=1, **SLOT)
    day.do("cancel_order", order_id=1)
    assert day.value("SELECT status FROM deliveries") == "cancelled"
    assert day.value("SELECT group_concat(DISTINCT status) FROM invoices") == "void"


def test_a_failed_delivery_is_rescheduled() -> None:
    day = after_an_order("staff", on_the_road="failure")
    day.do("schedule_delivery", order_id=1, **SLOT)
    day.do("fail_delivery", delivery_id=1)
    moved = day.do("reschedule_delivery", delivery_id=1, deliver_on="2026-06-23", window="evening")
    assert (moved["status"], moved["window"]) == ("scheduled", "evening")
