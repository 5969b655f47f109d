import json
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from environments import Environment, EnvironmentFault, History, play

BOOKING = {"bench_id": 1, "starts_at": "2026-07-01T10:00", "ends_at": "2026-07-01 11:00:00Z", "purpose": "Painting"}


def test_every_solution_of_the_railway_is_accepted_and_doing_nothing_is_not(railway: Environment) -> None:
    for solution in railway.content.solutions:
        with railway.session(solution.task) as session:
            played = play(session, solution)
            assert played.failed is None
            assert session.verify(played.answer).outcome == "complete"
        with railway.session(solution.task) as idle:
            assert idle.verify().outcome == "incomplete"
            assert idle.verify().partial is False


def test_two_sessions_never_see_each_others_rows(railway: Environment) -> None:
    with railway.session() as one, railway.session() as other:
        before = other.call("list_announcements").content
        assert one.call("post_announcement", {"title": "Hello", "body": "All of you."}).ok
        assert other.call("list_announcements").content == before
        assert other.changes() == []


def test_replays_give_identical_images_and_results(railway: Environment) -> None:
    def replay() -> tuple[list[bytes], bytes]:
        texts = []
        with railway.session() as session:
            for solution in railway.content.solutions:
                texts += [result.text for result in play(session, solution).results]
            return texts, session.image()

    assert replay() == replay()


def test_failing_call_leaves_nothing_behind(lending: Environment, with_tool: Any) -> None:
    environment = with_tool(
        steps=[
            {"write": "UPDATE things SET stock = stock + 5"},
            {"require": "SELECT 0", "kind": "forbidden", "message": "Never."},
        ],
        returns={"sql": "SELECT 1 AS one", "shape": "value"},
    )
    with environment.session() as session:
        result = session.call("extra")
        assert (result.error.kind, result.error.message) == ("forbidden", "Never.")
        assert json.loads(result.to_json()) == {"error": {"kind": "forbidden", "message": "Never."}}
        assert session.image() == environment.image
        assert session.changes() == []


def test_messages_name_the_values_of_arguments(lending: Environment) -> None:
    with lending.session() as session:
        assert session.call("borrow", {"thing_id": 3}).error.message == "Thing 3 is out."


def test_changes_are_net_and_show_whole_rows(lending: Environment) -> None:
    with lending.session() as session:
        session.call("borrow", {"thing_id": 2, "note": "mine"})
        things, loans = session.changes()
        assert (things.table, things.op, things.key) == ("things", "update", {"id": 2})
        assert things.before == {"id": 2, "name": "Kite", "stock": 1, "kind": "toy"}
        assert things.after == {"id": 2, "name": "Kite", "stock": 0, "kind": "toy"}
        assert things.changed == {"stock": (1, 0)}
        assert (loans.op, loans.before, loans.after["note"]) == ("insert", None, "mine")
        assert loans.after["lent_at"] == "2026-05-12 10:00:00"


def test_looking_at_a_long_episode_is_not_bounded_like_a_call(railway: Environment) -> None:
    with railway.rehearsal() as stage, stage.episode("t02") as episode:
        for _ in range(3_000):
            assert episode.call("post_announcement", {"title": "Hello", "body": "All of you."}).ok
        for _ in range(30):
            assert len(episode.changes()) == 3_000
        assert episode.verify().outcome == "incomplete"


def test_what_is_changed_and_changed_back_is_no_change(railway: Environment) -> None:
    with railway.session() as session:
        booked = session.call("book_workbench", BOOKING)
        assert booked.content["starts_at"] == "2026-07-01 10:00:00"
        posted = session.call("post_announcement", {"title": "Hello", "body": "All of you."})
        assert session.call("delete_announcement", {"announcement_id": posted.content["announcement_id"]}).ok
        assert [change.table for change in session.changes()] == ["bench_bookings"]


def test_unknown_tool_is_named_with_the_nearest_one(railway: Environment) -> None:
    with railway.session() as session:
        error = session.call("list_layout", {}).error
        assert error.kind == "unknown_tool"
        assert "'list_layouts'" in error.message
        for name in (None, 7, "", "x" * 10_000_000, "\ud800"):
            assert session.call(name, {}).error.kind == "unknown_tool"


