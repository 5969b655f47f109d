"""Frames over a socket, for both sides; what comes from a confined process is read with care.

In:  JSON documents and byte strings.
Out: the same on the other side.
"""

import socket
from collections.abc import Sequence
from typing import Any

from environments.pool.frames import PREFIX_BYTES, BrokenFrame, following, packed, unpacked

LARGEST = 192 << 20
"""Of one frame: a database of 64 MB, and room."""


_AT_ONCE = 1 << 16
"""Most frames are smaller, and then one system call brings all of it. Neither side sends a second frame unasked."""


class Closed(ConnectionError):
    """The other side is gone."""


def send(connection: socket.socket, header: Any, texts: Sequence[bytes] = ()) -> None:
    connection.sendall(packed(header, texts))


def receive(connection: socket.socket) -> tuple[Any, list[bytes]]:
    """The next frame.

    Raises:
        Closed: there is none any more. BrokenFrame: what came is no frame. TimeoutError: it took too long.
    """
    first = connection.recv(_AT_ONCE)
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
        parts += connection.recv(min(count - len(parts), 1 << 20)) or _nothing()
    return bytes(parts)


def _nothing() -> bytes:
    raise Closed("the confined process ended")
