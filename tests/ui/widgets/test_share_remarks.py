"""What is wrong is said once."""

from pytestqt.qtbot import QtBot

from initquiz.study.remarks import Remark
from initquiz.ui.widgets.share_remarks import RemarkList, places


def test_remarks_are_sentences_with_their_places(qtbot: QtBot) -> None:
    """Capital, full stop, hint; then where; notes last; nothing hides it."""
    shown = RemarkList()
    qtbot.addWidget(shown)
    for _ in range(2):
        shown.show_remarks("Please check", [Remark("is odd", "Mend it.", ("line 3",))], ["A note"])
    assert shown.texts() == ["Is odd. Mend it.", "line 3", "A note"]
    assert shown.title.text() == "Please check"
    shown.show_remarks("", [])
    assert shown.isHidden()


def test_very_many_stay_short(qtbot: QtBot) -> None:
    """Six kinds at most, and three places of each; how many there are is said."""
    shown = RemarkList()
    qtbot.addWidget(shown)
    shown.show_remarks("x", [Remark(f"fault {n}", "", ("here",)) for n in range(50)])
    assert len(shown.texts()) == 13
    assert shown.texts()[-1] == "… and 44 more kinds of remark"
    assert places(["a"] * 1200) == "1,200 places: a; a; a; and 1,197 more"
    assert places(["a", "$x^2$"]) == "a; x²"


def test_words_of_a_file_stay_words(qtbot: QtBot) -> None:
    """A file cannot put tags into the page."""
    shown = RemarkList()
    qtbot.addWidget(shown)
    shown.show_remarks("x", [Remark("<b>bold</b>", "", ("<img src=x>",))])
    assert shown.texts() == ["<b>bold</b>.", "<img src=x>"]
    shown.show()
    assert shown._labels[1].textFormat().name == "PlainText"  # noqa: SLF001 - as above
