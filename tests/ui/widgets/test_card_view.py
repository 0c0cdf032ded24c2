"""A card can be read, heard, copied and scrolled, and never takes a key from the window."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.drawing.document import CardDocument, DocumentStyle
from initquiz.drawing.formula import Typesetter
from initquiz.drawing.pictures import Pictures
from initquiz.model.formula import Formula
from initquiz.ui.widgets.card_view import CardView

LIGHT = DocumentStyle("DejaVu Sans")
DARK = DocumentStyle("DejaVu Sans", text="#E8E8E4")
LONG = "\n\n".join(f"Paragraph {i} with $x_{i}$ in it." for i in range(60))


class Shelf(dict[str, Formula]):
    """A cache for the length of a test run."""

    put = dict.__setitem__


TYPESETTER = Typesetter(Shelf())


@pytest.fixture
def view(qtbot: QtBot) -> CardView:
    """A shown, focused view in a window of its own."""
    made = CardView(TYPESETTER, LIGHT)
    qtbot.addWidget(made)
    made.resize(400, 200)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def test_a_screen_reader_hears_the_formulas(view: CardView) -> None:
    """The view has a name, and its description says formulas in words."""
    view.set_markdown("Draw $W \\sim \\mathcal{N}(0, 2/n_{in})$ and $$\\frac{1}$$.")
    spoken = view.accessibleDescription()
    assert view.accessibleName() == "Card"
    assert spoken.startswith("Draw W is distributed as N of 0, 2 over n sub in and")
    assert "\ufffc" not in spoken
    view.setAccessibleName("Question")
    assert view.accessibleName() == "Question"


def test_copying_gives_latex_back(view: CardView) -> None:
    """The clipboard holds the text with formulas between dollars."""
    view.set_markdown("Variance $\\frac{2}{n}$, `code`")
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == "Variance $\\frac{2}{n}$, code"
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Variance $\\frac{2}{n}$, code"


def test_the_height_is_that_of_the_text(view: CardView, qtbot: QtBot) -> None:
    """Narrower is higher; in a layout it gets its height and needs no scroll bar."""
    view.set_markdown("word $x$ " * 60)
    assert view.content_height(300) > view.content_height(600) > 0
    assert view.heightForWidth(300) == view.content_height(300)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    inner = CardView(TYPESETTER, LIGHT)
    inner.set_markdown("word $x$ " * 60)
    column.addWidget(inner)
    column.addStretch()
    page.resize(500, 900)
    page.show()
    qtbot.waitExposed(page)
    assert inner.height() >= inner.content_height(inner.width())
    assert inner.verticalScrollBar().maximum() == 0


def png() -> bytes:
    """Return a picture of 200 x 100 px."""
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def test_a_picture_is_seen_and_heard(view: CardView) -> None:
    """Its words are said, its height is there at once, and a new theme keeps it."""
    pictures = Pictures({"a.png": png()}.get)
    view.set_markdown("![a dark plate](media:a.png)", pictures)
    assert view.content_height(400) >= 100
    assert view.content_height(100) < 80
    assert view.accessibleDescription() == "picture: a dark plate"
    for style in (LIGHT, DARK):
        view.set_style(style)
        assert view.grab().toImage().pixelColor(100, 50).name() == "#123456"


def test_a_selected_picture_looks_selected(view: CardView) -> None:
    """It takes on some of the selection's colour, and can still be seen."""
    view.set_markdown("![a](media:a.png)", Pictures({"a.png": png()}.get))
    view.selectAll()
    shown = view.grab().toImage().pixelColor(100, 50)
    assert shown.name() not in {"#123456", view.palette().highlight().color().name()}
    assert view.createMimeDataFromSelection().text() == "[a]"


def test_each_text_may_have_pictures_of_its_own(view: CardView) -> None:
    """A sample's do not stay for the next text, and the collection's are not a sample's."""
    view.set_markdown("![a](media:a.png)", Pictures({"a.png": png()}.get))
    view.set_markdown("![a](media:a.png)")
    assert view.toPlainText() == "[a]"
    hers = CardView(Typesetter(Shelf(), Pictures({"a.png": png()}.get)), LIGHT, view)
    hers.set_markdown("![a](media:a.png)")
    assert hers.content_height(400) >= 100
    hers.set_markdown("![a](media:a.png)", Pictures(dict[str, bytes]().get))
    assert hers.toPlainText() == "[a]"


def test_asking_for_a_height_changes_nothing(view: CardView) -> None:
    """A layout's questions do not move what is being read."""
    view.set_markdown(LONG)
    view.verticalScrollBar().setValue(500)
    view.content_height(2000)
    assert view.verticalScrollBar().value() == 500


@pytest.mark.parametrize(
    "key",
    [
        Qt.Key.Key_Space,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_1,
        Qt.Key.Key_4,
        Qt.Key.Key_A,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Question,
    ],
)
@pytest.mark.parametrize("shortcut", [False, True])
def test_keys_of_the_window_reach_it(qtbot: QtBot, key: Qt.Key, *, shortcut: bool) -> None:
    """Space, Enter, digits and letters get past a focused card, as presses and shortcuts."""

    class Window(QWidget):
        """Counts the keys it is given."""

        seen = 0

        def keyPressEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
            """Count."""
            self.seen += 1

        def count(self) -> None:
            """Count a shortcut."""
            self.seen += 1

    window = Window()
    qtbot.addWidget(window)
    view = CardView(TYPESETTER, LIGHT, window)
    view.set_markdown(LONG)
    if shortcut:
        QShortcut(QKeySequence(key), window).activated.connect(window.count)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    view.setFocus()
    QTest.keyClick(view, key)
    assert window.seen == 1
    assert view.verticalScrollBar().value() == 0


