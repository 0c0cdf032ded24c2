"""Files come in by dialog or by being dropped; what they bring is shown, done and undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from initquiz.errors import BusyCollectionError
from initquiz.model.card import Card, Level, Skill
from initquiz.study.collection import Collection
from initquiz.ui.services import Services
from initquiz.ui.widgets.share_page import SharePage

COPY, LEFT, NONE = (
    Qt.DropAction.CopyAction,
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def page(qtbot: QtBot, light: QApplication, sharing: Services) -> SharePage:  # noqa: ARG001
    """A page that has counted and looked."""
    shown = SharePage(sharing)
    qtbot.addWidget(shown, before_close_func=lambda _: shown.stop())
    shown.resize(900, 700)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.refresh()
    qtbot.waitUntil(lambda: bool(shown.exporting.sample.views()))
    return shown


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[Path]]:
    """Return a function that makes files of these names, each of one new card."""

    def make(*names: str) -> list[Path]:
        paths = [tmp_path / name for name in names]
        for path in paths:
            path.write_text(path.stem)
        return paths

    return make


def mime(paths: list[Path]) -> QMimeData:
    """Return files as they are dropped."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def shown(page: SharePage, qtbot: QtBot) -> None:
    """Wait until what files bring is shown."""
    qtbot.waitUntil(lambda: bool(page.importing.arrivals.previews))


def test_files_are_dropped_on_the_page(
    page: SharePage, qtbot: QtBot, files: Callable[..., list[Path]]
) -> None:
    """While they hover the place is marked; dropped they are read, and nothing is changed."""
    data = mime(files("a.one", "b.one"))
    page.dragEnterEvent(enter := QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, NONE))
    assert enter.isAccepted()
    assert page.drop_area.isVisible()
    page.dropEvent(QDropEvent(QPointF(9, 9), COPY, data, LEFT, NONE))
    assert not page.drop_area.isVisible()
    shown(page, qtbot)
    assert page.in_import
    assert page.importing.title.text() == "Import 2 files"
    assert page.importing.touched() == 2


def test_what_is_no_file_cannot_be_dropped(page: SharePage, tmp_path: Path) -> None:
    """Text, a folder and an address of the net are left alone; a mark goes when one leaves."""
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/a.one")])
    for data in (mime([tmp_path]), web, QMimeData()):
        event = QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, NONE)
        event.ignore()
        page.dragEnterEvent(event)
        assert not event.isAccepted()
        assert not page.drop_area.isVisible()
    page.drop_area.show()
    page.dragLeaveEvent(QDragLeaveEvent())
    assert not page.drop_area.isVisible()


def test_an_import_is_done_told_and_undone(
    page: SharePage,
    qtbot: QtBot,
    files: Callable[..., list[Path]],
    sharing: Services,
    collection: Collection,
) -> None:
    """By keys alone: Ctrl+Enter imports, the line says what came of it, its link undoes it."""
    page.receive(files("a.one"))
    shown(page, qtbot)
    assert page.importing.import_button.hasFocus()
    with qtbot.waitSignal(sharing.bus.changed) as told:
        qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0].cards == {"a"}
    assert not page.in_import
    assert page.exporting.status.text() == "1 new from a.one."
    with qtbot.waitSignal(sharing.bus.changed):
        page.exporting.status.action.click()
    assert collection.cards.get("a") is None
    assert page.exporting.status.text() == ("The import of a.one is taken back: 1 card as before.")


def test_progress_comes_along_only_if_it_is_ticked(
    page: SharePage, qtbot: QtBot, files: Callable[..., list[Path]], collection: Collection
) -> None:
    """A file with answers offers them; unticked they stay out of the log."""
    for ticked, reps in ((False, 0), (True, 1)):
        page.receive(files("learned.one"))
        qtbot.waitUntil(page.importing.progress.isVisible)
        assert page.importing.progress.words() == "Bring progress along (1 answer)"
        page.importing.progress.tick(ticked)
        with qtbot.waitSignal(page._services.bus.changed):  # noqa: SLF001 - the page's own bus
            page.adopt()
        assert collection.schedule("learned").reps == reps


