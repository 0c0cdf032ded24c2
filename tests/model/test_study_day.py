"""The study day: 4 in the morning on the learner's clock, wherever and whenever."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.study_day import Now, instant, iso_day, iso_time, study_day

ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC"]


def test_the_day_turns_at_four_in_the_morning() -> None:
    """3:59 belongs to yesterday, 4:00 to today."""
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 11, 23, 3, 59, tzinfo=berlin)
    assert iso_day(study_day(before)) == "2026-11-22"
    assert iso_day(study_day(before + timedelta(minutes=1))) == "2026-11-23"


@pytest.mark.parametrize("day", [datetime(2026, 3, 29), datetime(2026, 10, 25)])  # noqa: DTZ001
def test_the_rollover_stays_at_four_when_clocks_jump(day: datetime) -> None:
    """On the nights summer time begins and ends the day still turns at 4:00 local time."""
    local = day.replace(tzinfo=ZoneInfo("Europe/Berlin"))
    assert study_day(local.replace(hour=3, minute=59)) + 1 == study_day(local.replace(hour=4))


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_a_days_number_is_the_local_date_four_hours_ago(naive: datetime, zone: str) -> None:
    """In any zone and season the number names the date the wall clock showed 4 hours earlier."""
    local = naive.replace(tzinfo=ZoneInfo(zone))
    assert iso_day(study_day(local)) == (naive - timedelta(hours=4)).date().isoformat()


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001
def test_an_instant_is_exact_to_the_microsecond(naive: datetime) -> None:
    """Writing an instant as text gives the time back."""
    moment = naive.replace(tzinfo=UTC)
    assert datetime.fromisoformat(iso_time(instant(moment))) == moment


def test_a_time_without_a_zone_is_refused() -> None:
    """A naive time has no study day."""
    with pytest.raises(ValueError, match="zone"):
        study_day(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises((ValueError, TypeError)):
        Now.of(datetime(2026, 1, 1))  # noqa: DTZ001
