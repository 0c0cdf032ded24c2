"""The window as a program: it opens on a card, survives faults, and loses no answer."""

import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, Qt, QTimer
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from initquiz import app, wiring
from initquiz.drawing.formula import cache_key
from initquiz.errors import CollectionError, InitQuizError
from initquiz.model.card import Card, Fact
from initquiz.model.review import Rating
from initquiz.study.collection import Collection
from initquiz.ui import theme
from initquiz.ui.screens.share import ShareScreen
from initquiz.ui.screens.study import Stage, StudyScreen
from initquiz.ui.window import Window

FORMULAS = [Card(f"f{i}", "", Fact(f"What is $x_{i}$?", f"$$y^{i}$$")) for i in range(3)]

_STARTED = """\
import sys
from pathlib import Path
from PySide6 import QtCore
from PySide6.QtWidgets import QApplication
from initquiz import app, wiring
application, known = QApplication([]), wiring.plug_ins()
with wiring.open_collection(Path(sys.argv[1]), known) as collection:
    window = app.build(collection, known)
    window.show()
    whole = "Qt" in vars(QtCore)  # that namespace alone takes a tenth of a bare start
    window.grab()
    heavy = {"numpy", "pyqtgraph", "ziamath", "latex2mathml", "sqlite_utils", "click"}
    print(window.screen_shown.stage.name, sorted(heavy & set(sys.modules)), whole)
"""

# Answers the first card as soon as the window is active, then does as its argument says.
_ANSWERED = """\
import gc, sys
from PySide6.QtCore import QBuffer, Qt, QTimer
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from initquiz import __main__ as program

def answer():
    (window,) = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, Qt.Key.Key_Space)
    QTest.keyClick(window, "4")
    print(window.screen_shown.sitting.progress().done, flush=True)
    if task == "copy":
        QApplication.focusWidget().selectAll()
        QApplication.focusWidget().copy()
        QApplication.quit()
    if task == "quit":
        QTest.qWait(500)
        print(gc.get_freeze_count() > 0, flush=True)
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

task = sys.argv.pop()
application = QApplication([])
QTimer.singleShot(0, answer)
program.main()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a collection with three cards is."""
    path = tmp_path / "collection.sqlite"
    with Collection(path) as collection:
        collection.settings.set("seeded", "by hand")
        collection.settings.set("theme", "light")
        collection.cards.save("d", FORMULAS)
    return path


@pytest.fixture
def restored(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QApplication]:
    """The application, given back as it was before a run of the program."""
    monkeypatch.setenv(theme.OVERRIDE, os.environ.get(theme.OVERRIDE, ""))
    monkeypatch.setattr(app, "_PAUSE_MS", 0)  # else it might end in another test
    icon, font, name = qapp.windowIcon(), qapp.font(), qapp.applicationName()
    shown, desktop = qapp.applicationDisplayName(), qapp.desktopFileName()
    yield qapp
    # A window closed after the loop has ended asks the next one to quit: let that be this one.
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.setWindowIcon(icon)
    qapp.setApplicationName(name)
    qapp.setApplicationDisplayName(shown)
    qapp.setDesktopFileName(desktop)
    gc.unfreeze()


@pytest.fixture
def window(qtbot: QtBot, restored: QApplication, path: Path) -> Iterator[Window]:
    """The window on the three cards, not running."""
    assert restored
    with Collection(path) as collection:
        made = app.build(collection, wiring.plug_ins())
        qtbot.addWidget(made)
        made.show()
        yield made


