"""Modules that join others: what one does is felt in another, though neither knows the other."""

import pytest

from authors.procedural.world import WorldError

from .trading_post import Day, open_day, post

SHOP = {"stock": True, "charge": "when placed", "ready": False, "wanted": "as soon as possible"}


@pytest.fixture
def shop() -> Day:
    returns = {"period": 14, "shelf": "always", "money": "credit", "reason": True, "withdraw": True}
    vouchers = {"expires": False, "occasion": False, "block": False, "extend": False, "use": "part"}
    quotes = {"rebate": True, "valid": 4, "again": True, "negotiate": True, "lapse": True}
    loyalty = {"joining": "by itself", "tiers": False, "supply": False, "spend": False, "staff_move": "grant"}
    day = open_day(post("staff", orders=SHOP, stock={"log": True}, returns=returns, vouchers=vouchers, quotes=quotes,
                        loyalty=loyalty, billing={}))  # fmt: skip
    day.set("articles", stock=10, status="on_sale")
    return day


def test_what_comes_back_goes_on_the_shelf_and_becomes_a_voucher(shop: Day) -> None:
    order = shop.do("place_order", boater_id=3, items=[{"article_id": 1, "quantity": 2}])
    refusal = shop.refused(
        "request_article_return", order_id=order["order_id"], article_id=1, quantity=1, reason="faulty"
    )
    assert "it would have to be completed" in refusal
    shop.do("complete_order", order_id=order["order_id"])
    asked = {"order_id": order["order_id"], "article_id": 1, "reason": "not_needed"}
    back = shop.do("request_article_return", **asked, quantity=2)
    assert back["refund_cents"] == order["total_cents"]
    assert "may be on their way back already" in shop.refused("request_article_return", **asked, quantity=1)
    shop.do("accept_return_request", return_request_id=back["return_request_id"])
    assert shop.value("SELECT stock FROM articles WHERE id = 1") == 10
    assert shop.value("SELECT count(*) FROM stock_movements WHERE reason = 'given_back' AND quantity = 2") == 1
    assert shop.value("SELECT balance_cents FROM gift_vouchers WHERE boater_id = 3") == order["total_cents"]
    assert shop.broken() == {}


def test_an_accepted_quote_is_billed_and_earns_points(shop: Day) -> None:
    assert "fewer are simply ordered" in shop.refused(
        "ask_for_quote", boater_id=4, items=[{"article_id": 2, "quantity": 1}]
    )
    quote = shop.do("ask_for_quote", boater_id=4, items=[{"article_id": 2, "quantity": 20}])
    sent = shop.do("send_quote", quote_id=quote["quote_id"], rebate_percent=10)
    assert sent["total_cents"] == quote["total_cents"] * 90 // 100
    shop.do("accept_quote", quote_id=quote["quote_id"])
    assert shop.value("SELECT amount_cents FROM invoices WHERE quote_id = 1") == sent["total_cents"]
    assert shop.value("SELECT balance FROM loyalty_accounts WHERE boater_id = 4") > 0
    assert shop.broken() == {}


@pytest.fixture
def quay() -> Day:
    """Boats to charter, with deposits, inspections and work on them."""
    deposits = {"size": "a fifth", "reason": True, "contest": True, "blocks": True, "early": True}
    inspections = {"result": "scored", "inspector": True, "finding": False, "late": "postpone", "cleared": "by repair"}
    plain = {"priority": False, "cost": False, "description": False, "follow_up": "both"}
    shifts = {"absences": True, "swap": "at once", "rest": True, "posts": False, "drop": True}
    trade = {"bookings": {"cancel": "any time"}, "billing": {}}
    day = open_day(post("staff", **trade, maintenance=plain, inspections=inspections, deposits=deposits, shifts=shifts))
    day.set("boats", status="in_service")
    day.set("boaters", status="active")
    return day


def test_a_deposit_is_taken_with_a_booking_and_goes_back_when_it_is_cancelled(quay: Day) -> None:
    charter = quay.do("charter_boat", boat_id=1, boater_id=2, start_on="2026-06-20", days=3)
    assert quay.rows("SELECT boater_id, status, kept_cents FROM deposits") == [(2, "held", 0)]
    quay.do("cancel_charter", charter_id=charter["charter_id"])
    assert quay.value("SELECT status FROM deposits") == "returned"
    assert quay.broken() == {}


