"""Messages through a pipe: four bytes of length, then a pickle. Both ends are this program."""

from __future__ import annotations

import pickle
import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">I")
LARGEST = 1 << 28
"""Bytes. The largest network allowed makes snapshots of 45 MB; more than this is not ours."""


class FrameError(Exception):
    """What came is no frame of ours."""


def write_frame(stream: BinaryIO, message: object) -> None:
    """Send a message; OSError where nobody reads any more."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: BinaryIO) -> object:
    """Wait for a message. EOFError: the other end has gone, maybe in mid-message. FrameError: not ours."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > LARGEST:
        raise FrameError(f"a frame of {length} bytes")
    data = _exactly(stream, length)
    try:
        return pickle.loads(data)
    except Exception as error:  # bytes that are no pickle raise almost anything
        raise FrameError(f"a frame that cannot be read: {error}") from error


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
