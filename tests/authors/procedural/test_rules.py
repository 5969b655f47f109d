"""Rules of their own: every domain has one, tools see to it, tasks speak of it, and it can go either way."""

import random

import pytest

from authors.procedural.compose import build
from authors.procedural.domain import Domain, all_domains, reserved_domains
from authors.procedural.history import live_through
from authors.procedural.tables import tables_of
from authors.procedural.tasks.conditional import if_allowed
from authors.procedural.tasks.talk import GiveUp, Talk
from authors.procedural.tasks.wish import Wish
from authors.procedural.tools import backstage_tools_of, tools_of
from authors.procedural.world import World, WorldError
from environments import Content, Environment
from schemas import EnvironmentManifest, Require

NOW = "2026-06-11 09:00:00"
EVERY = {**all_domains(), **reserved_domains()}
every_domain = pytest.mark.parametrize("domain", EVERY.values(), ids=EVERY)
every_reserved = pytest.mark.parametrize("domain", reserved_domains().values(), ids=reserved_domains())


def trade(domain: Domain) -> World:
    """The trade alone, with the first options by chance that fit together."""
    frame = World(name=domain.name, organisation="The Place", persona=domain.persona, now=NOW)
    for seed in range(1, 9):
        rng = random.Random(seed)
        try:
            return build(frame, domain, [module.drawn(rng) for module in (domain.people, *domain.always)])
        except WorldError:
            continue
    raise AssertionError(f"the trade of {domain.name} never fits together")


@every_domain
def test_every_domain_has_a_rule_of_its_own_in_tools_that_user_1_has(domain: Domain) -> None:
    world = trade(domain)
    own = {rule.refusal for rule in domain.rules or ()}
    assert own
    concerned = [rule for rule in world.rules if rule.refusal in own]
    assert concerned, "none of its rules is about something that is always there"
    for rule in concerned:
        tools = [
            action
            for action in world.actions.values()
            if any(isinstance(step, Require) and step.message == rule.refusal for step in action.steps)
        ]
        assert [action for action in tools if action.does == "create"], rule.says
        assert all(action.description.endswith(rule.says) or rule.says in action.description for action in tools)


@every_domain
def test_rules_are_said_in_sentences_and_end_a_request(domain: Domain) -> None:
    for rule in domain.rules or ():
        assert rule.says.endswith(".") and rule.refusal.endswith(".") and "{" not in rule.refusal
        said = rule.asked.format(whose="my", have="I have", am="I am")
        assert said.startswith("if ") and not said.endswith(".")


def lived(world: World, days: int = 30) -> Environment:
    manifest = EnvironmentManifest(name="test", now=NOW, scenario="a test")
    tools = [*tools_of(world), *backstage_tools_of(world)]
    bare = Environment(Content(manifest, tables_of(world), tools))
    return Environment(Content(manifest, tables_of(world), tools, live_through(world, bare, random.Random(1), days)))


@pytest.fixture(scope="module")
def marina() -> tuple[World, Environment]:
    world = trade(all_domains()["marina"])
    return world, lived(world)


def test_the_tool_refuses_what_the_rule_forbids_and_allows_the_rest(marina: tuple[World, Environment]) -> None:
    world, environment = marina
    with environment.session() as session:
        licensed = session.connection.execute("SELECT licensed_ft FROM boaters WHERE id = 1").get
        boats = session.connection.execute("SELECT id, length_ft FROM boats WHERE status = 'in_service'").fetchall()
        for boat, length in boats:
            result = session.call("charter_boat", {"boat_id": boat, "start_on": "2026-08-20", "days": 1})
            told = result.error.message if result.error else ""
            assert (told == world.rules[0].refusal) == (length > licensed), (length, licensed, told)


def test_no_row_of_history_breaks_a_lasting_rule(marina: tuple[World, Environment]) -> None:
    world, environment = marina
    assert world.rules[0].says in world.invariants
    with environment.session() as session:
        assert session.connection.execute("SELECT count(*) FROM charters").get
        assert environment.invariants.broken(session.connection) == []


@pytest.mark.parametrize("holds", [True, False])
def test_a_task_may_depend_on_the_rule_and_go_either_way(marina: tuple[World, Environment], holds: bool) -> None:
    world, environment = marina
    with environment.rehearsal() as rehearsal:
        for seed in range(30):
            try:
                with rehearsal.episode() as episode:
                    talk = Talk(world, episode, random.Random(seed), Wish())
                    found = if_allowed(talk, world.actions["charter_boat"], holds)
                    assert bool(talk.notes.writes) == holds
            except GiveUp:
                continue
            assert "if my licence is good for a boat of that length" in found.clause.text
            return
    pytest.fail("thirty tries gave no such task")


@pytest.mark.slow
@every_reserved
def test_the_rules_of_a_reserved_trade_can_hold_and_trip_for_user_1(domain: Domain) -> None:
    world = trade(domain)
    environment = lived(world)
    with environment.session() as session:
        assert environment.invariants.broken(session.connection) == []
    missing = {(rule.refusal, holds) for rule in world.rules for holds in (True, False)}
    with environment.rehearsal() as rehearsal:
        for seed in range(60):
            for refusal, holds in sorted(missing):
                made = next(rule.made for rule in world.rules if rule.refusal == refusal)
                makes = next(one for one in world.actions.values() if one.does == "create" and one.entity == made)
                try:
                    with rehearsal.episode() as episode:
                        if_allowed(Talk(world, episode, random.Random(seed), Wish()), makes, holds)
                except GiveUp:
                    continue
                missing.discard((refusal, holds))
    assert not missing