def started(code: str, *arguments: str, **settings: str) -> "subprocess.Popen[str]":
    """Start a program of ours in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **settings},
        text=True,
    )


def run(path: Path, study: Callable[[Window], None]) -> int:
    """Run the program, have something done in its window, quit, and return the exit code."""
    failures: list[Exception] = []

    def act() -> None:
        try:
            window = in_sight()
            window.activateWindow()
            assert QTest.qWaitForWindowActive(window)
            study(window)
        except Exception as failure:  # noqa: BLE001 - nothing may pass the event loop
            failures.append(failure)
        finally:
            QApplication.quit()

    QTimer.singleShot(20, act)
    code = app.run(path)
    if failures:
        raise failures[0]
    return code


def ratings(path: Path) -> list[Rating]:
    """Return the ratings in the log on the disk."""
    with Collection(path) as collection:
        return [event.attempt.rating for event in collection.reviews.all() if event.attempt]


def in_sight() -> Window:
    """Return the window that runs."""
    (found,) = (
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, Window) and each.isVisible()
    )
    return found


def dialogs(window: Window) -> list[QMessageBox]:
    """Return the dialogs that are open."""
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_the_window_opens_on_the_first_card(window: Window) -> None:
    """There is no screen before the card, and no button to press."""
    shown = window.screen_shown
    assert isinstance(shown, StudyScreen)
    assert shown.stage is Stage.ASKING
    assert shown.sitting.turn is not None
    assert shown.sitting.turn.card.id == "f0"
    window.show_screen("home")
    window.show_screen("study")
    assert window.screen_shown is shown


def test_cards_can_be_shared(window: Window, qtbot: QtBot) -> None:
    """The share screen counts the cards of this collection and knows the formats there are."""
    window.show_screen("share")
    screen = window.screen_shown
    assert isinstance(screen, ShareScreen)
    export = screen.page.exporting
    qtbot.waitUntil(lambda: export.panel.count.text() == "3 cards")
    assert export.targets.key == "anki-package"
    screen.page.stop()


def test_a_card_shows_the_collections_pictures(
    qtbot: QtBot, restored: QApplication, path: Path
) -> None:
    """What an import kept beside the cards is seen on them."""
    assert restored
    with Collection(path) as collection:
        picture = QPixmap(200, 100)
        picture.fill(QColor("#123456"))
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        collection.media.put({"a.png": bytes(buffer.data().data())})
        collection.cards.save("d", [Card("f0", "", Fact("![a plate](media:a.png)", "a"))])
        made = app.build(collection, wiring.plug_ins())
        qtbot.addWidget(made)
        made.show()
        image = made.grab().toImage()
        colours = {
            image.pixelColor(x, y).name()
            for x in range(0, image.width(), 20)
            for y in range(0, image.height(), 20)
        }
        assert "#123456" in colours


def test_the_first_card_waits_for_no_engine(tmp_path: Path) -> None:
    """A new collection is made and shown without numpy, plots, typesetter, all of Qt's names."""
    out, errors = started(_STARTED, str(tmp_path / "c.sqlite")).communicate()
    assert out == "ASKING [] False\n"
    assert "Traceback" not in errors


def test_a_run_ends_with_its_answers_on_the_disk(
    qtbot: QtBot, restored: QApplication, path: Path
) -> None:
    """Exit code 0; meanwhile what later cards need was made ready, and the look was given."""

    def study(window: Window) -> None:
        for key in (Qt.Key.Key_Space, Qt.Key.Key_3, Qt.Key.Key_Return, Qt.Key.Key_1):
            QTest.keyClick(window, key)
        assert restored.applicationDisplayName() == "initquiz"
        qtbot.waitUntil(lambda: kept(path) == 6, timeout=10_000)
        assert not restored.windowIcon().isNull()

    hook = sys.excepthook
    assert run(path, study) == 0
    assert sys.excepthook is hook
    assert ratings(path) == [Rating.GOOD, Rating.AGAIN]
    assert not [each for each in threading.enumerate() if each.name == "warm-up"]


def kept(path: Path) -> int:
    """Return how many formulas of the three cards are in the cache on the disk."""
    with Collection(path) as collection:
        keys = [cache_key(f"x_{i}", display=False) for i in range(3)]
        keys += [cache_key(f"y^{i}", display=True) for i in range(3)]
        return sum(collection.formulas.get(key) is not None for key in keys)


