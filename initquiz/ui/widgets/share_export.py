"""The export half of the Share screen: what goes, where, how it will look there, and the file."""

from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from initquiz.study.destinations import Sent, remembered, with_newest
from initquiz.study.sharing import Count, Order, Stock
from initquiz.ui.widgets.background import Background
from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.page import Page
from initquiz.ui.widgets.share_again import AgainRow
from initquiz.ui.widgets.share_dialogs import save_dialog
from initquiz.ui.widgets.share_frames import heading, section
from initquiz.ui.widgets.share_keys import LeaveKeys
from initquiz.ui.widgets.share_look import check, looked
from initquiz.ui.widgets.share_options import OptionRow
from initquiz.ui.widgets.share_pick import PickPanel
from initquiz.ui.widgets.share_pictures import PictureDesk
from initquiz.ui.widgets.share_remarks import RemarkList
from initquiz.ui.widgets.share_run import ExportRun
from initquiz.ui.widgets.share_sample import SamplePanel
from initquiz.ui.widgets.share_status import ShareStatus
from initquiz.ui.widgets.share_targets import TargetRow

if TYPE_CHECKING:
    from initquiz.study.looking import Look
    from initquiz.study.remarks import Remark
    from initquiz.study.sharing import Sharing
    from initquiz.ui.services import Services
    from initquiz.ui.widgets.share_sample import Shown

_WIDTH = 920
_TYPING_MS = 150
_SOON_MS = 400  # after which it is said that every card is being checked
_RECENT = "share_recent"


