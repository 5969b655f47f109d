import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts import (
    AmbiguousReference,
    Derivation,
    Edge,
    EnvironmentEntry,
    Graph,
    Lineage,
    Node,
    UnknownArtifact,
    UnknownEnvironment,
    Workspace,
    as_json,
    as_mermaid,
    as_tree,
)

PutTask = Callable[[str], str]


@pytest.fixture
def diamond(workspace: Workspace, put_task: PutTask) -> dict[str, str]:
    """A scenario that gives tasks and tables, both of which go into tools; the environment comes of the tools."""
    ids = {name: put_task(name) for name in ("scenario", "tasks", "tables", "tools", "environment", "unrelated")}
    made = [
        ("propose_tasks", ["scenario"], ["tasks"]),
        ("design_tables", ["scenario", "tasks"], ["tables"]),
        ("build_tools", ["tasks", "tables"], ["tools"]),
        ("publish", ["tools"], ["environment"]),
        ("propose_tasks", [], ["unrelated"]),
    ]
    for number, (step, inputs, outputs) in enumerate(made):
        workspace.catalog.record(
            Derivation(
                f"key {number}",
                step,
                "1",
                "marina",
                inputs={name: ids[name] for name in inputs},
                outputs={name: ids[name] for name in outputs},
            )
        )
    workspace.catalog.publish(EnvironmentEntry("marina", 1, ids["environment"], "environments/marina@1"))
    return ids


def lines_named(text: str, ids: dict[str, str]) -> str:
    for name, artifact_id in ids.items():
        text = text.replace(artifact_id, name)
    return text


def test_up_tells_everything_an_environment_came_from(workspace: Workspace, diamond: dict[str, str]) -> None:
    graph = Lineage(workspace.catalog).up("marina@1")
    assert set(graph.nodes) == set(diamond.values()) - {diamond["unrelated"]}
    assert {(edge.source, edge.target, edge.step) for edge in graph.edges} == {
        (diamond["scenario"], diamond["tasks"], "propose_tasks"),
        (diamond["scenario"], diamond["tables"], "design_tables"),
        (diamond["tasks"], diamond["tables"], "design_tables"),
        (diamond["tasks"], diamond["tools"], "build_tools"),
        (diamond["tables"], diamond["tools"], "build_tools"),
        (diamond["tools"], diamond["environment"], "publish"),
    }
    assert graph.nodes[diamond["environment"]].label == "marina@1"
    assert graph.nodes[diamond["tools"]] == Node(diamond["tools"], "tasks", "marina", "build_tools")
    assert graph.nodes[diamond["scenario"]].step == ""


def test_down_tells_everything_that_came_of_a_scenario(workspace: Workspace, diamond: dict[str, str]) -> None:
    lineage = Lineage(workspace.catalog)
    assert set(lineage.down(diamond["scenario"]).edges) == set(lineage.up(diamond["environment"]).edges)
    assert set(lineage.down(diamond["tables"]).nodes) == {diamond[n] for n in ("tables", "tools", "environment")}


def test_artifact_without_derivations_is_a_graph_of_itself(workspace: Workspace, diamond: dict[str, str]) -> None:
    graph = Lineage(workspace.catalog).down(diamond["unrelated"])
    assert (list(graph.nodes), graph.edges) == ([diamond["unrelated"]], ())


def test_tree_shows_direct_steps_only(workspace: Workspace, diamond: dict[str, str]) -> None:
    tree = as_tree(Lineage(workspace.catalog).up("marina"))
    assert lines_named(tree, diamond).splitlines() == [
        "environment  marina@1  (publish)",
        "└─ tools  marina  (build_tools)",
        "   └─ tables  marina  (design_tables)",
        "      └─ tasks  marina  (propose_tasks)",
        "         └─ scenario",
    ]


def test_tree_spells_out_a_shared_part_once(workspace: Workspace, put_task: PutTask) -> None:
    root, left, right, shared, deep = (put_task(name) for name in ("root", "left", "right", "shared", "deep"))
    workspace.catalog.record(Derivation("a", "join", "1", inputs={"l": left, "r": right}, outputs={"o": root}))
    for key, side in (("b", left), ("c", right)):
        workspace.catalog.record(Derivation(key, "split", "1", inputs={"x": shared}, outputs={"o": side}))
    workspace.catalog.record(Derivation("d", "make", "1", inputs={"x": deep}, outputs={"o": shared}))
    assert as_tree(Lineage(workspace.catalog).up(root)).splitlines() == [
        f"{root}  (join)",
        f"├─ {left}  (split)",
        f"│  └─ {shared}  (make)",
        f"│     └─ {deep}",
        f"└─ {right}  (split)",
        f"   └─ {shared}  (make) (see above)",
    ]


def test_withdrawn_environment_is_labelled_so(workspace: Workspace, diamond: dict[str, str]) -> None:
    workspace.catalog.withdraw("marina", 1, "leaks")
    assert Lineage(workspace.catalog).up("marina@1").nodes[diamond["environment"]].label == "marina@1 (withdrawn)"


def test_step_that_hands_its_input_on_does_not_make_a_tree_endless(workspace: Workspace, put_task: PutTask) -> None:
    one, two = put_task("one"), put_task("two")
    workspace.catalog.record(Derivation("a", "s", "1", inputs={"x": one}, outputs={"x": one, "y": two}))
    workspace.catalog.record(Derivation("b", "s", "1", inputs={"y": two}, outputs={"x": one}))
    graph = Lineage(workspace.catalog).up(two)
    assert set(graph.nodes) == {one, two}
    assert as_tree(graph).count("(see above)") == 2


