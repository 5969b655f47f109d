import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from environments import BadEnvironment, Content, Environment, read_authored, write_authored


def test_railway_is_read_whole(railway_content: Content) -> None:
    counts = [len(getattr(railway_content, part)) for part in ("tables", "tools", "rows", "tasks", "verifiers")]
    assert counts == [15, 32, 115, 10, 10]
    assert railway_content.tasks[0].difficulty.level == "easy"
    assert railway_content.verifiers[1].frame == ["bench_bookings"]


def test_written_and_read_again_it_is_the_same(railway_content: Content, tmp_path: Path) -> None:
    write_authored(railway_content, tmp_path / "copy")
    again = read_authored(tmp_path / "copy")
    assert again == railway_content
    assert Environment(again).image == Environment(railway_content).image


def test_only_manifest_tables_and_tools_are_needed(railway_content: Content, tmp_path: Path) -> None:
    write_authored(railway_content, tmp_path)
    for name in ("rows", "tasks", "solutions", "verifiers"):
        (tmp_path / f"{name}.json").unlink()
    content = read_authored(tmp_path)
    assert (content.rows, content.tasks) == ([], [])
    with Environment(content).session() as session:
        assert session.call("list_layouts").content == []


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("tools.json", None, ("tools.json", "the file", "missing_file")),
        ("tools.json", "[{", ("tools.json", "the file", "not_json")),
        ("tools.json", "{}", ("tools.json", "the file", "form")),
        ("tools.json", "[" * 100_000, ("tools.json", "the file", "not_json")),
        ("tools.json", '[{"name": "x"}]', ("tools.json", "entry 0 (x)", "form")),
        ("tools.json", "[7]", ("tools.json", "entry 0", "form")),
        ("tasks.json", '[{"id": "t1", "kind": "dream", "instruction": "?"}]', ("tasks.json", "entry 0 (t1)", "form")),
        ("rows.json", '{"members": [1]}', ("rows.json", "members", "form")),
        ("rows.json", '{"members": {"columns": ["a", "a"], "rows": []}}', ("rows.json", "members", "form")),
        (
            "rows.json",
            '{"members": {"columns": ["id"], "rows": [[1], [2, 3]]}}',
            ("rows.json", "members row 1", "length"),
        ),
        ("environment.json", '{"name": "x"}', ("environment.json", "the manifest", "form")),
    ],
)
def test_fault_names_file_entry_and_rule(
    railway_folder: Path, tmp_path: Path, file: str, text: Any, expected: Any
) -> None:
    shutil.copytree(railway_folder, tmp_path, dirs_exist_ok=True)
    if text is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_text(text)
    with pytest.raises(BadEnvironment) as caught:
        read_authored(tmp_path)
    finding = caught.value.findings[0]
    assert (finding.part, finding.name, finding.rule) == expected


def test_faults_of_all_files_come_at_once(railway_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(railway_folder, tmp_path, dirs_exist_ok=True)
    tools = json.loads((tmp_path / "tools.json").read_text())
    tools[3].pop("returns")
    tools[5]["steps"] = [{"reed": "SELECT 1"}]
    (tmp_path / "tools.json").write_text(json.dumps(tools))
    (tmp_path / "tasks.json").write_text("no")
    with pytest.raises(BadEnvironment) as caught:
        read_authored(tmp_path)
    assert [(finding.part, finding.name) for finding in caught.value.findings] == [
        ("tools.json", "entry 3 (list_layouts)"),
        ("tools.json", f"entry 5 ({tools[5]['name']})"),
        ("tasks.json", "the file"),
    ]
    assert "a step has one of require, read, write" in caught.value.findings[1].message
