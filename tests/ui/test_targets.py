from __future__ import annotations

import pytest

from asistente.language.errors import UserError
from asistente.ui.places import arrange
from asistente.ui.targets import Target, read_target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("topic:learning-rate", Target(slug="learning-rate")),
        ("topic:learning-rate#too-big", Target(slug="learning-rate", anchor="too-big")),
        ("learning-rate.md#too-big", Target(slug="learning-rate", anchor="too-big")),
        ("../en/learning-rate.md", Target(slug="learning-rate")),
        ("view:chat", Target(place="chat")),
        ("https://example.org/a.md", Target()),
        ("why are the steps small?", Target(question="why are the steps small?")),
    ],
)
def test_where_links_lead(text: str, target: Target) -> None:
    assert read_target(text) == target


def test_a_demo_link_is_a_run() -> None:
    config = read_target("demo:addition?learning_rate=5&seed=1").config
    assert config is not None
    assert (config.learning_rate, config.seed) == (5.0, 1)


def test_a_demo_link_that_makes_no_sense_is_the_users_error() -> None:
    with pytest.raises(UserError):
        read_target("demo:addition?learning_rate=-1")


def test_wide_terminals_show_two_columns_and_narrow_ones_a_place_at_a_time() -> None:
    wide = arrange("chat", 120, run_open=True)
    assert wide.conversation and wide.run and wide.beside
    reading = arrange("topics", 120, run_open=True)
    assert reading.topics and reading.run and not reading.conversation
    narrow = arrange("run", 80, run_open=True)
    assert narrow.run and not narrow.left and not narrow.beside
    assert not arrange("chat", 120, run_open=False).run
