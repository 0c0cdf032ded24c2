"""The foot offers what can be done now, and says by which key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.review import Confidence, Rating
from initquiz.model.schedule import Interval
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.study_foot import StudyFoot

INTERVALS = {rating: Interval(days=int(rating)) for rating in Rating}
GRADES = [
    "Again, 1 day, key 1",
    "Hard, 2 days, key 2",
    "Good, 3 days, key 3",
    "Easy, 4 days, key 4",
]
FEEDBACK = [
    "grade it yourself, key 1–4",
    "another one, key N",
    "why?, key W",
    "Next, key Enter",
]
SURE = ["Guessed, key 1", "Unsure, key 2", "Sure, key 3", "back, key Esc"]


class Window(QWidget):
    """What a foot stands in."""

    def __init__(self) -> None:
        """Put a foot in."""
        super().__init__()
        self.foot = StudyFoot(typing=False)
        QVBoxLayout(self).addWidget(self.foot)


@pytest.fixture
def window(qtbot: QtBot, light: QApplication) -> Window:
    """An active window with a foot."""
    assert light.styleSheet()
    made = Window()
    qtbot.addWidget(made)
    made.resize(720, 200)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def foot(window: Window) -> StudyFoot:
    """The foot, in its window."""
    return window.foot


def offered(foot: StudyFoot) -> list[str]:
    """Return the names of the buttons in sight."""
    return [each.accessibleName() for each in foot.findChildren(QPushButton) if each.isVisible()]


def words(foot: StudyFoot) -> list[str]:
    """Return the names of the lines in sight that have one."""
    labels = (label for label in foot.findChildren(QLabel) if label.isVisible())
    names = [label.accessibleName() for label in labels]
    return [name for name in names if name and not name.startswith("key ")]


def accented(foot: StudyFoot) -> list[str]:
    """Return the titles of the accented buttons in sight."""
    buttons = (each for each in foot.findChildren(KeyButton) if each.isVisible())
    return [each.title() for each in buttons if each.kind() == "accent"]


def button(foot: StudyFoot, title: str) -> KeyButton:
    """Return the button in sight of a title."""
    return next(
        each for each in foot.findChildren(KeyButton) if each.title() == title and each.isVisible()
    )


def test_each_step_has_its_own_row(
    foot: StudyFoot, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """Show answer, the grades, the feedback: one row at a time, one accent, keys in the names."""
    assert not foot.isVisible()
    foot.show_asking(typable=False)
    assert offered(foot) == ["Show answer, key Space"]
    assert accented(foot) == ["Show answer"]
    foot.show_grades(INTERVALS, Rating.GOOD)
    assert offered(foot) == GRADES
    assert accented(foot) == ["Good"]
    foot.show_feedback(Rating.AGAIN, Interval(seconds=60), INTERVALS)
    assert sorted(offered(foot)) == sorted(FEEDBACK)
    assert accented(foot) == ["Next"]
    assert words(foot) == ["Rated Again, back in 1 min"]
    assert unnamed(foot) == []
    foot.show_practised(lab=True)
    assert sorted(offered(foot)) == sorted([*FEEDBACK[1:], "open in Lab, key L"])
    assert accented(foot) == ["Next"]
    foot.show_choosing(confiding=False)
    assert offered(foot) == []
    assert accented(foot) == []
    foot.show_choosing(confiding=False, practice=True)
    assert offered(foot) == ["leave practice, key Esc"]
    foot.show_confidence()
    assert offered(foot) == SURE
    assert accented(foot) == []
    assert unnamed(foot) == []
    foot.show_asking(typable=False)
    assert offered(foot) == ["Show answer, key Space"]
    foot.show_nothing()
    assert not foot.isVisible()


@pytest.mark.parametrize("default", Rating)
def test_the_accent_is_on_the_suggested_grade(foot: StudyFoot, default: Rating) -> None:
    """Space gives Good, or what a typed answer was worth, and the accent shows which."""
    foot.show_grades(INTERVALS, default)
    assert accented(foot) == [default.name.capitalize()]


@pytest.mark.parametrize("rating", Rating)
def test_a_grade_is_given_by_its_button(qtbot: QtBot, foot: StudyFoot, rating: Rating) -> None:
    """Each button carries its own grade."""
    foot.show_grades(INTERVALS, Rating.GOOD)
    with qtbot.waitSignal(foot.rated) as caught:
        qtbot.mouseClick(button(foot, rating.name.capitalize()), Qt.MouseButton.LeftButton)
    assert caught.args == [rating]


@pytest.mark.parametrize(
    ("title", "signal"),
    [
        ("Show answer", lambda foot: foot.revealed),
        ("why?", lambda foot: foot.explained),
        ("another one", lambda foot: foot.practised),
        ("open in Lab", lambda foot: foot.lab),
        ("Next", lambda foot: foot.advanced),
    ],
)
def test_a_button_does_what_it_says(
    qtbot: QtBot, foot: StudyFoot, title: str, signal: Callable[[StudyFoot], SignalInstance]
) -> None:
    """Showing the answer, explaining, practising and going on each have their own signal."""
    foot.show_asking(typable=False)
    if title != "Show answer":
        foot.show_feedback(Rating.GOOD, Interval(days=3), INTERVALS, lab=True)
    with qtbot.waitSignal(signal(foot)):
        qtbot.mouseClick(button(foot, title), Qt.MouseButton.LeftButton)


def test_the_programs_rating_may_be_changed(qtbot: QtBot, foot: StudyFoot) -> None:
    """The grades unfold below the feedback and fold again; the one given carries the accent."""
    foot.show_feedback(Rating.AGAIN, Interval(seconds=60), INTERVALS)
    button(foot, "grade it yourself").click()
    assert sorted(offered(foot)) == sorted([*FEEDBACK, *GRADES])
    assert sorted(accented(foot)) == ["Again", "Next"]
    QApplication.processEvents()
    tops = [button(foot, title).mapTo(foot, QPoint()).y() for title in ("Next", "Again")]
    assert tops == sorted(tops)
    with qtbot.waitSignal(foot.rated) as caught:
        button(foot, "Easy").click()
    assert caught.args == [Rating.EASY]
    foot.show_feedback(Rating.EASY, Interval(days=4), INTERVALS)
    assert sorted(offered(foot)) == sorted(FEEDBACK)
    assert words(foot) == ["Rated Easy, back in 4 days"]
    button(foot, "grade it yourself").click()
    button(foot, "grade it yourself").click()
    assert sorted(offered(foot)) == sorted(FEEDBACK)


def test_after_an_answer_enter_goes_on(qtbot: QtBot, foot: StudyFoot) -> None:
    """The focus is on Next, so Enter needs no hand on the mouse."""
    foot.show_feedback(Rating.GOOD, Interval(days=3), INTERVALS)
    assert button(foot, "Next").hasFocus()
    with qtbot.waitSignal(foot.advanced):
        qtbot.keyClick(button(foot, "Next"), Qt.Key.Key_Return)


def test_typing_is_offered_where_an_answer_can_be_typed(qtbot: QtBot, foot: StudyFoot) -> None:
    """The box names its key, keeps its state, and is quiet where it is not shown."""
    foot.toggle_typing()
    foot.show_asking(typable=False)
    foot.toggle_typing()
    assert foot.findChild(QCheckBox) is None
    foot.show_asking(typable=True)
    box = foot.findChild(QCheckBox)
    assert box is not None
    assert box.accessibleName() == "Type the answer, key Ctrl+T"
    assert not box.isChecked()
    with qtbot.waitSignal(foot.typing) as caught:
        foot.toggle_typing()
    assert caught.args == [True]
    foot.show_asking(typable=False)
    assert not box.isVisible()
    with qtbot.assertNotEmitted(foot.typing):
        foot.toggle_typing()
    foot.show_asking(typable=True)
    assert box.isChecked()


def test_who_types_finds_the_box_ticked(qtbot: QtBot) -> None:
    """The choice of an earlier run is shown, and showing it changes nothing."""
    foot = StudyFoot(typing=True)
    qtbot.addWidget(foot)
    with qtbot.assertNotEmitted(foot.typing):
        foot.show_asking(typable=True)
    box = foot.findChild(QCheckBox)
    assert box is not None
    assert box.isChecked()


def test_how_sure_one_is_is_asked_and_may_be_taken_back(qtbot: QtBot, foot: StudyFoot) -> None:
    """The focus is on the question; each answer and the way back have their signals."""
    foot.show_confidence()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("How sure are you?")
    with qtbot.waitSignal(foot.confided) as caught:
        button(foot, "Unsure").click()
    assert caught.args == [Confidence.UNSURE]
    with qtbot.waitSignal(foot.reconsidered):
        button(foot, "back").click()


def test_the_switch_of_the_confidence_is_passed_on(qtbot: QtBot, foot: StudyFoot) -> None:
    """A click on it tells how it stands; in practice the way back leads on."""
    foot.show_choosing(confiding=False)
    box = foot.findChild(QCheckBox)
    assert box is not None
    with qtbot.waitSignal(foot.confiding) as caught:
        box.click()
    assert caught.args == [True]
    foot.show_choosing(confiding=True, practice=True)
    with qtbot.waitSignal(foot.advanced):
        button(foot, "leave practice").click()


def test_a_notice_is_seen_and_heard_until_it_is_taken_away(foot: StudyFoot) -> None:
    """It shows above any row, and also where there is none."""
    foot.say("There is nothing to undo.")
    assert foot.isVisible()
    assert words(foot) == ["There is nothing to undo."]
    foot.show_nothing()
    assert words(foot) == ["There is nothing to undo."]
    foot.show_asking(typable=False)
    assert words(foot) == ["There is nothing to undo."]
    foot.say("")
    assert words(foot) == []
    foot.show_nothing()
    assert not foot.isVisible()
