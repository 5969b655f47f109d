"""Adding tasks to what is published: a new version, its lineage, and no work done twice."""

from pathlib import Path

import pytest

from artifacts import Lineage, Workspace, as_tree
from authors.protocol import AuthorError
from environments import load_environment, read_authored
from environments.certification import certify
from flows.add_tasks import add_tasks
from tasks.publish import shelve

pytestmark = pytest.mark.usefixtures("prefect_server")
NAME = "brackwater-model-railway-club"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, railway_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("root")
    shelve(Workspace(folder), read_authored(railway_folder), None)
    add_tasks(NAME, count=4, difficulty="medium", root=str(folder))
    return folder


def test_the_new_version_holds_the_old_tasks_and_the_new_ones(root: Path) -> None:
    workspace = Workspace(root)
    before = load_environment(workspace.bundle_of(f"{NAME}@1")).content
    after = load_environment(workspace.bundle_of(f"{NAME}@2"))
    assert after.content.tasks[:10] == before.tasks
    assert after.content.verifiers[:10] == before.verifiers
    assert [task.id for task in after.content.tasks[10:]] == ["t11", "t12", "t13", "t14"]
    assert {task.difficulty.level for task in after.content.tasks[10:]} == {"medium"}
    assert certify(after).passed


def test_the_same_order_is_carried_out_once(root: Path) -> None:
    again = add_tasks(f"{NAME}@1", count=4, difficulty="medium", root=str(root))
    assert again.was_there
    assert again.environment == f"{NAME}@2"
    assert len(Workspace(root).catalog.environments(name=NAME)) == 2


def test_a_version_tells_which_one_it_was_made_from(root: Path) -> None:
    tree = as_tree(Lineage(Workspace(root).catalog).up(f"{NAME}@2"))
    assert "add_tasks" in tree
    assert f"{NAME}@1" in tree


def test_an_environment_without_anything_to_do_or_ask_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.add_tasks.weave_tasks", lambda *_: [])
    with pytest.raises(AuthorError, match="Not one hard task"):
        add_tasks(f"{NAME}@1", difficulty="hard", root=str(root))