def test_a_collection_that_cannot_be_used_opens_no_window(
    restored: QApplication, tmp_path: Path
) -> None:
    """The reason is raised, to be printed by who started the program."""
    assert restored
    other = tmp_path / "notes.txt"
    other.write_text("Not a database." * 100)
    with pytest.raises(CollectionError, match="not an initquiz collection"):
        app.run(other)
    assert not [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def test_every_formula_is_made_ready_behind_the_first_card(path: Path) -> None:
    """After the warm-up all formulas of the collection are in its cache."""
    assert kept(path) == 0
    app._prepare(path, wiring.plug_ins(), threading.Event())  # noqa: SLF001 - a thread's work, done here
    assert kept(path) == 6


def test_the_warm_up_stops_when_the_window_closes(path: Path) -> None:
    """Leaving does not wait for what nobody will look at."""
    stop = threading.Event()
    stop.set()
    app._prepare(path, wiring.plug_ins(), stop)  # noqa: SLF001 - as above
    assert kept(path) == 0


def test_a_warm_up_that_fails_is_no_ones_concern(tmp_path: Path) -> None:
    """It is a head start only: a collection that is gone shows itself elsewhere."""
    other = tmp_path / "notes.txt"
    other.write_text("Not a database." * 100)
    app._prepare(other, wiring.plug_ins(), threading.Event())  # noqa: SLF001 - as above


def reported(window: Window, error: BaseException) -> QMessageBox:
    """Report an error and return the dialog it opened."""
    app._Reporter(window)(type(error), error, error.__traceback__)  # noqa: SLF001 - sys.excepthook
    (box,) = dialogs(window)
    return box


def test_what_the_user_can_mend_is_said_in_our_words(
    window: Window, capsys: pytest.CaptureFixture[str]
) -> None:
    """The dialog has the error's sentence, as written, and nothing for programmers."""
    box = reported(window, InitQuizError("The disk is full; delete <b>something</b>."))
    assert box.icon() is QMessageBox.Icon.Warning
    assert box.text() == "The disk is full; delete <b>something</b>."
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.detailedText() == box.informativeText() == ""
    assert capsys.readouterr().err == ""
    box.close()


def test_a_bug_of_ours_is_owned_up_to(window: Window, capsys: pytest.CaptureFixture[str]) -> None:
    """The dialog says that answers are safe, and holds what a report of the bug needs."""
    try:
        "".index("x")
    except ValueError as error:
        box = reported(window, error)
    assert box.icon() is QMessageBox.Icon.Critical
    assert "Your answers are safe" in box.text()
    assert box.informativeText().startswith("ValueError: ")
    assert "Traceback" in box.detailedText()
    assert "ValueError" in capsys.readouterr().err
    box.close()


def test_an_error_that_repeats_opens_one_dialog(
    window: Window, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault in painting would otherwise bury the window; another fault later is shown."""
    report = app._Reporter(window)  # noqa: SLF001 - sys.excepthook
    for number in range(3):
        report(ValueError, ValueError(str(number)), None)
    assert len(dialogs(window)) == 1
    assert capsys.readouterr().err.count("ValueError") == 3
    dialogs(window)[0].close()
    report(InitQuizError, InitQuizError("Later."), None)
    (box,) = dialogs(window)
    assert box.text() == "Later."
    box.close()


@pytest.mark.parametrize(
    ("error", "words"),
    [(InitQuizError("The disk is full."), "The disk is full."), (KeyError("x"), "went wrong")],
)
@pytest.mark.usefixtures("restored")
def test_an_error_in_a_click_does_not_end_the_program(
    qtbot: QtBot, path: Path, error: Exception, words: str
) -> None:
    """A dialog tells of it, and the next card can be answered."""

    def fail() -> None:
        raise error

    def study(window: Window) -> None:
        QTimer.singleShot(0, fail)
        qtbot.waitUntil(lambda: bool(dialogs(window)))
        (box,) = dialogs(window)
        assert words in box.text()
        box.close()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        QTest.keyClick(window, Qt.Key.Key_Space)
        QTest.keyClick(window, Qt.Key.Key_4)

    assert run(path, study) == 0
    assert ratings(path) == [Rating.EASY]


def test_a_copy_does_not_crash_the_end_of_the_program(path: Path) -> None:
    """The clipboard outlives Python, so nothing of Python's may be left on it."""
    process = started(_ANSWERED, "--collection", str(path), "copy")
    assert process.communicate()[0] == "1\n"
    assert process.returncode == 0


@pytest.mark.usefixtures("restored")
def test_ctrl_c_in_the_terminal_closes_the_window(path: Path) -> None:
    """It is a wish to leave, not an error."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    def never() -> None:
        QApplication.exit(7)

    late = QTimer(singleShot=True)
    late.timeout.connect(never)
    late.start(5000)
    QTimer.singleShot(20, interrupt)
    assert app.run(path) == 0
    late.stop()


def test_the_program_leaves_quietly_by_key(path: Path) -> None:
    """Started as people start it and left by Ctrl+Q: exit code 0, nothing on standard error.

    The collector of garbage, put off for the start, is on again.
    """
    program = started(_ANSWERED, "quit", INITQUIZ_COLLECTION=str(path))
    out, errors = program.communicate()
    assert (program.returncode, out) == (0, "1\nTrue\n")
    assert "Traceback" not in errors
    assert "Error" not in errors
    assert ratings(path) == [Rating.EASY]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_kill_right_after_a_key_loses_nothing(path: Path) -> None:
    """Once the window goes on to the next card, the answer is on the disk."""
    program = started(_ANSWERED, "wait", INITQUIZ_COLLECTION=str(path))
    assert program.stdout is not None
    assert program.stdout.readline() == "1\n"
    program.send_signal(signal.SIGKILL)
    program.communicate()
    assert program.returncode == -signal.SIGKILL
    assert ratings(path) == [Rating.EASY]
