"""Frames over a socket, for both sides; what comes from a confined process is read with care.

In:  JSON documents and byte strings.
Out: the same on the other side.
"""

import socket
import struct
from collections.abc import Sequence
from typing import Any

from environments.pool.frames import PREFIX_BYTES, BrokenFrame, following, packed, unpacked

LARGEST = 192 << 20
"""Of one frame: a database of 64 MB, and room."""


_AT_ONCE = 1 << 16
"""Most frames are smaller, and then one system call brings all of it. Neither side sends a second frame unasked."""


_TIME = struct.Struct("@ll")


class Closed(ConnectionError):
    """The other side is gone."""


def wait_at_most(connection: socket.socket, seconds: float) -> None:
    """Let the kernel watch the time: Python's own timeout asks it with a call of its own before each read and write."""
    time = _TIME.pack(*divmod(max(round(seconds * 1e6), 1), 1_000_000))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, time)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, time)


def send(connection: socket.socket, header: Any, texts: Sequence[bytes] = ()) -> None:
    """Send a frame.

    Raises:
        TimeoutError: it took too long.
    """
    try:
        connection.sendall(packed(header, texts))
    except BlockingIOError as fault:
        raise TimeoutError(str(fault)) from None


def receive(connection: socket.socket) -> tuple[Any, list[bytes]]:
    """The next frame.

    Raises:
        Closed: there is none any more. BrokenFrame: what came is no frame. TimeoutError: it took too long.
    """
    first = _received(connection, _AT_ONCE)
    if len(first) < PREFIX_BYTES:
        first += _rest(connection, PREFIX_BYTES - len(first)) if first else _nothing()
    prefix = first[:PREFIX_BYTES]
    length = following(prefix)
    missing = PREFIX_BYTES + length - len(first)
    if length > LARGEST:
        raise BrokenFrame(f"a frame of {length:,} bytes")
    if missing < 0:
        raise BrokenFrame("more than one frame at a time")
    body = first[PREFIX_BYTES:] + _rest(connection, missing) if missing else first[PREFIX_BYTES:]
    try:
        return unpacked(prefix, body)
    except (ValueError, IndexError) as fault:
        raise BrokenFrame(str(fault)) from None


def _rest(connection: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        parts += _received(connection, min(count - len(parts), 1 << 20)) or _nothing()
    return bytes(parts)


def _received(connection: socket.socket, most: int) -> bytes:
    try:
        return connection.recv(most)
    except BlockingIOError as fault:
        raise TimeoutError(str(fault)) from None


def _nothing() -> bytes:
    raise Closed("the confined process ended")
