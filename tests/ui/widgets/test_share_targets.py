"""Where it goes, in people's words."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.model.exchange import Exporter, Parcel
from initquiz.ui.widgets.share_targets import TargetRow, target_of


def nothing(_parcel: Parcel) -> bytes:
    """Write nothing."""
    return b""


EXPORTERS = {
    "anki-text": Exporter("anki-text", "Notes as text", (".txt",), nothing, "Anki"),
    "markdown-deck": Exporter("markdown-deck", "Markdown deck", (".md",), nothing),
    "moodle-xml": Exporter("moodle-xml", "Question bank", (".xml",), nothing, "Moodle"),
    "spreadsheet": Exporter("spreadsheet", "Table", (".csv",), nothing, "a spreadsheet"),
}


def test_common_targets_have_a_word_each_the_others_a_menu(qtbot: QtBot) -> None:
    """In a fixed order; the menu tells formats of one program apart by title and suffix."""
    row = TargetRow(EXPORTERS)
    qtbot.addWidget(row)
    assert row.key == "moodle-xml"
    assert row.button("spreadsheet").text() == "A spreadsheet"
    menu = row.more.menu()
    assert [action.text() for action in menu.actions()] == [
        "Notes as text, for Anki (.txt)",
        "Markdown deck (.md)",
    ]


def test_a_choice_is_told_once_and_shown(qtbot: QtBot) -> None:
    """By button or by menu; the menu's button then bears the format's title."""
    row = TargetRow(EXPORTERS)
    qtbot.addWidget(row)
    told: list[str] = []
    row.changed.connect(told.append)
    row.button("spreadsheet").click()
    row.button("spreadsheet").click()
    row.more.menu().actions()[1].trigger()
    assert told == ["spreadsheet", "markdown-deck"]
    assert row.more.text() == "Markdown deck"
    assert row.more.isChecked()
    assert "chosen: Markdown deck" in row.more.accessibleName()
    row.choose("moodle-xml")
    assert row.more.text() == "More formats"
    assert row.button("moodle-xml").isChecked()


def test_a_format_of_which_nobody_has_heard_is_a_word_like_any(qtbot: QtBot) -> None:
    """Without a common one the formats there are stand in the row; without any it is empty."""
    for exporters, key in (({"markdown-deck": EXPORTERS["markdown-deck"]}, "markdown-deck"),
                           ({}, "")):  # fmt: skip
        row = TargetRow(exporters)
        qtbot.addWidget(row)
        row.show()
        QApplication.processEvents()
        assert row.key == key
        assert not row.more.isVisible()
        row.choose("gone")
        assert row.key == key


def test_a_target_begins_with_a_capital() -> None:
    """And is the format's title where it names no program."""
    assert [target_of(each) for each in EXPORTERS.values()] == [
        "Anki", "Markdown deck", "Moodle", "A spreadsheet"]  # fmt: skip
