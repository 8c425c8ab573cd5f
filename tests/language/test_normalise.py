import pytest
from hypothesis import given
from hypothesis import strategies as st

from asistente.language.normalise import clean, fold, literal, one_line, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("¿Qué es Ñandú?", "¿que es nandu?"),
        ("PÉRDIDA", "perdida"),
        ("ﬁne ２", "fine 2"),
        ("Straße", "strasse"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What's a weight?", ["whats", "a", "weight"]),
        ("don’t", ["dont"]),
        ("¿Cómo aprende?", ["como", "aprende"]),
        ("snake_case and 7+5", ["snake", "case", "and", "7", "5"]),
        ("...", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text\twith\nlines", "plain text\twith\nlines"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;https://x.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jcleared", "cleared"),
        ("\x1bcreset", "reset"),
        ("a\x00b\x08c\x7f", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("turned \u202eround", "turned round"),
        ("lone \ud800 half", "lone  half"),
        ("¿Qué? → ✓ 🙂 ñ", "¿Qué? → ✓ 🙂 ñ"),
    ],
)
def test_clean_leaves_text_and_takes_what_steers_a_terminal(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_nothing_that_steers_a_terminal_survives(text: str) -> None:
    cleaned = clean(text)
    assert not any(ord(sign) < 32 and sign not in "\t\n" for sign in cleaned)
    assert not any(0x7F <= ord(sign) <= 0x9F for sign in cleaned)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_one_line_is_cut_with_a_sign() -> None:
    assert one_line("a\nb   c") == "a b c"
    assert one_line("x" * 500, 10) == "x" * 9 + "…"
    assert len(one_line("word " * 1_000_000)) <= 120


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[run](demo:addition)", "\\[run\\](demo:addition)"),
        ("**bold** `x`", "\\*\\*bold\\*\\* \\`x\\`"),
        ("-1.918 (0.98)", "-1.918 (0.98)"),
        ("two\nlines\x1b[31m", "two lines"),
    ],
)
def test_literal_text_means_nothing_to_markdown(text: str, expected: str) -> None:
    assert literal(text) == expected
