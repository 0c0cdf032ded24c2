"""An export under way: how far it is, and its end."""

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from initquiz.study.sharing import Count, Order, Pick
from initquiz.ui.widgets.share_run import ExportRun

ORDER = Order(Pick(), "plain")


class Slow:
    """Sharing that waits between cards, and before it writes, until it may go on."""

    def __init__(self) -> None:
        """Make it wait at the first card."""
        self.go, self.at_card, self.committed = (threading.Event() for _ in range(3))
        self.ends: list[str] = []
        self.last_card = True  # whether it tells of a card just before it writes

    def count(self, _pick: Pick) -> Count:
        """Return two cards."""
        return Count(2, 0)

    def export(self, _order: Order, target: Path, **hooks: object) -> int:
        """Tell of a card, wait, tell of another, and write."""
        told, commit = hooks["told"], hooks["commit"]
        assert callable(told)
        assert callable(commit)
        try:
            told(1)
            self.at_card.set()
            self.go.wait(10)
            if self.last_card:
                told(1)
            commit()
        except Exception as error:
            self.ends.append(type(error).__name__)
            raise
        self.committed.set()
        target.write_text("new")
        return 2


@pytest.fixture
def slow() -> Slow:
    """Sharing in slow motion."""
    return Slow()


@pytest.fixture
def run(qtbot: QtBot, slow: Slow) -> ExportRun:
    """A run of it."""
    del qtbot
    return ExportRun(slow)  # type: ignore[arg-type]  # as much of it as a run needs


def test_progress_is_told_and_the_number_in_the_end(
    run: ExportRun, slow: Slow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Cards done, and all of them; then it rests."""
    with qtbot.waitSignal(run.moved, check_params_cb=lambda done, all_: (done, all_) == (1, 2)):
        run.start(ORDER, tmp_path / "x")
    assert run.running
    with qtbot.waitSignal(run.written) as told:
        slow.go.set()
    assert told.args == [2]
    assert not run.running
    assert not run.cancel()


@pytest.mark.parametrize("last_card", [True, False])
def test_cancelled_in_time_nothing_is_written(
    run: ExportRun, slow: Slow, qtbot: QtBot, tmp_path: Path, *, last_card: bool
) -> None:
    """The worker ends at the next card or before it writes; the next run goes its way."""
    target = tmp_path / "x"
    slow.last_card = last_card
    with qtbot.assertNotEmitted(run.written), qtbot.assertNotEmitted(run.failed):
        run.start(ORDER, target)
        slow.at_card.wait(10)
        assert run.cancel()
        assert not run.running
        slow.go.set()
        run.wait()
        qtbot.wait(20)
    assert slow.ends == ["CancelledError"]
    assert not target.exists()
    with qtbot.waitSignal(run.written):
        run.start(ORDER, target)
    assert target.exists()


def test_once_the_file_is_being_written_it_cannot_be_cancelled(
    run: ExportRun, slow: Slow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Either the whole file is there or cancelling worked; never both."""
    slow.go.set()
    with qtbot.waitSignal(run.written):
        run.start(ORDER, tmp_path / "x")
        slow.committed.wait(10)
        assert not run.cancel()
    assert (tmp_path / "x").read_text() == "new"


def test_after_a_bug_it_rests(
    run: ExportRun, slow: Slow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program tells of it; the run can be tried again and is not left half-way."""
    monkeypatch.setattr(Slow, "export", lambda *_args, **_hooks: 1 // 0)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(run.failed) as told:
        run.start(ORDER, tmp_path / "x")
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert "an old file is as it was" in told.args[0]
    assert not run.running
    del slow
