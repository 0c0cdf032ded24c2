"""A drawn question gives nothing away before the answer, and teaches after it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from initquiz.drawing.figures import HistogramPlot
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.card import Level
from initquiz.model.question import Curve, CurveRole, Histogram, Question
from initquiz.model.question_type import QuestionType
from initquiz.model.verdict import Verdict
from initquiz.questions.name_histogram import QUESTION
from initquiz.ui.services import Services
from initquiz.ui.widgets.feedback import FeedbackPanel
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.option_grid import OptionGrid
from initquiz.ui.widgets.prose import Prose
from initquiz.ui.widgets.question_card import QuestionCard

FAMILIES = ("normal", "uniform", "gauss", "bell", "box", "orthogonal", "sparse", "zeros")


@pytest.fixture
def card(qtbot: QtBot, light: QApplication, services: Services) -> QuestionCard:
    """An empty card on screen, in the active window."""
    assert light.styleSheet()
    made = QuestionCard(services.typesetter)
    qtbot.addWidget(made)
    made.resize(860, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def coin(questions: Mapping[str, QuestionType]) -> Question:
    """A question whose second option is right."""
    return questions["coin"].draw(1, Level.EASY)


@pytest.fixture
def judged(questions: Mapping[str, QuestionType], coin: Question) -> Verdict:
    """What came of choosing its first option: the truth laid over the plot, a note each."""
    verdict = questions["coin"].grade(coin, 0)
    curve = Curve("two", CurveRole.TRUTH, (0.0, 1.0), (1.0, 1.0))
    block = replace(coin.blocks[0], curves=(curve,), summary="The curve meets the bar.")
    return verdict._replace(
        title="Not one.", why="It is two.", blocks=(block,), option_notes=("σ 1", "σ 2")
    )


def words(card: QuestionCard) -> str:
    """Return all that can be read outside the options and the prose."""
    return " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def button(card: QuestionCard, title: str) -> KeyButton:
    """Return a button by its title."""
    return next(each for each in card.findChildren(KeyButton) if each.title() == title)


def heard(widget: QWidget) -> str:
    """Return every accessible text below a widget, seen or hidden, but for the options'."""
    QAccessible.setActive(True)
    found = _texts(QAccessible.queryAccessibleInterface(widget))
    tips = (each.toolTip() for each in widget.findChildren(QWidget))
    return "\n".join([*found, *tips])


def _texts(node: QAccessibleInterface | None) -> Iterator[str]:
    if node is None or isinstance(node.object(), OptionGrid):
        return
    yield from (node.text(kind) for kind in QAccessible.Text if kind.name != "UserText")
    for index in range(node.childCount()):
        yield from _texts(node.child(index))


def explanation(card: QuestionCard) -> Prose:
    """Return the longer explanation."""
    return next(each for each in card.findChildren(Prose) if each.accessibleName() == "Explanation")


def test_a_question_shows_plot_options_and_a_way_out(card: QuestionCard, coin: Question) -> None:
    """Nothing of an answer is in sight, and the focus is on the options."""
    card.ask(coin)
    QApplication.processEvents()
    plot, panel = card.findChild(HistogramPlot), card.findChild(FeedbackPanel)
    assert plot is not None
    assert plot.isVisible()
    assert panel is not None
    assert not panel.isVisible()
    assert not explanation(card).isVisible()
    assert [card.options.card(i).title() for i in range(card.options.count())] == ["one", "two"]
    assert button(card, "I don't know").accessibleName() == "I don't know, key ?"
    assert button(card, "I don't know").isVisible()
    assert QApplication.focusWidget() is card.options.card(0)


@pytest.mark.parametrize("level", Level)
def test_no_ear_hears_the_answer_early(card: QuestionCard, level: Level) -> None:
    """Outside the options no text, not even a hidden one, names a scheme or a family."""
    for seed in range(6):
        question = QUESTION.draw(seed, level)
        card.ask(question)
        card.show_table()
        names = {scheme.title for scheme in SCHEMES.values()} | {*SCHEMES, *FAMILIES}
        names |= {option.text for option in question.answer.options}
        table = next(each for each in card.findChildren(QTableWidget)).window()
        said = f"{heard(card)}\n{heard(table)}".lower()
        table.close()
        assert question.blocks[0].summary.lower() in said
        assert not [name for name in names if name.lower() in said]


def test_the_bars_are_heard(card: QuestionCard, coin: Question) -> None:
    """The plot has a name, and its summary for those who cannot see it."""
    card.ask(replace(coin, blocks=(replace(coin.blocks[0], summary="One bar of 1."),)))
    plot = card.findChild(HistogramPlot)
    assert plot is not None
    assert plot.accessibleName() == "Histogram of the weights"
    assert plot.accessibleDescription() == "One bar of 1."


