import os
import random
import socket
import zlib
from pathlib import Path

import pytest

from asistente.knowledge.reading import MAX_BYTES, NoTextError, read_text


@pytest.mark.parametrize(
    ("data", "text", "codes"),
    [
        ("¿Qué?\n".encode(), "¿Qué?\n", []),
        ("\ufeffBOM".encode(), "BOM", []),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree", []),
        ("año\n".encode("latin-1"), "año\n", [("not-utf-8", 1)]),
        (b"fine\nthen caf\xe9", "fine\nthen café", [("not-utf-8", 2)]),
        ("wide".encode("utf-16"), "wide", []),
        (b"a\n\nb\x00c", "a\n\nbc", [("control-characters", 3)]),
        (b"\x1b[2Jhidden", "hidden", [("control-characters", 1)]),
        (b"", "", []),
        (b"\xff\xfe\x00", "ÿþ", [("not-utf-8", 1), ("control-characters", 1)]),
    ],
)
def test_any_bytes_make_text(data: bytes, text: str, codes: list[tuple[str, int]], tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(data)
    read, problems = read_text(path)
    assert read == text
    assert [(problem.code, problem.line) for problem in problems] == codes


def test_a_huge_file_is_read_to_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("ñandú corre\n" * (MAX_BYTES // 10), encoding="utf-8")
    text, problems = read_text(path)
    assert len(text.encode()) <= MAX_BYTES
    assert text.endswith("ñandú corre")
    assert [problem.code for problem in problems] == ["too-large"]


def test_a_missing_file_is_an_error_for_the_caller(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        read_text(tmp_path / "missing.md")


def test_a_pipe_a_socket_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "endless.md").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "socket.md"))
        for name in ("pipe.md", "endless.md", "socket.md"):
            with pytest.raises(NoTextError) as raised:
                read_text(tmp_path / name)
            assert raised.value.code == "not-a-file"


@pytest.mark.parametrize(
    "data",
    [
        random.Random(1).randbytes(5000),
        random.Random(2).randbytes(40),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10" + zlib.compress(b"picture" * 99),
        b"\0" * 1000,
        "привет, как дела".encode("koi8-r"),
    ],
)
def test_binary_data_is_no_text(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(data)
    with pytest.raises(NoTextError) as raised:
        read_text(path)
    assert raised.value.code == "binary"


@pytest.mark.parametrize(
    "data",
    [
        "¿Qué es una función? Ñandúes, pingüinos, añagazas.".encode("latin-1"),
        "训练神经网络就是调整权重".encode(),
        "训练神经网络就是调整权重".encode("utf-16"),
        b"a log with \x1b[31mred\x1b[0m \x1b[1mwords\x1b[0m \x1b[32mand\x1b[0m a bell \x07",
    ],
)
def test_odd_text_is_text(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(data)
    assert read_text(path)[0]


def test_every_line_with_control_characters_is_named_up_to_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"fine\na \x1b[31mred\x1b[0m word\nfine\r\nsome words and a bell \x07\n")
    assert [problem.line for problem in read_text(path)[1]] == [2, 4]
    path.write_bytes(b"a \x1b[1mword\x1b[0m\n" * 100)
    assert [problem.line for problem in read_text(path)[1]] == list(range(1, 21))


def test_a_sequence_over_several_lines_is_named_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"fine\n\n a title \x1b]0;over\ntwo lines\x07 and on\nplain")
    assert [problem.line for problem in read_text(path)[1]] == [3]
