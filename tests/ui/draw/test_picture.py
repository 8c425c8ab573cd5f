from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from asistente.ui.draw.glyphs import UNICODE
from asistente.ui.draw.numbers import fitted
from asistente.ui.draw.picture import Line, Picture, cut, joined, left, right, width_of

TEXTS = st.text(st.sampled_from("ab 表日é…✓→\t\n\x1b"), max_size=12)
LINES = st.lists(st.tuples(TEXTS, st.sampled_from(["", "bold", "$text-muted"])), max_size=5).map(
    lambda parts: Line.of(*parts)
)


def test_a_line_is_its_pieces_and_a_picture_its_lines() -> None:
    line = Line.of("1+2 ", ("2.998", "bold $text-success"), ("", "bold"), " 3")
    assert tuple(line) == (("1+2 ", ""), ("2.998", "bold $text-success"), (" 3", ""))
    assert line.plain == "1+2 2.998 3" and line.width == 11
    assert Picture.of(line, Line.of("below")).plain == "1+2 2.998 3\nbelow"


def test_lines_of_other_text_or_other_style_differ() -> None:
    assert Line.of(("a", "bold")) == Line.of(("a", "bold"))
    assert Line.of(("a", "bold")) != Line.of("a") != Line.of("b")


def test_what_would_steer_a_terminal_becomes_blank() -> None:
    line = Line.of("flats\x1b[2J\n.csv", ("\tprice\x9b", "bold"))
    assert line.plain == "flats [2J .csv price "
    assert line.width == len(line.plain)


def test_a_wide_sign_takes_two_cells() -> None:
    assert width_of("表 x") == 4
    assert left("表", 4) == "表  " and right("表", 4) == "  表"
    assert cut("表表", 3) == "表 "
    assert fitted(["表表表.csv → 値", "表表表.csv"], 10, UNICODE) == "表表表.csv"
    assert width_of(fitted(["表表表.csv"], 5, UNICODE)) <= 5


def test_a_line_that_is_cut_says_so_in_the_style_of_what_is_cut() -> None:
    line = Line.of("abc", ("defg", "bold"))
    assert line.fitted(9, "…") == Line.of("abc", ("defg", "bold"), "  ")
    assert line.fitted(7, "…") is line
    assert line.fitted(5, "…") == Line.of("abc", ("d…", "bold"))
    assert line.fitted(3, "...").plain == "..."
    assert Line.of("表表表").fitted(4, "…").plain == "表 …"


@given(LINES, st.integers(0, 30))
def test_a_fitted_line_takes_what_it_is_given(line: Line, width: int) -> None:
    fit = line.fitted(width, "…")
    assert fit.width == width == cell_len(fit.plain)


@given(LINES, st.integers(2, 30))
def test_a_wrapped_line_loses_nothing_and_fits(line: Line, width: int) -> None:
    wrapped = line.wrapped(width)
    assert "".join(part.plain for part in wrapped) == line.plain
    assert all(width_of(part.plain.rstrip()) <= width for part in wrapped)


def test_a_sentence_is_wrapped_between_words_and_keeps_its_styles() -> None:
    line = Line.of("one two ", ("three", "bold"), " four")
    assert [part.plain for part in line.wrapped(9)] == ["one two ", "three ", "four"] or [
        part.plain for part in line.wrapped(9)
    ] == ["one two ", "three", " four"]
    assert line.wrapped(9)[1][0] == ("three", "bold")
    assert line.wrapped(40) == [line]
    assert [part.plain for part in Line.of("abcdefgh").wrapped(3)] == ["abc", "def", "gh"]


def test_joined_lines_have_one_part_where_the_style_is_one() -> None:
    lines = [Line.of("a", ("b", "bold")), Line.of(("c", "bold")), Line.of("d")]
    assert joined(lines) == Line.of("a", ("bc", "bold"), "d")
    assert joined(lines, " ") == Line.of("a", ("b", "bold"), " ", ("c", "bold"), " d")
    assert joined([Line(), Line.of("a")], "-") == Line.of("-a")
