"""Messages through a pipe."""

from __future__ import annotations

import io
import pickle
import struct

import pytest

from asistente.training.frames import LARGEST, FrameError, read_frame, write_frame


def test_messages_come_out_as_they_went_in() -> None:
    stream = io.BytesIO()
    messages = [("pause",), ("step", 3), "ñ", b"x" * 100_000]
    for message in messages:
        write_frame(stream, message)
    stream.seek(0)
    assert [read_frame(stream) for _ in messages] == messages
    with pytest.raises(EOFError):
        read_frame(stream)


@pytest.mark.parametrize("kept", [1, 3, 4, 5, 20])
def test_a_message_cut_short_is_the_end(kept: int) -> None:
    stream = io.BytesIO()
    write_frame(stream, "a message that is cut short")
    with pytest.raises(EOFError):
        read_frame(io.BytesIO(stream.getvalue()[:kept]))


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">I", LARGEST + 1),
        b"Traceback (most recent call last)",
        struct.pack(">I", 4) + b"\x80\x05zz",
        struct.pack(">I", 0),
        struct.pack(">I", 30) + b"cno_such_module\nanything\n".ljust(30, b"."),
        struct.pack(">I", 8) + pickle.dumps("long enough")[:8],
    ],
)
def test_what_is_no_message_is_told_from_the_end(data: bytes) -> None:
    with pytest.raises(FrameError):
        read_frame(io.BytesIO(data))