def test_a_long_card_scrolls_by_key(view: CardView) -> None:
    """Page Down and End move, Page Up and Home move back."""
    view.set_markdown(LONG)
    bar = view.verticalScrollBar()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    first = bar.value()
    assert 0 < first < bar.maximum()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_card_without_more_to_see_leaves_scrolling_to_the_page(view: CardView) -> None:
    """What is shown in full has no use for Page Down; the page around it has."""
    for text, kept in (("short", False), (LONG, True)):
        view.set_markdown(text)
        for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_End):
            press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
            view.keyPressEvent(press)
            assert press.isAccepted() is kept


def test_a_new_theme_keeps_the_place(view: CardView) -> None:
    """Restyling repaints in the new colours where the reader was."""
    view.set_markdown(LONG)
    view.verticalScrollBar().setValue(400)
    before = view.grab().toImage()
    view.set_style(DARK)
    assert view.verticalScrollBar().value() == 400
    assert view.grab().toImage() != before
    view.set_markdown(LONG)
    assert view.verticalScrollBar().value() == 0


class Opener(QObject):
    """Stands for the system's browser."""

    def __init__(self) -> None:
        """Remember what is opened."""
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Remember an address."""
        self.opened.append(url.toString())


@pytest.fixture
def opener() -> Iterator[Opener]:
    """Catch what would be opened outside the program."""
    made = Opener()
    for scheme in ("http", "https", "file", "ftp"):
        # The stubs want bytes, the call itself a string.
        QDesktopServices.setUrlHandler(scheme, made, "open")  # type: ignore[arg-type]
    yield made
    for scheme in ("http", "https", "file", "ftp"):
        QDesktopServices.unsetUrlHandler(scheme)


def press(view: CardView) -> None:
    """Click on the first word."""
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(12, 10))


@pytest.mark.parametrize(
    ("address", "opens"),
    [
        ("https://example.org/a", True),
        ("http://example.org/a", True),
        ("file:///etc/passwd", False),
        ("ftp://example.org", False),
        ("#part", False),
    ],
)
def test_only_web_links_open_and_only_when_clicked(
    view: CardView, opener: Opener, address: str, *, opens: bool
) -> None:
    """Nothing opens by itself; a click opens the web and never a file."""
    view.set_markdown(f"[linked words]({address})")
    text = view.toPlainText()
    QTest.mouseMove(view.viewport(), QPoint(12, 10))
    assert opener.opened == []
    press(view)
    assert opener.opened == ([address] if opens else [])
    assert view.toPlainText() == text


def test_nothing_can_be_typed_into_a_card(view: CardView) -> None:
    """A card is read-only."""
    view.set_markdown("text")
    QTest.keyClicks(view, "abc")
    view.paste()
    assert view.toPlainText() == "text"


def test_old_pages_are_let_go(view: CardView, qapp: QApplication) -> None:
    """Two hundred cards leave one document behind, not two hundred."""
    for i in range(200):
        view.set_markdown(f"card {i} $x$")
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    alive = [o for o in gc.get_objects() if isinstance(o, CardDocument)]
    assert len([o for o in alive if o.parent() is view]) <= 2


def test_the_background_is_left_to_the_window(qtbot: QtBot) -> None:
    """A card paints no ground of its own."""
    page = QWidget()
    qtbot.addWidget(page)
    page.setStyleSheet("background: #123456")
    page.resize(200, 100)
    view = CardView(TYPESETTER, LIGHT, page)
    view.setGeometry(0, 0, 200, 100)
    page.show()
    assert page.grab().toImage().pixelColor(100, 50).name() == "#123456"


def test_a_scroll_bar_goes_when_there_is_room_again(qtbot: QtBot, view: CardView) -> None:
    """It takes width, so the text needs more lines, which alone must not keep it there."""
    view.set_markdown("many words in a row " * 20)
    for width in range(300, 420, 8):  # at some of these the bar costs a line
        view.resize(width, 30)
        view.show()
        qtbot.waitUntil(view.verticalScrollBar().isVisible)
        view.resize(width, view.content_height(width))
        qtbot.waitUntil(lambda: not view.verticalScrollBar().isVisible())


STUDY = """
import sys
from PySide6.QtWidgets import QApplication
from initquiz.drawing.document import DocumentStyle
from initquiz.drawing.formula import Typesetter
from initquiz.drawing.pictures import Pictures
from initquiz.model.formula import Formula
from initquiz.ui.widgets.card_view import CardView

class Full:
    def get(self, key):
        return Formula('<svg xmlns="http://www.w3.org/2000/svg"/>', 50.0, 50.0, 10.0, "x")
    def put(self, key, formula):
        raise AssertionError

app = QApplication([])
view = CardView(Typesetter(Full()), DocumentStyle("DejaVu Sans"))
view.set_markdown("a $x$ and $$y$$ and `c`" + "\\n\\n| a |\\n|---|\\n| $b$ |")
view.resize(400, 300)
view.show()
view.grab()
heavy = {"numpy", "pyqtgraph", "ziamath", "latex2mathml", "sqlite_utils", "html"}
print(sorted(heavy & set(sys.modules)))
"""


def test_cached_cards_import_no_engine() -> None:
    """When every formula is in the cache, the path to the first card stays light."""
    done = subprocess.run(
        [sys.executable, "-c", STUDY],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"
