"""Messages: who has to answer, and what closing means."""

from .trading_post import open_day, post

PLAIN = {"closed": "for good", "close": "party", "handler": False, "count": True}


def test_a_conversation_waits_for_whoever_did_not_write_last() -> None:
    day = open_day(post("customer", messages=PLAIN))
    assert day.do("start_conversation", subject="Payment", body="May I pay later?")["status"] == "waiting"
    assert "unanswered conversation" in day.refused("start_conversation", subject="Payment", body="May I?")
    day.do("answer_conversation", conversation_id=1, body="You may.")
    shown = day.do("get_conversation", conversation_id=1)
    assert (shown["status"], shown["message_count"]) == ("answered", 2)
    assert [each["sender"] for each in shown["messages"]] == ["boater", "staff"]
    day.do("write_in_conversation", conversation_id=1, body="Thank you.")
    assert day.do("get_conversation", conversation_id=1)["status"] == "waiting"
    assert day.broken() == {}


def test_closed_for_good_is_closed_for_both_sides() -> None:
    day = open_day(post("customer", messages=PLAIN))
    day.do("start_conversation", subject="Payment", body="May I pay later?")
    day.do("close_conversation", conversation_id=1)
    for tool in ("write_in_conversation", "answer_conversation", "close_conversation"):
        more = {} if tool.startswith("close") else {"body": "Hello?"}
        assert "is closed" in day.refused(tool, conversation_id=1, **more)


def test_where_only_staff_close_a_customer_can_write_on() -> None:
    day = open_day(post("customer", messages={**PLAIN, "close": "staff"}))
    day.do("start_conversation", subject="Payment", body="May I pay later?")
    day.do("close_conversation", conversation_id=1)
    day.do("write_in_conversation", conversation_id=1, body="One more thing.")
    assert day.do("get_conversation", conversation_id=1)["status"] == "waiting"


def test_a_conversation_is_handed_to_somebody_else() -> None:
    day = open_day(post("staff", messages={**PLAIN, "handler": True}))
    day.do("start_conversation", boater_id=2, subject="Payment", body="May I pay later?")
    assert day.do("hand_over_conversation", conversation_id=1, handler_id=3)["handler_id"] == 3
    assert "already" in day.refused("hand_over_conversation", conversation_id=1, handler_id=3)