def test_unknown_task_is_named_with_those_there_are(lending: Environment) -> None:
    with pytest.raises(KeyError, match=r"no task 't9'; it has t1"):
        lending.session("t9")


def test_session_without_task_has_no_verdict(lending: Environment) -> None:
    with lending.session() as session, pytest.raises(ValueError, match="has no task"):
        session.verify()


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("INSERT INTO things (name, stock, kind) VALUES ('Drill', 1, 'tool')",
         "There is already a row in things with this name."),
        ("INSERT INTO things (id, name, stock, kind) VALUES (1, 'New', 1, 'tool')",
         "There is already a row in things with this id."),
        ("UPDATE things SET stock = -1 WHERE id = 1", "This breaks a rule in things of the data: stock >= 0."),
        ("INSERT INTO things (stock, kind) VALUES (1, 'tool')", "things.name must have a value."),
        ("UPDATE things SET stock = 'many'", "things.stock takes a whole number, not text."),
        ("DELETE FROM things WHERE id = 3", "Rows of loans still refer to things (thing_id 3)."),
    ],
)  # fmt: skip
def test_broken_constraints_are_conflicts_that_name_table_and_column(with_tool: Any, sql: str, message: str) -> None:
    environment = with_tool(steps=[{"write": sql}], returns={"sql": "SELECT 1 AS one", "shape": "value"})
    with environment.session() as session:
        error = session.call("extra").error
        assert (error.kind, error.message) == ("conflict", message)
        assert session.image() == environment.image
    with environment.rehearsal() as stage, stage.episode() as episode:
        assert episode.call("extra").error == error
        assert episode.changes() == []


def test_dangling_reference_names_column_and_value(with_tool: Any) -> None:
    environment = with_tool(
        parameters={"type": "object", "properties": {"thing_id": {"type": "integer"}}, "required": ["thing_id"]},
        steps=[{"write": "INSERT INTO loans (thing_id, user_id) VALUES (:thing_id, 1) RETURNING id", "as": "loan"}],
        returns={"sql": "SELECT :loan_id AS id", "shape": "row"},
    )
    with environment.session() as session:
        error = session.call("extra", {"thing_id": 77}).error
        assert (error.kind, error.message) == ("not_found", "thing_id 77: there is no such row in things.")
        assert session.image() == environment.image


def test_references_may_dangle_within_a_call_but_not_at_its_end(with_tool: Any) -> None:
    environment = with_tool(
        steps=[
            {"write": "INSERT INTO loans (thing_id, user_id) VALUES (50, 1)"},
            {"write": "INSERT INTO things VALUES (50, 'Ladder', 1, 'tool')"},
        ],
        returns={"sql": "SELECT count(*) AS n FROM loans WHERE thing_id = 50", "shape": "value"},
    )
    with environment.session() as session:
        assert session.call("extra").content == 1


def test_skipped_write_leaves_its_binding_empty(with_tool: Any) -> None:
    environment = with_tool(
        parameters={"type": "object", "properties": {"really": {"type": "boolean", "default": False}}},
        steps=[{"write": "DELETE FROM loans RETURNING id, thing_id", "when": "SELECT :really", "as": "gone"}],
        returns={"sql": "SELECT :gone_thing_id AS first, :gone AS everything", "shape": "row", "json": ["everything"]},
    )
    with environment.session() as session:
        assert session.call("extra").content == {"first": None, "everything": []}
        done = session.call("extra", {"really": True})
        assert done.content == {"first": 3, "everything": [{"id": 1, "thing_id": 3}]}


def test_several_named_results_and_json_columns(with_tool: Any) -> None:
    environment = with_tool(
        returns={
            "names": {"sql": "SELECT json_group_array(name ORDER BY id) AS names FROM things", "shape": "value",
                      "json": ["names"]},
            "nothing": {"sql": "SELECT * FROM things WHERE id = 99", "shape": "row"},
        }
    )  # fmt: skip
    with environment.session() as session:
        assert session.call("extra").content == {"names": ["Drill", "Kite", "Saw"], "nothing": None}


def test_one_environment_serves_several_threads(railway: Environment) -> None:
    outcomes: list[str] = []

    def work() -> None:
        for solution in railway.content.solutions:
            with railway.session(solution.task) as session:
                outcomes.append(session.verify(play(session, solution).answer).outcome)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == ["complete"] * 40


