from pathlib import Path

import pytest

from asistente.knowledge.reading import MAX_BYTES, read_text


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