def test_cards_the_file_lacks_go_only_if_that_is_ticked(
    page: SharePage, qtbot: QtBot, files: Callable[..., list[Path]], collection: Collection
) -> None:
    """Offered unticked; the line says how many went."""
    collection.cards.save("from files", [Card("lonely", "", Skill("coin", Level.EASY))])
    for name, ticked in (("a.one", False), ("b.one", True)):
        page.receive(files(name))
        qtbot.waitUntil(page.importing.remove.isVisible)
        page.importing.remove.tick(ticked)
        with qtbot.waitSignal(page._services.bus.changed):  # noqa: SLF001 - as above
            page.adopt()
        assert (collection.cards.get("lonely") is None) is ticked
    assert page.exporting.status.text() == "1 new from b.one. 2 cards removed."


def test_escape_leads_back_and_changes_nothing(
    page: SharePage, qtbot: QtBot, files: Callable[..., list[Path]], collection: Collection
) -> None:
    """What was previewed is forgotten."""
    page.receive(files("a.one"))
    shown(page, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.in_import
    assert collection.cards.get("a") is None


def test_a_bad_file_says_why_and_cannot_be_imported(
    page: SharePage, qtbot: QtBot, tmp_path: Path
) -> None:
    """The reason stands in the page, and the way back has the focus."""
    (tmp_path / "a.one").write_text("")
    page.receive([tmp_path / "a.one"])
    shown(page, qtbot)
    assert "There is nothing in it." in page.importing.remarks.texts()
    assert not page.importing.import_button.isEnabled()
    assert page.importing.cancel_button.hasFocus()
    page.adopt()
    assert page.in_import


def test_another_deck_is_compared_anew(
    page: SharePage, qtbot: QtBot, files: Callable[..., list[Path]], collection: Collection
) -> None:
    """Choosing a deck, or naming a new one, puts the new cards there."""
    page.receive(files("a.one"))
    shown(page, qtbot)
    page.importing.rearranged.emit("mine")
    qtbot.waitUntil(lambda: page.importing.arrivals.rows[0].deck == "mine")
    with qtbot.waitSignal(page._services.bus.changed):  # noqa: SLF001 - as above
        page.adopt()
    found = collection.cards.get("a")
    assert found is not None
    assert found[1] == "mine"


def test_a_failed_import_is_told_in_the_page_and_can_be_tried_again(
    page: SharePage,
    qtbot: QtBot,
    files: Callable[..., list[Path]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No dialog, no traceback: a line, and the button is there again."""

    def refuse(*_args: object, **_options: object) -> None:
        raise BusyCollectionError("It is in use.")

    monkeypatch.setattr("initquiz.study.sharing.Sharing.adopt", refuse)
    page.receive(files("a.one"))
    shown(page, qtbot)
    page.adopt()
    qtbot.waitUntil(lambda: page.importing.status.text() == "It is in use.")
    assert page.importing.import_button.isEnabled()


def test_files_are_asked_for_by_key(
    page: SharePage, qtbot: QtBot, files: Callable[..., list[Path]]
) -> None:
    """Ctrl+Shift+I opens a dialog that knows the suffixes and takes several files."""
    (path,) = files("a.one")
    qtbot.keyClick(
        page, "i", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.nameFilters()[0] == "Decks (*.one)"
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    dialog.filesSelected.emit([str(path)])
    dialog.reject()
    shown(page, qtbot)
    assert page.importing.title.text() == "Import a.one"


def test_nothing_on_the_page_is_nameless(
    page: SharePage,
    qtbot: QtBot,
    files: Callable[..., list[Path]],
    unnamed: Callable[[QWidget], list[str]],
) -> None:
    """Both halves pass the walk of a screen reader."""
    assert unnamed(page) == []
    page.receive(files("learned.one"))
    shown(page, qtbot)
    assert unnamed(page) == []
