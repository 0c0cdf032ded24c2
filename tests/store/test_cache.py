"""The caches give back what they were given, and may be lost without harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import DiskError
from initquiz.model.card import Card, Fact
from initquiz.model.formula import Formula
from initquiz.model.schedule import Memory, Schedule, State
from initquiz.store.cache import Formulas, Schedules
from initquiz.store.cards import Cards
from initquiz.store.database import IN_MEMORY, Database

NUMBER = st.none() | st.integers(0, 2**53)
MEMORY = st.none() | st.builds(Memory, st.floats(0.001, 1e5), st.floats(1, 10))


@given(
    st.builds(
        Schedule,
        state=st.sampled_from(State),
        step=st.integers(0, 9),
        memory=MEMORY,
        due_at=NUMBER,
        due_day=NUMBER,
        first_day=NUMBER,
        last_day=NUMBER,
        reps=st.integers(0, 999),
        lapses=st.integers(0, 99),
    )
)
def test_a_schedule_comes_out_exactly(schedule: Schedule) -> None:
    """No digit of a schedule is lost on the disk."""
    database = Database(IN_MEMORY)
    Cards(database).save("d", [Card("c", "", Fact("q", "a")), Card("new", "", Fact("q", "a"))])
    schedules = Schedules(database)
    schedules.put({"c": schedule})
    assert schedules.of_cards("d") == [("c", schedule), ("new", Schedule())]
    assert schedules.of_cards("other") == []
    schedules.clear()
    assert schedules.of_cards() == [("c", Schedule()), ("new", Schedule())]
    database.close()


def test_a_formula_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was put is got; a disk that refuses is no reason to stop."""
    database = Database(IN_MEMORY)
    formulas = Formulas(database)
    formula = Formula("<svg/>", 1.5, 2.5, 0.5, "n in")
    formulas.put("key", formula)
    assert formulas.get("key") == formula
    assert formulas.get("other") is None

    def refuse() -> None:
        raise DiskError("full")

    monkeypatch.setattr(database, "transaction", refuse)
    formulas.put("another", formula)
    monkeypatch.undo()
    assert formulas.get("another") is None
    database.close()
