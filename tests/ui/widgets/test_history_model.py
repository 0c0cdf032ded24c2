"""Past answers in words, told row by row."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from initquiz.model.review import Attempt, Confidence, Event, Rating
from initquiz.model.study_day import Now
from initquiz.study.history import Past
from initquiz.ui.widgets.history_model import ROW, HistoryModel, effort, when

Later = Callable[..., Now]


def past(at: Now, key: str = "coin", grade: str = "wrong", confusion: str = "") -> Past:
    """Return an answer of a time."""
    attempt = Attempt("card", Rating.AGAIN, grade, seed=1, level="hard", confusion=confusion)
    return Past(Event(f"{at.at}{key}", "device", 1, at.at, at.day, "card", attempt), attempt, key)


def test_it_is_a_model_as_qt_wants_it(qtmodeltester: ModelTester, now: Now) -> None:
    """Qt's own checker finds nothing, filled, filtered or empty."""
    model = HistoryModel(str.title)
    qtmodeltester.check(model)
    model.set_past([past(now), past(now, "dice")], now)
    model.choose()
    qtmodeltester.check(model)
    model.choose("dice")
    assert model.index(0).data() == "Dice"


def test_a_row_says_what_came_of_it(now: Now) -> None:
    """In words and signs for the eye, in words alone for a screen reader."""
    model = HistoryModel(str.title)
    model.set_past([past(now, confusion="he_normal>lecun_normal")], now)
    model.choose()
    row = model.index(0).data(ROW)
    assert row == model.row(0)
    assert row.finding == "✕ wrong"
    assert row.details == "hard · He normal taken for LeCun normal"
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"Coin, wrong, hard · He normal taken for LeCun normal, {row.when}"
    assert model.data(QModelIndex()) is None
    assert model.index(0).data(Qt.ItemDataRole.ToolTipRole) is None


def test_what_another_program_logged_is_not_known(now: Now) -> None:
    """A grade this program has no word for is no reason to fail."""
    model = HistoryModel(str.title)
    model.set_past([past(now, grade="half")], now)
    model.choose(failed=True)
    assert model.row(0).finding == "? not known"


def test_only_rows_in_sight_are_told(now: Now) -> None:
    """Ten thousand answers name no more than they are asked for."""
    asked = []
    model = HistoryModel(lambda key: asked.append(key) or key)  # type: ignore[func-returns-value]  # notes
    model.set_past([past(now)] * 10_000, now)
    model.choose()
    assert model.rowCount() == 10_000
    model.index(9_999).data(ROW)
    assert len(asked) == 1


@pytest.mark.parametrize(("days", "said"), [(0, "today"), (1, "yesterday"), (2, " Nov 2026")])
def test_days_are_those_of_study(later: Later, days: int, said: str) -> None:
    """An answer after midnight belongs to the evening before."""
    event = past(later(hours=17)).event  # 3 at night
    assert f"{said}, " in when(event, later(days=days))


def test_effort_is_told_as_far_as_known() -> None:
    """How long it took, and how sure one was."""
    attempt = Attempt("card", Rating.GOOD)
    assert not effort(attempt)
    quick = attempt._replace(response_ms=4_400)
    assert effort(quick) == "answered in 4 s"
    assert effort(quick._replace(confidence=Confidence.UNSURE)).endswith(", you were unsure")
    assert effort(quick._replace(confidence=Confidence.GUESS)).endswith(", you guessed")
