"""Work off the main thread: the newest result counts, faults come back."""

import threading

from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.background import Background


def test_the_work_is_done_elsewhere_and_its_result_comes_back(qtbot: QtBot) -> None:
    """In another thread, and the signal in this one."""
    background = Background()
    with qtbot.waitSignal(background.done) as told:
        background.start(threading.current_thread)
    assert told.args[0] is not threading.main_thread()


def test_short_work_never_waits_for_lasting_work(qtbot: QtBot) -> None:
    """However many pieces of it are under way."""
    go = threading.Event()
    lasting = [Background(lasting=True) for _ in range(8)]
    for each in lasting:
        each.start(lambda: go.wait(10))
    short = Background()
    with qtbot.waitSignal(short.done, timeout=5_000):
        short.start(lambda: 1)
    go.set()
    for each in lasting:
        each.wait()


def test_only_the_newest_work_is_done_next(qtbot: QtBot) -> None:
    """While one runs, of all that follow only the last is done, and only it is told."""
    background, go = Background(), threading.Event()
    done: list[object] = []
    background.done.connect(done.append)

    def first() -> str:
        go.wait(10)
        return "first"

    background.start(first)
    background.start(lambda: "second")
    background.start(lambda: "third")
    with qtbot.waitSignal(background.done):
        go.set()
    assert done == ["third"]


def test_cancelled_work_is_not_told(qtbot: QtBot) -> None:
    """It may run to its end, but nobody hears of it."""
    background = Background()
    with qtbot.assertNotEmitted(background.done):
        background.start(lambda: 1)
        background.cancel()
        background.wait()
        qtbot.wait(20)


def test_a_fault_in_the_worker_is_raised_here(qtbot: QtBot) -> None:
    """As if the work had been done in this thread."""
    background = Background()
    with qtbot.captureExceptions() as caught:
        background.start(lambda: 1 / 0)
        background.wait()
        qtbot.wait(20)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
