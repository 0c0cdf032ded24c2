"""Work off the main thread, of which only the latest matters: earlier results are dropped."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal

from initquiz.errors import InitQuizError

Work = Callable[[], object]


@cache
def _lasting_pool() -> QThreadPool:
    """Return threads beside the program's usual ones."""
    return QThreadPool(QCoreApplication.instance())


class _Job(QObject):
    """One piece of work; `done` carries its result, or its exception, to the main thread."""

    done = Signal(int, object)

    def __init__(self, number: int, work: Work) -> None:
        super().__init__()
        self._number, self._work = number, work
        self.ended = threading.Event()

    def run(self) -> None:
        """Do the work; an error is a result as well."""
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001 - raised again where it can be shown
            result = error
        with suppress(RuntimeError):  # the program has ended meanwhile, and this object with it
            self.done.emit(self._number, result)
        self.ended.set()


class Background(QObject):
    """Runs one piece of work at a time in a worker; while it runs only the newest one waits.

    `done` carries the result of work that no newer one has overtaken, `failed` the message of an
    InitQuizError; any other exception is raised in the main thread, as if the work had been done
    there. `busy` tells whether something is being worked on.

    The threads are the program's, not this object's: to be destroyed never means to wait.
    """

    done = Signal(object)
    failed = Signal(str)
    busy = Signal(bool)

    def __init__(self, parent: QObject | None = None, *, lasting: bool = False) -> None:
        """Rest; work that takes minutes is `lasting`, and no other ever waits for it."""
        super().__init__(parent)
        self._pool = _lasting_pool() if lasting else QThreadPool.globalInstance()
        self._number = 0
        self._wanted = False
        self._job: _Job | None = None
        self._next: Work | None = None

    @property
    def pending(self) -> bool:
        """Tell whether a result is still to come."""
        return self._next is not None or (self._job is not None and self._wanted)

    def start(self, work: Work) -> None:
        """Do this, instead of anything asked for before."""
        self._number += 1
        self._wanted = True
        if self._job is not None:
            self._next = work
            return
        self._job = _Job(self._number, work)
        self._job.done.connect(self._finish)
        self.busy.emit(True)
        self._pool.start(self._job.run)

    def cancel(self) -> None:
        """Want no result any more."""
        self._number += 1
        self._wanted = False
        self._next = None

    def wait(self) -> None:
        """Wait for the work under way; for the end of the program."""
        if self._job is not None:
            self._job.ended.wait()

    def _finish(self, number: int, result: object) -> None:
        self._job = None
        work, self._next = self._next, None
        if work is not None:
            self.start(work)
            return
        self.busy.emit(False)
        if number != self._number:
            return
        self._wanted = False
        if isinstance(result, InitQuizError):
            self.failed.emit(str(result))
        elif isinstance(result, Exception):
            raise result
        else:
            self.done.emit(result)