class ExportPage(QWidget):
    """Asks, shows, writes; `importing` asks for files to take in."""

    importing = Signal()

    def __init__(
        self, services: "Services", sharing: "Sharing", parent: QWidget | None = None
    ) -> None:
        """Build the page; `refresh` fills it."""
        super().__init__(parent)
        self._services, self._sharing = services, sharing
        self._count: Count | None = None
        self._stop = Event()
        self._sent: Sent | None = None
        self.panel = PickPanel()
        self.targets = TargetRow(sharing.exporters)
        self.options = OptionRow()
        self.sample = SamplePanel(services.typesetter)
        self.remarks = RemarkList()
        self.again = AgainRow()
        self.export_button = KeyButton("Export …", "Ctrl+E", kind="accent")
        self.import_button = KeyButton("Import …", "Ctrl+Shift+I")
        self.status = ShareStatus(self.import_button)
        self.page = Page(_WIDTH)
        self._lay_out()
        self._desk = PictureDesk(self)
        self.run = ExportRun(sharing, self)
        self._stocking, self._counting, self._looking = (Background(self) for _ in range(3))
        self._checking = Background(self, lasting=True)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._connect()

    def refresh(self) -> None:
        """Ask anew what there is."""
        self._stocking.start(self._sharing.stock)
        self.again.show_sent(self._recent())
        self._recount()

    def order(self) -> Order:
        """Return what the page says."""
        return Order(
            self.panel.pick(),
            self.targets.key,
            self.options.progress.ticked(),
            self.options.instances.value(),
            self.options.seed.value(),
        )

    def ask_target(self) -> None:
        """Ask for a file, then export to it."""
        if not self.export_button.isEnabled():
            return
        exporter = self._sharing.exporters[self.targets.key]
        recent = self._recent()
        folder = recent[0].target.parent if recent else Path.home()
        dialog = save_dialog(self, exporter, self.order(), folder)
        dialog.fileSelected.connect(lambda name: self._export_to(Path(name), exporter.suffixes))
        dialog.open()

    def export(self, order: Order, target: Path) -> None:
        """Write a file in a worker; the page goes on living."""
        if self.run.running:
            return
        self._sent = Sent(order, target)
        self.run.start(order, target)
        self.export_button.setEnabled(False)
        self._tell(0, 0)

    def cancel(self) -> bool:
        """End an export that is under way; False if there is none."""
        if not self.run.cancel():
            return False
        self._enable()
        self.status.say("Cancelled: nothing was written, an old file is as it was.")
        return True

    def stop(self) -> None:
        """Want nothing any more; for the end of the program."""
        self._stop.set()
        self.run.cancel()
        for worker in (self._stocking, self._counting, self._looking, self._checking):
            worker.cancel()
            worker.wait()
        self.run.wait()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no further while nobody looks; an export goes on."""
        super().hideEvent(event)
        if not event.spontaneous():  # a window that is only iconified comes back as it was
            self._stop.set()
            self._rest()

    def _connect(self) -> None:
        self._typing.timeout.connect(self._recount)
        self._stocking.done.connect(self._show_stock)
        self._counting.done.connect(self._show_count)
        self._looking.done.connect(self._show_look)
        self._looking.failed.connect(self._show_failure)
        self._checking.done.connect(self._show_remarks)
        self._checking.failed.connect(self._rest_remarks)
        self._soon.timeout.connect(self._say_checking)
        self._counting.failed.connect(self._show_failure)
        self._stocking.failed.connect(self._show_failure)
        self.panel.changed.connect(self._typing.start)
        self.targets.changed.connect(self._look)
        self.options.changed.connect(self._look)
        self.run.moved.connect(self._tell)
        self.run.written.connect(self._written)
        self.run.failed.connect(self._failed)
        self.again.chosen.connect(lambda sent: self.export(*sent))
        self.export_button.clicked.connect(self.ask_target)
        self.import_button.clicked.connect(self.importing)
        self._leave_keys = LeaveKeys(("Ctrl+E",), self)
        for field in (self.panel.words, self.options.instances, self.options.seed):
            field.installEventFilter(self._leave_keys)

    def _export_to(self, target: Path, suffixes: tuple[str, ...]) -> None:
        """Export to a file as it was named, with the format's suffix if it has another."""
        if target.suffix.lower() not in suffixes:
            target = target.with_name(target.name + suffixes[0])
            if target.exists():  # which the dialog has not asked about
                words = f"{target.name} is there already; name it in full to replace it."
                self.status.say(words, wrong=True)
                return
        self.export(self.order(), target)

    def _recount(self) -> None:
        self.panel.show_count(None)
        self._counting.start(partial(self._sharing.count, self.panel.pick()))

    def _show_stock(self, stock: object) -> None:
        self.panel.show_stock(cast("Stock", stock))

    def _show_count(self, count: object) -> None:
        self._count = cast("Count", count)
        self.panel.show_count(self._count)
        self._enable()
        self._look()

    def _enable(self) -> None:
        some = self._count is not None and self._count.cards > 0 and bool(self.targets.key)
        self.export_button.setEnabled(some and not self.run.running)

    def _look(self) -> None:
        """Have the first cards shown as they will be there."""
        self._stop.set()  # what is drawn for the look before is not wanted any more
        self._stop = Event()
        if self._count is None or not self._count.cards or not self.targets.key:
            self._rest()
            self.sample.hide()
            self.remarks.hide()
            return
        order = self.order()
        picture = partial(self._desk.draw, self._stop)
        self.sample.say("Drawing the first cards …")
        self.sample.show()
        self._looking.start(partial(looked, self._sharing, order, picture, self._stop))
        self._checking.start(partial(self._sharing.problems, order, partial(check, self._stop)))
        self._soon.start()

    def _rest(self) -> None:
        self._looking.cancel()
        self._checking.cancel()
        self._soon.stop()

    def _show_remarks(self, found: object) -> None:
        self._soon.stop()
        self.remarks.show_remarks(self._before(), cast("tuple[Remark, ...]", found))

    def _rest_remarks(self) -> None:
        self._soon.stop()
        self.remarks.hide()

    def _say_checking(self) -> None:
        self.remarks.show_remarks(self._before(), (), ("Checking every card …",))

    def _before(self) -> str:
        return f"Before it goes to {self._sharing.exporters[self.targets.key].target or 'the file'}"

    def _show_look(self, found: object) -> None:
        look, items = cast("tuple[Look, list[Shown]]", found)
        exporter = self._sharing.exporters[self.targets.key]
        self.export_button.set_words(f"Export to {exporter.target or 'a file'} …")
        self.options.show_for(look.carries, self._count.skills if self._count else 0)
        self.sample.show_items(_title(exporter.target, look) if items else "", items)
        if not items:
            self.sample.say(f"There is nothing to show of a file for {exporter.target or 'this'}.")
        self.sample.show()

    def _show_failure(self, message: str) -> None:
        self.remarks.hide()
        self.sample.show_items("It cannot go like this", [])
        self.sample.say(message)
        self.sample.show()

    def _tell(self, done: int, total: int) -> None:
        name = self._sent.target.name if self._sent else ""
        words = f"Writing {name}: {done:,} of {total:,} cards" if total else f"Writing {name} …"
        self.status.show_progress(words, done, total, self.cancel)

    def _written(self, count: int) -> None:
        self._enable()
        sent = self._sent
        if sent is None:
            return
        text = self._services.preferences.get(_RECENT)
        self._services.preferences.set(_RECENT, with_newest(text, sent))
        self.again.show_sent(self._recent())
        cards = "1 card" if count == 1 else f"{count:,} cards"
        self.status.say(
            f"{cards} written to {sent.target}", "Copy path", partial(self._copy, sent.target)
        )

    def _failed(self, message: str) -> None:
        self._enable()
        self.status.say(message, wrong=True)

    def _copy(self, path: Path) -> None:
        QGuiApplication.clipboard().setText(str(path))
        again = partial(self._copy, path)
        self.status.say(f"The path of {path.name} is on the clipboard.", "Copy path", again)

    def _recent(self) -> tuple[Sent, ...]:
        sent = remembered(self._services.preferences.get(_RECENT))
        return tuple(each for each in sent if each.order.key in self._sharing.exporters)

    def _lay_out(self) -> None:
        top = heading(
            "Share cards",
            "Send cards elsewhere, or take a deck in: files may be dropped here.",
            self.import_button,
        )
        where = section("Where it goes", self.targets, self.options, self.again)
        body, foot = self.page.body, self.page.foot
        body.addWidget(top)
        for each in (self.panel, where, self.remarks, self.sample):
            body.addWidget(each)
        body.addStretch(1)
        self.sample.hide()
        foot.addSpacing(8)
        foot.addWidget(self.status)
        actions = QWidget()
        FlowLayout(actions).addWidget(self.export_button)
        foot.addWidget(actions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)


def _title(target: str, look: "Look") -> str:
    return f"As it will look in {target or 'the file'}" if look.samples else "The file begins"
