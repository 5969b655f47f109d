"""Approvals: who may decide, how many it takes, and what happens to what was not approved."""

import pytest

from authors.procedural.language import noun
from authors.procedural.modules.approvals import Approvals

REASONS = (
    ("fuel", ("I filled up the rescue boat.",)),
    ("paint", ("Two tins for the dinghy shed.", "Varnish for the oars.")),
)
PLAIN = {"second": True, "payout": True, "purpose": True, "correct": "amount"}


def _staged(staged, invoices, boats, persona="staff", **options):
    module = Approvals(request=noun("refund claim"), reasons=REASONS, limit_cents=20000, options={**PLAIN, **options})
    return staged(boats, module, invoices, persona=persona)


@pytest.fixture(scope="module")
def desk(staged, invoices, boats):
    return _staged(staged, invoices, boats)


def _claim(desk, cents, person=3):
    made = desk.done(
        "submit_refund_claim",
        boater_id=person,
        reason="fuel",
        amount_cents=cents,
        purpose="I filled up the rescue boat.",
    )
    return made["refund_claim_id"]


def test_history_keeps_what_must_hold(desk):
    assert desk.broken == {}
    found = {row[0] for row in desk.rows("SELECT DISTINCT status FROM refund_claims")}
    assert found >= {"submitted", "approved", "rejected", "paid"}


def test_purposes_fit_their_reasons(desk):
    pairs = {(reason, text) for reason, texts in REASONS for text in texts}
    assert set(desk.rows("SELECT DISTINCT reason, purpose FROM refund_claims")) <= pairs


def test_a_small_claim_needs_one_approval_and_a_large_one_two_people(desk):
    small, large = _claim(desk, 20000), _claim(desk, 20001)
    assert desk.done("approve_refund_claim", refund_claim_id=small)["status"] == "approved"
    assert desk.done("approve_refund_claim", refund_claim_id=large)["status"] == "endorsed"
    assert "somebody else" in desk.refused("approve_refund_claim", refund_claim_id=large)
    assert desk.done("approve_refund_claim", 2, refund_claim_id=large)["status"] == "approved"
    decided = desk.done("get_refund_claim", refund_claim_id=large)["decisions"]
    assert [one["staff_member_id"] for one in decided] == [1, 2]


def test_what_is_decided_stays_decided(desk):
    claim = _claim(desk, 5000)
    desk.done("reject_refund_claim", refund_claim_id=claim, refusal="incomplete")
    for tool in ("approve_refund_claim", "withdraw_refund_claim", "pay_out_refund_claim"):
        assert "is rejected" in desk.refused(tool, refund_claim_id=claim)
    assert "is rejected" in desk.refused("correct_refund_claim", refund_claim_id=claim, amount_cents=1)


def test_only_another_sum_is_a_correction(desk):
    claim = _claim(desk, 5000)
    assert "already" in desk.refused("correct_refund_claim", refund_claim_id=claim, amount_cents=5000)
    assert desk.done("correct_refund_claim", refund_claim_id=claim, amount_cents=6000)["amount_cents"] == 6000


def test_a_customer_hands_in_and_takes_back_but_does_not_decide(staged, invoices, boats):
    mine = _staged(staged, invoices, boats, persona="customer", purpose=False)
    shown = {action.name for action in mine.world.actions.values() if mine.world.visible(action.audience)}
    assert {"submit_refund_claim", "withdraw_refund_claim"} <= shown
    assert not {"approve_refund_claim", "reject_refund_claim", "pay_out_refund_claim"} & shown
    claim = mine.done("submit_refund_claim", reason="paint", amount_cents=900)["refund_claim_id"]
    assert mine.done("withdraw_refund_claim", refund_claim_id=claim)["status"] == "withdrawn"
    assert mine.broken == {}
