"""One export under way in a worker: how far it is, and an end to it before the file is touched."""

from functools import partial
from threading import Event, Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from initquiz.ui.widgets.background import Background
from initquiz.ui.widgets.share_pictures import CancelledError, PictureDesk

if TYPE_CHECKING:
    from pathlib import Path

    from initquiz.study.sharing import Order, Sharing

_LOOK_MS = 80
_BUG = "It could not be written; an old file is as it was."


class ExportRun(QObject):
    """Exports one order at a time.

    `moved` carries the number of cards done and of all, `written` the number in the file,
    `failed` why there is none. After `cancel` nothing more is heard of a run.
    """

    moved = Signal(int, int)
    written = Signal(int)
    failed = Signal(str)

    def __init__(self, sharing: "Sharing", parent: QObject | None = None) -> None:
        """Take the use case."""
        super().__init__(parent)
        self._sharing = sharing
        self._desk = PictureDesk(self)
        self._worker = Background(self, lasting=True)
        self._worker.done.connect(self._end)
        self._worker.failed.connect(self._fail)
        self._worker.busy.connect(self._settle)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._tell)
        self._current: _Progress | None = None

    @property
    def running(self) -> bool:
        """Tell whether a file is still to be written."""
        return self._current is not None

    def start(self, order: "Order", target: "Path") -> None:
        """Export to a file."""
        self._current = progress = _Progress()
        self._look.start()
        self._worker.start(partial(self._export, order, target, progress))

    def cancel(self) -> bool:
        """End the run; False if there is none, or its file is being written already."""
        if self._current is None or not self._current.cancel():
            return False
        self._worker.cancel()
        self._rest()
        return True

    def wait(self) -> None:
        """Wait until the worker has let go; for the end of the program."""
        self._worker.wait()

    def _export(self, order: "Order", target: "Path", progress: "_Progress") -> int:
        """Write the file; in the worker."""
        progress.total = self._sharing.count(order.pick).cards
        return self._sharing.export(
            order,
            target,
            picture=partial(self._desk.draw, progress.stop),
            told=progress.told,
            check=progress.check,
            commit=progress.commit,
        )

    def _tell(self) -> None:
        if self._current is not None:
            self.moved.emit(self._current.cards, self._current.total)

    def _end(self, count: object) -> None:
        self._rest()
        self.written.emit(count)

    def _fail(self, message: str) -> None:
        self._rest()
        self.failed.emit(message)

    def _settle(self, busy: bool) -> None:  # noqa: FBT001 - a slot
        if not busy:
            QTimer.singleShot(0, self, self._end_badly)

    def _end_badly(self) -> None:
        """Come to rest also after a bug, of which the program has told already."""
        if self._current is not None and not self._worker.pending:
            self._fail(_BUG)

    def _rest(self) -> None:
        self._current = None
        self._look.stop()


class _Progress:
    """What worker and window share: the cards done, and who was first, the end or the file."""

    def __init__(self) -> None:
        self.cards = self.total = 0
        self.stop = Event()
        self._lock = Lock()
        self._committed = False

    def told(self, count: int) -> None:
        """Count; raise CancelledError if it is enough."""
        self.check()
        self.cards += count

    def check(self) -> None:
        """Raise CancelledError if it is enough."""
        if self.stop.is_set():
            raise CancelledError

    def commit(self) -> None:
        """From here on the file is written; raise CancelledError if that is not wanted."""
        with self._lock:
            if self.stop.is_set():
                raise CancelledError
            self._committed = True

    def cancel(self) -> bool:
        """Want no file; False if it is too late."""
        with self._lock:
            if not self._committed:
                self.stop.set()
            return not self._committed
