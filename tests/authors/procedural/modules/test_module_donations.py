"""Donations: what was given to a fund is what it has raised."""

from .trading_post import Day, open_day, post

ALL = {"pledges": True, "adjust": "amount", "redirect": "gift", "receipt": True, "closing": True}


def charity(persona: str = "customer", **options: object) -> Day:
    day = open_day(post(persona, donations={**ALL, **options}))  # type: ignore[arg-type]
    day.session.connection.execute("UPDATE funds SET status = CASE id WHEN 3 THEN 'closed' ELSE 'open' END")
    return day


def test_gifts_and_their_redirection_show_in_what_the_funds_raised() -> None:
    day = charity()
    day.do("give_to_fund", fund_id=1, amount_cents=5000)
    day.do("redirect_gift", gift_id=1, fund_id=2)
    assert day.rows("SELECT raised_cents FROM funds WHERE id < 3 ORDER BY id") == [
        (0,),
        (5000,),
    ]
    assert "goes to already" in day.refused("redirect_gift", gift_id=1, fund_id=2)
    assert "closed" in day.refused("redirect_gift", gift_id=1, fund_id=3)
    assert "the least" in day.refused("give_to_fund", fund_id=1, amount_cents=499)


def test_one_fund_has_one_active_pledge_of_a_person() -> None:
    day = charity()
    pledge = {"fund_id": 1, "amount_cents": 1000, "rhythm": "monthly", "next_on": "2026-06-20"}
    day.do("start_pledge", **pledge)
    assert "already" in day.refused("start_pledge", **pledge)
    day.do("change_pledge", pledge_id=1, amount_cents=2000)
    day.do("end_pledge", pledge_id=1)
    assert "ended" in day.refused("change_pledge", pledge_id=1, amount_cents=2000)
    day.do("start_pledge", **pledge)


def test_a_collected_pledge_is_a_gift_and_waits_for_its_next_day() -> None:
    day = charity(adjust="skip")
    day.do("start_pledge", fund_id=1, amount_cents=1000, rhythm="quarterly", next_on="2026-06-20")
    assert day.do("skip_pledge", pledge_id=1)["next_on"] == "2026-09-20"
    assert day.do("collect_pledge", pledge_id=1)["next_on"] == "2026-12-20"
    assert day.value("SELECT amount_cents FROM gifts") == 1000
    assert day.broken() == {}


def test_nobody_has_the_collection_as_a_tool_and_yet_it_happens() -> None:
    world = post("staff", donations=ALL)
    assert not world.visible(world.actions["collect_pledge"].audience)
    day = open_day(world, days=32)
    assert day.value("SELECT count(*) FROM gifts g JOIN pledges p USING (fund_id, boater_id, amount_cents)") > 0


def test_a_gift_with_a_receipt_stays_where_it_is() -> None:
    day = charity("staff")
    day.do("record_gift", fund_id=1, boater_id=3, amount_cents=5000)
    day.do("send_gift_receipt", gift_id=1)
    assert "receipted" in day.refused("redirect_gift", gift_id=1, fund_id=2)
    day.do("close_fund", fund_id=1)
    assert "closed" in day.refused("record_gift", fund_id=1, boater_id=3, amount_cents=5000)
