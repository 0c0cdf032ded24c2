"""The window's front door: puts collection, services and window together and runs them."""

import os
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import initquiz.ui.screens
from initquiz import resources, wiring
from initquiz.drawing.formula import Typesetter
from initquiz.drawing.pictures import Pictures
from initquiz.drawing.prefetch import prefetch
from initquiz.errors import InitQuizError
from initquiz.plugins import Registry
from initquiz.study.collection import Collection
from initquiz.study.sitting import Sitting
from initquiz.ui.services import Bus, Services
from initquiz.ui.theme import OVERRIDE, STYLE
from initquiz.ui.window import Window

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtWidgets import QMessageBox

    from initquiz.model.card import Card
    from initquiz.model.counts import DeckCounts
    from initquiz.study.history import Past
    from initquiz.study.sharing import Sharing
    from initquiz.ui.screen import ScreenSpec

_PAUSE_MS = 300


def run(path: "Path") -> int:
    """Open the window on a collection and return the exit code when it is closed.

    Raises:
        CollectionError: The collection cannot be used.
    """
    known = wiring.plug_ins()
    with wiring.open_collection(path, known) as collection:
        os.environ[OVERRIDE] = STYLE
        application = QApplication.instance() or QApplication(sys.argv[:1])
        if not isinstance(application, QApplication):
            raise InitQuizError("Another kind of Qt application is running in this process.")
        application.setApplicationName("initquiz")
        application.setApplicationDisplayName("initquiz")
        application.setDesktopFileName("initquiz")
        window = build(collection, known)
        hook, sys.excepthook = sys.excepthook, _Reporter(window)
        stop = threading.Event()
        worker = threading.Thread(target=_prepare, args=(path, known, stop), name="warm-up")
        # The first card comes first; what later cards need is made ready behind it.
        QTimer.singleShot(_PAUSE_MS, partial(_settle, window, worker))
        try:
            window.show()
            window.activateWindow()  # keys arrive also where no window manager gives the focus
            return application.exec()
        finally:
            stop.set()
            if worker.is_alive():
                worker.join()
            sys.excepthook = hook
            window.close()


def _settle(window: Window, worker: threading.Thread) -> None:
    """Do what could wait for the first card: icon, collector, the making ready of others."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - see above

    from initquiz.ui.collector import Collector  # noqa: PLC0415 - as above

    QApplication.setWindowIcon(QIcon(str(resources.asset_file("icons/initquiz.png"))))
    window.settle()
    Collector(window)
    worker.start()


def build(collection: Collection, known: wiring.Plugins) -> Window:
    """Return the window on an open collection, with the first card already on it."""
    services = Services(
        clock=wiring.now,
        new_sitting=lambda deck: Sitting(collection, known.questions, deck),
        overview=partial(_overview, collection),
        typesetter=Typesetter(collection.formulas, Pictures(collection.media.get)),
        preferences=collection.settings,
        bus=Bus(),
        questions=known.questions,
        card=partial(_card, collection),
        past=partial(_past, collection),
        sharing=partial(_sharing, collection, known),
    )
    screens: Registry[ScreenSpec] = Registry(initquiz.ui.screens, "SCREEN")
    window = Window(services, screens)
    window.show_screen("study")
    return window


def _overview(collection: Collection) -> "tuple[DeckCounts, ...]":
    from initquiz.study.overview import overview  # noqa: PLC0415 - the home screen's, not the first

    return overview(collection, wiring.now())


def _card(collection: Collection, card: str) -> "Card | None":
    """Return a card by its id."""
    found = collection.cards.get(card)
    return found[0] if found else None


def _past(collection: Collection) -> "list[Past]":
    from initquiz.study.history import answered  # noqa: PLC0415 - the history screen's

    return answered(collection)


def _sharing(collection: Collection, known: wiring.Plugins) -> "Sharing":
    from initquiz.study.sharing import Sharing  # noqa: PLC0415 - the share screen's

    path = collection.database.path
    return Sharing(path, known.questions, known.importers, known.exporters, wiring.now)


def _prepare(path: "Path", known: wiring.Plugins, stop: threading.Event) -> None:
    """Import and typeset what later cards need, on a connection of its own."""
    try:
        with Collection(path) as collection:
            collection.database.relax()
            typesetter = Typesetter(collection.formulas)
            for skill in collection.cards.kinds_of_skill():
                import initquiz.drawing.figures  # noqa: F401, PLC0415 - loads pyqtgraph ahead

                if stop.is_set():
                    return
                kind = known.questions.get(skill.key)
                # The formulas of a type are much the same each time; a slow one can wait.
                if kind is not None and not kind.slow:
                    question = kind.draw(0, skill.level)
                    prefetch((question.prompt, question.explanation), typesetter, stop)
            prefetch(collection.cards.texts(), typesetter, stop)
    except InitQuizError:
        return  # only a head start: whatever is wrong shows itself where it matters


class _Reporter:
    """Shows what went wrong in a dialog instead of ending the program."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._box: QMessageBox | None = None

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: "TracebackType | None"
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        ours = not isinstance(error, InitQuizError)
        if ours:
            import traceback  # noqa: PLC0415 - only for a bug of ours

            traceback.print_exception(kind, error, trace)
        if self._box is not None and self._box.isVisible():
            return  # one at a time: a fault in painting would repeat without end
        from PySide6.QtCore import Qt  # noqa: PLC0415 - seldom needed
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415

        self._box = box = QMessageBox(self._window)
        box.setWindowTitle("initquiz")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(str(error))
        if ours:
            box.setIcon(QMessageBox.Icon.Critical)
            box.setText("Something went wrong that should not have. Your answers are safe.")
            box.setInformativeText(f"{kind.__name__}: {error}")
            box.setDetailedText("".join(traceback.format_exception(kind, error, trace)))
        box.open()
