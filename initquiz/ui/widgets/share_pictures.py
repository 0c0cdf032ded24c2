"""Draws the pictures an export asks for while the window stays alive.

Figures are widgets, so they belong to the main thread; there they are laid out and painted in
two short steps, between which the window may do other things. All else is the worker's.
"""

from collections.abc import Sequence
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from initquiz.drawing.colours import PRINT
from initquiz.drawing.images import EXPORTED, EXPORTED_SCALE, encoded, painted
from initquiz.errors import InitQuizError

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from initquiz.drawing.sheet import Sheet
    from initquiz.model.blocks import Block

_PATIENCE = 0.1  # seconds between two looks at whether to go on


class CancelledError(InitQuizError):
    """Cancelled; nothing was written."""


class _Order:
    """A picture to be made: the blocks, then the image or the fault."""

    def __init__(self, blocks: Sequence["Block"], stop: Event) -> None:
        self.blocks, self.stop = blocks, stop
        self.ready = Event()
        self.image: QImage | None = None
        self.fault: Exception | None = None


class PictureDesk(QObject):
    """Lives in the main thread; a worker calls `draw` and waits for its picture."""

    _wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Open the desk in this thread."""
        super().__init__(parent)
        self._wanted.connect(self._lay_out)

    def draw(self, stop: Event, blocks: Sequence["Block"]) -> bytes:
        """Return blocks as a PNG, dark on white; to be called in a worker.

        Raises:
            CancelledError: `stop` was set meanwhile.
        """
        import initquiz.drawing.sheet  # noqa: F401, PLC0415 - loads pyqtgraph in this thread

        order = _Order(blocks, stop)
        self._wanted.emit(order)
        while not order.ready.wait(_PATIENCE):
            if stop.is_set() or QCoreApplication.closingDown():
                raise CancelledError
        if order.fault is not None:
            raise order.fault
        if order.image is None:
            raise CancelledError
        return encoded(order.image)

    def _lay_out(self, order: _Order) -> None:
        if order.stop.is_set():
            order.ready.set()
            return
        try:
            from initquiz.drawing.sheet import Sheet  # noqa: PLC0415 - loaded by the worker

            sheet = Sheet(order.blocks, PRINT, EXPORTED, EXPORTED_SCALE)
        except Exception as error:  # noqa: BLE001 - the worker raises it, and tells of it
            order.fault = error
            order.ready.set()
            return
        QTimer.singleShot(0, self, lambda: self._paint(order, sheet))

    def _paint(self, order: _Order, sheet: "Sheet") -> None:
        try:
            order.image = painted(sheet, EXPORTED_SCALE)
        except Exception as error:  # noqa: BLE001 - as above
            order.fault = error
        finally:
            sheet.close()
            order.ready.set()
