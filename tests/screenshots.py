"""Takes the pictures in assets/screenshots: `python -m tests.screenshots [FOLDER]`.

Each comes from a new collection of the seeded deck with a made-up past, on a clock that stands
still, so that the same program gives the same bytes on the same machine. Inter is used where
it is installed. A picture that should show something else is an entry in `_SCENES`.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false;qt.qpa.fonts=false")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import initquiz.ui.screens
from initquiz import wiring
from initquiz.drawing.formula import Typesetter
from initquiz.model.card import Skill
from initquiz.model.choosing import Choice
from initquiz.model.review import Attempt, Rating
from initquiz.model.study_day import Now
from initquiz.plugins import Registry
from initquiz.store.reviews import Entry
from initquiz.study.collection import Collection
from initquiz.study.history import answered
from initquiz.study.overview import overview
from initquiz.study.sharing import Sharing
from initquiz.study.sitting import Sitting
from initquiz.ui.screens.share import ShareScreen
from initquiz.ui.screens.study import StudyScreen
from initquiz.ui.services import Bus, Services
from initquiz.ui.theme import Mode
from initquiz.ui.widgets.share_page import SharePage
from initquiz.ui.window import Window

if TYPE_CHECKING:
    from initquiz.ui.screen import ScreenSpec

_NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=1)))
_FACT, _SKILL = "doc-he-formula", "skill-name-histogram-medium"
_PAIR = {"he_normal", "lecun_normal"}  # what the pictured mistake takes for each other
_REVIEWED, _LEARNING = 18, 2  # facts met before
_LONG_AGO = 200  # days since the skill was asked
_MOST_ANSWERS = 60
_PAUSE, _PATIENCE = 0.005, 60.0  # seconds
_SAMPLED = 6  # texts of the first cards, fronts and backs
_MOST_WAITS = 6000
_NOTES = r"""# My notes

- **Q:** Which law does `torch.nn.Linear` draw its weights from? <!-- id: my-linear -->
  **A:** $\mathcal{U}(-a, a)$ with $a = 1/\sqrt{n_{in}}$
- **Q:** What is the gain of a leaky ReLU of slope $s$? <!-- id: my-leaky -->
  **A:** $\sqrt{2/(1 + s^2)}$
