"""A network as a file: what it was asked to learn, its numbers, and how it came to them."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from asistente.language.detect import Language
from asistente.language.errors import UserError
from asistente.training.config import RunConfig
from asistente.training.demo import VERSION
from asistente.training.events import Reason, Snapshot

if TYPE_CHECKING:  # see events: not before there are arrays
    from asistente.training.events import FloatArray

SUFFIX = ".npz"
FORMAT, FORMAT_VERSION = "asistente network", 1
MOST_BYTES = 32_000_000
"""Of a file, packed or not: 100,000 weights and 20,000 points of the curve are two."""
_MEASURES = ("train_loss", "test_loss", "typical_error", "progress", "seconds")


class SavedError(UserError):
    """A file is no network of ours, or cannot be read or written. Its codes are `saved.…`."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(f"saved.{code}", **values)


@dataclass(frozen=True, eq=False, slots=True)
class SavedNetwork:
    """A run as it stood when it was saved."""

    config: RunConfig
    snapshot: Snapshot
    history: FloatArray
    """Every loss point kept, (n, 3): step, train loss, held-out loss."""
    language: Language
    """That of the screen when it was saved."""
    reason: Reason | None = None
    """How the run had ended; None where it had not."""
    learning_rate: float | None = None
    """The one in force, where it was changed by hand."""


def encoded(saved: SavedNetwork) -> bytes:
    """The network as the bytes of an .npz file: arrays that NumPy reads, and `about`, which is JSON."""
    import numpy as np

    config, snapshot = saved.config, saved.snapshot
    about = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "demo": config.demo,
        "options": dict(config.options),
        "parameters": config.values(),
        "step": snapshot.step,
        "examples": list(snapshot.examples),
        "language": saved.language,
        "reason": saved.reason,
        "learning_rate": saved.learning_rate,
        **{name: getattr(snapshot, name) for name in _MEASURES},
    }
    written = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    out = io.BytesIO()
    np.savez_compressed(
        out,
        weights=snapshot.weights.astype(np.float32),
        change=snapshot.change.astype(np.float32),
        history=saved.history.astype(np.float32),
        about=written,
    )
    return out.getvalue()


def decoded(data: bytes, name: str) -> SavedNetwork:
    """The network of a file called `name`.

    Raises SavedError where it is damaged or no network of ours, ConfigError where its run cannot be made
    any more: its table has gone or changed.
    """
    try:
        arrays = _arrays(data)
        about = json.loads(arrays.pop("about").tobytes())
        if not isinstance(about, dict) or about.get("format") != FORMAT:
            raise ValueError("foreign")
        if about.get("format_version") != FORMAT_VERSION:
            raise SavedError("other_version", name=name)
        config = _config(about, name)
        return _network(about, arrays, config)
    except UserError:
        raise
    # NumPy, zlib and json raise all of these for bytes that are not what they should be.
    except Exception as error:
        raise SavedError("damaged", name=name) from error


def _arrays(data: bytes) -> dict[str, Any]:
    import numpy as np

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > MOST_BYTES:
            raise ValueError("too large")
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        return {name: found[name] for name in ("weights", "change", "history", "about")}


def _config(about: dict[str, Any], name: str) -> RunConfig:
    options = {key: str(value) for key, value in about["options"].items()}
    version = options.pop(VERSION, None)
    config = RunConfig.of(str(about["demo"]), **{**options, **about["parameters"]})
    if version != dict(config.options).get(VERSION):
        raise SavedError("other_table", name=name)
    return config


def _network(about: dict[str, Any], arrays: dict[str, Any], config: RunConfig) -> SavedNetwork:
    import numpy as np

    from asistente.training.model import weight_count

    weights, change, history = (arrays[name] for name in ("weights", "change", "history"))
    step, examples = int(about["step"]), tuple(int(one) for one in about["examples"])
    reason, rate, language = about["reason"], about["learning_rate"], about["language"]
    fits = (
        weights.shape == change.shape == (weight_count(config),)
        and weights.dtype == change.dtype == history.dtype == np.float32
        and history.ndim == 2
        and history.shape[1] == 3
        and np.isfinite(weights).all()
        and step >= 0
        and all(0 <= one < len(config.task.train) for one in examples)
        and (reason is None or reason in get_args(Reason))
        and language in ("en", "es")
    )
    if not fits:
        raise ValueError("it does not fit its run")
    snapshot = Snapshot(
        run=0,
        step=step,
        weights=weights,
        change=change,
        seconds_left=None,
        steps_per_second=0.0,
        history=history,
        examples=examples,
        **{name: float(about[name]) for name in _MEASURES},
    )
    return SavedNetwork(config, snapshot, history, language, reason, None if rate is None else float(rate))


def history_csv(history: FloatArray) -> str:
    """The points of a curve (n, 3) as a table: step, train loss, loss on what was held out."""
    lines = [f"{int(step)},{train:.9g},{test:.9g}" for step, train, test in history.tolist()]
    return "\n".join(("step,train_loss,test_loss", *lines)) + "\n"
