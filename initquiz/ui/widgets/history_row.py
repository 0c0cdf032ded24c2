"""Paints a past answer in two lines: what was asked and when, what came of it and how."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from initquiz.ui.theme import current, sizes
from initquiz.ui.tokens import Theme
from initquiz.ui.widgets.history_model import ROW, HistoryRow

_ABOVE, _BETWEEN, _BESIDE = 10, 2, 16  # px
_GAP = 12  # px between texts of a line
_EDGE = 3  # px of the bar that marks the chosen row


class HistoryRows(QStyledItemDelegate):
    """Rows of one height, in the colours of the theme and the size of the type."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - all rows are alike
    ) -> QSize:
        """Return the height of two lines."""
        lines = QFontMetrics(_font(option, small=False)).height()
        lines += QFontMetrics(_font(option, small=True)).height()
        return QSize(0, 2 * _ABOVE + _BETWEEN + lines)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        row, theme = index.data(ROW), current()
        if not isinstance(row, HistoryRow):
            return
        painter.save()
        box = option.rect
        self._paint_ground(painter, option, theme)
        inner = box.adjusted(_BESIDE, _ABOVE, -_BESIDE, -_ABOVE)
        self._paint_lines(painter, option, row, theme, inner)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
        box, state = option.rect, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(theme.accent_soft))
            painter.fillRect(QRect(box.topLeft(), QSize(_EDGE, box.height())), QColor(theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(theme.hover))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _paint_lines(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: HistoryRow,
        theme: Theme,
        inner: QRect,
    ) -> None:
        large, small = _font(option, small=False), _font(option, small=True)
        first = QRect(inner.topLeft(), QSize(inner.width(), QFontMetrics(large).height()))
        second = QRect(first.bottomLeft(), inner.bottomRight()).adjusted(0, _BETWEEN, 0, 0)
        strong = QFont(small)
        strong.setWeight(QFont.Weight.DemiBold)
        finding = {"right": theme.right, "wrong": theme.wrong}.get(row.kind, theme.muted)
        taken = _write(painter, first, row.when, _Ink(small, theme.muted, right=True))
        _write(painter, first.adjusted(0, 0, -taken, 0), row.title, _Ink(large, theme.text))
        taken = _write(painter, second, row.finding, _Ink(strong, finding))
        _write(painter, second.adjusted(taken, 0, 0, 0), row.details, _Ink(small, theme.muted))


def history_view() -> QListView:
    """Return a list that shows rows of past answers, quick with any number of them."""
    view = QListView()
    view.setObjectName("historyList")
    view.setAccessibleName("Past answers")
    view.setItemDelegate(HistoryRows(view))
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view


def _font(option: QStyleOptionViewItem, *, small: bool) -> QFont:
    font = QFont(option.font)
    font.setPixelSize(sizes().small if small else sizes().base)
    if not small:
        font.setWeight(QFont.Weight.Medium)
    return font


class _Ink(NamedTuple):
    """How a text is written."""

    font: QFont
    colour: str
    right: bool = False


def _write(painter: QPainter, box: QRect, text: str, ink: _Ink) -> int:
    """Write a text, cut short where it is too long; return the px it takes, with a gap."""
    metrics = QFontMetrics(ink.font)
    short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(ink.font)
    painter.setPen(QColor(ink.colour))
    side = Qt.AlignmentFlag.AlignRight if ink.right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, short)
    return metrics.horizontalAdvance(short) + _GAP if short else 0
