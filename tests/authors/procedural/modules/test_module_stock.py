"""Stock: what comes, what goes, and the log of both."""

from .trading_post import Day, open_day, post

SHOP = {"stock": True, "charge": "when placed", "ready": False, "wanted": "as soon as possible"}


def stockroom(**options: object) -> Day:
    chosen = {"suppliers": True, "log": True, "late": "postpone", "losses": True, **options}
    day = open_day(post("staff", orders=SHOP, stock=chosen))
    day.set("articles", stock=10, status="on_sale")
    return day


def test_an_item_is_reordered_once_until_it_arrives() -> None:
    day = stockroom()
    lead = day.value("SELECT lead_days FROM suppliers WHERE id = 2")
    delivery = day.do("reorder_article", article_id=1, supplier_id=2, quantity=12)
    assert delivery["expected_on"] == day.value(f"SELECT date(now(), '+{lead} days')")
    assert "on its way already" in day.refused("reorder_article", article_id=1, supplier_id=1, quantity=6)
    day.do("receive_supplier_delivery", supplier_delivery_id=1)
    assert day.value("SELECT stock FROM articles WHERE id = 1") == 22
    day.do("reorder_article", article_id=1, supplier_id=1, quantity=6)


def test_sales_returns_receipts_and_losses_are_all_logged() -> None:
    day = stockroom()
    day.do("place_order", boater_id=1, items=[{"article_id": 1, "quantity": 3}, {"article_id": 2, "quantity": 1}])
    day.do("cancel_order", order_id=1)
    day.do("write_off_article", article_id=1, quantity=2, reason="damaged")
    moved = [(each["reason"], each["quantity"]) for each in day.do("get_article", article_id=1)["stock_movements"]]
    assert moved == [("sold", 3), ("given_back", 3), ("damaged", 2)]
    assert "Only 8 of it" in day.refused("write_off_article", article_id=1, quantity=9, reason="lost")


def test_a_delivery_is_only_postponed_to_a_later_day() -> None:
    day = stockroom()
    day.do("reorder_article", article_id=1, supplier_id=1, quantity=6)
    assert "is not later" in day.refused("postpone_supplier_delivery", supplier_delivery_id=1, expected_on="2026-06-17")
    day.do("postpone_supplier_delivery", supplier_delivery_id=1, expected_on="2026-07-17")


def test_without_a_log_nothing_asks_for_a_reason() -> None:
    day = stockroom(log=False)
    day.do("write_off_article", article_id=1, quantity=2)
    assert "movement" not in day.world.entities


def test_customers_see_nothing_of_it() -> None:
    world = post("customer", orders=SHOP, stock={"suppliers": True, "log": True})
    assert not any(
        world.visible(action.audience) for action in world.actions.values() if action.entity in ("supply", "movement")
    )
    assert not world.searchable(world.entities["supplier"])