def test_lineage_wider_than_one_statement_takes_ids_is_whole(workspace: Workspace, put_task: PutTask) -> None:
    blobs = [workspace.store.put_blob(str(number).encode()) for number in range(1100)]
    gathered, exported = put_task("gathered"), put_task("exported")
    everything = {str(number): blob for number, blob in enumerate(blobs)}
    workspace.catalog.record(Derivation("a", "gather", "1", inputs=everything, outputs={"all": gathered}))
    workspace.catalog.record(Derivation("b", "scatter", "1", inputs={"all": exported}, outputs=everything))
    lineage = Lineage(workspace.catalog)
    assert set(lineage.up(gathered).nodes) == {gathered, exported, *blobs}
    assert len(lineage.down(exported).edges) == 2200


def test_tree_may_be_deeper_than_python_recurses() -> None:
    names = [f"checkpoint-{number}" for number in range(3000)]
    edges = [Edge(one, other, "train", number) for number, (one, other) in enumerate(pairwise(names))]
    graph = Graph(names[0], "down", {name: Node(name, "checkpoint", "", "train") for name in names}, tuple(edges))
    assert len(as_tree(graph).splitlines()) == 3000


def test_reference_may_be_an_id_its_beginning_a_name_or_a_version(
    workspace: Workspace, diamond: dict[str, str]
) -> None:
    workspace.catalog.publish(EnvironmentEntry("marina", 2, diamond["tools"], "environments/marina@2"))
    lineage = Lineage(workspace.catalog)
    assert lineage.resolve_reference(diamond["tasks"]) == diamond["tasks"]
    assert lineage.resolve_reference(diamond["tasks"][:14]) == diamond["tasks"]
    assert lineage.resolve_reference("marina@1") == diamond["environment"]
    assert lineage.resolve_reference("marina") == diamond["tools"]


def test_beginning_of_several_ids_names_them(workspace: Workspace, diamond: dict[str, str]) -> None:
    with pytest.raises(AmbiguousReference, match=r"tasks- begins several ids: tasks-.*, …\. Give more"):
        Lineage(workspace.catalog).resolve_reference("tasks-")


@pytest.mark.parametrize("reference", ["", "%", "_", "tasks_", "marinna", "tasks-zzzz"])
def test_reference_that_fits_nothing_is_refused(workspace: Workspace, diamond: dict[str, str], reference: str) -> None:
    with pytest.raises(UnknownArtifact, match="No artifact or environment"):
        Lineage(workspace.catalog).resolve_reference(reference)


def test_misspelt_name_gets_a_hint(workspace: Workspace, diamond: dict[str, str]) -> None:
    with pytest.raises(UnknownArtifact, match="Did you mean marina"):
        Lineage(workspace.catalog).up("marinna")
    with pytest.raises(UnknownEnvironment, match="Did you mean marina"):
        Lineage(workspace.catalog).up("marinna@1")


def test_json_holds_the_whole_graph(workspace: Workspace, diamond: dict[str, str]) -> None:
    graph = Lineage(workspace.catalog).up("marina")
    document = json.loads(as_json(graph))
    assert (document["root"], document["direction"]) == (diamond["environment"], "up")
    assert [Node(**node) for node in document["nodes"]] == list(graph.nodes.values())
    assert [Edge(**edge) for edge in document["edges"]] == list(graph.edges)


def test_mermaid_points_the_way_the_data_went(workspace: Workspace, diamond: dict[str, str]) -> None:
    lines = as_mermaid(Lineage(workspace.catalog).up("marina")).splitlines()
    assert lines[0] == "flowchart LR"
    assert lines[1] == f'    n0["tasks<br/>marina@1<br/>{diamond["environment"]}"]'
    assert '    n1 -->|"publish"| n0' in lines


@given(st.text(), st.text())
def test_mermaid_stays_one_statement_a_line_whatever_a_label_says(label: str, step: str) -> None:
    graph = Graph(
        root="a",
        direction="up",
        nodes={"a": Node("a", "tasks", label, step), "b": Node("b", "tasks", '"]; click a "x" `**', "")},
        edges=(Edge("b", "a", step, 1),),
    )
    lines = as_mermaid(graph).split("\n")
    assert len(lines) == 4
    for line, statement in zip(lines[1:], [r'n\d\["({})"\]'] * 2 + [r'n\d -->\|"({})"\| n\d'], strict=True):
        assert re.fullmatch(statement.format(r"(?:[^\"<>&`\\]|<br/>)*"), line.strip(" "))
        assert not re.search(r"#(?!\d+;)", line)


def test_repeated_derivations_of_one_artifact_draw_one_arrow(workspace: Workspace, put_task: PutTask) -> None:
    one, two = put_task("one"), put_task("two")
    first = Derivation("a", "s", "1", inputs={"x": one}, outputs={"x": two})
    workspace.catalog.record(first)
    workspace.catalog.record(replace(first, key="b"))
    graph = Lineage(workspace.catalog).up(two)
    assert len(graph.edges) == 2
    assert as_mermaid(graph).count("-->") == 1
    assert len(as_tree(graph).splitlines()) == 2
