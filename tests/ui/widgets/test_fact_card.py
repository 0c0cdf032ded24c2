"""A fact is asked first and told afterwards; what was typed is weighed, not judged."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.card import Fact
from initquiz.study.typed import Comparison, Match
from initquiz.ui.services import Services
from initquiz.ui.widgets.fact_card import FactCard
from initquiz.ui.widgets.feedback import FeedbackPanel
from initquiz.ui.widgets.prose import Prose

FULL = Fact("Which for ReLU?", "He.", "Both fans are stated.", "He et al. 2015", ("He",))
BARE = Fact("And for tanh?", "Xavier.")


@pytest.fixture
def card(qtbot: QtBot, light: QApplication, services: Services) -> FactCard:
    """An empty card on screen, in the active window."""
    assert light.styleSheet()
    made = FactCard(services.typesetter)
    qtbot.addWidget(made)
    made.resize(720, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def read(card: FactCard) -> list[str]:
    """Return the texts in sight, from top to bottom."""
    seen = [prose for prose in card.findChildren(Prose) if prose.isVisible()]
    return [prose.markdown() for prose in sorted(seen, key=lambda each: height(card, each))]


def height(card: FactCard, widget: QWidget) -> int:
    """Return how far down a widget begins, in px."""
    return widget.mapTo(card, QPoint()).y()


def focused() -> str:
    """Return the name of what has the focus."""
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget else ""


def field(card: FactCard) -> QLineEdit | None:
    """Return the field to type in, if it is in sight."""
    found = card.findChild(QLineEdit)
    return found if found is not None and found.isVisible() else None


def finding(card: FactCard) -> FeedbackPanel | None:
    """Return what is said of a typed answer, if it is in sight."""
    found = card.findChild(FeedbackPanel)
    return found if found is not None and found.isVisible() else None


def test_the_question_stands_alone_until_the_answer_is_asked_for(card: FactCard) -> None:
    """Before the answer not even a hidden part holds it; afterwards all stands in order."""
    card.ask(FULL, typed=False)
    assert read(card) == [FULL.question]
    heard = [widget.accessibleDescription() for widget in card.findChildren(QWidget)]
    assert not [text for text in heard if "He" in text]
    card.reveal()
    QApplication.processEvents()
    assert read(card) == [FULL.question, FULL.answer, FULL.note, FULL.source]
    (rule,) = (each for each in card.findChildren(QFrame) if each.property("role") == "rule")
    tops = [height(card, prose) for prose in card.findChildren(Prose)]
    assert sorted([*tops, height(card, rule)])[1] == height(card, rule)


def test_what_a_card_lacks_takes_no_room(card: FactCard) -> None:
    """Without a note and a source there are none, also after a card that had them."""
    card.ask(FULL, typed=False)
    card.reveal()
    card.ask(BARE, typed=False)
    card.reveal()
    assert read(card) == [BARE.question, BARE.answer]


def test_a_short_answer_is_as_large_as_its_question(card: FactCard) -> None:
    """A name or a formula stands out; sentences are set to be read, also the card after."""
    sizes = []
    for answer in ("He.", "A sentence that goes on. " * 9, "Two\n\nlines.", "Xavier."):
        card.ask(Fact("Which?", answer), typed=False)
        card.reveal()
        question, shown = (
            next(each for each in card.findChildren(Prose) if each.accessibleName() == name)
            for name in ("Question", "Answer")
        )
        sizes.append(
            shown.document().defaultFont().pixelSize()
            / question.document().defaultFont().pixelSize()
        )
    assert sizes[0] == sizes[3] == 1
    assert sizes[1] == sizes[2] < 1


def test_the_next_question_takes_the_answer_away(card: FactCard) -> None:
    """No card begins with the answer of the one before."""
    card.ask(FULL, typed=True)
    card.reveal(Comparison(Match.SAME, "he", "He"))
    card.ask(BARE, typed=False)
    assert read(card) == [BARE.question]
    assert finding(card) is None
    assert field(card) is None


def test_an_empty_card_reveals_nothing(card: FactCard) -> None:
    """Before the first question there is no answer to show."""
    card.reveal()
    assert read(card) == [""]


def test_reading_begins_where_the_news_is(card: FactCard) -> None:
    """The focus is on the question, in the field if one is to type, then on the answer."""
    card.ask(BARE, typed=False)
    assert focused() == "Question"
    card.reveal()
    QApplication.processEvents()
    assert focused() == "Answer"
    card.ask(FULL, typed=True)
    assert QApplication.focusWidget() is field(card)
    card.reveal(Comparison(Match.SAME, "he", "He"))
    assert focused() == "Answer"


def test_a_field_is_there_only_where_one_types(card: FactCard) -> None:
    """It has a name; without it nothing counts as typed."""
    card.ask(FULL, typed=False)
    assert field(card) is None
    assert card.typed() == ""
    card.ask(FULL, typed=True)
    shown = field(card)
    assert shown is not None
    assert shown.accessibleName() == "Your answer"
    shown.setText("  he ")
    assert card.typed() == "he"
    card.ask(BARE, typed=False)
    assert card.typed() == ""


def test_enter_hands_over_what_was_typed(qtbot: QtBot, card: FactCard) -> None:
    """The signal carries the words without the spaces around them, at most 200 letters."""
    card.ask(FULL, typed=True)
    shown = field(card)
    assert shown is not None
    qtbot.keyClicks(shown, " Kaiming ")
    with qtbot.waitSignal(card.entered) as caught:
        qtbot.keyClick(shown, "\r")
    assert caught.args == ["Kaiming"]
    shown.setText("x" * 500)
    assert card.typed() == "x" * 200


def test_after_the_answer_nothing_more_is_typed(qtbot: QtBot, card: FactCard) -> None:
    """What was typed stays to be compared, unchangeable; the next card begins empty."""
    card.ask(FULL, typed=True)
    shown = field(card)
    assert shown is not None
    shown.setText("Xavier")
    card.reveal(Comparison(Match.DIFFERENT, "Xavier", "He"))
    qtbot.keyClicks(shown, "He")
    assert shown.isVisible()
    assert shown.text() == "Xavier"
    card.ask(FULL, typed=True)
    qtbot.keyClicks(shown, "He")
    assert card.typed() == "He"


def test_an_empty_field_goes_when_the_answer_comes(card: FactCard) -> None:
    """Who typed nothing is told nothing about it."""
    card.ask(FULL, typed=True)
    card.reveal()
    assert field(card) is None
    assert finding(card) is None


@pytest.mark.parametrize(
    ("match", "kind", "said"),
    [
        (Match.SAME, "right", ["That is it."]),
        (Match.NEAR, "neutral", ["Nearly: look closely.", "Accepted: He"]),
        (Match.DIFFERENT, "wrong", ["Not what the card says.", "Accepted: He"]),
    ],
)
def test_a_typed_answer_is_weighed_in_words(
    card: FactCard, match: Match, kind: str, said: list[str]
) -> None:
    """The finding stands above the answer, in words and not by colour alone."""
    card.ask(FULL, typed=True)
    card.reveal(Comparison(match, "something", "He"))
    QApplication.processEvents()
    panel = finding(card)
    assert panel is not None
    assert panel.property("kind") == kind
    assert [each.text() for each in panel.findChildren(QLabel) if each.isVisible()] == said
    assert panel.accessibleName() == " ".join(said)
    answer = next(each for each in card.findChildren(Prose) if each.markdown() == FULL.answer)
    assert height(card, panel) < height(card, answer)


def test_an_accepted_picture_is_told_by_its_words(card: FactCard) -> None:
    """The line that says what was wanted holds no address."""
    card.ask(BARE, typed=True)
    card.reveal(Comparison(Match.DIFFERENT, "x", "As in ![a *wide* bell](media:3f.png)."))
    panel = finding(card)
    assert panel is not None
    texts = [label.accessibleName() for label in panel.findChildren(QLabel)]
    assert "Accepted: As in [a wide bell]." in texts
