"""An option's card says its key, its text and what became of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.services import Services
from initquiz.ui.widgets.answers.option_card import OptionCard


def test_it_is_named_by_key_text_and_fate(qtbot: QtBot, services: Services) -> None:
    """The name is what a screen reader says; markup and formulas become words."""
    card = OptionCard("C", r"**He**, $\sqrt{2/n}$", services.typesetter)
    qtbot.addWidget(card)
    assert card.accessibleName().startswith("C, He, ")
    assert "root" in card.accessibleName()
    card.set_note("right · $x^2$")
    assert card.note() == "right · x²"
    assert card.accessibleName().endswith("right · x²")
    card.set_option("A", "LeCun")
    assert card.accessibleName() == "A, LeCun"
    assert card.title() == "LeCun"
    assert card.note() == ""


def test_a_formula_is_drawn(qtbot: QtBot, light: QApplication, services: Services) -> None:
    """A card with a root has ink where a card without any text has none."""
    assert light.styleSheet()
    images = []
    for text in (r"$\sqrt{2/n}$", ""):
        card = OptionCard("A", text, services.typesetter)
        qtbot.addWidget(card)
        card.resize(200, 48)
        card.show()
        images.append(card.grab().toImage())
    dark = [
        sum(image.pixelColor(x, y).lightness() < 128 for x in range(50, 190) for y in range(6, 42))
        for image in images
    ]
    assert dark[0] > 30
    assert dark[1] == 0


def test_it_leaves_arrows_and_enter_to_its_grid(qtbot: QtBot) -> None:
    """What moves among cards reaches the parent; Space presses the card itself."""
    heard: list[int] = []

    class Grid(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt names it
            heard.append(event.key())

    grid = Grid()
    card = OptionCard("A", "one")
    card.setParent(grid)
    qtbot.addWidget(grid)
    grid.show()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(card, key)
    assert heard == [Qt.Key.Key_Down, Qt.Key.Key_Return]
    with qtbot.waitSignal(card.clicked):
        qtbot.keyClick(card, Qt.Key.Key_Space)
