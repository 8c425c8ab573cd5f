from __future__ import annotations

from asistente.knowledge.quiz import read_quiz, readable, without_quizzes

BODY = """? What changes while a network is trained?
[ ] Its program — the recipe stays the same.
[x] Its weights — all that it learns ends up there.
[ ] The computer
"""
PAGE = f"Before.\n\n```quiz\n{BODY}```\n\nAfter."


def test_a_quiz_is_read_with_its_right_option_and_the_reasons() -> None:
    quiz = read_quiz(BODY)
    assert quiz.question == "What changes while a network is trained?"
    assert [option.right for option in quiz.options] == [False, True, False]
    assert quiz.options[1].text == "Its weights"
    assert quiz.options[1].why == "all that it learns ends up there."
    assert quiz.options[2].why == ""


def test_a_text_without_its_quizzes_keeps_everything_else() -> None:
    assert without_quizzes(PAGE).split() == ["Before.", "After."]


def test_a_quiz_is_written_as_question_options_and_answer() -> None:
    text = readable(PAGE, "Answer")
    assert "**What changes while a network is trained?**" in text
    assert "- b) Its weights" in text
    assert "> b) ✓ all that it learns ends up there." in text
    assert text.index("- c) The computer") < text.index("**Answer**")
    assert "```" not in text


def test_other_code_stays_as_it_is() -> None:
    code = "```python\nprint('[x] no quiz')\n```"
    assert readable(code, "Answer") == code
