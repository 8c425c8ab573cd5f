"""Networks in files: what is read back is what was saved, and whatever is wrong with a file is said."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asistente.language.errors import UserError
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.record import RunRecord
from asistente.training.run import Run
from asistente.training.saved import SavedNetwork, decoded, encoded, history_csv
from asistente.training.shelf import LONGEST, Shelf, clean_name, write_text


def network(demo: str = "addition", steps: int = 200, **given: object) -> SavedNetwork:
    run = Run(RunConfig.of(demo, **given))
    run.step(steps)
    snapshot = run.snapshot(3)
    return SavedNetwork(run.config, snapshot, snapshot.history, "es", run.finished, 0.05)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "networks")


def code_of(error: pytest.ExceptionInfo[UserError]) -> str:
    for language in ("en", "es"):
        line = Texts(language).error(error.value)
        assert "\n" not in line
        assert "config." not in line and "saved." not in line, "the code has a sentence"
    return error.value.code


@pytest.mark.parametrize("demo", ["addition", "xor", "digits", "names"])
def test_what_is_loaded_is_what_was_saved(shelf: Shelf, demo: str) -> None:
    one = network(demo, steps=40, seed=3, hidden=[5, 4])
    path = shelf.save(one, "mine")
    again = shelf.load("Mine")
    assert path.name == "mine.npz"
    assert again.config == one.config
    assert (again.snapshot.step, again.snapshot.examples) == (40, one.snapshot.examples)
    assert np.array_equal(again.snapshot.weights, one.snapshot.weights)
    assert np.array_equal(again.snapshot.change, one.snapshot.change)
    assert np.array_equal(again.history, one.history)
    assert again.snapshot.test_loss == one.snapshot.test_loss
    assert (again.language, again.reason, again.learning_rate) == ("es", None, 0.05)


def test_numpy_reads_the_weights_by_itself(shelf: Shelf) -> None:
    one = network()
    with np.load(shelf.save(one)) as file:
        assert file["weights"].dtype == np.float32
        assert np.array_equal(file["weights"], one.snapshot.weights)
        about = json.loads(file["about"].tobytes())
    assert about["step"] == 200
    assert about["parameters"]["learning_rate"] == 0.1


def test_networks_without_a_name_are_numbered_and_none_is_overwritten(shelf: Shelf) -> None:
    assert [shelf.save(network()).stem for _ in range(3)] == ["addition-1", "addition-2", "addition-3"]
    shelf.save(network(steps=1), "adder")
    before = shelf.load("adder").snapshot.step
    with pytest.raises(UserError) as error:
        shelf.save(network(steps=2), "ADDER")
    assert code_of(error) == "saved.taken"
    assert error.value.values["free"] == "ADDER-2"
    assert shelf.load("adder").snapshot.step == before
    assert shelf.free("adder-2") == "adder-2"


@given(st.text(max_size=80))
def test_a_name_never_leaves_the_folder(text: str) -> None:
    name = clean_name(text)
    assert len(name) <= LONGEST
    assert not set(name) & set("/\\.:\0\n ")


def test_a_name_of_nothing_and_a_name_that_is_not_there(shelf: Shelf) -> None:
    with pytest.raises(UserError) as error:
        shelf.save(network(), "../..")
    assert code_of(error) == "saved.no_name"
    with pytest.raises(UserError) as error:
        shelf.load("adder")
    assert code_of(error) == "saved.none"
    shelf.save(network(), "adder")
    with pytest.raises(UserError) as error:
        shelf.load("ader")
    assert code_of(error) == "config.unknown_saved"
    assert error.value.values["nearest"] == "adder"


def packed(**changed: Any) -> bytes:
    """A file with something in it changed."""
    with np.load(io.BytesIO(encoded(network()))) as file:
        arrays = dict(file)
    about = json.loads(arrays["about"].tobytes())
    for name, value in changed.items():
        if name in arrays:
            arrays[name] = value
        else:
            about[name] = value
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a network",
        b"PK\x03\x04 half of one",
        encoded(network())[:-40],
        encoded(network())[:900] + b"\xff\xff\xff" + encoded(network())[903:],
        packed(format="something else"),
        packed(weights=np.zeros(7, np.float32)),
        packed(weights=np.full(33, np.nan, np.float32)),
        packed(weights=np.zeros(33)),
        packed(history=np.zeros((2, 2), np.float32)),
        packed(examples=[100_000]),
        packed(reason="bored"),
        packed(language="xx"),
        packed(step="many"),
    ],
)
def test_a_damaged_or_foreign_file_is_said_so(shelf: Shelf, data: bytes) -> None:
    assert shelf.folder is not None
    shelf.folder.mkdir()
    (shelf.folder / "odd.npz").write_bytes(data)
    with pytest.raises(UserError) as error:
        shelf.load("odd")
    assert code_of(error) == "saved.damaged"


def test_a_file_of_another_version_and_one_too_large(shelf: Shelf) -> None:
    with pytest.raises(UserError) as error:
        decoded(packed(format_version=2), "odd")
    assert code_of(error) == "saved.other_version"
    with pytest.raises(UserError) as error:
        decoded(packed(history=np.zeros((3_000_000, 3), np.float32)), "odd")
    assert code_of(error) == "saved.damaged"


def test_a_demo_that_is_gone_is_said_as_such() -> None:
    with pytest.raises(UserError) as error:
        decoded(packed(demo="juggling"), "odd")
    assert code_of(error).startswith("config.unknown_demo")


def test_a_table_that_has_changed_since(tmp_path: Path, shelf: Shelf) -> None:
    table = tmp_path / "t.csv"
    rows = [f"{a},{2 * a}" for a in range(40)]
    table.write_text("\n".join(["a,b", *rows]))
    shelf.save(network("csv", file=str(table), target="b"), "mine")
    assert shelf.load("mine").config.task.input_names
    table.write_text("\n".join(["a,b", *rows, "50,100"]))
    with pytest.raises(UserError) as error:
        shelf.load("mine")
    assert code_of(error) == "saved.other_table"


def test_no_folder_no_room_no_file(tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        Shelf(None).save(network())
    assert code_of(error) == "saved.no_folder"
    assert Shelf(None).names() == []
    (tmp_path / "way").write_text("a file where the folder should be")
    with pytest.raises(UserError) as error:
        Shelf(tmp_path / "way").save(network())
    assert code_of(error) == "saved.unwritten"
    with pytest.raises(UserError) as error:
        write_text(None, "x.md", "text")
    assert code_of(error) == "saved.no_folder"
    (tmp_path / "net" / "dir.npz").mkdir(parents=True)
    with pytest.raises(UserError) as error:
        Shelf(tmp_path / "net").load("dir")
    assert code_of(error) == "saved.unreadable"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a small disk of its own")
@pytest.mark.skipif(sys.platform != "linux", reason="sets a limit on the size of files")
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, before[1]))
    try:
        with pytest.raises(UserError) as error:
            Shelf(tmp_path).save(network())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert code_of(error) == "saved.unwritten"
    assert list(tmp_path.iterdir()) == []


def test_what_is_exported_goes_under_the_next_number(tmp_path: Path) -> None:
    found = [write_text(tmp_path / "out", "run.csv", str(number)).name for number in range(3)]
    assert found == ["run.csv", "run-2.csv", "run-3.csv"]


def test_the_curve_as_a_table() -> None:
    one = network()
    lines = history_csv(one.history).splitlines()
    assert lines[0] == "step,train_loss,test_loss"
    assert len(lines) == len(one.history) + 1
    step, train, test = lines[-1].split(",")
    assert int(step) == 200
    assert float(train) == pytest.approx(one.snapshot.train_loss, rel=1e-6)
    assert float(test) == pytest.approx(one.snapshot.test_loss, rel=1e-6)


def test_a_loaded_network_stands_as_a_run_that_has_ended(shelf: Shelf) -> None:
    shelf.save(network(), "mine")
    record = RunRecord.of_saved(shelf.load("mine"))
    assert (record.state, record.reason, record.active, record.can_go_on) == (
        "finished",
        "stopped",
        False,
        True,
    )
    assert record.rate == 0.05
    assert len(record.history) > 5