def test_session_counts_in_the_users_eyes(lending: Environment) -> None:
    with lending.session(user_id=2) as session:
        assert session.call("borrow", {"thing_id": 1}).content["user_id"] == 2


def test_fault_of_the_environment_is_raised_and_changes_nothing(with_tool: Any) -> None:
    environment = with_tool(
        steps=[{"write": "UPDATE things SET stock = 9"}],
        returns={"sql": "SELECT json_extract(name, '$.x') AS x FROM things", "shape": "rows"},
    )
    with environment.session() as session:
        with pytest.raises(EnvironmentFault, match="lending: the tool extra failed"):
            session.call("extra")
        assert session.image() == environment.image
        assert session.call("list_things").ok


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["1", "2026-02-30", "x\0"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_whatever_an_agent_sends_comes_back_as_a_json_result(railway: Environment, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(railway.tools)))
    known = sorted(railway.tools[name].parameters["properties"])
    arguments = data.draw(
        st.one_of(JSON, st.dictionaries(st.sampled_from([*known, "extra"]) if known else st.text(), JSON, max_size=5))
    )
    with railway.session() as session:
        result = session.call(name, arguments)
        shown = json.loads(result.to_json())
        assert shown == (result.content if result.ok else {"error": result.error.document()})
        if not result.ok:
            assert session.image() == railway.image


@settings(max_examples=60, deadline=None)
@given(numbers=st.lists(st.integers(0, 9), max_size=8))
def test_rehearsed_episode_does_what_a_session_does(railway: Environment, numbers: list[int]) -> None:
    calls = [call for solution in railway.content.solutions for call in solution.calls if "$" not in str(call)]
    chosen = [calls[number % len(calls)] for number in numbers]
    with railway.rehearsal() as stage:
        with stage.episode() as noise:
            noise.call("post_announcement", {"title": "Noise", "body": "Nothing stays."})
        with stage.episode("t02") as episode, railway.session("t02") as session:
            for call in chosen:
                assert episode.call(call.tool, call.arguments) == session.call(call.tool, call.arguments)
            assert episode.changes() == session.changes()
            assert episode.verify("1") == session.verify("1")


def test_one_episode_at_a_time(lending: Environment) -> None:
    with lending.rehearsal() as stage, stage.episode():
        second = stage.episode()
        with pytest.raises(RuntimeError, match="one episode at a time"):
            second.__enter__()


def test_image_of_an_episode_holds_what_was_written(lending: Environment) -> None:
    with lending.rehearsal() as stage, stage.episode() as episode:
        episode.call("borrow", {"thing_id": 2})
        copy = Environment(lending.content, episode.image())
        with copy.session() as session:
            assert session.call("list_things").content[1]["stock"] == 0


def test_history_moves_the_clock_and_keeps_what_happens(bent_content: Any) -> None:
    environment = Environment(
        bent_content(lambda documents: documents.update(rows={}, tasks=[], solutions=[], verifiers=[]))
    )
    with History(environment) as history:
        history.execute("INSERT INTO things VALUES (1, 'Drill', 2, 'tool')")
        assert history.call("borrow", {"thing_id": 1}, at="2026-01-02 08:00:00", user_id=3).ok
        assert history.call("borrow", {"thing_id": 1}, at="2026-02-03 09:00:00", user_id=4).ok
        assert history.call("borrow", {"thing_id": 1}).error.kind == "conflict"
        rows = history.rows()
    assert [row.table for row in rows] == ["things", "loans", "loans"]
    assert rows[0].values["stock"] == 0
    assert [(row.values["user_id"], row.values["lent_at"]) for row in rows[1:]] == [
        (3, "2026-01-02 08:00:00"),
        (4, "2026-02-03 09:00:00"),
    ]


@pytest.mark.slow
def test_session_survives_a_hundred_thousand_calls_without_growing(railway: Environment) -> None:
    import resource

    with railway.session() as session:

        def work(times: int) -> None:
            for _ in range(times):
                assert session.call("set_locomotive_status", {"locomotive_id": 1, "status": "stored"}).ok
                session.call("list_layouts", {"scale": "N"})
                session.call("list_layouts", {"scale": "Z"})

        work(2_000)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        work(33_000)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2_000