- **Q:** Why not start all weights at 0.1?
"""
_FRAMES = 20  # until the Lab has drawn what its sliders say


def main() -> int:
    """Take every picture in both themes; return 0."""
    folder = Path(sys.argv[1] if sys.argv[1:] else "assets/screenshots")
    application = QApplication([])
    for mode in (Mode.LIGHT, Mode.DARK):
        for name, prepare in _SCENES.items():
            with _window(mode) as window:
                prepare(window)
                application.processEvents()
                file = folder / f"{name}-{mode}.png"
                # Nothing is lost at quality 0: it asks for the smallest file.
                assert window.grab().toImage().save(str(file), "PNG", 0)  # type: ignore[call-overload]
            print(f"{file}: {file.stat().st_size / 1000:.0f} kB")
    return 0


@contextmanager
def _window(mode: Mode) -> Iterator[Window]:
    """Yield a window on the study screen, with some cards due."""
    known, now = wiring.plug_ins(), Now.of(_NOW)
    file = tempfile.TemporaryDirectory()
    with file as folder, wiring.open_collection(Path(folder) / "c.sqlite", known) as collection:
        _make_past(collection, known)
        collection.settings.set("theme", mode)
        services = Services(
            clock=lambda: now,
            new_sitting=lambda deck: Sitting(collection, known.questions, deck),
            overview=lambda: overview(collection, now),
            typesetter=Typesetter(collection.formulas),
            preferences=collection.settings,
            bus=Bus(),
            questions=known.questions,
            card=lambda _: None,
            past=lambda: answered(collection),
            sharing=lambda: Sharing(
                collection.database.path,
                known.questions,
                known.importers,
                known.exporters,
                lambda: now,
            ),
        )
        screens: Registry[ScreenSpec] = Registry(initquiz.ui.screens, "SCREEN")
        window = Window(services, screens)
        window.show_screen("study")
        window.show()
        window.activateWindow()
        QApplication.processEvents()
        yield window
        window.close()
        window.deleteLater()  # with its clocks, which would ask a closed collection
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def _make_past(collection: Collection, known: wiring.Plugins) -> None:
    """Answer some cards on other days, and a few just now."""
    cards = [card for deck in collection.cards.decks() for card in deck.cards]
    facts = [card.id for card in cards if not isinstance(card.content, Skill)]
    for place, card in enumerate(facts[:_REVIEWED]):
        _log(collection, card, Rating.EASY, timedelta(days=30 - place))
    _log(collection, _FACT, Rating.EASY, timedelta(days=27))
    for card in facts[_REVIEWED : _REVIEWED + _LEARNING]:
        _log(collection, card, Rating.AGAIN, timedelta(seconds=20))
    # A skill's next question follows from how often it was asked: once, or until it is the pair.
    (skill,) = (card.content for card in cards if card.id == _SKILL)
    assert isinstance(skill, Skill)
    for again in range(_MOST_ANSWERS):
        _log(collection, _SKILL, Rating.EASY, timedelta(days=_LONG_AGO, minutes=-again))
        (seed,) = collection.seeds(_SKILL, 1)
        field = known.questions[skill.key].draw(seed, skill.level).answer
        assert isinstance(field, Choice)
        options = [option.key for option in field.options]
        if set(options) >= _PAIR and options[field.correct] in _PAIR:
            return


def _log(collection: Collection, card: str, rating: Rating, ago: timedelta) -> None:
    with collection.database.transaction():
        collection.reviews.append([Entry(card, attempt=Attempt(card, rating))], Now.of(_NOW - ago))
        collection.refold()


def _ask(window: Window, wanted: str | None, *, stumble: bool = False) -> StudyScreen:
    """Answer until a card is asked, or nothing is left; return the study screen.

    Who stumbles gets every third choice wrong, the others right.
    """
    screen = window.screen_shown
    assert isinstance(screen, StudyScreen)
    for count in range(_MOST_ANSWERS):
        _wait_for_question(screen)
        turn = screen.sitting.turn
        if (turn.card.id if turn else None) == wanted:
            return screen
        assert turn is not None, f"{wanted} never came"
        if turn.question is None:
            QTest.keyClick(window, Qt.Key.Key_Space)
            QTest.keyClick(window, Qt.Key.Key_4)
        else:
            field, given = turn.question.answer, turn.question.answer.solution
            if stumble and not count % 3 and isinstance(field, Choice):
                given = ((field.correct + 1) % len(field.options),)
            screen.page.answered.emit(given)
            QTest.keyClick(window, Qt.Key.Key_Return)
    raise AssertionError(f"{wanted} never came")


def _wait_for_question(screen: StudyScreen) -> None:
    """Let the worker draw, if it is at it; at rest there is nothing to wait for."""
    started = monotonic()
    while screen.sitting.turn is None and (screen.page.rest is None or screen.page.rest.isHidden()):
        QApplication.processEvents()
        sleep(_PAUSE)  # the worker needs Python as well
        assert monotonic() - started < _PATIENCE, "no question was drawn"


def _choose(window: Window, index: int) -> None:
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_A + index))
    QApplication.processEvents()


def _question(window: Window) -> None:
    _ask(window, _FACT)


def _fact(window: Window) -> None:
    _ask(window, _FACT)
    QTest.keyClick(window, Qt.Key.Key_Space)


def _histogram(window: Window) -> None:
    _ask(window, _SKILL)


def _histogram_wrong(window: Window) -> None:
    turn = _ask(window, _SKILL).sitting.turn
    assert turn is not None
    assert turn.question is not None
    assert isinstance(turn.question.answer, Choice)
    _choose(window, _rival(turn.question.answer))


def _rival(choice: Choice) -> int:
    """Return the option that the right one is most easily taken for."""
    keys = [option.key for option in choice.options]
    (rival,) = _PAIR - {keys[choice.correct]}
    return keys.index(rival)


def _home(window: Window) -> None:
    window.show_screen("home")


def _lab(window: Window) -> None:
    window.show_screen("lab", {"scheme": "he_normal", "n_in": 784, "n_out": 256})
    for _ in range(_FRAMES):
        QTest.qWait(5)


def _history(window: Window) -> None:
    _histogram_wrong(window)
    QTest.keyClick(window, Qt.Key.Key_Return)
    _ask(window, None, stumble=True)
    window.show_screen("history")


def _share(window: Window) -> SharePage:
    window.show_screen("share")
    shown = window.screen_shown
    assert isinstance(shown, ShareScreen)
    _until(lambda: len(shown.page.exporting.sample.views()) == _SAMPLED)
    return shown.page


def _share_export(window: Window) -> None:
    _share(window)


def _share_import(window: Window) -> None:
    page = _share(window)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "my-notes.md"
        file.write_text(_NOTES, encoding="utf-8")
        page.receive([file])
        _until(lambda: bool(page.importing.arrivals.rows))
    page.importing.table.selectRow(1)


def _until(ready: Callable[[], bool]) -> None:
    """Let window and workers go on until something is so."""
    for _ in range(_MOST_WAITS):
        QApplication.processEvents()
        if ready():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def _rest(window: Window) -> None:
    _ask(window, None)


_SCENES: dict[str, Callable[[Window], None]] = {
    "study-question": _question,
    "study-fact": _fact,
    "histogram": _histogram,
    "histogram-wrong": _histogram_wrong,
    "home": _home,
    "lab": _lab,
    "history": _history,
    "share": _share_export,
    "share-import": _share_import,
    "rest": _rest,
}


if __name__ == "__main__":
    sys.exit(main())
