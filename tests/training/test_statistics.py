from math import comb

from hypothesis import given
from hypothesis import strategies as st

from training.statistics import Tally, pass_at, pass_hat, rate_over, wilson

tallies = st.integers(1, 20).flatmap(lambda n: st.integers(0, n).map(lambda c: Tally(n, c)))


@given(tallies)
def test_with_one_episode_both_are_the_share(tally: Tally) -> None:
    share = tally.complete / tally.judged
    assert abs(pass_at(1, tally) - share) < 1e-12
    assert abs(pass_hat(1, tally) - share) < 1e-12


@given(tallies, st.integers(2, 8))
def test_more_attempts_never_hurt_one_of_them_and_never_help_all_of_them(tally: Tally, k: int) -> None:
    if k <= tally.judged:
        assert pass_at(k, tally) >= pass_at(k - 1, tally) - 1e-12
        assert pass_hat(k, tally) <= pass_hat(k - 1, tally) + 1e-12


def test_two_of_four() -> None:
    assert pass_at(2, Tally(4, 2)) == 1 - 1 / comb(4, 2)
    assert pass_hat(2, Tally(4, 2)) == 1 / comb(4, 2)


def test_tasks_with_too_few_episodes_are_left_out() -> None:
    rate = rate_over([Tally(1, 1), Tally(4, 0)], 2)
    assert rate is not None
    assert (rate.tasks, rate.value) == (1, 0.0)
    assert rate_over([Tally(1, 1)], 2) is None


def test_intervals_hold_the_value_and_never_claim_certainty() -> None:
    rate = rate_over([Tally(4, 4)] * 10, 1)
    assert rate is not None
    assert 0.6 < rate.low < 0.99
    mixed = rate_over([Tally(4, c) for c in (0, 1, 2, 3, 4)], 1)
    assert mixed is not None
    assert mixed.low < mixed.value < mixed.high
    assert wilson(0, 0) == (0.0, 1.0)
