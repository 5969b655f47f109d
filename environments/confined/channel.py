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


class Closed(ConnectionError):
    """The other side is gone."""


def send(connection: socket.socket, header: Any, texts: Sequence[bytes] = ()) -> None:
    connection.sendall(packed(header, texts))


def receive(connection: socket.socket) -> tuple[Any, list[bytes]]:
    """The next frame.

    Raises:
        Closed: there is none any more. BrokenFrame: what came is no frame. TimeoutError: it took too long.
    """
    prefix = _exactly(connection, PREFIX_BYTES)
    length = following(prefix)
    if length > LARGEST:
        raise BrokenFrame(f"a frame of {length:,} bytes")
    try:
        return unpacked(prefix, _exactly(connection, length))
    except (ValueError, IndexError) as fault:
        raise BrokenFrame(str(fault)) from None


def _exactly(connection: socket.socket, count: int) -> bytes:
    first = connection.recv(count)
    if len(first) == count:
        return first
    parts = bytearray(first)
    while len(parts) < count:
        more = connection.recv(min(count - len(parts), 1 << 20)) if parts or first else b""
        if not more:
            raise Closed("the confined process ended")
        parts += more
    return bytes(parts)
