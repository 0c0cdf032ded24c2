"""Tables and listings stand under each other with their titles."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from initquiz.model.blocks import Code, Histogram, Table
from initquiz.ui.services import Services
from initquiz.ui.widgets.block_stack import BlockStack
from initquiz.ui.widgets.block_table import BlockTable
from initquiz.ui.widgets.code_block import CodeBlock

TABLE, CODE = Table(("a",), (("1",),), title="Numbers"), Code("x = 1", title="Lines")


@pytest.fixture
def stack(qtbot: QtBot, light: QApplication, services: Services) -> BlockStack:
    """An empty stack."""
    assert light.styleSheet()
    made = BlockStack(services.typesetter)
    qtbot.addWidget(made)
    return made


def test_each_block_is_shown_under_its_title(stack: BlockStack) -> None:
    """In the order given, plots left out."""
    stack.show_blocks((TABLE, Histogram((0.0, 1.0), (1,), 1), CODE))
    QApplication.processEvents()
    assert stack.isVisible()
    assert [type(each) for each in stack.tab_stops()] == [BlockTable, CodeBlock]
    titles = [
        label.text() for label in stack.findChildren(QLabel) if label.text() in {"Numbers", "Lines"}
    ]
    assert titles == ["Numbers", "Lines"]
    tops = [each.y() for each in stack.tab_stops()]
    assert tops == sorted(tops)


def test_without_any_it_is_hidden(stack: BlockStack) -> None:
    """Also after it showed some."""
    stack.show_blocks((TABLE,))
    stack.show_blocks(())
    assert not stack.isVisible()
    assert stack.tab_stops() == []


def test_what_is_shown_already_stays(stack: BlockStack) -> None:
    """When the answer changes only plots, a listing keeps what was selected in it."""
    stack.show_blocks((TABLE, CODE))
    before = stack.tab_stops()
    stack.show_blocks((TABLE, Histogram((0.0, 1.0), (1,), 1), CODE))
    assert stack.tab_stops() == before
    stack.show_blocks((CODE, TABLE))
    assert [type(each) for each in stack.tab_stops()] == [CodeBlock, BlockTable]


def test_a_block_without_a_title_has_no_line_for_it(stack: BlockStack) -> None:
    """Nothing empty stands above the listing."""
    stack.show_blocks((Code("x"),))
    assert [each for each in stack.findChildren(QLabel) if not each.text()] == []
