"""Orders: baskets, stock, bills, and until when an order may change."""

from .trading_post import open_day, post

PLAIN = {"stock": True, "charge": "when placed", "ready": False, "wanted": "as soon as possible"}


def test_an_order_takes_its_units_from_stock_and_is_billed_for_the_sum_of_its_lines() -> None:
    day = open_day(post("customer", orders=PLAIN, billing={}))
    day.set("articles", stock=50, status="on_sale", price_cents=700)
    order = day.do("place_order", items=[{"article_id": 1, "quantity": 2}])
    assert order["total_cents"] == 1400
    assert day.value("SELECT stock FROM articles WHERE id = 1") == 48
    assert day.value("SELECT amount_cents FROM invoices WHERE order_id = 1") == 1400


def test_an_item_named_twice_becomes_one_line() -> None:
    day = open_day(post("customer", orders=PLAIN))
    day.set("articles", stock=50, status="on_sale")
    day.do("place_order", items=[{"article_id": 3, "quantity": 2}, {"article_id": 3, "quantity": 1}])
    assert day.do("get_order", order_id=1)["order_lines"][0]["quantity"] == 3
    assert day.broken() == {}


def test_what_is_not_there_is_refused_by_name_and_leaves_nothing_behind() -> None:
    day = open_day(post("customer", orders=PLAIN))
    day.set("articles", stock=1, status="on_sale")
    name = day.value("SELECT name FROM articles WHERE id = 2")
    assert f"not enough of {name}: only 1 left" in day.refused("place_order", items=[{"article_id": 2, "quantity": 2}])
    assert "No article on sale has the id 99" in day.refused("place_order", items=[{"article_id": 99, "quantity": 1}])
    day.session.connection.execute("UPDATE articles SET status = 'discontinued' WHERE id = 2")
    assert "No article on sale has the id 2" in day.refused("place_order", items=[{"article_id": 2, "quantity": 1}])
    assert day.value("SELECT count(*) FROM orders") == 0


def test_additions_to_a_billed_order_are_billed_alone() -> None:
    day = open_day(post("customer", orders=PLAIN, billing={}))
    day.session.connection.execute("UPDATE articles SET stock = 50, status = 'on_sale', price_cents = 100 * id")
    day.do("place_order", items=[{"article_id": 1, "quantity": 1}])
    order = day.do(
        "add_to_order", order_id=1, items=[{"article_id": 1, "quantity": 2}, {"article_id": 2, "quantity": 1}]
    )
    assert order["total_cents"] == 3 * 100 + 200
    bills = day.rows("SELECT amount_cents FROM invoices ORDER BY id")
    assert bills == [(100,), (400,)]
    assert day.broken() == {}


def test_a_cancelled_order_gives_back_its_units_and_its_bills_lapse() -> None:
    day = open_day(post("customer", orders=PLAIN, billing={}))
    day.set("articles", stock=10, status="on_sale")
    day.do("place_order", items=[{"article_id": 1, "quantity": 4}, {"article_id": 2, "quantity": 1}])
    day.do("cancel_order", order_id=1)
    assert day.value("SELECT min(stock) FROM articles") == 10
    assert day.value("SELECT group_concat(DISTINCT status) FROM invoices") == "void"
    assert "cancelled" in day.refused("cancel_order", order_id=1)


def test_an_unbilled_order_can_shrink_and_is_billed_when_it_is_collected() -> None:
    options = {**PLAIN, "charge": "when handed over"}
    day = open_day(post("staff", orders=options, billing={}))
    day.session.connection.execute("UPDATE articles SET stock = 10, status = 'on_sale', price_cents = 500")
    day.do("place_order", boater_id=1, items=[{"article_id": 1, "quantity": 4}])
    assert "has 4 of it already" in day.refused("change_order_quantity", order_id=1, article_id=1, quantity=4)
    assert "Only 6 more" in day.refused("change_order_quantity", order_id=1, article_id=1, quantity=11)
    assert "no such article" in day.refused("change_order_quantity", order_id=1, article_id=2, quantity=1)
    assert day.do("change_order_quantity", order_id=1, article_id=1, quantity=1)["total_cents"] == 500
    assert day.value("SELECT stock FROM articles WHERE id = 1") == 9
    assert day.value("SELECT count(*) FROM invoices") == 0
    day.do("complete_order", order_id=1)
    assert day.value("SELECT amount_cents FROM invoices") == 500


def test_an_order_for_a_day_that_is_too_near_cannot_be_changed() -> None:
    day = open_day(post("customer", orders={**PLAIN, "wanted": "until two days before"}))
    day.set("articles", stock=10, status="on_sale")
    items = [{"article_id": 1, "quantity": 1}]
    assert "the day before at the latest" in day.refused("place_order", items=items, wanted_on="2026-06-17")
    day.do("place_order", items=items, wanted_on="2026-06-18")
    assert "until two days before" in day.refused("cancel_order", order_id=1)


def test_customers_who_are_billed_for_nothing_else_are_billed_when_they_order() -> None:
    world = post("customer", orders={**PLAIN, "charge": "when handed over"}, billing={})
    assert "add_to_order" in world.actions
    assert "change_order_quantity" not in world.actions
