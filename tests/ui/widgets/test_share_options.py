"""Only what a format can carry is offered."""

import pytest
from pytestqt.qtbot import QtBot

from initquiz.study.trying import Carries
from initquiz.ui.widgets.share_options import OptionRow


@pytest.mark.parametrize(
    ("carries", "skills", "seen"),
    [
        (Carries(progress=True, instances=True), 3, (True, True)),
        (Carries(progress=True, instances=True), 0, (True, False)),
        (Carries(progress=False, instances=True), 3, (False, True)),
        (Carries(progress=False, instances=True), 0, (False, False)),
        (Carries(), 3, (False, False)),
    ],
)
def test_what_makes_no_sense_is_away(
    qtbot: QtBot, carries: Carries, skills: int, seen: tuple[bool, bool]
) -> None:
    """Numbers where something is drawn for it, progress where it can go; else no row at all."""
    row = OptionRow()
    qtbot.addWidget(row)
    row.show_for(carries, skills)
    found = (row.progress.isVisibleTo(row), row.instances.isVisibleTo(row))
    assert found == seen
    assert row.isHidden() is (not any(seen))


def test_each_change_is_told_and_a_hidden_tick_does_not_count(qtbot: QtBot) -> None:
    """A format without progress takes none along, though the box was ticked for another."""
    row = OptionRow()
    qtbot.addWidget(row)
    row.show_for(Carries(progress=True, instances=True), 1)
    for change in (lambda: row.progress.tick(True), lambda: row.instances.setValue(9),
                   lambda: row.seed.setValue(4)):  # fmt: skip
        with qtbot.waitSignal(row.changed):
            change()
    assert row.progress.ticked()
    row.show_for(Carries(), 1)
    assert not row.progress.ticked()
