"""Past exports, one click away."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from initquiz.study.destinations import Sent
from initquiz.study.sharing import Order, Pick
from initquiz.ui.widgets.share_again import AgainRow, told

ORDER = Order(Pick("One", "hot", "zero"), "k", with_progress=True)


def test_the_last_three_files_are_offered(qtbot: QtBot) -> None:
    """By name; a click carries the whole export; none hides the row."""
    row = AgainRow()
    qtbot.addWidget(row)
    assert row.isHidden()
    sent = [Sent(ORDER, Path(f"/x/{n}.txt")) for n in range(5)]
    for _ in range(2):
        row.show_sent(sent)
    assert [link.text() for link in row.links()] == ["0.txt", "1.txt", "2.txt"]
    with qtbot.waitSignal(row.chosen) as chosen:
        row.links()[1].click()
    assert chosen.args == [sent[1]]
    row.show_sent([])
    assert row.isHidden()


def test_what_was_in_it_is_said() -> None:
    """All that was picked, in words."""
    assert told(Sent(ORDER, Path("x"))) == "deck One, tag hot, containing “zero”, with progress"
    assert told(Sent(Order(Pick(), "k"), Path("x"))) == "all decks"


def test_a_long_name_is_shown_short_and_read_whole(qtbot: QtBot) -> None:
    """Beginning and end, with the suffix, are kept."""
    row = AgainRow()
    qtbot.addWidget(row)
    name = f"{'x' * 80}.apkg"
    row.show_sent([Sent(ORDER, Path("/y") / name)])
    (link,) = row.links()
    assert len(link.text()) <= 32
    assert link.text().endswith("x.apkg")
    assert name in link.accessibleName()
