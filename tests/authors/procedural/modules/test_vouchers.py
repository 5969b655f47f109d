"""Vouchers: what a customer has of them at the end of history."""

import pytest

from authors.procedural.language import noun, verb
from authors.procedural.modules.billing import Billing
from authors.procedural.modules.bookings import Bookings
from authors.procedural.modules.vouchers import Vouchers
from tests.authors.procedural.modules.trading_post import BOATS


@pytest.mark.parametrize("use", ["part", "whole"])
@pytest.mark.parametrize("expires", [True, False])
def test_a_customer_has_spent_one_and_can_spend_another(staged, use, expires):
    """So that both can be seen: a voucher that may be spent, and one that no longer may."""
    options = {"expires": expires, "occasion": False, "block": False, "extend": False, "use": use}
    bookings = Bookings(thing=BOATS, booking=noun("charter"), verb=verb("charter"))
    place = staged(bookings, Billing(options={"refunds": False}), Vouchers(options=options), persona="customer")
    states = [state for (state,) in place.rows("SELECT DISTINCT status FROM gift_vouchers WHERE boater_id = 1")]
    assert sorted(states) == ["spent", "usable"]
    assert place.broken == {}
