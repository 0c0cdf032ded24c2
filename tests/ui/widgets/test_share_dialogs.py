"""Dialogs know the suffixes and where to begin."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.exchange import Exporter
from initquiz.study.sharing import Order, Pick
from initquiz.ui.widgets.share_dialogs import open_dialog, save_dialog


def test_an_export_has_a_name_and_a_suffix_to_begin_with(qtbot: QtBot, tmp_path: Path) -> None:
    """In the folder that was used last; the title says what it is for."""
    parent = QWidget()
    qtbot.addWidget(parent)
    exporter = Exporter("x", "Note", (".one", ".two"), lambda _: b"", "a friend")
    dialog = save_dialog(parent, exporter, Order(Pick("My deck"), "x"), tmp_path)
    assert dialog.windowTitle() == "Export for A friend"
    assert dialog.nameFilters() == ["Note (*.one *.two)"]
    assert [Path(each) for each in dialog.selectedFiles()] == [tmp_path / "my-deck.one"]
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave


def test_an_import_takes_several_files_of_any_kind(qtbot: QtBot) -> None:
    """Decks first, but nothing is kept from who knows better."""
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = open_dialog(parent, (".md", ".apkg"))
    assert dialog.nameFilters() == ["Decks (*.md *.apkg)", "All files (*)"]
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
