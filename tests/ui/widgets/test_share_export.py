"""Exporting: a count, a look, a file; and the window goes on living."""

import errno
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from initquiz.errors import InitQuizError
from initquiz.study.sharing import Order, Pick
from initquiz.ui.services import Services
from initquiz.ui.widgets.share_export import ExportPage


@pytest.fixture
def page(qtbot: QtBot, light: QApplication, sharing: Services) -> ExportPage:  # noqa: ARG001
    """A page that has counted and looked."""
    shown = ExportPage(sharing, sharing.sharing())
    qtbot.addWidget(shown, before_close_func=lambda _: shown.stop())
    shown.resize(900, 700)
    shown.show()
    shown.refresh()
    looked(shown, qtbot, "The file begins")
    return shown


def looked(page: ExportPage, qtbot: QtBot, title: str) -> None:
    """Wait until a look is shown."""
    qtbot.waitUntil(
        lambda: page.sample.title.text() == title and not page.sample.note.text(), timeout=10_000
    )


def test_it_opens_with_everything_in_the_first_format(page: ExportPage, qtbot: QtBot) -> None:
    """All cards, counted; the file's first lines, and one button that says where it goes."""
    assert page.order() == Order(Pick(), "plain")
    assert page.panel.count.text() == "4 cards, 1 of them to compute"
    assert page.export_button.title() == "Export to a text editor …"
    assert "card-0 0" in page.sample.views()[0].markdown()
    assert page.export_button.isEnabled()
    del qtbot


def test_a_look_shows_cards_as_they_will_be_there(page: ExportPage, qtbot: QtBot) -> None:
    """Samples with their pictures, and what is wrong with all cards in one remark."""
    page.targets.choose("shown")
    looked(page, qtbot, "As it will look in Viewer")
    qtbot.waitUntil(lambda: len(page.sample.views()) == 6)
    first, back, *_ = page.sample.views()
    assert first.markdown() == "card-0: $x$"
    assert back.content_height(600) > 200  # the picture is there, not its words
    qtbot.waitUntil(lambda: len(page.remarks.texts()) == 2)
    assert page.remarks.title.text() == "Before it goes to Viewer"
    assert page.remarks.texts()[0] == "Is odd."
    assert page.remarks.texts()[1].startswith("4 places: Question 0?")


def test_words_narrow_the_pick_and_nothing_cannot_be_exported(
    page: ExportPage, qtbot: QtBot
) -> None:
    """The count follows what is typed; with no card left the button rests."""
    page.panel.words.setText("question 1")
    qtbot.waitUntil(lambda: page.panel.count.text() == "1 card")
    page.panel.words.setText("no such words")
    qtbot.waitUntil(lambda: page.panel.count.text().startswith("No cards"))
    assert not page.export_button.isEnabled()
    assert not page.sample.isVisible()
    page.ask_target()
    assert page.findChildren(QFileDialog) == []


def test_the_dialog_proposes_a_name_and_writes(
    page: ExportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    """A suffix that is not the format's is mended; the path can be copied afterwards."""
    page.panel.deck.setCurrentIndex(page.panel.deck.findData("one"))
    page.ask_target()
    (dialog,) = page.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "one.txt"
    assert dialog.defaultSuffix() == "txt"
    with qtbot.waitSignal(page.run.written, timeout=10_000):
        dialog.fileSelected.emit(str(tmp_path / "mine"))
        dialog.reject()
    target = tmp_path / "mine.txt"
    assert target.read_text().split() == ["card-0", "0", "card-1", "0", "card-2", "0"]
    assert page.status.text() == f"3 cards written to {target}"
    page.status.action.click()
    assert QGuiApplication.clipboard().text() == str(target)


def test_a_file_the_dialog_did_not_ask_about_is_not_replaced(
    page: ExportPage, tmp_path: Path
) -> None:
    """A mended name that is taken is told instead."""
    (tmp_path / "mine.txt").write_text("old")
    page.ask_target()
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "mine"))
    dialog.reject()
    assert page.status.text() == "mine.txt is there already; name it in full to replace it."
    assert (tmp_path / "mine.txt").read_text() == "old"


