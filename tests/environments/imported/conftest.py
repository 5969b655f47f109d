from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from environments.confined import Keeper, keeper
from environments.exchange.awm.files import read_collection
from environments.exchange.awm.importing import import_scenario
from environments.imported import ForeignVerifier, ImportedContent, PythonEnvironment, PythonTool
from schemas import EnvironmentManifest, Task

from .wild import write_collection


@pytest.fixture(scope="session")
def confinement() -> Keeper:
    held = keeper()
    if not held.walls().is_enough:
        pytest.skip(f"this machine does not confine foreign code: {held.walls()}")
    return held


@pytest.fixture(scope="session")
def collection_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_collection(tmp_path_factory.mktemp("awm"))


@pytest.fixture(scope="session")
def imported(collection_folder: Path, confinement: Keeper) -> dict[str, ImportedContent]:
    scenarios = read_collection(collection_folder).scenarios
    return {name: import_scenario(scenario, confinement) for name, scenario in scenarios.items()}


@pytest.fixture(scope="session")
def environments(imported: dict[str, ImportedContent]) -> Iterator[dict[str, PythonEnvironment]]:
    made = {name: PythonEnvironment(content) for name, content in imported.items()}
    yield made
    for environment in made.values():
        environment.unload()


@pytest.fixture(scope="session")
def shop(environments: dict[str, PythonEnvironment]) -> PythonEnvironment:
    return environments["trail_gear_shop"]


@pytest.fixture(scope="session")
def library(environments: dict[str, PythonEnvironment]) -> PythonEnvironment:
    return environments["neighbourhood_library"]


@pytest.fixture(scope="session")
def clinic(environments: dict[str, PythonEnvironment]) -> PythonEnvironment:
    return environments["clinic_front_desk"]


Make = Callable[..., PythonEnvironment]


@pytest.fixture
def make(confinement: Keeper, imported: dict[str, ImportedContent]) -> Iterator[Make]:
    """An environment of any source, past the look that importing takes at it."""
    made = []

    def build(source: str, verifier: str = "", tools: tuple[str, ...] = ("attack", "ping")) -> PythonEnvironment:
        content = ImportedContent(
            manifest=EnvironmentManifest(name="hostile", kind="python", now="2026-01-01 12:00:00", scenario="A trap."),
            source=source,
            image=imported["clinic_front_desk"].image,
            seed=imported["clinic_front_desk"].seed,
            tools=[PythonTool(name, name, {"type": "object", "properties": {}}, "GET", f"/{name}") for name in tools],
            tasks=[Task(id="t01", kind="both", instruction="Whatever.")],
            verifiers=[ForeignVerifier("t01", "code", "verify", verifier)],
        )
        made.append(PythonEnvironment(content, confinement))
        return made[-1]

    yield build
    for environment in made:
        environment.unload()
