"""A question's blocks on one picture: plots side by side in a grid, tables and code above or below.

Nothing is shown on a screen; whoever has a painter can have the sheet drawn.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontInfo, QPainter, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget

from initquiz.drawing.colours import FigureStyle, mixed
from initquiz.drawing.document import CardDocument
from initquiz.drawing.document_style import DocumentStyle
from initquiz.drawing.figures import Figure, figure_for
from initquiz.drawing.formula import Typesetter
from initquiz.drawing.plots.grid import GAP, boxes, columns, needed_height
from initquiz.model.blocks import Block, Code, Table
from initquiz.model.formula import Formula

_EMS = 20  # of a plot's width, at least
_TEXT_SHARE = 0.6  # of the height that words may take where there are plots, too


class _Shelf(dict[str, Formula]):
    """A cache of formulas for as long as the sheet is drawn."""

    put = dict.__setitem__


class Sheet:
    """Blocks laid out on `width` x `height` px, to be painted at `scale` pixels to each."""

    def __init__(
        self, blocks: Sequence[Block], style: FigureStyle, size: tuple[int, int], scale: float
    ) -> None:
        """Lay the blocks out from the top down; plots share what words leave over."""
        self._style = style
        self._scale = scale
        self._texts: list[tuple[QTextDocument, QRectF]] = []
        self._figures: list[tuple[Figure[Any], QPoint]] = []
        self.size = QSize(*size)
        width, height = size
        groups = [_Group(list(run), style, width) for run in _runs(blocks)]
        words = sum(group.height for group in groups if group.text is not None)
        plots = sum(1 for group in groups if group.text is None)
        free = height - GAP * max(0, len(groups) - 1)
        most = free * (_TEXT_SHARE if plots else 1.0)
        shrunk = min(1.0, most / words) if words else 1.0
        rest = (free - words * shrunk) / max(1, plots)
        top = 0.0
        for group in groups:
            tall = group.height * shrunk if group.text is not None else rest
            if group.text is not None:
                self._texts.append((group.text, QRectF(0, top, width, tall)))
            else:
                self._set_plots(group.blocks, round(top), round(tall))
            top += tall + GAP

    def paint(self, painter: QPainter, *, outlines: bool = False) -> None:
        """Draw the sheet on its ground; `outlines` keeps lines and words for a drawing."""
        ground = QRectF(0, 0, self.size.width(), self.size.height())
        painter.fillRect(ground, QColor(self._style.background))
        for document, area in self._texts:
            painter.save()
            painter.translate(area.topLeft())
            shrunk = min(1.0, area.height() / document.size().height())
            painter.scale(shrunk, shrunk)
            document.drawContents(painter)
            painter.restore()
        for figure, place in self._figures:
            if outlines:
                figure.grab()  # has it take its size, though it is not shown
                figure.render(painter, QRectF(QRect(place, figure.size())), figure.rect())
            else:
                # The widget's own render, not the scene's that a graphics view puts in its place.
                QWidget.render(figure, painter, place)

    def close(self) -> None:
        """Let go of the plots."""
        for figure, _place in self._figures:
            figure.drop()

    def _set_plots(self, blocks: Sequence[Any], top: int, tall: int) -> None:
        across = columns(len(blocks), self.size.width(), _EMS * self._style.font_px)
        figures = [figure_for(block, self._style) for block in blocks]
        least = [figure.minimumSizeHint().height() for figure in figures]
        if needed_height(least, across) > tall:
            least = [0] * len(least)  # the picture's size was asked for, and goes first
        places = boxes(least, self.size.width(), tall, across, top=top)
        for figure, block, box in zip(figures, blocks, places, strict=True):
            figure.set_pixel_ratio(self._scale)
            figure.resize(box.width, max(1, box.height))
            figure.show_block(block)
            self._figures.append((figure, QPoint(box.left, box.top)))


class _Group:
    """Neighbouring plots, or one block of words with the height it takes."""

    def __init__(self, blocks: list[Block], style: FigureStyle, width: int) -> None:
        self.blocks = blocks
        self.text: QTextDocument | None = None
        self.height = 0.0
        first = blocks[0]
        if isinstance(first, Table | Code):
            self.text = CardDocument(_markdown(first), Typesetter(_Shelf()), _words(style))
            self.text.setTextWidth(width)
            self.height = self.text.size().height()


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield neighbouring plots together, and tables and listings one by one."""
    for words, run in groupby(blocks, lambda block: isinstance(block, Table | Code)):
        if words:
            yield from ([block] for block in run)
        else:
            yield list(run)


def _markdown(block: Table | Code) -> str:
    title = f"**{block.title}**\n\n" if block.title else ""
    if isinstance(block, Code):
        fence = "```"
        while fence in block.text:
            fence += "`"
        return f"{title}{fence}{block.language}\n{block.text}\n{fence}"
    rows = [block.header, ("---",) * len(block.header), *block.rows]
    return title + "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _words(style: FigureStyle) -> DocumentStyle:
    """Return the figures' style as documents understand it."""
    family = style.family or QFontInfo(QApplication.font()).family()
    return DocumentStyle(
        family,
        size=style.font_px * 7 / 6,
        text=style.text,
        muted=style.muted,
        link=style.accent,
        code_background=mixed(style.background, style.axis, 0.12),
        line=mixed(style.background, style.axis, 0.5),
    )