def test_one_click_repeats_an_export(
    page: ExportPage, qtbot: QtBot, tmp_path: Path, sharing: Services
) -> None:
    """The file is remembered with all that was ordered, also by the next window."""
    target = tmp_path / "again.txt"
    with qtbot.waitSignal(page.run.written, timeout=10_000):
        page.export(Order(Pick("one"), "plain"), target)
    target.unlink()
    other = ExportPage(sharing, sharing.sharing())
    qtbot.addWidget(other, before_close_func=lambda _: other.stop())
    other.refresh()
    (link,) = other.again.links()
    assert link.accessibleName() == "Export once more to again.txt: deck one"
    with qtbot.waitSignal(other.run.written, timeout=10_000):
        link.click()
    assert target.read_text().startswith("card-0")


def test_a_folder_that_refuses_is_told_in_the_page(
    page: ExportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    """What to do about it stands there too; the button can be pressed again."""
    with qtbot.waitSignal(page.run.failed, timeout=10_000):
        page.export(page.order(), tmp_path / "gone" / "x.txt")
    assert "Choose another folder" in page.status.text()
    assert page.status.words.property("role") == "warning"
    assert page.export_button.isEnabled()
    assert not page.cancel()


def test_a_full_disk_leaves_the_old_file(
    page: ExportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is as it was, nothing lies beside it, and the reason stands in the page."""

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "x.txt").write_text("old")
    monkeypatch.setattr("initquiz.study.exchange.os.fsync", full)
    with qtbot.waitSignal(page.run.failed, timeout=10_000):
        page.export(page.order(), folder / "x.txt")
    assert "No space left on device" in page.status.text()
    assert (folder / "x.txt").read_text() == "old"
    assert len(list(folder.iterdir())) == 1


def test_a_file_that_is_no_text_has_nothing_to_show(
    page: ExportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so in place of an empty frame."""
    monkeypatch.setattr("initquiz.study.sharing.beginning", lambda _data: "")
    page.refresh()
    qtbot.waitUntil(
        lambda: page.sample.note.text() == "There is nothing to show of a file for a text editor."
    )
    assert page.sample.title.isHidden()


def test_a_format_that_refuses_says_why(
    page: ExportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the place of the look; another format can be chosen."""

    def refuse(*_args: object, **_options: object) -> None:
        raise InitQuizError("Two cards share an id.")

    monkeypatch.setattr("initquiz.study.sharing.Sharing.look", refuse)
    page.refresh()
    looked_at = page.sample
    qtbot.waitUntil(lambda: looked_at.title.text() == "It cannot go like this")
    assert looked_at.note.text() == "Two cards share an id."


def test_a_long_check_of_every_card_is_said(
    page: ExportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look does not wait for it, and neither does the button."""
    go = threading.Event()
    monkeypatch.setattr(
        "initquiz.study.sharing.Sharing.problems", lambda *_args: go.wait(10) and ()
    )
    page.refresh()
    qtbot.waitUntil(lambda: page.remarks.texts() == ["Checking every card …"])
    assert page.sample.views()
    assert page.export_button.isEnabled()
    go.set()
    qtbot.waitUntil(page.remarks.isHidden)


def test_an_export_goes_on_while_other_screens_are_shown(
    page: ExportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    """Leaving the screen ends looks, not the file."""
    with qtbot.waitSignal(page.run.written, timeout=10_000):
        page.export(page.order(), tmp_path / "x.txt")
        page.hide()
    assert (tmp_path / "x.txt").exists()


def test_nothing_on_it_is_nameless_and_tab_goes_down_the_page(
    page: ExportPage, qtbot: QtBot, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """Import first, then the fields from the top to the button that exports."""
    assert unnamed(page) == []
    page.activateWindow()
    page.import_button.setFocus(Qt.FocusReason.TabFocusReason)
    met: list[QWidget] = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        met.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        if focused is page.export_button:
            break
    wanted = [page.import_button, page.panel.deck, page.panel.tag, page.panel.words,
              page.targets.button("plain")]  # fmt: skip
    assert met[:5] == wanted
    assert met[-1] is page.export_button
