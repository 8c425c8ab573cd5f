import pytest
from hypothesis import given
from hypothesis import strategies as st

from asistente.knowledge.markdown import anchor_of, fences, first_paragraph, headings, links, plain


def found_headings(text: str) -> list[tuple[int, str, str | None]]:
    return [(heading.level, heading.text, heading.anchor) for heading in headings(text.split("\n"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n## Two", [(1, "One", None), (2, "Two", None)]),
        ("## In plain words {#plain}", [(2, "In plain words", "plain")]),
        ("## Closed ## ", [(2, "Closed", None)]),
        ("## Closed {#here} ##", [(2, "Closed", "here")]),
        ("## C#", [(2, "C#", None)]),
        ("##No blank", []),
        ("    ## code", []),
        ("####### seven", []),
        ("##", [(2, "", None)]),
        ("```\n## in a fence\n```\n## out", [(2, "out", None)]),
        ("~~~\n```\n## still inside\n~~~\n## out", [(2, "out", None)]),
        ("````\n```\n## inside\n```\n````\n## out", [(2, "out", None)]),
        ("```\n## never closed", []),
        ("Title\n=====\n\nPart\n----\ntext", [(1, "Title", None), (2, "Part", None)]),
        ("some text\nmore text\n---", []),
        ("- item\n---", []),
        ("a | b\n--- | ---", []),
        ("\n---\n", []),
        ("not a ``` fence\n## heading", [(2, "heading", None)]),
    ],
)
def test_headings(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    assert found_headings(text) == expected


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("¿Qué es?", "que-es"),
        ("Why **so** many?", "why-so-many"),
        ("`np.dot` and [links](x.md)", "np-dot-and-links"),
        ("???", "section"),
        ("Año 2024", "ano-2024"),
    ],
)
def test_an_anchor_comes_from_the_words_of_a_heading(heading: str, anchor: str) -> None:
    assert anchor_of(heading) == anchor


def test_fences_know_their_language_and_whether_they_end() -> None:
    found = fences(["```python", "a = 1", "```", "text", "~~~ quiz", "? q"])
    assert [(fence.info, fence.lines, fence.closed) for fence in found] == [
        ("python", ("a = 1",), True),
        ("quiz", ("? q",), False),
    ]


def test_links_in_text_but_not_in_code() -> None:
    text = (
        '[a](x.md) ![image](y.png) [b [c]](z.md#part "title") `[no](no.md)`\n'
        "```\n[no](no.md)\n```\n"
        "[run it](demo:addition?learning_rate=5&seed=1) [w](https://e.org/a_(b))\n"
        "[later]: other.md\n"
    )
    assert [(link.text, link.target, link.place) for link in links(text.split("\n"))] == [
        ("a", "x.md", 0),
        ("b [c]", "z.md#part", 0),
        ("run it", "demo:addition?learning_rate=5&seed=1", 4),
        ("w", "https://e.org/a_(b)", 4),
        ("later", "other.md", 5),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**bold _both_**, ~~gone~~", "bold both, gone"),
        ("2 * 3 and a_b and 2 ** 3", "2 * 3 and a_b and 2 ** 3"),
        ("[loss](loss.md) and ![a curve](c.png)", "loss and a curve"),
        ("- one\n- two\n\n> said", "one\ntwo\n\nsaid"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b \n\n 1 2"),
        ("```python\nx = 1\n```", "x = 1"),
        ("<b>fat</b> <!-- note -->", "fat"),
        ("a < b and c > d", "a < b and c > d"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First\nline.\n\nSecond.", "First line."),
        ("![image](x.png)\n\n| a |\n\n```\ncode\n```\n\nText at last.", "Text at last."),
        ("- only\n- a list", ""),
        ("", ""),
    ],
)
def test_first_paragraph(text: str, expected: str) -> None:
    assert first_paragraph(text) == expected


@given(st.text(alphabet="#`~-=|[](){}!*_<>\\: \nab1", max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    lines = text.split("\n")
    for heading in headings(lines):
        assert 0 <= heading.start < heading.end <= len(lines)
    for link in links(lines):
        assert 0 <= link.place < len(lines)
    assert len(plain(text)) <= len(text)
    assert "\n" not in first_paragraph(text)


@pytest.mark.parametrize(
    "sign", ["[", "[a", "![", "*a ", "**a", "`a", "<a", "<!--", "[a](b", "[a](((", "[\\", "[a[b]"]
)
def test_a_wall_of_signs_does_not_stall(sign: str) -> None:
    """What backtracks without bound would take hours here."""
    text = sign * (200_000 // len(sign))
    assert len(plain(text)) <= len(text)
    assert all(link.place == 0 for link in links([text]))
