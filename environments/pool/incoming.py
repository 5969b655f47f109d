"""Frames as they arrive at the pool's end of a socket, taken out of one buffer that is used again and again.

In:  bytes, in pieces of any size.
Out: a call for each whole frame, and one when there will be no more, with the reason where the other side is at fault.
"""

import asyncio
from collections.abc import Callable

from environments.pool.frames import PREFIX_BYTES, following

_BUFFER_BYTES = 1 << 18


class IncomingFrames(asyncio.BufferedProtocol):
    """`asyncio` writes into the buffer itself; a reader task and a copy of each piece would cost more."""

    def __init__(self, on_frame: Callable[[bytes, bytes], None], on_end: Callable[[str | None], None]) -> None:
        self._on_frame = on_frame
        self._on_end = on_end
        self._buffer = bytearray(_BUFFER_BYTES)
        self._filled = 0
        self._is_broken = False

    def get_buffer(self, sizehint: int) -> memoryview:
        return memoryview(self._buffer)[self._filled :]

    def buffer_updated(self, nbytes: int) -> None:
        self._filled += nbytes
        if self._is_broken:
            self._filled = 0
            return
        try:
            self._take_frames()
        except (ValueError, IndexError) as fault:  # BrokenFrame is a ValueError
            self._is_broken = True
            self._filled = 0
            self._on_end(f"it sent what is no reply ({fault})")

    def connection_lost(self, exc: Exception | None) -> None:
        self._on_end(None)

    def _take_frames(self) -> None:
        at = 0
        needed = PREFIX_BYTES
        while self._filled - at >= PREFIX_BYTES:
            prefix = bytes(self._buffer[at : at + PREFIX_BYTES])
            needed = PREFIX_BYTES + following(prefix)
            if self._filled - at < needed:
                break
            self._on_frame(prefix, bytes(memoryview(self._buffer)[at + PREFIX_BYTES : at + needed]))
            at += needed
        self._keep_from(at, needed)

    def _keep_from(self, at: int, needed: int) -> None:
        """Move what is left to the front, and make room for the whole of the frame that it begins."""
        left = self._filled - at
        rest = self._buffer[at : self._filled]
        if len(self._buffer) != (size := max(_BUFFER_BYTES, needed + PREFIX_BYTES)):
            self._buffer = bytearray(size)
        self._buffer[:left] = rest
        self._filled = left
