"""Study days and instants: a day starts at 4 in the morning, local time, as in Anki.

A study day is the proleptic Gregorian ordinal of the local date four hours ago; an instant
is whole microseconds since 1970, UTC. Both are stored with each answer, so that travel and
clock changes never rewrite history.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

ROLLOVER_HOURS = 4
MICROSECONDS = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Now(NamedTuple):
    """One reading of the clock: the instant `at` and the study day it belongs to."""

    at: int
    day: int

    @classmethod
    def of(cls, local: datetime) -> "Now":
        """Return the reading of an aware local time; ValueError if it has no time zone."""
        return cls(instant(local), study_day(local))


def study_day(local: datetime) -> int:
    """Return the study day of an aware local time; ValueError if it has no time zone."""
    if local.tzinfo is None:
        raise ValueError("a study day needs a local time with its zone")
    # Wall-clock arithmetic on purpose: the rollover is 4:00 on the learner's clock, also on
    # the days when that clock jumps.
    return (local.replace(tzinfo=None) - timedelta(hours=ROLLOVER_HOURS)).toordinal()


def day_at(at: int) -> int:
    """Return the study day of an instant in the zone this machine is set to."""
    return study_day((_EPOCH + timedelta(microseconds=at)).astimezone())


def instant(local: datetime) -> int:
    """Return microseconds since 1970 UTC of an aware time."""
    return (local - _EPOCH) // timedelta(microseconds=1)


def iso_time(at: int) -> str:
    """Return an instant as ISO 8601 in UTC."""
    return (_EPOCH + timedelta(microseconds=at)).isoformat().replace("+00:00", "Z")


def iso_day(day: int) -> str:
    """Return a study day as an ISO date."""
    return date.fromordinal(day).isoformat()
