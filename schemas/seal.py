"""A checksum inside a Parquet file, so that damage is noticed before any Parquet reader meets it.

A reader is no judge of damaged bytes: polars 2.1 asks for 2 exabytes of memory and ends the whole process.

In:  the bytes of a Parquet file that was written with `UNSEALED` in its metadata.
Out: the same file with the checksum in that place: ordinary metadata to every other tool.
"""

import hashlib

_KEY = "worldloom.sha256"
_OPEN = b"0" * 64
_BETWEEN = b"\x18\x40"
"""How Parquet's footer goes on from a key to a value of 64 bytes."""

UNSEALED = {_KEY: _OPEN.decode()}


def seal(parquet: bytes) -> bytes:
    """Put the checksum of the file, with zeros in its place, in its place."""
    start = _place(parquet)
    assert start is not None and parquet[start : start + 64] == _OPEN, "not written with UNSEALED metadata"
    return parquet[:start] + _digest(parquet, start) + parquet[start + 64 :]


def is_broken(parquet: bytes) -> bool:
    """Whether a sealed file has changed since. A file without a seal, from another tool, is not."""
    start = _place(parquet)
    return start is not None and parquet[start : start + 64] != _digest(parquet, start)


def _place(parquet: bytes) -> int | None:
    """Where the checksum stands: the footer is last, so the last mention of the key is the footer's."""
    mark = _KEY.encode() + _BETWEEN
    found = parquet.rfind(mark)
    return None if found < 0 else found + len(mark)


def _digest(parquet: bytes, start: int) -> bytes:
    return hashlib.sha256(parquet[:start] + _OPEN + parquet[start + 64 :]).hexdigest().encode()
