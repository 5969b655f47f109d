"""The data set folder, opened by the library it is for."""

import json
import subprocess
from pathlib import Path

import pytest

from environments import Environment, load_environment
from environments.exchange.huggingface import write_huggingface
from tests.separate_python import separate_python

LOAD = """
import json, sys
from datasets import get_dataset_config_names, load_dataset
folder = sys.argv[1]
rows = {name: load_dataset(folder, name, split="train").num_rows for name in get_dataset_config_names(folder)}
first = load_dataset(folder, split="train")[0]
print(json.dumps({"rows": rows, "first": first}))
"""


@pytest.fixture(scope="module")
def railway(railway_folder: Path) -> Environment:
    return load_environment(railway_folder)


def test_every_kind_of_artifact_is_a_configuration_of_the_card(railway: Environment, tmp_path: Path) -> None:
    write_huggingface(railway, tmp_path / "set")
    card = (tmp_path / "set" / "README.md").read_text()
    kinds = {path.stem for path in (tmp_path / "set" / "data").iterdir()}
    assert kinds == {"tables", "tools", "rows", "tasks", "solutions", "verifiers"}  # no certificates yet
    assert all(f"config_name: {kind}\n  data_files: data/{kind}.parquet" in card for kind in kinds)
    assert railway.tasks["t01"].instruction in card


def test_nothing_is_written_over_what_is_there(railway: Environment, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="not empty"):
        write_huggingface(railway, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_the_library_datasets_opens_every_configuration(railway: Environment, tmp_path: Path) -> None:
    write_huggingface(railway, tmp_path / "set")
    python = separate_python("datasets", "datasets==5.2.0")
    opened = subprocess.run(
        [str(python), "-c", LOAD, str(tmp_path / "set")],
        capture_output=True, text=True, timeout=300, env={"HF_HOME": str(tmp_path / "hf"), "HF_HUB_OFFLINE": "1"},
    )  # fmt: skip
    assert opened.returncode == 0, opened.stderr
    seen = json.loads(opened.stdout)
    assert seen["rows"]["tasks"] == 10
    assert seen["rows"]["tools"] == 32
    assert seen["first"]["instruction"] == railway.tasks["t01"].instruction
