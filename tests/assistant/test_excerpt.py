from __future__ import annotations

from asistente.assistant.excerpt import blocks, excerpt

TABLE = "| a | b |\n|---|---|\n" + "\n".join(f"| {row} | {row} |" for row in range(60))
CODE = "```python\n" + "\n\n".join(f"print({line})" for line in range(40)) + "\n```"


def test_short_sections_are_whole() -> None:
    shown = excerpt("One.\n\nTwo.\n\nThree.")
    assert shown.text == "One.\n\nTwo.\n\nThree."
    assert shown.whole


def test_three_paragraphs_at_most() -> None:
    shown = excerpt("One.\n\nTwo.\n\nThree.\n\nFour.")
    assert shown.text == "One.\n\nTwo.\n\nThree."
    assert not shown.whole


def test_the_first_block_is_never_cut() -> None:
    long = ("word " * 1000).strip()
    assert excerpt(long + "\n\nMore.").text == long


def test_lists_tables_and_code_are_kept_whole() -> None:
    for block in ("- one\n\n- two\n\n  still two\n\n- three", TABLE, CODE):
        assert blocks(f"Before.\n\n{block}\n\nAfter.") == ["Before.", block, "After."]
    assert excerpt(f"See:\n\n{CODE}\n\nMore.", characters=100).text == f"See:\n\n{CODE}"


def test_a_line_that_announces_is_not_left_alone() -> None:
    filler = "word " * 140
    shown = excerpt(f"{filler}\n\nThe steps:\n\n" + "\n".join(f"- step {'x' * 200} {n}" for n in range(9)))
    assert not shown.text.endswith(":")


def test_a_quiz_is_no_answer() -> None:
    assert excerpt("Text.\n\n```quiz\n? Why\n[x] Because\n```").text == "Text."
    assert excerpt("```quiz\n? Why\n[x] Because\n```").text == ""


def test_indented_code_stays_in_one_piece() -> None:
    assert blocks("See\n\n    a = 1\n\n    b = 2\n\nend") == ["See", "    a = 1\n\n    b = 2", "end"]
