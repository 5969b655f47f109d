"""Fresh scenarios for the collection: unlike what is there, claimed once, the same whoever claims them."""

import json
import platform
import subprocess
import sys
import textwrap
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from artifacts import Claims
from authors.seeds import seed_scenarios
from authors.similarity import embedder_of
from schemas import SCENARIOS, Scenario
from tasks import STEPS, Loom, Work
from tasks.holder import holding, is_alive
from tasks.known_scenarios import KnownScenarios, claim_on
from tasks.propose_scenarios import Prospect, propose_scenarios
from tests.proposing_author import ProposingAuthor

DEAD = f"{platform.node() or 'here'}:0"
"""A holder of this machine that has no lock."""


@pytest.fixture
def loom(tmp_path: Path, railway_folder: Path) -> Loom:
    return Loom(str(tmp_path), ProposingAuthor(railway_folder))


def proposed(loom: Loom, count: int, prospect: Prospect | None = None) -> list[Scenario]:
    known = KnownScenarios(loom, embedder_of("ngrams"))
    return propose_scenarios.fn(loom, known, prospect or Prospect("here:me"), count)


def test_categories_are_filled_evenly(loom: Loom) -> None:
    assert Counter(scenario.category for scenario in proposed(loom, 9)) == {"Food": 3, "Land": 3, "Water": 3}


def test_an_under_represented_category_comes_first(loom: Loom) -> None:
    known = [scenario for scenario in seed_scenarios() if scenario.category in ("Food", "Water")]
    Claims(loom.workspace.catalog).adopt([claim_on(scenario, state="published") for scenario in known])
    assert {scenario.category for scenario in proposed(loom, 4)} == {"Land"}


def test_no_category_exceeds_its_cap(loom: Loom) -> None:
    assert len(proposed(loom, 20, Prospect("here:me", per_category=2))) == 6


def test_nothing_is_claimed_beyond_the_target(loom: Loom) -> None:
    assert len(proposed(loom, 3, Prospect("here:me"))) == 3
    assert len(proposed(loom, 20, Prospect("here:me", target=5))) == 2


def test_a_near_duplicate_is_refused_and_remembered_with_its_reason(loom: Loom) -> None:
    (first,) = [scenario for scenario in seed_scenarios() if scenario.category == "Food"][:1]
    reworded = first.model_copy(update={"name": "other", "description": first.description.replace(" and ", " or ")})
    Claims(loom.workspace.catalog).adopt([claim_on(reworded, state="published")])
    prospect = Prospect("here:me")
    assert first.name not in {scenario.name for scenario in proposed(loom, 12, prospect)}
    assert prospect.refused == {"near_duplicate": 1}
    (refusal,) = [claim for claim in Claims(loom.workspace.catalog).since() if claim.state == "refused"]
    assert refusal.name == first.name
    assert refusal.message.endswith("like other")


def test_a_lower_bound_of_likeness_refuses_more_and_ends_by_itself(loom: Loom) -> None:
    strict = Prospect("here:me", similarity=0.2)
    assert len(proposed(loom, 500, strict)) < 60
    assert strict.exhausted == {"Food", "Land", "Water"}


def test_what_other_flows_published_is_known(loom: Loom) -> None:
    first = next(scenario for scenario in seed_scenarios() if scenario.category == "Food")
    batch: tuple[Work, ...] = (Work(first, {"scenario": loom.workspace.store.put(SCENARIOS, [first])}),)
    for step in STEPS:
        batch = step.run(loom, batch)
    (entry,) = loom.workspace.catalog.environments()
    assert first.name not in {scenario.name for scenario in proposed(loom, 12)}
    loom.workspace.catalog.withdraw(entry.name, entry.version, "it lies")
    assert KnownScenarios(loom, embedder_of("ngrams")).has(first)
    (claim,) = [claim for claim in Claims(loom.workspace.catalog).since() if claim.name == first.name]
    assert (claim.state, claim.rule) == ("given_up", "withdrawn")


def test_a_run_goes_on_with_what_a_dead_one_left_and_leaves_the_living_alone(loom: Loom) -> None:
    left = proposed(loom, 3, Prospect(DEAD))
    assert [claim.holder for claim in Claims(loom.workspace.catalog).since()] == [DEAD] * 3
    with holding(Path(loom.root)) as other:
        theirs = proposed(loom, 4, Prospect(other))
        assert theirs[:3] == left
        mine = proposed(loom, 2)
    assert not {scenario.name for scenario in mine} & {scenario.name for scenario in theirs}


def test_a_holder_lives_as_long_as_its_process(tmp_path: Path) -> None:
    script = """
        import sys; from pathlib import Path; from tasks.holder import holding
        with holding(Path(sys.argv[1])) as name:
            print(name, flush=True); sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert is_alive(tmp_path, name, None)
        process.kill()
        process.wait()
        assert not is_alive(tmp_path, name, None)
    assert not list((tmp_path / "runs").iterdir())


def test_the_order_of_claims_does_not_depend_on_who_claims(loom: Loom, tmp_path: Path) -> None:
    alone = [scenario.name for scenario in proposed(loom, 12)]
    other = replace(loom, root=str(tmp_path / "other"))
    for holder in ("a", "b", "c"):
        with holding(Path(other.root)) as name:
            proposed(other, 4, Prospect(f"{name}{holder}"))
    again = [claim.name for claim in Claims(other.workspace.catalog).since() if claim.state == "claimed"]
    assert again[:4] == alone[:4]


CLAIMING = """
    import json, sys
    from pathlib import Path
    from authors.similarity import embedder_of
    from tasks import Loom
    from tasks.holder import holding
    from tasks.known_scenarios import KnownScenarios
    from tasks.propose_scenarios import Prospect, propose_scenarios
    from tests.proposing_author import ProposingAuthor

    loom = Loom(sys.argv[1], ProposingAuthor(Path(sys.argv[2])))
    with holding(Path(loom.root)) as holder:
        known = KnownScenarios(loom, embedder_of("ngrams"))
        print("ready", flush=True)
        sys.stdin.readline()
        found = [propose_scenarios.fn(loom, known, Prospect(holder), 1)[0].name for _ in range(20)]
        print(json.dumps(found), flush=True)
        sys.stdin.readline()
"""


def test_two_processes_that_claim_at_once_never_claim_the_same(loom: Loom, railway_folder: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(CLAIMING), loom.root, str(railway_folder)]
    here = Path(__file__).parents[2]
    both = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=here) for _ in range(2)
    ]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    found = [json.loads(process.stdout.readline()) for process in both if process.stdout is not None]
    for process in both:
        process.communicate("\n", timeout=60)
    assert len(set(found[0]) | set(found[1])) == 40
    claims = [claim for claim in Claims(loom.workspace.catalog).since() if claim.state == "claimed"]
    assert {claim.name for claim in claims} == set(found[0]) | set(found[1])
    elsewhere = replace(loom, root=str(Path(loom.root) / "alone"))
    assert {scenario.name for scenario in proposed(elsewhere, 40)} == {claim.name for claim in claims}
