"""Runs that go wrong: they do, with every seed tried, and their cures do better."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig, parse_link
from asistente.training.failures import FAILURES, Failure
from asistente.training.run import Run
from asistente.training.signs import Sign

ALL = pytest.mark.parametrize("failure", FAILURES.values(), ids=list(FAILURES))


def trained(config: RunConfig) -> tuple[Run, float, set[str]]:
    run = Run(config)
    run.step(10**9)
    return run, run.snapshot().typical_error, {sign.code for sign in run.take_signs()}


@ALL
def test_it_fails_as_it_says_and_its_cure_does_better(failure: Failure) -> None:
    run, error, signs = trained(parse_link(failure.link))
    _, cured, _ = trained(parse_link(failure.cure))
    assert run.finished == failure.ends
    assert failure.sign is None or failure.sign in signs
    assert cured < error


@pytest.mark.parametrize("seed", [2, 3])
@ALL
def test_it_does_not_learn_with_other_seeds_either(failure: Failure, seed: int) -> None:
    if failure.code == "dead_units":
        return  # some come through with the units that are left
    run, _, _ = trained(replace(parse_link(failure.link), seed=seed))
    assert run.finished == failure.ends


@ALL
def test_its_links_are_as_short_as_they_can_be(failure: Failure) -> None:
    assert parse_link(failure.link).link() == failure.link
    assert parse_link(failure.cure).link() == failure.cure


@pytest.mark.parametrize("language", get_args(Language))
def test_what_to_look_for_is_said_in_each_language(language: Language) -> None:
    texts = Texts(language)
    said = {key.split(".")[2] for key in texts.keys("demos.failures.")}
    assert said == set(FAILURES)
    signs = {key.split(".")[2] for key in texts.keys("demos.signs.")}
    assert signs == {kind.code for kind in get_args(Sign)}
