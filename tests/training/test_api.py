"""The Python API, and the example in the docs."""

from __future__ import annotations

import doctest
import textwrap
from pathlib import Path

import pytest

import asistente.training
from asistente.training.api import Trained, train
from asistente.training.config import RunConfig


def test_the_example_in_the_docs_is_true() -> None:
    result = doctest.testmod(asistente.training)
    assert result.attempted > 8
    assert not result.failed


def test_the_example_of_the_readme_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    block = readme.partition("## From Python\n")[2].partition("\n`train` takes")[0]
    rows = [(area, garden) for area in range(40, 140, 2) for garden in ("yes", "no")]
    table = "".join(f"{area},{garden},{2 * area + 30 * (garden == 'yes')}\n" for area, garden in rows)
    (tmp_path / "flats.csv").write_text("area,garden,price\n" + table)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(textwrap.dedent(block), names)
    adding, flats = names["adding"], names["flats"]
    assert isinstance(adding, Trained) and isinstance(flats, Trained)
    assert f"# {adding.reason} {adding.steps}\n" in block
    assert abs(adding.ask(7, 5).prediction - 12) < 0.5
    assert adding.ask(12, 30).prediction < 38
    assert abs(flats.ask(area=100, garden="yes").prediction - 230) < 30


def test_everything_that_names_a_run_can_be_trained() -> None:
    runs = [
        train("addition", hidden="none", steps=500),
        train("demo:addition?hidden=none", steps=500),
        train(RunConfig.of("addition", hidden=()), steps=500),
    ]
    assert {run.config.link() for run in runs} == {"demo:addition?steps=500&hidden=none"}
    assert len({run.weights.tobytes() for run in runs}) == 1
    assert runs[0].answers()[0].correct


def test_progress_is_told_and_may_stop_the_run() -> None:
    steps: list[int] = []

    def tell(snapshot: object) -> bool:
        steps.append(getattr(snapshot, "step", -1))
        return len(steps) < 3

    trained = train("addition", on_progress=tell, every=100)
    assert steps == [100, 200, 300]
    assert trained.reason == "stopped"


def test_too_few_inputs_are_named() -> None:
    trained = train("xor", steps=10)
    with pytest.raises(ValueError, match="2 inputs are needed: a, b"):
        trained.ask(1)
