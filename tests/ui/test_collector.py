"""Widgets that hang together are freed, and never by a worker."""

import gc
import threading
from collections.abc import Iterator
from weakref import ref

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from initquiz.ui.collector import Collector, collect_due


@pytest.fixture
def limits() -> Iterator[None]:
    """Python's thresholds, given back; and nothing frozen."""
    before, enabled = gc.get_threshold(), gc.isenabled()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()
    if enabled:
        gc.enable()
    else:
        gc.disable()


def in_a_cycle() -> tuple["ref[QWidget]", list[int]]:
    """Drop a widget that names itself; return a look at it, and where it will be freed."""
    widget, threads = QWidget(), list[int]()
    widget.myself = widget  # type: ignore[attr-defined]
    seen = ref(widget, lambda _: threads.append(threading.get_ident()))
    return seen, threads


def busy(kept: list[list[int]]) -> None:
    """Make more objects than Python lets pass without a search."""
    kept += ([i] for i in range(50_000))


@pytest.mark.usefixtures("limits", "qapp")
def test_a_worker_frees_no_widget() -> None:
    """However busy it is; the main thread does it when its turn comes."""
    gc.enable()
    owner = QObject()
    Collector(owner)
    seen, threads = in_a_cycle()
    kept: list[list[int]] = []
    worker = threading.Thread(target=busy, args=(kept,))
    worker.start()
    worker.join()
    assert seen() is not None
    assert collect_due() > 0
    assert seen() is None
    assert threads == [threading.get_ident()]


@pytest.mark.usefixtures("limits")
def test_the_search_goes_on_by_itself(qapp: QApplication) -> None:
    """A timer looks; what was there before it began is left alone."""
    owner = QObject()
    (timer,) = Collector(owner).children()
    assert not gc.isenabled()
    assert gc.get_freeze_count() > 0
    seen, _ = in_a_cycle()
    gc.set_threshold(1, 1, 1)
    kept: list[list[int]] = []
    busy(kept)
    timer.timeout.emit()  # type: ignore[attr-defined]
    qapp.processEvents()
    assert seen() is None


@pytest.mark.usefixtures("limits")
def test_nothing_is_searched_before_it_is_due() -> None:
    """An idle window does not look through its objects every second."""
    gc.disable()
    gc.collect()
    gc.set_threshold(10**6, 10, 10)
    assert collect_due() == 0
