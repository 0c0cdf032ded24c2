"""The learner's choices that shape scheduling; Anki's defaults."""

from typing import NamedTuple


class Options(NamedTuple):
    """Steps in seconds, limits in cards a day, desired retention as a probability.

    `parameters` are the 21 of FSRS-6; empty means the published defaults.
    """

    desired_retention: float = 0.90
    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    learn_ahead: int = 20 * 60
    new_per_day: int = 20
    reviews_per_day: int = 200
    maximum_interval: int = 36500
    parameters: tuple[float, ...] = ()
