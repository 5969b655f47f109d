"""The adapter with a real repository, a real environment, a real program and a real endpoint, all of them small."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evaluation.benchmark import Item, ItemResult, Settings, Subject, Unanswered
from evaluation.errors import EvaluationError
from evaluation.outside.adapter import Command, Job, Keys, Outcome, Outside, read_json
from evaluation.outside.source import Source, fetch
from evaluation.profiles import PROFILES
from tests.llm_endpoint import LlmEndpoint, Reply

HERE = (sys.version_info[0], sys.version_info[1])
PROGRAM = '''
"""Asks each question; what gets no answer is wrong, as real benchmarks have it."""
import json, os, pathlib, sys, urllib.request
folder, url = pathlib.Path(sys.argv[1]), os.environ["OPENAI_BASE_URL"]
assert "SECRET_KEY" not in os.environ
key = os.environ["OPENAI_API_KEY"]
questions = json.loads(pathlib.Path("questions.json").read_text())
for name in sys.argv[2:]:
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": questions[name]}]}).encode()
    request = urllib.request.Request(f"{url}/chat/completions", body, {"Authorization": f"Bearer {key}"})
    try:
        said = json.load(urllib.request.urlopen(request))["choices"][0]["message"]["content"]
    except OSError:
        said = ""
    (folder / f"{name}.json").write_text(json.dumps({"name": name, "said": said}))
'''
QUESTIONS = {"sum": "1 + 1?", "product": "2 * 3?", "root": "The root of 9?", "half": "Half of 8?"}
ANSWERS = {"1 + 1?": "2", "2 * 3?": "6", "The root of 9?": "3", "Half of 8?": "4"}


@pytest.fixture
def repository(tmp_path: Path) -> Source:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "program.py").write_text(PROGRAM)
    (folder / "questions.json").write_text(json.dumps(QUESTIONS))
    (folder / "requirements.txt").write_text("")
    git = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "questions"]):
        subprocess.run([*git, *arguments], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    return Source(str(folder), head)


def tasks(source: Path, python: Path, settings: Settings) -> list[Item]:
    questions = read_json(source / "questions.json")
    return [Item(name, text, "sums" if name in ("sum", "half") else "others") for name, text in questions.items()]


def commands(job: Job, items: Sequence[Item]) -> list[Command]:
    arguments = (str(job.python), "program.py", str(job.folder), *(item.id for item in items))
    return [Command(arguments, job.source, job.variables())]


def outcomes(folder: Path, source: Path) -> list[Outcome]:
    found = [read_json(path) for path in sorted(folder.glob("*.json"))]
    return [
        Outcome(each["name"], (float(each["said"] == ANSWERS[QUESTIONS[each["name"]]]),), raw=each)
        for each in found
        if each
    ]


def small(source: Source, **changes: Any) -> Outside:
    benchmark = Outside(
        "small",
        "four questions",
        source,
        (HERE,),
        (),
        tasks,
        commands,
        outcomes,
        pip=("-r", "{source}/requirements.txt"),
    )
    return replace(benchmark, **changes)


def run(
    benchmark: Outside, settings: Settings, items: Sequence[Item], answer: Any
) -> tuple[dict[str, float | None], dict[str, str]]:
    scores: dict[str, float | None] = {}
    missed: dict[str, str] = {}

    def note(result: ItemResult | tuple[str, Unanswered]) -> None:
        if isinstance(result, tuple):
            missed[result[0]] = str(result[1])
        else:
            scores[result.record.item] = result.record.score

    with LlmEndpoint(answer) as endpoint:
        benchmark.run(items, Subject("test-model", endpoint.url, endpoint.key), settings, note)
    return scores, missed


@pytest.mark.slow
def test_it_is_fetched_set_up_run_and_read(repository: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "of ours")
    benchmark = small(repository)
    settings = Settings(tmp_path / "place", PROFILES["native"], retries=0)
    told: list[str] = []
    assert benchmark.available(settings.place) is None
    benchmark.prepare(settings, told.append)
    benchmark.prepare(settings, told.append)
    assert sum("fetching" in line for line in told) == 1
    items = benchmark.items(settings)
    assert {item.category for item in items[:2]} == {"sums", "others"}
    scores, missed = run(benchmark, settings, items, lambda request: ANSWERS[request.last])
    assert scores == dict.fromkeys(QUESTIONS, 1.0)
    assert not missed
    # An endpoint that dies half-way: wrong answers that the program makes of silence do not count.
    left = iter(range(2))

    def dying(request: Any) -> Reply:
        if next(left, None) is None:
            raise ConnectionResetError
        return Reply(ANSWERS[request.last])

    scores, missed = run(benchmark, settings, items, dying)
    assert set(scores.values()) <= {1.0}
    assert len(missed) >= 2
    assert all("cannot be reached" in why for why in missed.values())


@pytest.mark.slow
def test_a_program_that_fails_is_shown_with_its_last_words(repository: Source, tmp_path: Path) -> None:
    def broken(job: Job, items: Sequence[Item]) -> list[Command]:
        return [Command((str(job.python), "-c", "raise SystemExit('no such dataset')"), job.source, job.variables())]

    benchmark = small(repository, commander=broken)
    settings = Settings(tmp_path / "place", PROFILES["native"])
    benchmark.prepare(settings, lambda line: None)
    with pytest.raises(EvaluationError, match="no such dataset"):
        run(benchmark, settings, benchmark.items(settings), lambda request: "")


def test_a_revision_that_is_not_there_is_said(repository: Source, tmp_path: Path) -> None:
    benchmark = small(replace(repository, revision="0" * 40))
    with pytest.raises(EvaluationError, match="git fetch failed"):
        benchmark.prepare(Settings(tmp_path / "place"), lambda line: None)


def test_a_machine_without_the_right_python_is_said_in_the_list(repository: Source, tmp_path: Path) -> None:
    why = small(repository, versions=((3, 99),)).available(tmp_path)
    assert why is not None
    assert "Python 3.99" in why


def test_a_host_that_cannot_be_reached_is_said_in_the_list(tmp_path: Path) -> None:
    why = small(Source("https://nowhere.invalid/x", "0" * 40)).available(tmp_path)
    assert why is not None
    assert "nowhere.invalid cannot be reached" in why
    assert str(tmp_path / "clone") in why


def test_a_clone_that_was_brought_takes_the_hosts_place(repository: Source, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    Path(repository.url).rename(place / "clone")
    there = Source("https://nowhere.invalid/x", repository.revision)
    assert small(there).available(place) is None
    fetch(place / "source", there, lambda line: None)
    assert (place / "source" / "program.py").is_file()


def test_categories_say_which_keys_they_lack(
    repository: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MAPS_KEY", raising=False)
    keyed = {"sums": Keys(), "others": Keys(("MAPS_KEY",), ("no-such-program",))}
    benchmark = small(repository, keys=keyed)
    assert benchmark.available(tmp_path) is None
    with pytest.raises(EvaluationError, match=r"others needs MAPS_KEY, no-such-program\. What can run: .* sums"):
        benchmark._check_keys(["sums", "others"])
    why = small(repository, keys={"others": keyed["others"]}).available(tmp_path)
    assert why is not None
    assert "MAPS_KEY" in why


def test_a_user_simulator_is_asked_for_by_name(repository: Source, tmp_path: Path) -> None:
    benchmark = small(repository, has_user=True)
    assert "user-model" in benchmark.options
    settings = Settings(tmp_path / "place", PROFILES["native"])
    with pytest.raises(EvaluationError, match="--option user-model"):
        run(benchmark, settings, [Item("sum", "1 + 1?")], lambda request: "2")