def test_what_bars_cannot_show_is_counted(card: QuestionCard, coin: Question) -> None:
    """All weights and the exact zeros among them stand under the plot."""
    block = Histogram((0.0, 1.0), (1_048_576,), total=1_048_576, zeros=12_345)
    card.ask(replace(coin, blocks=(block,)))
    assert "1,048,576 weights, 12,345 of them exactly 0" in words(card)


def test_the_answer_is_told_by_words_plot_and_options(
    card: QuestionCard, coin: Question, judged: Verdict
) -> None:
    """Title and reason, the truth over the bars, a note under each option, nothing to choose."""
    card.ask(coin)
    card.reveal(coin, 0, judged)
    panel, plot = card.findChild(FeedbackPanel), card.findChild(HistogramPlot)
    assert panel is not None
    assert panel.isVisible()
    assert panel.property("kind") == "wrong"
    assert panel.accessibleName() == "Not one. It is two."
    assert plot is not None
    assert plot.accessibleDescription() == "The curve meets the bar."
    assert [card.options.card(i).note() for i in range(2)] == ["your answer · σ 1", "right · σ 2"]
    assert not button(card, "I don't know").isVisible()
    assert "ideal observer" not in words(card)


def test_an_answer_is_given_once(
    qtbot: QtBot, card: QuestionCard, coin: Question, judged: Verdict
) -> None:
    """A click carries the option's index; after the answer clicks are quiet."""
    card.ask(coin)
    with qtbot.waitSignal(card.answered) as caught:
        qtbot.mouseClick(card.options.card(1), Qt.MouseButton.LeftButton)
    assert caught.args == [1]
    card.reveal(coin, 1, judged)
    with qtbot.assertNotEmitted(card.answered):
        qtbot.mouseClick(card.options.card(0), Qt.MouseButton.LeftButton)


def test_not_to_know_is_an_answer(qtbot: QtBot, card: QuestionCard, coin: Question) -> None:
    """The button stands for no option at all."""
    card.ask(coin)
    with qtbot.waitSignal(card.answered) as caught:
        qtbot.mouseClick(button(card, "I don't know"), Qt.MouseButton.LeftButton)
    assert caught.args == [None]


def test_the_next_question_begins_afresh(
    card: QuestionCard, coin: Question, judged: Verdict
) -> None:
    """Feedback, notes, curves and the explanation of the last answer are gone."""
    card.ask(coin)
    card.reveal(coin, 0, judged)
    card.toggle_explanation()
    card.ask(coin)
    panel, plot = card.findChild(FeedbackPanel), card.findChild(HistogramPlot)
    assert panel is not None
    assert not panel.isVisible()
    assert not explanation(card).isVisible()
    assert plot is not None
    assert plot.accessibleDescription() == coin.blocks[0].summary
    assert {card.options.card(i).note() for i in range(2)} == {""}
    assert card.options.card(0).isEnabled()
    assert button(card, "I don't know").isVisible()


def test_why_shows_the_explanation_and_the_rule_of_the_grades(
    card: QuestionCard, coin: Question, judged: Verdict
) -> None:
    """Asking again hides both; what was shown is returned, so that it can be scrolled to."""
    question = replace(coin, explanation="Because of the coin.")
    card.ask(question)
    card.reveal(question, 0, judged)
    shown = card.toggle_explanation()
    assert shown is explanation(card)
    assert shown.isVisible()
    text = explanation(card).markdown()
    assert text.startswith("Because of the coin.")
    assert "Wrong, or “I don't know”: Again; " in text
    assert card.toggle_explanation() is None
    assert not explanation(card).isVisible()


def test_the_numbers_can_be_read_as_a_table(card: QuestionCard, coin: Question) -> None:
    """Before the answer and after it the table holds the bars that are on the plot."""
    card.ask(replace(coin, blocks=(Histogram((0.0, 1.0, 2.0), (1200, 7), 1207),)))
    button(card, "table of this plot").click()
    table = card.findChild(QTableWidget)
    assert table is not None
    assert table.isVisible()
    items = [table.item(row, column) for row in range(2) for column in range(2)]
    assert [item.text() for item in items if item] == ["0 to 1", "1,200", "1 to 2", "7"]
    table.window().close()


@pytest.mark.parametrize(
    ("bound", "shown"), [(1e-4, "10,000"), (9e-6, "100,000"), (1e-9, "1,000,000"), (0, "10,000")]
)
def test_the_promise_is_in_round_numbers(
    card: QuestionCard, coin: Question, bound: float, shown: str
) -> None:
    """The bound is rounded to the safe side; an unknown one is what every question keeps."""
    card.ask(replace(coin, error_bound=bound))
    assert f"an ideal observer errs less than once in {shown} here" in words(card)


def test_the_promise_never_exceeds_the_proof(card: QuestionCard, coin: Question) -> None:
    """Whatever was proven, no more is promised."""
    for power in range(40, 120, 4):
        bound = 10 ** (-power / 10)
        card.ask(replace(coin, error_bound=bound))
        once = words(card).split("less than once in ")[1].split()[0]
        assert int(once.replace(",", "")) * bound <= 1 + 1e-9
