"""A demo of one's own: a table in a CSV file, and the column that the network should learn to tell.

`demo:csv?file=flats.csv&target=price`. What is made of the table stands in table.py and table_demo.py: they
are loaded with the first table, not before the first screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from asistente.training.demo import RAW_INPUTS, VERSION, Data, Demo, StopRule, raw_inputs
from asistente.training.parameters import ConfigError


def _from_file(base: Demo, options: Mapping[str, str]) -> Demo:
    """The demo of a file. ConfigError: no such file or column, too few rows, nothing to learn."""
    from asistente.training.table import read_table
    from asistente.training.table_demo import from_table

    if options.get(VERSION) not in (None, _version(options)):
        raise ConfigError("csv_changed", file=_path(options).name[:60])
    return raw_inputs(from_table(base, read_table(_path(options)), options["target"]), options)


def _path(options: Mapping[str, str]) -> Path:
    return Path(options["file"]).expanduser()


def _version(options: Mapping[str, str]) -> str:
    try:
        found = _path(options).stat()
    except (OSError, ValueError, RuntimeError):  # no file, no name of one, nobody's home
        raise ConfigError("csv_missing", file=options["file"][-80:]) from None
    return f"{found.st_mtime_ns}-{found.st_size}"


CSV = Demo(
    name="csv",
    input_names=(),
    output_names=(),
    data=lambda: Data((), (), ()),
    stop=StopRule(target=0.0, check_every=50, patience=3, least_steps=200),
    defaults={
        "learning_rate": 0.01,
        "steps": 5_000,
        "hidden": (16,),
        "activation": "tanh",
        "optimizer": "adam",
        "batch_size": 32,
        "seed": 1,
        "init": "xavier",
        "l2": 0.0,
        "noise": 0.0,
    },
    options={"file": (), "target": (), **RAW_INPUTS},
    variant=_from_file,
    version=_version,
)
