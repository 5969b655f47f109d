"""`worldloom rollout`, `watch` and `dataset` as a user meets them, over the railway club and two little houses."""

import json
from pathlib import Path

import pytest

from artifacts import Workspace
from artifacts.lineage import Lineage
from environments import load_environment
from tasks.build_playground import build_playground
from tasks.take_in import take_in
from tests.worldloom.conftest import Invoke


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, railway_folder: Path) -> Path:
    """A collection of three environments."""
    root = tmp_path_factory.mktemp("home")
    workspace = Workspace(root)
    take_in(workspace, load_environment(railway_folder).content, "a test")
    build_playground(workspace, 2)
    return root


@pytest.fixture
def railway(home: Path) -> str:
    entries = Workspace(home).catalog.environments("published")
    return next(entry.reference for entry in entries if "lamps" not in entry.name)


def test_the_oracle_passes_everything_and_says_where_its_rollouts_lie(invoke: Invoke, home: Path, railway: str) -> None:
    done = invoke("rollout", "--env", railway, "--n", 2, "--home", home)
    assert done.exit_code == 0
    assert "oracle: 20 episodes, 20 judged" in done.stdout
    assert "1 100.0% [" in done.stdout
    (words,) = [line.split()[3:] for line in done.stdout.splitlines() if line.startswith("See one: worldloom ")]
    seen = invoke(*words)  # as it stands: a root of its own is said
    assert "t01" in seen.stdout and "complete" in seen.stdout


def test_what_was_played_before_is_the_same_artifact(invoke: Invoke, home: Path, railway: str) -> None:
    first, second = (
        json.loads(invoke("rollout", "--env", railway, "--policy", "random", "--n", 1, "--json", "--home", home).stdout)
        for _ in range(2)
    )
    assert first == second
    assert first["report"]["failures"]


def test_a_panel_of_cheats_scores_at_the_floor(invoke: Invoke, home: Path) -> None:
    done = invoke("rollout", "--env", "house-of-lamps-1", "--n", 1, "--panel", "--json", "--home", home)
    findings = {each["check"]: each["holds"] for each in json.loads(done.stdout)["panel"]["findings"]}
    assert findings["adversarial_floor"] is True


def test_an_episode_is_watched_with_thoughts_calls_changes_and_verdict(
    invoke: Invoke, home: Path, railway: str
) -> None:
    played = json.loads(invoke("rollout", "--env", "house-of-lamps-1", "--n", 1, "--json", "--home", home).stdout)
    (artifact,) = played["rollouts"].values()
    listed = invoke("watch", artifact, "--home", home)
    assert "t01" in listed.stdout and "complete" in listed.stdout
    shown = invoke("watch", artifact, "--task", "t01", "--home", home).stdout
    for part in ("Switch the lamp", "switch_lamp", "<think>", "update lamps", "complete", "reward: 1.0", "✓"):
        assert part in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rollout", "--policy", "orcale"], "No policy is called 'orcale'"),
        (["rollout", "--env", "no-such-place"], "no-such-place"),
        (["rollout", "--tools", "pigeon"], "neither meta nor native"),
        (["watch", "rollouts-0000"], "rollouts-0000"),
        (["dataset", "--shares", "a,b"], "is not three numbers"),
        (["dataset", "--shares", "0,1,1"], "train has some"),
    ],
)
def test_a_mistake_ends_with_2_and_a_word_about_it(invoke: Invoke, home: Path, words: list[str], said: str) -> None:
    done = invoke(*words, "--home", home)
    assert done.exit_code == 2
    assert said in done.stderr


def test_an_episode_that_was_not_played_is_named_with_those_that_were(invoke: Invoke, home: Path) -> None:
    played = json.loads(invoke("rollout", "--env", "house-of-lamps-1", "--n", 1, "--json", "--home", home).stdout)
    (artifact,) = played["rollouts"].values()
    done = invoke("watch", artifact, "--task", "t99", "--home", home)
    assert done.exit_code == 2
    assert "Its tasks are t01" in done.stderr


def test_a_data_set_is_split_by_environment_with_files_and_lineage(invoke: Invoke, home: Path, tmp_path: Path) -> None:
    done = invoke("dataset", "--shares", "0.34,0.33,0.33", "--to", tmp_path, "--json", "--home", home)
    splits = {each["split"]: each for each in json.loads(done.stdout)}
    names = [name for split in splits.values() for name in split["environments"]]
    assert set(splits) == {"train", "validation", "heldout"}
    assert len(names) == len(set(names)) == 3
    upward = Lineage(Workspace(home).catalog).up(splits["train"]["outputs"]["dataset"]).nodes
    (of_train,) = splits["train"]["environments"]
    assert Workspace(home).catalog.find(of_train).artifact_id in upward
    chat = [json.loads(line) for line in (tmp_path / "train" / "chat.jsonl").read_text().splitlines()]
    assert all(sum(line["loss_mask"]) == 1 and line["loss_mask"][-1] == 1 for line in chat)
    prompts = [json.loads(line) for line in (tmp_path / "train" / "prompts.jsonl").read_text().splitlines()]
    assert json.loads(prompts[0]["label"])["environment"] == of_train


def test_an_empty_collection_says_how_to_fill_it(invoke: Invoke, tmp_path: Path) -> None:
    for command in ("rollout", "dataset"):
        done = invoke(command, "--home", tmp_path)
        assert done.exit_code == 2
        assert "worldloom synthesize" in done.stderr
