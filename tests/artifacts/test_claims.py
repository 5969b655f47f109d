"""Claims on scenarios: one holder a scenario, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from artifacts import Claim, Claims, Workspace


def claim(name: str, holder: str = "one", **facts: object) -> Claim:
    return Claim(f"scenarios-{name}", name, "Water", f"{name}.", "{}", holder=holder, **facts)  # type: ignore[arg-type]


@pytest.fixture
def claims(workspace: Workspace) -> Claims:
    return Claims(workspace.catalog)


def test_a_claim_is_seen_by_everyone_in_the_order_of_claiming(claims: Claims) -> None:
    assert claims.make(claim("a"), seen=0)
    (first,) = claims.since()
    assert claims.make(claim("b"), seen=first.number)
    assert [each.name for each in claims.since()] == ["a", "b"]
    assert [each.name for each in claims.since(first.number)] == ["b"]


def test_a_decision_on_old_knowledge_is_refused(claims: Claims) -> None:
    assert claims.make(claim("a"), seen=0)
    assert not claims.make(claim("b"), seen=0)
    assert [each.name for each in claims.since()] == ["a"]


def test_the_same_scenario_cannot_be_claimed_twice(claims: Claims) -> None:
    claims.make(claim("a"), seen=0)
    (first,) = claims.since()
    assert not claims.make(claim("a", holder="two"), seen=first.number)
    assert claims.adopt([claim("a", holder="two"), claim("b")]) == 1


def test_what_a_dead_run_left_is_taken_over_by_one_run_only(claims: Claims) -> None:
    claims.make(claim("a", holder="dead"), seen=0)
    (left,) = claims.since()
    assert claims.take_over(left, "two")
    assert not claims.take_over(left, "three")
    (taken,) = claims.since()
    assert taken.holder == "two"


def test_what_is_settled_is_not_taken_over(claims: Claims) -> None:
    claims.make(claim("a", holder="dead"), seen=0)
    (left,) = claims.since()
    claims.settle(left.fingerprint, "given_up", "certify", "too few tasks")
    assert not claims.take_over(left, "two")
    (settled,) = claims.since()
    assert (settled.state, settled.rule, settled.message) == ("given_up", "certify", "too few tasks")


def test_many_who_claim_at_once_claim_everything_once(claims: Claims) -> None:
    def one(holder: int) -> int:
        made = 0
        while True:
            known = claims.since()
            if len(known) >= 40:
                return made
            made += claims.make(claim(f"n{len(known)}", str(holder)), seen=known[-1].number if known else 0)

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(one, range(4)))
    assert sum(made) == 40
    assert [each.name for each in claims.since()] == [f"n{number}" for number in range(40)]
