"""One training of a demo: steps, the stop rule, snapshots. It knows no clocks, processes or screens."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from asistente.nn.learner import Learner, Meter
from asistente.nn.losses import LOSSES
from asistente.nn.network import Network
from asistente.training.arrays import disturbed, examples, measured
from asistente.training.begun import Begun
from asistente.training.config import RunConfig
from asistente.training.events import Reason, Snapshot
from asistente.training.forecast import Forecast
from asistente.training.model import FloatArray, sizes
from asistente.training.signs import Sign
from asistente.training.watch import Check, Watch

MOST_POINTS = 60
"""Loss points that one snapshot carries at most; a chart has fewer columns."""
_HOPELESS = 1e6
"""A loss this many times the first one counts as growing without end."""


class _Measured(NamedTuple):
    """The losses on both parts of the data, and what the stop rule watches."""

    train_loss: float
    test_loss: float
    error: float


class _Good(NamedTuple):
    """Where the run stood at a check, with finite numbers."""

    steps: int
    parameters: FloatArray
    change: FloatArray
    examples: npt.NDArray[np.intp]
    losses: _Measured


class Run:
    """A network, its training, and what came of it. The same config gives the same run, bit for bit.

    Measuring never touches the training: checks happen at the same steps whatever the pace, and snapshots,
    which may be taken at any step, only read.
    """

    def __init__(self, config: RunConfig, begun: Begun | None = None) -> None:
        """`begun`: the weights to go on from; by default the run begins with random ones, at step 0."""
        self.config = config
        self.steps = 0 if begun is None else begun.step
        """Steps done."""
        self.finished: Reason | None = None
        """Why the run has ended; None while it has not."""
        self._demo = demo = config.task
        # A stream of chance for each purpose: noise, say, must not change the first weights.
        first, order, noise = (np.random.default_rng([config.seed, stream]) for stream in range(3))
        self._network = Network(sizes(config), config.activation)
        self._network.initialize(config.init, first)
        if begun is not None:
            self._network.parameters[:] = begun.weights
        # What had learnt already goes on all the same, for as many steps as it has behind it.
        self._least_steps = max(demo.stop.least_steps, 2 * self.steps)
        inputs, targets = examples(demo, demo.train)
        held_out_inputs, held_out_targets = examples(demo, demo.held_out)
        noisy = disturbed(demo, targets, config.noise, noise)
        self._learner = Learner(
            self._network,
            LOSSES[demo.loss],
            inputs,
            noisy,
            optimizer=config.optimizer,
            learning_rate=config.learning_rate,
            batch_size=config.batch_size,
            l2=config.l2,
            random=order,
        )
        self._meter = Meter(
            self._network,
            LOSSES[demo.loss],
            np.vstack([inputs, held_out_inputs]),
            np.vstack([noisy, held_out_targets]),
        )
        self._parts = slice(0, len(inputs)), slice(len(inputs), None)
        self._watch = Watch(demo, config.activation)
        self._signs: list[Sign] = []
        self._forecast = Forecast(demo.stop.target, config.steps)
        self._history: list[tuple[float, float, float]] = []
        self._last_point = -1
        self._checks_passed = 0
        self._losses = self._measure()
        self._hopeless = _HOPELESS * max(self._losses.train_loss, float(np.mean(noisy**2)))
        self._good = self._now()
        self._gone_back: _Good | None = None
        self._check()

    def step(self, n: int = 1) -> int:
        """Do up to `n` steps, fewer where the run ends before; returns how many were done."""
        begun = self.steps
        end = min(begun + n, self.config.steps)
        with np.errstate(all="ignore"):  # a run may diverge: that is noticed and said, not warned about
            while self.steps < end and self.finished is None:
                ahead = min(end, self._next_check) - self.steps
                self._learner.step(ahead)
                self._advanced(ahead)
        return self.steps - begun

    def _advanced(self, steps: int) -> None:
        self.steps += steps
        if self.steps == self._next_check:
            self._losses = self._measure()
            self._check()

    def stop(self) -> None:
        """End the run here, unless it has ended already."""
        self.finished = self.finished or "stopped"

    @property
    def learning_rate(self) -> float:
        """What each gradient is multiplied by now. Changed by hand, the run is no longer the config's own."""
        return self._learner.learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._learner.learning_rate = value

    @property
    def steps_to_epoch_end(self) -> int:
        """Steps until every training example has been used once more."""
        return self._learner.batches_left

    def step_single(self) -> int:
        """One step by the next training example alone; returns how many steps were done, 0 after the end."""
        if self.finished:
            return 0
        with np.errstate(all="ignore"):
            self._learner.step_single()
            self._advanced(1)
        return 1

    def take_signs(self) -> list[Sign]:
        """What has been noticed at the checks since the last call."""
        signs, self._signs = self._signs, []
        return signs

    def steps_left(self) -> float | None:
        """Estimated steps to the end; None where there is no honest estimate yet, 0 after the end."""
        if self.finished:
            return 0.0
        to_target = self._forecast.steps_left(self.steps)
        if to_target is None:
            return None
        rule = self._demo.stop
        waiting = (rule.patience - self._checks_passed) * max(1, min(self.steps // 8, rule.check_every))
        left = max(to_target + waiting, self._least_steps - self.steps)
        return min(left, float(self.config.steps - self.steps))

    def snapshot(
        self,
        run: int = 0,
        *,
        seconds: float = 0.0,
        seconds_left: float | None = None,
        steps_per_second: float = 0.0,
    ) -> Snapshot:
        """What the run shows now, with the loss points since the last one. What clocks know is handed in."""
        if self._last_point != self.steps and self.finished != "diverged":
            with np.errstate(all="ignore"):
                self._losses = self._measure()
            if self._is_finite():
                self._note_point()
            else:  # what the next check would find: it would go back to the same weights
                self._end_diverged()
        history = np.array(self._history, dtype=np.float32).reshape(-1, 3)
        self._history = []
        seen = self._gone_back.examples if self._gone_back else self._learner.last_examples
        return Snapshot(
            run=run,
            step=self.steps,
            weights=self._network.parameters.astype(np.float32),
            change=self._learner.change.astype(np.float32),
            train_loss=self._losses.train_loss,
            test_loss=self._losses.test_loss,
            typical_error=self._losses.error,
            progress=self._progress(),
            seconds=seconds,
            seconds_left=seconds_left,
            steps_per_second=steps_per_second,
            history=history,
            examples=tuple(seen.tolist()),
        )

    def _now(self) -> _Good:
        learner = self._learner
        parameters, change = self._network.parameters.copy(), learner.change.copy()
        return _Good(self.steps, parameters, change, learner.last_examples, self._losses)

    def _progress(self) -> float:
        """The farthest it has come; of a run that has ended without success, where it stands."""
        if self.finished == "learnt":
            return 1.0
        forecast = self._forecast
        if not self.finished and self._losses.error <= self._demo.stop.target:
            return 0.99
        return min(forecast.way(self._losses.error) if self.finished else forecast.progress, 0.99)

    def _check(self) -> None:
        """At a step fixed beforehand: note the losses; end the run where it has learnt, failed or is over."""
        if not self._is_finite() or self._losses.train_loss > self._hopeless:
            self._end_diverged()
            return
        self._good = self._now()
        self._note_point()
        error = self._losses.error
        self._forecast.add(self.steps, error)
        rule = self._demo.stop
        self._signs += self._watch.look(
            Check(self.steps, self._losses.train_loss, self._losses.test_loss, error <= rule.target),
            self._meter.hidden,
            self._meter.last_outputs[:, self._parts[1]],
        )
        self._checks_passed = self._checks_passed + 1 if error <= rule.target else 0
        if self.steps >= self.config.steps:  # no time left to be sure
            self.finished = "learnt" if self._checks_passed else "max_steps"
        elif self._checks_passed >= rule.patience and self.steps >= self._least_steps:
            self.finished = "learnt"

    @property
    def _next_check(self) -> int:
        """Every step at first, then wider apart up to what the demo says: early on much happens fast."""
        last = self._good.steps
        return min(last + max(1, min(last // 8, self._demo.stop.check_every)), self.config.steps)

    def _is_finite(self) -> bool:
        return bool(np.isfinite(self._losses).all() and np.isfinite(self._network.parameters).all())

    def _end_diverged(self) -> None:
        """End with the last finite weights: those of now, or those of the check before."""
        self.finished = "diverged"
        if self._is_finite():
            self._note_point()
            return
        good = self._gone_back = self._good
        self.steps, self._losses = good.steps, good.losses
        self._network.parameters[:] = good.parameters
        self._learner.change[:] = good.change

    def _measure(self) -> _Measured:
        train_loss, test_loss = self._meter.losses(*self._parts)
        held_out = self._parts[1]
        outputs, targets = self._meter.last_outputs[:, held_out], self._meter.targets[:, held_out]
        return _Measured(train_loss, test_loss, measured(self._demo, outputs, targets, test_loss))

    def _note_point(self) -> None:
        self._last_point = self.steps
        self._history.append((float(self.steps), self._losses.train_loss, self._losses.test_loss))
        if len(self._history) > MOST_POINTS:
            del self._history[:-1:2]
