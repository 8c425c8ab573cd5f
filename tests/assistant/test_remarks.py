from __future__ import annotations

import pytest

from asistente.assistant.remarks import FIRST, GAP, MOST, PAGES, Remarks, remark, worth_telling
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.signs import (
    AlikeUnits,
    AllRight,
    DeadUnits,
    FirstRight,
    Oscillation,
    OverfittingGap,
    Plateau,
    Sign,
)

FIRST_RIGHT = FirstRight(1_240, "7 + 5", "12.113", "12")
SIGNS: tuple[Sign, ...] = (
    FIRST_RIGHT,
    AllRight(2_000, 25),
    DeadUnits(20, 1, (2, 5, 6), 8),
    AlikeUnits(20, 1, 8),
    Plateau(1_026, 518, 0.2112, 0.2115),
    Oscillation(72, 9, 12, 0.0152, 0.396),
    OverfittingGap(4_000, 0.01, 0.3, 0.2, 900, 0.05),
)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def begun(clock: Clock) -> Remarks:
    remarks = Remarks(clock)
    remarks.begin()
    clock.now += FIRST
    return remarks


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.code)
def test_each_sign_is_said_with_its_step_and_its_page(sign: Sign, language: Language) -> None:
    made = remark(sign, RunConfig.of("sine"), Texts(language))
    assert Texts(language).number(sign.step) in made.text
    assert made.page == PAGES[sign.code]
    assert "\n" not in made.text


def test_sums_are_explained_where_adding_is() -> None:
    made = remark(FIRST_RIGHT, RunConfig.of("addition"), Texts("en"))
    assert made.text.startswith("Step 1,240: 7 + 5 is right for the first time, 12.113")
    assert made.page == "learning-addition"


def test_a_letter_that_is_right_is_no_news() -> None:
    assert worth_telling(FIRST_RIGHT, RunConfig.of("addition"))
    assert not worth_telling(FIRST_RIGHT, RunConfig.of("names"))
    assert worth_telling(SIGNS[1], RunConfig.of("names"))


def test_the_weightiest_comes_first_and_the_next_when_one_has_read_it(clock: Clock) -> None:
    remarks = begun(clock)
    for sign in SIGNS[:4]:
        remarks.notice(sign)
    assert remarks.take() == SIGNS[3]
    assert remarks.take() is None
    assert remarks.wait == GAP
    clock.now += GAP / 2
    assert remarks.take() is None
    clock.now += GAP / 2
    assert remarks.take() == SIGNS[2]


def test_nothing_is_said_before_the_beginning_is_read(clock: Clock) -> None:
    remarks = Remarks(clock)
    remarks.begin()
    remarks.notice(FIRST_RIGHT)
    assert remarks.take() is None
    assert remarks.wait == FIRST


def test_at_most_a_few_and_each_kind_once(clock: Clock) -> None:
    remarks = begun(clock)
    said = []
    for _ in range(3):
        for sign in SIGNS:
            remarks.notice(sign)
            said.append(remarks.take())
            clock.now += GAP
    told = [sign for sign in said if sign is not None]
    assert len(told) == len({sign.code for sign in told}) == MOST
    assert remarks.wait is None
    remarks.begin()
    clock.now += FIRST
    remarks.notice(FIRST_RIGHT)
    assert remarks.take() == FIRST_RIGHT, "the next run is spoken of again"


def test_the_newest_of_a_kind_is_said(clock: Clock) -> None:
    remarks = begun(clock)
    more = DeadUnits(80, 1, (1, 2, 3, 4, 5, 6), 8)
    remarks.notice(SIGNS[2])
    remarks.notice(more)
    assert remarks.take() == more


def test_the_end_and_silence_drop_what_waits(clock: Clock) -> None:
    remarks = begun(clock)
    remarks.notice(FIRST_RIGHT)
    remarks.end()
    assert remarks.wait is None
    remarks.notice(FIRST_RIGHT)
    remarks.silence(True)
    assert remarks.wait is None
    remarks.notice(FIRST_RIGHT)
    assert remarks.take() is None
    remarks.silence(False)
    remarks.notice(FIRST_RIGHT)
    assert remarks.take() == FIRST_RIGHT
