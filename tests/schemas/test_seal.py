import io

import pytest

from schemas import TASKS, ArtifactError, Task
from schemas.seal import is_broken

KEY_IN_TEXT = "worldloom.sha256\x18@" + "0" * 64


def task(instruction: str) -> Task:
    return Task(id="t1", kind="query", instruction=instruction)


@pytest.mark.parametrize("instruction", ["Which boat is free?", KEY_IN_TEXT])
def test_sealed_file_is_whole_until_a_byte_changes(instruction: str) -> None:
    parquet = TASKS.parquet([task(instruction)])
    assert not is_broken(parquet)
    assert TASKS.read(parquet) == [task(instruction)]
    changed = parquet[:40] + bytes([parquet[40] ^ 1]) + parquet[41:]
    with pytest.raises(ArtifactError, match="has changed since it was written"):
        TASKS.read(changed, "tasks-12")


def test_same_records_give_the_same_bytes() -> None:
    assert TASKS.parquet([task("Which boat is free?")]) == TASKS.parquet([task("Which boat is free?")])


def test_file_from_another_tool_is_read_without_a_seal() -> None:
    buffer = io.BytesIO()
    TASKS.frame([task("Which boat is free?")]).write_parquet(buffer)
    assert TASKS.read(buffer.getvalue()) == [task("Which boat is free?")]
