"""Pictures for a worker, drawn by the main thread."""

import threading
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from initquiz.cli.pictures import pictured
from initquiz.model.blocks import Block, Histogram
from initquiz.ui.widgets.background import Background
from initquiz.ui.widgets.share_pictures import CancelledError, PictureDesk

BELL = Histogram((0.0, 1.0, 2.0), (3, 5), 8)


def test_a_worker_gets_what_the_command_line_draws(qtbot: QtBot) -> None:
    """The same bytes, though the main thread drew them."""
    desk, worker = PictureDesk(), Background()
    with qtbot.waitSignal(worker.done, timeout=20_000) as told:
        worker.start(partial(desk.draw, threading.Event(), [BELL]))
    assert told.args[0] == pictured([BELL])


def test_a_picture_that_is_not_wanted_any_more_keeps_nobody_waiting(qtbot: QtBot) -> None:
    """The worker is let go at once, whether it was asked before or after."""
    desk, stop = PictureDesk(), threading.Event()
    stop.set()
    worker = Background()
    with qtbot.waitSignal(worker.failed) as told:
        worker.start(partial(desk.draw, stop, [BELL]))
    assert "Cancelled" in told.args[0]
    with pytest.raises(CancelledError):
        desk.draw(stop, [BELL])  # in the main thread, which cannot wait for itself


def test_a_fault_in_drawing_is_the_workers(qtbot: QtBot) -> None:
    """It is raised where the picture was asked for."""
    desk, worker = PictureDesk(), Background()
    blocks: list[Block] = ["no block at all"]  # type: ignore[list-item]  # on purpose
    with qtbot.captureExceptions() as caught:
        worker.start(partial(desk.draw, threading.Event(), blocks))
        qtbot.waitUntil(lambda: bool(caught), timeout=10_000)
    assert len(caught) == 1
