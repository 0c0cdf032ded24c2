"""The Share screen's page: export in front, import once files have come; files may be dropped.

Ctrl+E exports, Ctrl+Shift+I imports, Escape leads back or cancels, Ctrl+Z takes the last
import back.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from initquiz.study.arrivals import Met
from initquiz.ui.widgets.background import Background
from initquiz.ui.widgets.share_dialogs import open_dialog
from initquiz.ui.widgets.share_export import ExportPage
from initquiz.ui.widgets.share_import import ImportPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from initquiz.model.changes import Changes
    from initquiz.study.arrivals import Arrivals
    from initquiz.study.sharing import Last, Sharing, Stock
    from initquiz.ui.services import Services

_AROUND = 16  # px around the drop area


class SharePage(QWidget):
    """Leads from export to import and back; each import is told on the bus."""

    def __init__(self, services: "Services", parent: QWidget | None = None) -> None:
        """Build both halves; `refresh` fills them."""
        super().__init__(parent)
        self._services = services
        self._sharing: Sharing = services.sharing()
        self._paths: tuple[Path, ...] = ()
        self._deck = ""
        self.exporting = ExportPage(services, self._sharing)
        self.importing = ImportPage(services.typesetter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.exporting)
        self._stack.addWidget(self.importing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.drop_area = QLabel("Drop the files to import them", self)
        self.drop_area.setObjectName("dropArea")
        self.drop_area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.drop_area.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.drop_area.hide()
        self.setAcceptDrops(True)
        self._reading, self._adopting, self._undoing = (Background(self) for _ in range(3))
        self._last = Background(self)
        self._connect()

    @property
    def in_import(self) -> bool:
        """Tell whether the import half is in front."""
        return self._stack.currentWidget() is self.importing

    def refresh(self) -> None:
        """Come to the front: count afresh, and offer to take the last import back."""
        self.exporting.refresh()
        self._last.start(self._sharing.last_import)

    def ask_files(self) -> None:
        """Ask for files to import."""
        dialog = open_dialog(self, self._sharing.suffixes())
        dialog.filesSelected.connect(lambda names: self.receive([Path(name) for name in names]))
        dialog.open()

    def receive(self, paths: "Sequence[Path]") -> None:
        """Read files and show what they would bring; nothing is changed yet."""
        self._paths, self._deck = tuple(paths), ""
        self.importing.wait_for([path.name for path in self._paths])
        self._stack.setCurrentWidget(self.importing)
        self._reading.start(lambda: (self._sharing.receive(self._paths), self._sharing.stock()))

    def adopt(self) -> None:
        """Import what is shown."""
        page = self.importing
        if not self.in_import or not page.import_button.isEnabled():
            return
        page.import_button.setEnabled(False)
        page.status.say("Importing …")
        self._adopting.start(
            partial(
                self._sharing.adopt,
                page.arrivals,
                with_progress=page.progress.ticked(),
                remove=page.remove.ticked(),
            )
        )

    def leave(self) -> None:
        """Cancel what goes on: the import that is shown, else the export."""
        if self.in_import:
            self._reading.cancel()
            self._stack.setCurrentWidget(self.exporting)
            self.exporting.import_button.setFocus()
        else:
            self.exporting.cancel()

    def undo(self) -> None:
        """Take the last import back, also one of an earlier run of the program."""
        self._undoing.start(self._sharing.undo)

    def stop(self) -> None:
        """Let no worker outlive what it works for; for the end of the program."""
        self.exporting.stop()
        for worker in (self._reading, self._adopting, self._undoing, self._last):
            worker.cancel()
            worker.wait()

    def _connect(self) -> None:
        self.exporting.importing.connect(self.ask_files)
        self.importing.adopted.connect(self.adopt)
        self.importing.left.connect(self.leave)
        self.importing.rearranged.connect(self._rearrange)
        self._reading.done.connect(self._show_arrivals)
        self._reading.failed.connect(self._show_failure)
        self._adopting.done.connect(self._show_adopted)
        self._adopting.failed.connect(self._show_failure)
        self._adopting.busy.connect(self._allow_again)
        self._undoing.done.connect(self._show_undone)
        self._undoing.failed.connect(self._show_failure)
        self._last.done.connect(self._show_last)
        for keys, slot in (
            ("Ctrl+E", self._export),
            ("Ctrl+Shift+I", self.ask_files),
            ("Ctrl+Return", self.adopt),
            ("Ctrl+Enter", self.adopt),
            ("Escape", self.leave),
        ):
            self._key(keys, slot)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def _export(self) -> None:
        if not self.in_import:
            self.exporting.ask_target()

    def _rearrange(self, deck: str) -> None:
        self._deck = deck
        readings = self.importing.arrivals.readings
        self._reading.start(lambda: (self._sharing.compare(readings, deck), self._sharing.stock()))

    def _show_arrivals(self, found: object) -> None:
        arrivals, stock = cast("tuple[Arrivals, Stock]", found)
        names, decks = [path.name for path in self._paths], [name for name, _ in stock.decks]
        self.importing.show_arrivals(arrivals, names, decks, self._deck)
        if self.importing.import_button.isEnabled():
            self.importing.import_button.setFocus()
        else:
            self.importing.cancel_button.setFocus()

    def _allow_again(self, busy: bool) -> None:  # noqa: FBT001 - a slot
        if not busy:
            self.importing.show_failure("")

    def _show_failure(self, message: str) -> None:
        if self.in_import:
            self.importing.counts.hide()
            self.importing.show_failure(message)
        else:
            self.exporting.status.say(message, wrong=True)

    def _show_adopted(self, changes: object) -> None:
        words = _told(self.importing.arrivals, [path.name for path in self._paths])
        if self.importing.remove.ticked():
            words += f" {_cards(self.importing.arrivals.missing)} removed."
        self._stack.setCurrentWidget(self.exporting)
        self.exporting.refresh()
        self.exporting.status.say(words, "Undo (Ctrl+Z)", self.undo)
        self.exporting.status.action.setFocus()
        self._services.bus.changed.emit(changes)

    def _show_undone(self, undone: object) -> None:
        if undone is None:
            self.exporting.status.say("There is no import to take back.")
            return
        last, changes = cast("tuple[Last, Changes]", undone)
        self._stack.setCurrentWidget(self.exporting)
        self.exporting.refresh()
        self.exporting.status.say(
            f"The import of {last.source} is taken back: {_cards(last.cards)} as before."
        )
        self._services.bus.changed.emit(changes)

    def _show_last(self, last: object) -> None:
        """Say what Ctrl+Z would take back, where nothing newer is to be said."""
        if last is not None and self.exporting.status.isHidden():
            found = cast("Last", last)
            words = f"Last import: {found.source}, {_cards(found.cards)}."
            self.exporting.status.say(words, "Undo (Ctrl+Z)", self.undo)

    def _key(self, keys: str, slot: "Callable[[], object]") -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    # Qt's own names from here on.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show where files may be dropped."""
        if _dropped(event):
            event.acceptProposedAction()
            self.drop_area.setGeometry(self.rect().adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND))
            self.drop_area.show()
            self.drop_area.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show it no longer."""
        super().dragLeaveEvent(event)
        self.drop_area.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        self.drop_area.hide()
        if paths := _dropped(event):
            event.acceptProposedAction()
            self.receive(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the drop area in the page."""
        super().resizeEvent(event)
        self.drop_area.hide()


def _dropped(event: QDropEvent) -> list[Path]:
    """Return the files of a drop, nothing else that may be in it."""
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls())
    return [path for path in paths if path.is_file()]


def _told(arrivals: "Arrivals", names: list[str]) -> str:
    """Return "12 new, 3 updated, 2 refused from notes.md."."""
    counts = {met: arrivals.count(met) for met in (Met.NEW, Met.UPDATED, Met.REFUSED)}
    parts = [f"{count:,} {met}" for met, count in counts.items() if count]
    source = names[0] if len(names) == 1 else f"{len(names)} files"
    return f"{', '.join(parts) or 'Progress'} from {source}."


def _cards(count: int) -> str:
    return "1 card" if count == 1 else f"{count:,} cards"
