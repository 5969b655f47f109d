"""How a pool and its workers talk: frames of JSON with raw text behind, over one socket.

In:  a header (any JSON) and texts (bytes, passed on unread).
Out: one frame: the header's length, the number of texts, their lengths, then all of them.

Results of tools are JSON text already; they travel as they are and are parsed only where somebody looks inside.
"""

import struct
from collections.abc import Sequence
from typing import Any

import pydantic_core

_COUNTS = struct.Struct("!III")
"""Bytes that follow; bytes of the header; number of texts."""
PREFIX_BYTES = _COUNTS.size
LARGEST_FRAME = 1 << 30


class BrokenFrame(ValueError):
    """Bytes that are no frame: the two sides do not understand each other."""


def packed(header: Any, texts: Sequence[bytes] = ()) -> bytes:
    """A frame, ready to send.

    Raises:
        ValueError: the header is no JSON, or all of it is too large.
    """
    head = pydantic_core.to_json(header, inf_nan_mode="constants")
    lengths = struct.pack(f"!{len(texts)}I", *map(len, texts))
    total = len(head) + len(lengths) + sum(map(len, texts))
    if total > LARGEST_FRAME:
        raise ValueError(f"{total:,} bytes are more than a frame holds")
    return b"".join((_COUNTS.pack(total, len(head), len(texts)), head, lengths, *texts))


def following(prefix: bytes) -> int:
    """How many bytes follow a frame's first `PREFIX_BYTES`.

    Raises:
        BrokenFrame: they do not begin a frame.
    """
    total, head, count = _COUNTS.unpack(prefix)
    if total > LARGEST_FRAME or head + 4 * count > total:
        raise BrokenFrame(f"a frame of {total} bytes with a header of {head} and {count} texts")
    return int(total)


def unpacked(prefix: bytes, body: bytes) -> tuple[Any, list[bytes]]:
    """The header and the texts of a frame."""
    _, head, count = _COUNTS.unpack(prefix)
    at = head + 4 * count
    texts = []
    for length in struct.unpack_from(f"!{count}I", body, head):
        texts.append(body[at : at + length])
        at += length
    return pydantic_core.from_json(body[:head]), texts
