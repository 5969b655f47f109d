"""What travels between a pool and its workers."""

import contextlib
import socket
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environments.pool.frames import PREFIX_BYTES, BrokenFrame, following, packed, unpacked
from environments.pool.worker import Worker, work

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON, st.lists(st.binary(max_size=50), max_size=5))
def test_a_frame_comes_out_as_it_went_in(header: object, texts: list[bytes]) -> None:
    frame = packed(header, texts)
    prefix, body = frame[:PREFIX_BYTES], frame[PREFIX_BYTES:]
    assert following(prefix) == len(body)
    assert unpacked(prefix, body) == (header, texts)


@given(st.binary(min_size=PREFIX_BYTES, max_size=PREFIX_BYTES))
def test_bytes_that_are_no_frame_are_noticed_or_bounded(prefix: bytes) -> None:
    with contextlib.suppress(BrokenFrame):
        assert following(prefix) <= 1 << 30


@pytest.mark.parametrize("header", [object(), "\ud800", {1: object()}])
def test_a_header_that_is_no_json_is_refused_before_anything_is_sent(header: object) -> None:
    with pytest.raises(ValueError):
        packed(header)


def test_a_worker_ends_when_the_pool_goes_in_the_middle_of_a_frame(railway_folder: Path) -> None:
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=work, args=(theirs, Worker()))
    thread.start()
    frame = packed([["open", 1, str(railway_folder), "t02", 0]])
    ours.sendall(frame)
    reply = ours.recv(1 << 16)
    assert b"Lathe Bench" in reply
    ours.sendall(frame[:-3])
    ours.close()
    thread.join(timeout=30)
    assert not thread.is_alive()
