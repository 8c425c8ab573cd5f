"""The judge itself: it must find a broken promise of every kind, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.promises import judge, read_effects
from tests.content.runs import Runs

RUNS = Runs()
LINK = 'link = "demo:addition?hidden=none"\npromise = "x"\n'
ALIKE = 'link = "demo:addition?init=zero&steps=100"\npromise = "x"\n'


def lines(entry: str, folder: Path) -> list[str]:
    path = folder / "page.toml"
    path.write_text(f"[[effect]]\n{entry}\n", encoding="utf-8")
    (effect,) = read_effects(path)
    return judge(effect, RUNS)


@pytest.mark.parametrize(
    "kept",
    [
        'ends = "learnt"',
        "steps = [1000, 1100]",
        "train_loss = [0, 0.001]\ntest_loss = [0, 0.001]\nerror = [0, 0.001]",
        "gap = [0.1, 10]",
        'answers = { "1 + 2" = [2.99, 3.01], "12 + 30" = [41.9, 42.1], "5 + 4" = [8.9, 9.1] }',
        "weights = [[0.99, 1.01], [0.99, 1.01], [-0.01, 0.01]]",
        'signs = ["first_right", "all_right"]\nwithout = ["oscillation"]',
        "alike_units = false",
        'faster_than = "demo:addition?steps=2000"',
        'slower_than = "demo:addition?learning_rate=5"',
        'at = [{ step = 0, error = [4, 20], without = ["all_right"] }, { step = 500, error = [0, 0.1] }]',
    ],
)
def test_a_promise_that_is_kept_says_nothing(kept: str, tmp_path: Path) -> None:
    assert lines(LINK + kept, tmp_path) == []


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ('ends = "diverged"', "ends: promised diverged, came learnt (at step 1,026)"),
        ("steps = [1, 1025]", "steps: promised 1 to 1025, came 1,026"),
        ("error = [1, 2]", "at the end, step 1,026: error: promised 1 to 2, came "),
        ("gap = [20, 30]", "at the end, step 1,026: gap: promised 20 to 30, came "),
        (
            'answers = { "1 + 2" = [4, 5] }',
            "at the end, step 1,026: answer to 1 + 2: promised 4 to 5, came 3",
        ),
        (
            'answers = { "2 + 1000" = [4, 5] }',
            "at the end, step 1,026: answers: the demo has no sample 2 + 1000; it shows 1 + 2, ",
        ),
        ("weights = [[0, 1]]", "at the end, step 1,026: weights: promised 1 of them, came 3"),
        (
            "weights = [[0, 2], [5, 6], [-1, 1]]",
            "at the end, step 1,026: weight b→sum: promised 5 to 6, came 1",
        ),
        ("alike_units = true", "at the end, step 1,026: units of the first hidden layer: promised alike"),
        (
            'signs = ["plateau"]',
            "at the end, step 1,026: signs: promised plateau, came all_right, first_right",
        ),
        ('without = ["all_right"]', "at the end, step 1,026: signs: promised no all_right, and it came"),
        (
            'slower_than = "demo:addition?steps=2000"',
            "slower_than: promised more steps than demo:addition?steps=",
        ),
        (
            'faster_than = "demo:addition?learning_rate=5"',
            "faster_than: promised fewer steps than demo:addition?l",
        ),
        ("at = [{ step = 100, error = [0, 0.1] }]", "at step 100: error: promised 0 to 0.1, came 0.4"),
        ("at = [{ step = 2000, error = [0, 1] }]", "at step 2,000: the run has ended before, at step 1,026"),
    ],
)
def test_a_broken_promise_is_said_with_what_came(broken: str, said: str, tmp_path: Path) -> None:
    (line,) = lines(LINK + broken, tmp_path)
    assert line.startswith(said)


def test_units_that_stay_alike_are_told_from_others(tmp_path: Path) -> None:
    assert lines(ALIKE + 'alike_units = true\nsigns = ["alike_units"]', tmp_path) == []
    (line,) = lines(ALIKE + "alike_units = false", tmp_path)
    assert line.endswith("promised not alike")


def test_steps_on_the_way_do_not_change_the_run() -> None:
    straight = Runs().ended("demo:addition?hidden=none").end
    looked_at = Runs().ended("demo:addition?hidden=none", [0, 7, 333]).end
    assert (straight.step, straight.weights.tolist()) == (looked_at.step, looked_at.weights.tolist())


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('promise = "x"', "page.toml, an entry without a link: link and promise are needed"),
        (LINK, "nothing of the promise can be tested"),
        (LINK + "loss = [0, 1]", "page.toml, demo:addition?hidden=none: no such key: loss"),
        (LINK + 'ends = "won"', "ends is one of learnt, max_steps, diverged, stopped, not 'won'"),
        (LINK + "error = [2, 1]", "error: [lowest, highest] is needed"),
        (LINK + "error = 2", "error: [lowest, highest] is needed"),
        (LINK + 'signs = ["noise"]', "signs: no such sign: noise"),
        (LINK + "at = [{ error = [0, 1] }]", "each at needs a step"),
        (LINK + "at = [{ step = 3, steps = [0, 1] }]", "no such key: steps"),
    ],
)
def test_a_file_is_read_strictly(entry: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"page\.toml") as raised:
        lines(entry, tmp_path)
    assert said in str(raised.value)
