"""Loyalty: points are earned by buying and add up to the balance."""

from .trading_post import Day, open_day, post

SHOP = {"stock": False, "charge": "when placed", "ready": False, "wanted": "as soon as possible"}
ALL = {"joining": "by itself", "tiers": True, "supply": True, "spend": True, "staff_move": "grant"}


def after_an_order(persona: str = "customer", **options: object) -> Day:
    """The first boater has bought for 100 dollars."""
    day = open_day(post(persona, orders=SHOP, billing={}, loyalty={**ALL, **options}))  # type: ignore[arg-type]
    day.session.connection.execute("UPDATE articles SET status = 'on_sale', price_cents = 10000")
    day.session.connection.execute("UPDATE rewards SET status = 'offered'")
    who = {} if persona == "customer" else {"boater_id": 1}
    day.do("place_order", items=[{"article_id": 1, "quantity": 1}], **who)
    return day


def test_the_first_purchase_opens_an_account_and_later_ones_add_to_it() -> None:
    day = after_an_order()
    first = day.value("SELECT balance FROM loyalty_accounts WHERE boater_id = 1")
    assert first > 0
    day.do("place_order", items=[{"article_id": 1, "quantity": 1}])
    assert day.rows("SELECT balance FROM loyalty_accounts WHERE boater_id = 1") == [(2 * first,)]
    assert day.broken() == {}


def test_on_request_nobody_earns_before_they_have_an_account() -> None:
    day = after_an_order("staff", joining="on request")
    assert day.value("SELECT count(*) FROM loyalty_accounts") == 0
    day.do("open_loyalty_account", boater_id=1)
    assert "already" in day.refused("open_loyalty_account", boater_id=1)
    day.do("place_order", boater_id=1, items=[{"article_id": 1, "quantity": 1}])
    assert day.value("SELECT balance FROM loyalty_accounts") > 0


def test_a_reward_costs_its_points_and_one_unit() -> None:
    day = after_an_order()
    execute = day.session.connection.execute
    execute("UPDATE loyalty_accounts SET balance = 50, lifetime = 50")
    execute("UPDATE loyalty_account_entries SET points = 50")
    execute("UPDATE rewards SET cost_points = 40, units_left = 1 WHERE id = 1")
    execute("UPDATE rewards SET cost_points = 11, units_left = 1 WHERE id = 2")
    assert day.do("redeem_reward", reward_id=1)["balance"] == 10
    assert "none left" in day.refused("redeem_reward", reward_id=1)
    assert "costs 11 points, and the account holds 10" in day.refused("redeem_reward", reward_id=2)
    assert day.broken() == {}


def test_points_lower_a_bill_but_never_below_nothing() -> None:
    day = after_an_order()
    day.session.connection.execute("UPDATE loyalty_accounts SET balance = 5000")
    assert day.do("spend_points_on_invoice", invoice_id=1, points=20)["amount_cents"] == 10000 - 100
    assert day.do("spend_points_on_invoice", invoice_id=1, points=4000)["amount_cents"] == 0
    assert day.value("SELECT balance FROM loyalty_accounts") == 5000 - 20 - 1980


def test_points_move_between_two_accounts() -> None:
    day = after_an_order("staff", staff_move="transfer")
    day.do("place_order", boater_id=2, items=[{"article_id": 1, "quantity": 1}])
    balance = day.value("SELECT balance FROM loyalty_accounts WHERE id = 1")
    assert "same account" in day.refused("transfer_points", loyalty_account_id=1, to_account_id=1, points=10)
    assert day.do("transfer_points", loyalty_account_id=1, to_account_id=2, points=10)["balance"] == balance - 10
    assert day.value("SELECT balance FROM loyalty_accounts WHERE id = 2") == balance + 10
    assert day.broken() == {}


def test_a_months_purchases_bring_some_rewards_into_reach_and_leave_others_out() -> None:
    day = open_day(post("customer", bookings={}, billing={}, loyalty=ALL), days=32)
    most = day.value("SELECT max(balance) FROM loyalty_accounts")
    assert day.value("SELECT min(cost_points) FROM rewards") < most
    assert day.value("SELECT balance FROM loyalty_accounts WHERE boater_id = 1") < day.value(
        "SELECT max(cost_points) FROM rewards"
    )
