"""What travels between a pool and its workers."""

import contextlib
import socket
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environments.pool.frames import PREFIX_BYTES, BrokenFrame, following, packed, unpacked
from environments.pool.incoming import IncomingFrames
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


def frames_in(pieces: list[bytes]) -> tuple[list[tuple[bytes, bytes]], list[str | None]]:
    """What a protocol takes out of bytes that arrive in these pieces, each written where it asks for it."""
    frames: list[tuple[bytes, bytes]] = []
    ends: list[str | None] = []
    incoming = IncomingFrames(lambda prefix, body: frames.append((prefix, body)), ends.append)
    for piece in pieces:
        rest = piece
        while rest:
            room = incoming.get_buffer(-1)
            count = min(len(room), len(rest))
            room[:count] = rest[:count]
            incoming.buffer_updated(count)
            rest = rest[count:]
    return frames, ends


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=6), st.integers(1, 60))
def test_frames_arrive_whole_in_whatever_pieces_they_come(texts: list[bytes], size: int) -> None:
    sent = [packed([number], [text]) for number, text in enumerate(texts)]
    stream = b"".join(sent)
    frames, ends = frames_in([stream[at : at + size] for at in range(0, len(stream), size)])
    assert [prefix + body for prefix, body in frames] == sent
    assert ends == []


def test_a_frame_that_is_larger_than_the_buffer_arrives_and_so_does_the_next() -> None:
    sent = [packed([1], [b"x" * 1_000_000]), packed([2], [b"y"]), packed([3], [b"z" * 400_000])]
    frames, _ = frames_in([b"".join(sent)])
    assert [prefix + body for prefix, body in frames] == sent


def test_what_is_no_frame_ends_it_once_and_names_the_fault() -> None:
    frames, ends = frames_in([packed([1]), b"\xff" * 100, packed([2])])
    assert len(frames) == 1
    assert len(ends) == 1 and "no reply" in str(ends[0])