def test_who_contests_a_deposit_starts_nothing_new(quay: Day) -> None:
    quay.do("charter_boat", boat_id=1, boater_id=2, start_on="2026-06-20", days=3)
    quay.set("deposits", status="due")
    amount = quay.value("SELECT amount_cents FROM deposits")
    assert "The whole of it is" in quay.refused(
        "keep_part_of_deposit", deposit_id=1, kept_cents=amount + 1, reason="damage"
    )
    quay.do("keep_part_of_deposit", deposit_id=1, kept_cents=500, reason="damage")
    quay.do("contest_deposit", deposit_id=1)
    assert "has to be settled first" in quay.refused(
        "charter_boat", boat_id=2, boater_id=2, start_on="2026-07-01", days=1
    )
    quay.do("settle_deposit", deposit_id=1)
    quay.do("charter_boat", boat_id=2, boater_id=2, start_on="2026-07-01", days=1)
    assert quay.broken() == {}


def test_what_failed_is_out_of_use_until_it_is_repaired(quay: Day) -> None:
    seen = quay.do("plan_inspection", boat_id=1, inspector_id=1, subject="safety", due_on="2026-06-17")
    quay.do("record_inspection", inspection_id=seen["inspection_id"], points=40)
    asked = {"boat_id": 1, "boater_id": 2, "start_on": "2026-06-20", "days": 1}
    assert "may not be used before it is put right" in quay.refused("charter_boat", **asked)
    free = {boat["boat_id"] for boat in quay.do("find_free_boats", start_on="2026-06-20", days=1)}
    assert free and 1 not in free
    work = quay.do("schedule_work_order", boat_id=1, kind="hull", staff_member_id=1, days=1, start_on="2026-06-17")
    quay.do("complete_work_order", work_order_id=work["work_order_id"])
    quay.do("charter_boat", **asked)
    assert quay.broken() == {}


def test_nobody_who_is_away_has_shifts_or_is_put_in_charge(quay: Day) -> None:
    quay.do("plan_shift", staff_member_id=2, shift_on="2026-06-19", part="early")
    assert "on that day already" in quay.refused("plan_shift", staff_member_id=2, shift_on="2026-06-19", part="late")
    quay.do("note_absence", staff_member_id=2, start_on="2026-06-18", days=3, reason="sick_leave")
    assert quay.value("SELECT status FROM shifts") == "dropped"
    assert "away on that day" in quay.refused("plan_shift", staff_member_id=2, shift_on="2026-06-20", part="late")
    work = {"boat_id": 1, "kind": "hull", "days": 1, "start_on": "2026-06-19"}
    assert "away for some of those days" in quay.refused("schedule_work_order", **work, staff_member_id=2)
    quay.do("schedule_work_order", **work, staff_member_id=3)
    assert quay.broken() == {}


def test_a_customer_sees_no_rota() -> None:
    with pytest.raises(WorldError, match="a rota is the staff's"):
        post("customer", shifts={})


def test_the_highest_bid_wins_and_is_billed() -> None:
    auctions = {"step": "five dollars", "reserve": False, "retract": True, "limit": True, "shown": "price"}
    day = open_day(post("staff", bookings={}, billing={}, auctions=auctions))
    day.set("lots", status="open")
    day.set("boaters", status="active")
    start = day.value("SELECT start_cents FROM lots WHERE id = 1")
    assert "at least the start" in day.refused("bid_on_lot", lot_id=1, boater_id=2, amount_cents=start - 1)
    day.do("bid_on_lot", lot_id=1, boater_id=2, amount_cents=start)
    assert "is theirs already" in day.refused("bid_on_lot", lot_id=1, boater_id=2, amount_cents=start + 900)
    assert "beat the last one" in day.refused("bid_on_lot", lot_id=1, boater_id=3, amount_cents=start + 100)
    higher = day.do("bid_on_lot", lot_id=1, boater_id=3, amount_cents=start + 500)
    day.do("retract_bid", bid_id=higher["bid_id"])
    assert day.do("close_lot", lot_id=1)["status"] == "sold"
    assert day.rows("SELECT boater_id, amount_cents FROM invoices WHERE lot_id = 1") == [(2, start)]
    assert day.broken() == {}


def test_everybody_votes_once_and_the_count_decides() -> None:
    day = open_day(post("staff", votes={"change": True, "withdraw": True, "quorum": False, "limit": False}))
    day.set("proposals", status="open")
    day.set("boaters", status="active")
    assert "Too few votes" in day.refused("close_proposal", proposal_id=1)
    vote = day.do("vote_on_proposal", proposal_id=1, boater_id=2, choice="against")
    assert "already" in day.refused("vote_on_proposal", proposal_id=1, boater_id=2, choice="for")
    day.do("change_vote", vote_id=vote["vote_id"], choice="for")
    assert day.do("close_proposal", proposal_id=1)["status"] == "adopted"
    assert "no longer voted on" in day.refused("vote_on_proposal", proposal_id=1, boater_id=3, choice="for")
    assert day.broken() == {}
