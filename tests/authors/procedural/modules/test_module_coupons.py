"""Coupons: what they take off, and when they hold."""

from .trading_post import Day, open_day, post

ALL = {"capped": False, "minimum": True, "limit": True, "remove": True}


def with_bills(persona: str = "customer", **options: object) -> Day:
    day = open_day(post(persona, bookings={}, billing={}, coupons={**ALL, **options}))  # type: ignore[arg-type]
    execute = day.session.connection.execute
    execute(
        "INSERT INTO invoices (boater_id, amount_cents, billed_on, status) VALUES (1, 9950, '2026-06-01', 'unpaid'), "
        "(1, 9950, '2026-06-02', 'unpaid'), (2, 9950, '2026-06-02', 'unpaid'), (1, 9950, '2026-06-02', 'paid')"
    )
    execute("INSERT INTO payments (invoice_id, method, amount_cents, paid_on) VALUES (4, 'card', 9950, '2026-06-03')")
    day.set("coupons", percent=10, uses_left=1, minimum_cents=0, valid_until="2026-06-17")
    execute("UPDATE coupons SET minimum_cents = 9951 WHERE id = 2")
    execute("UPDATE coupons SET valid_until = '2026-06-16' WHERE id = 3")
    return day


def test_a_coupon_takes_its_percentage_off_one_unpaid_bill() -> None:
    day = with_bills()
    bill = day.do("redeem_coupon", coupon_id=1, invoice_id=1)
    assert bill["amount_cents"] == 9950 - 995
    assert day.do("get_invoice", invoice_id=1)["coupon_redemptions"][0]["discount_cents"] == 995
    assert "used up" in day.refused("redeem_coupon", coupon_id=1, invoice_id=2)


def test_where_a_coupon_does_not_hold_it_says_why() -> None:
    day = with_bills()
    assert "9951 cents or more" in day.refused("redeem_coupon", coupon_id=2, invoice_id=1)
    assert "lapsed: it was valid until 2026-06-16" in day.refused("redeem_coupon", coupon_id=3, invoice_id=1)
    assert "forbidden" in day.refused("redeem_coupon", coupon_id=1, invoice_id=3)
    assert "paid" in day.refused("redeem_coupon", coupon_id=1, invoice_id=4)
    day.do("redeem_coupon", coupon_id=1, invoice_id=1)
    assert "already" in day.refused("redeem_coupon", coupon_id=4, invoice_id=1)


def test_a_cap_is_the_most_that_is_saved() -> None:
    day = with_bills(capped=True)
    day.session.connection.execute("UPDATE coupons SET most_cents = 300 WHERE id = 1")
    assert day.do("redeem_coupon", coupon_id=1, invoice_id=1)["amount_cents"] == 9650


def test_a_coupon_taken_off_can_be_used_again() -> None:
    day = with_bills("staff")
    day.do("redeem_coupon", coupon_id=1, invoice_id=1)
    assert day.do("remove_coupon", invoice_id=1)["amount_cents"] == 9950
    assert "No coupon was used" in day.refused("remove_coupon", invoice_id=1)
    day.do("redeem_coupon", coupon_id=1, invoice_id=3)
    assert day.broken() == {}


def test_a_lapsed_coupon_is_extended_only_into_the_future() -> None:
    day = with_bills("staff")
    assert "not later" in day.refused("extend_coupon", coupon_id=3, valid_until="2026-06-17")
    day.do("extend_coupon", coupon_id=3, valid_until="2026-06-18")


def test_some_coupons_have_lapsed_whatever_the_day() -> None:
    day = open_day(post("staff", billing={}, coupons=ALL))
    assert day.value("SELECT count(*) FROM coupons WHERE valid_until < date(now())") > 0
    assert day.value("SELECT count(*) FROM coupons WHERE valid_until > date(now()) AND uses_left > 0") > 0
