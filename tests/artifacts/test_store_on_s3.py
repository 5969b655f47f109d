"""The store on S3, through fsspec: moto's server answers over HTTP, in a process of its own."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from artifacts import DamagedArtifact, MissingArtifact, StoreError, Workspace
from artifacts.checkup import check
from artifacts.collection import Collection
from artifacts.sweeping import sweep
from environments import load_environment, read_authored
from schemas import TASKS, Task
from tasks.take_in import take_in

_NEEDED = ("s3fs", "moto", "flask")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.ci,
    pytest.mark.skipif(
        any(importlib.util.find_spec(name) is None for name in _NEEDED),
        reason="no S3 client or no moto: `pip install 'worldloom[s3,dev-s3]'` lets these tests run",
    ),
]

PUT = """
import sys
from artifacts import Workspace
from schemas import TASKS, Task
store = Workspace(sys.argv[1], store_url=sys.argv[2]).store
print([store.put(TASKS, [Task(id="t1", kind="query", instruction=f"{n}")]) for n in range(20)])
"""
_numbers = count(1)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The address of a server that behaves as S3."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = f"from moto.server import main; main(['-H', '127.0.0.1', '-p', '{port}'])"
    server = subprocess.Popen([sys.executable, "-c", serve], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url)
        yield url
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            urlopen(url, timeout=5)
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"no server at {url} after 30 s")


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty bucket. Address and keys come from the environment, as they do in production."""
    import s3fs

    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    name = f"worldloom-{next(_numbers)}"
    s3fs.S3FileSystem().mkdir(name)
    return f"s3://{name}/collection"


@pytest.fixture
def remote(bucket: str, tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace(tmp_path / "root", store_url=bucket)
    yield workspace
    workspace.catalog.close()


def a_task(said: str) -> list[Task]:
    return [Task(id="t1", kind="query", instruction=said)]


def object_of(workspace: Workspace, artifact_id: str) -> tuple[Any, str]:
    import s3fs

    return s3fs.S3FileSystem(), workspace.store.path(artifact_id).removeprefix("s3://")


def test_what_is_put_is_there_for_another_process(remote: Workspace, bucket: str) -> None:
    artifact_id = remote.store.put(TASKS, a_task("over HTTP"))
    assert remote.store.path(artifact_id).startswith(f"{bucket}/tasks/")
    script = f"from artifacts import Store; from schemas import TASKS; " \
             f"print(Store({bucket!r}).get(TASKS, {artifact_id!r})[0].instruction)"  # fmt: skip
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=os.environ, check=True)
    assert said.stdout == "over HTTP\n"
    blob = remote.store.put_blob(b"image", ".sqlite")
    assert remote.store.get_blob(blob) == b"image"
    assert remote.store.describe(artifact_id).rows == 1


def test_what_is_missing_or_damaged_is_named_by_its_url(remote: Workspace, bucket: str) -> None:
    artifact_id = remote.store.put(TASKS, a_task("x"))
    system, key = object_of(remote, artifact_id)
    system.pipe_file(key, b"PAR1 something else PAR1")
    with pytest.raises(DamagedArtifact, match=bucket):
        remote.store.get(TASKS, artifact_id)
    system.rm_file(key)
    assert not remote.store.has(artifact_id)
    with pytest.raises(MissingArtifact, match=bucket):
        remote.store.get(TASKS, artifact_id)


def test_two_processes_put_the_same_artifacts_at_once(remote: Workspace, bucket: str, tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", PUT, str(tmp_path), bucket], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = [writer.communicate()[0] for writer in writers]
    assert answers[0] == answers[1] != ""
    assert len(list(remote.store.found())) == 20


def test_a_bucket_that_is_not_there_is_a_readable_error(bucket: str, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, store_url="s3://no-such-bucket/x")
    with pytest.raises(StoreError, match="s3://no-such-bucket/x/tasks"):
        workspace.store.put(TASKS, a_task("x"))


def test_environments_are_published_checked_queried_and_swept(
    remote: Workspace, railway_folder: Path, tmp_path: Path
) -> None:
    """The shelf stays a folder under the root; artifacts are on S3."""
    manifest = take_in(remote, read_authored(railway_folder), "railway")
    assert load_environment(remote.bundle_of(manifest.name)).tasks
    loose = remote.store.put(TASKS, a_task("loose"))
    assert [each.what for each in sweep(remote, timedelta(seconds=-5))] == [loose]
    assert not remote.store.has(loose)
    assert check(remote).findings == ()
    remote.shelf.path(manifest.name, 1).rename(tmp_path / "gone")
    assert Collection(remote).query("SELECT count(*) FROM tools").item() == 32


def test_the_command_line_uses_it_by_settings_alone(bucket: str, tmp_path: Path, railway_folder: Path) -> None:
    environment = {**os.environ, "WORLDLOOM_HOME": str(tmp_path / "home"), "WORLDLOOM_STORE": bucket}
    cli = [sys.executable, "-c", "from worldloom.cli import main; main()"]
    for arguments in (["import", str(railway_folder)], ["doctor", "--json"]):
        done = subprocess.run([*cli, *arguments], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["artifacts"] == 8
    assert not (tmp_path / "home" / "store").exists()
