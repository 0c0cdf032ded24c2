"""A drawn question gives nothing away before the answer, and teaches after it."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import get_args

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from initquiz.asking.grading import grade
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.answers import AnswerField
from initquiz.model.blocks import Curve, CurveRole, Histogram
from initquiz.model.card import Fact, Level
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.verdict import Verdict
from initquiz.questions import read_sigma
from initquiz.questions.name_histogram import QUESTION
from initquiz.ui.services import Services
from initquiz.ui.widgets.answers.card_grid import CardGrid
from initquiz.ui.widgets.answers.option_card import OptionCard
from initquiz.ui.widgets.answers.option_grid import OptionGrid
from initquiz.ui.widgets.feedback import FeedbackPanel
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.plot_table import PlotTable
from initquiz.ui.widgets.prose import Prose
from initquiz.ui.widgets.question_card import QuestionCard

FAMILIES = ("normal", "uniform", "gauss", "bell", "box", "orthogonal", "sparse", "zeros")
KINDS = [field.kind for field in get_args(AnswerField)]


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
def judged(coin: Question) -> Verdict:
    """What came of choosing its first option: the truth laid over the plot, a note each."""
    curve = Curve("two", CurveRole.TRUTH, (0.0, 1.0), (1.0, 1.0))
    block = replace(bars(coin), curves=(curve,), summary="The curve meets the bar.")
    return grade(coin, (0,))._replace(
        title="Not one.", why="It is two.", blocks=(block,), option_notes=("σ 1", "σ 2")
    )


def bars(question: Question) -> Histogram:
    """Return the histogram of a question."""
    (block,) = question.blocks
    assert isinstance(block, Histogram)
    return block


def options(card: QuestionCard) -> list[OptionCard]:
    """Return the options' cards."""
    assert isinstance(card.field, OptionGrid)
    return [card.field.card(index) for index in range(card.field.count())]


def panel(card: QuestionCard) -> FeedbackPanel:
    """Return the feedback."""
    found = card.findChild(FeedbackPanel)
    assert found is not None
    return found


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
    if node is None or isinstance(node.object(), CardGrid):
        return
    yield from (node.text(kind) for kind in QAccessible.Text if kind.name != "UserText")
    for index in range(node.childCount()):
        yield from _texts(node.child(index))


def explanation(card: QuestionCard) -> Prose:
    """Return the longer explanation."""
    return next(each for each in card.findChildren(Prose) if each.accessibleName() == "Explanation")


class WindowsShown(QObject):
    """Counts the windows that come up."""

    def __init__(self) -> None:
        """Have seen none."""
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        """Note a window that is shown."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_a_question_shows_plot_options_and_a_way_out(card: QuestionCard, coin: Question) -> None:
    """Nothing of an answer is in sight, and the focus is on the options."""
    card.ask(coin)
    QApplication.processEvents()
    assert card.blocks.plots.isVisible()
    assert not panel(card).isVisible()
    assert not explanation(card).isVisible()
    assert [each.title() for each in options(card)] == ["one", "two"]
    assert button(card, "I don't know").accessibleName() == "I don't know, key ?"
    assert button(card, "I don't know").isVisible()
    assert QApplication.focusWidget() is options(card)[0]


@pytest.mark.parametrize("level", Level)
def test_no_ear_hears_the_answer_early(card: QuestionCard, level: Level) -> None:
    """Outside the options no text, not even a hidden one, names a scheme or a family."""
    for seed in range(6):
        question = QUESTION.draw(seed, level)
        card.ask(question)
        card.show_table()
        names = {scheme.title for scheme in SCHEMES.values()} | {*SCHEMES, *FAMILIES}
        names |= {option.text for option in question.answer.options}  # type: ignore[union-attr]
        table = card.findChild(PlotTable)
        assert table is not None
        said = f"{heard(card)}\n{heard(table)}".lower()
        table.close()
        assert question.blocks[0].summary.lower() in said
        assert not [name for name in names if name.lower() in said]


@pytest.mark.parametrize("kind", KINDS)
def test_any_question_is_asked_answered_and_asked_anew(
    card: QuestionCard,
    toys: Callable[[str], Question],
    unnamed: Callable[[QWidget], list[str]],
    qtbot: QtBot,
    kind: str,
) -> None:
    """Each kind of field shows its blocks, gives the right answer as a tuple, and is revealed."""
    question = toys(kind)
    for _ in range(2):
        card.ask(question)
        QApplication.processEvents()
        assert unnamed(card) == []
        assert len(card.blocks.shown()) == sum(
            b.kind not in {"table", "code"} for b in question.blocks
        )
        with qtbot.waitSignal(card.answered) as caught:
            card.field.submitted.emit(question.answer.solution)
        assert caught.args == [question.answer.solution]
        card.reveal(question, question.answer.solution, grade(question, question.answer.solution))
        assert panel(card).property("kind") == "right"
        assert unnamed(card) == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_part_flashes_up_as_a_window_of_its_own(
    card: QuestionCard, toys: Callable[[str], Question], kind: str
) -> None:
    """What is made for a question stands on the card before it is shown."""
    watch, application = WindowsShown(), QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    question = toys(kind)
    card.ask(question)
    card.rest_on((Fact("q", "a"),))
    card.reveal(question, None, grade(question, None))
    QApplication.processEvents()
    application.removeEventFilter(watch)
    assert watch.seen == []


def test_tab_leads_from_the_top_to_the_bottom(
    card: QuestionCard, toys: Callable[[str], Question], qtbot: QtBot
) -> None:
    """Prompt, table, plot, line, button, ways out; then round again."""
    card.ask(toys("point"))
    QApplication.processEvents()
    seen: list[QWidget] = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in seen:
            break
        seen.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    heights = [each.mapTo(card, QPoint()).y() for each in seen]
    start = heights.index(min(heights))
    ordered = heights[start:] + heights[:start]
    assert len(seen) >= 7
    assert all(after > before - 10 for before, after in pairwise(ordered))  # or in one row


def test_keys_on_the_card_are_typed_into_a_number(
    card: QuestionCard, toys: Callable[[str], Question], qtbot: QtBot
) -> None:
    """Wherever the focus is on it; a question mark gives up there as well."""
    card.ask(toys("number"))
    button(card, "I don't know").setFocus()
    qtbot.keyClick(button(card, "I don't know"), "7")
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, "w")
    assert focused.property("text") == "7w"
    with qtbot.waitSignal(card.answered) as caught:
        qtbot.keyClick(focused, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert caught.args == [None]


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("{std!r}", "right", "Right: σ = "),
        ("sqrt({variance!r})", "right", "Right: σ = "),
        ("{std!r}*1.14", "right", "Right: σ = "),
        ("{std!r}*0.85", "wrong", "Close, but not precise enough: σ = "),
        ("{variance!r}", "wrong", "the variance, the question asks for the standard deviation."),
    ],
)
def test_a_number_is_typed_and_judged(
    card: QuestionCard, qtbot: QtBot, typed: str, kind: str, title: str
) -> None:
    """By keys alone; a near miss and a named mistake are told, with the sample's own σ."""
    question = read_sigma.QUESTION.draw(2, Level.EASY)
    (std,) = question.answer.solution
    card.ask(question)
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, typed.format(std=std, variance=std**2))
    with qtbot.waitSignal(card.answered) as caught:
        card.field.press_enter()
    (given,) = caught.args or [None]
    card.reveal(question, given, grade(question, given))
    assert panel(card).property("kind") == kind
    assert title in panel(card).accessibleName()
    assert f"Your sample measures σ = {question.facts['measured_std']:.2}"[:30] in heard(card)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1e999", "is not a finite number"),
        ("((((", "cannot be read to its end"),
        ("9**9**9", "is not a finite number"),
        ("", "Type a number first."),
        ("\N{GRINNING FACE}", "cannot be read from"),
        ("(" * 10_000, "too long"),
    ],
    ids=("huge", "open", "tower", "empty", "emoji", "long"),
)
def test_what_is_no_number_is_refused_in_place(
    card: QuestionCard, qtbot: QtBot, typed: str, told: str
) -> None:
    """Pasted and entered: a message that says what is wrong, no answer and no wait."""
    card.ask(read_sigma.QUESTION.draw(2, Level.EASY))
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    started = time.process_time()
    focused.insert(typed)
    with qtbot.assertNotEmitted(card.answered):
        card.field.press_enter()
    assert time.process_time() - started < 1
    assert told in words(card)
    assert focused.hasFocus()


def test_the_bars_are_heard(card: QuestionCard, coin: Question) -> None:
    """The plot's summary is there for those who cannot see it."""
    card.ask(replace(coin, blocks=(replace(bars(coin), summary="One bar of 1."),)))
    assert "One bar of 1." in heard(card.blocks.plots)


def test_the_answer_is_told_by_words_plot_and_options(
    card: QuestionCard, coin: Question, judged: Verdict
) -> None:
    """Title and reason, the truth over the bars, a note under each option, nothing to choose."""
    card.ask(coin)
    card.reveal(coin, (0,), judged)
    assert panel(card).isVisible()
    assert panel(card).property("kind") == "wrong"
    assert panel(card).accessibleName() == "Not one. It is two."
    assert "The curve meets the bar." in heard(card.blocks.plots)
    assert [each.note() for each in options(card)] == ["your answer · σ 1", "right · σ 2"]
    assert not button(card, "I don't know").isVisible()
    assert "ideal observer" not in words(card)


def test_an_answer_is_given_once(
    qtbot: QtBot, card: QuestionCard, coin: Question, judged: Verdict
) -> None:
    """A click carries the answer; after it clicks and question marks are quiet."""
    card.ask(coin)
    with qtbot.waitSignal(card.answered) as caught:
        qtbot.mouseClick(options(card)[1], Qt.MouseButton.LeftButton)
    assert caught.args == [(1,)]
    card.reveal(coin, (1,), judged)
    with qtbot.assertNotEmitted(card.answered):
        qtbot.mouseClick(options(card)[0], Qt.MouseButton.LeftButton)
        qtbot.keyClick(card, "?")


def test_an_answer_is_held_while_something_else_is_asked(
    qtbot: QtBot, card: QuestionCard, coin: Question
) -> None:
    """The choice stays in sight and cannot be changed, until it is let go."""
    card.ask(coin)
    options(card)[1].click()
    card.hold(held=True)
    assert options(card)[1].kind() == "chosen"
    with qtbot.assertNotEmitted(card.answered):
        qtbot.mouseClick(options(card)[0], Qt.MouseButton.LeftButton)
    assert not button(card, "I don't know").isVisible()
    card.hold(held=False)
    assert options(card)[1].hasFocus()
    with qtbot.waitSignal(card.answered):
        qtbot.mouseClick(options(card)[0], Qt.MouseButton.LeftButton)


def test_not_to_know_is_an_answer(qtbot: QtBot, card: QuestionCard, coin: Question) -> None:
    """The button stands for no option at all."""
    card.ask(coin)
    with qtbot.waitSignal(card.answered) as caught:
        qtbot.mouseClick(button(card, "I don't know"), Qt.MouseButton.LeftButton)
    assert caught.args == [None]


def test_the_next_question_begins_afresh(
    card: QuestionCard, coin: Question, judged: Verdict
) -> None:
    """Feedback, notes, curves, cards and the explanation of the last answer are gone."""
    card.ask(coin)
    card.reveal(coin, (0,), judged)
    card.rest_on((Fact("q", "a"),))
    card.open_fact()
    card.toggle_explanation()
    card.ask(coin)
    assert not panel(card).isVisible()
    assert not explanation(card).isVisible()
    assert "The curve meets the bar." not in heard(card.blocks.plots)
    assert {each.note() for each in options(card)} == {""}
    assert options(card)[0].isEnabled()
    assert button(card, "I don't know").isVisible()
    assert card.open_fact() is None


def test_why_shows_the_explanation_and_the_rule_of_the_grades(
    card: QuestionCard, coin: Question, judged: Verdict
) -> None:
    """Asking again hides both; what was shown is returned, so that it can be scrolled to."""
    question = replace(coin, explanation="Because of the coin.")
    card.ask(question)
    card.reveal(question, (0,), judged)
    shown = card.toggle_explanation()
    assert shown is explanation(card)
    assert shown.isVisible()
    text = explanation(card).markdown()
    assert text.startswith("Because of the coin.")
    assert "Wrong, or “I don't know”: Again; " in text
    assert card.toggle_explanation() is None
    assert not explanation(card).isVisible()
    card.ask(question)
    card.reveal(question, (0,), judged, rated=False)
    assert explanation(card).markdown() == "Because of the coin."


def test_the_cards_it_rests_on_are_opened(
    card: QuestionCard, coin: Question, judged: Verdict
) -> None:
    """The first of them, in place; it is returned, so that it can be scrolled to."""
    card.ask(coin)
    card.reveal(coin, (0,), judged)
    card.rest_on((Fact("Which for ReLU?", "He."),))
    assert button(card, "Rests on: Which for ReLU?").isVisible()
    shown = card.open_fact()
    assert shown is not None
    assert "He." in [each.markdown() for each in shown.findChildren(Prose)]
    assert card.open_fact() is None


def test_the_numbers_can_be_read_as_a_table(card: QuestionCard, coin: Question) -> None:
    """Before the answer and after it the table holds the bars that are on the plot."""
    card.ask(replace(coin, blocks=(Histogram((0.0, 1.0, 2.0), (1200, 7), 1207),)))
    button(card, "table of this plot").click()
    table = card.findChild(PlotTable)
    assert table is not None
    cells = table.findChild(QTableWidget)
    assert cells is not None
    assert cells.isVisible()
    items = [cells.item(row, column) for row in range(2) for column in range(2)]
    assert [item.text() for item in items if item] == ["0 to 1", "1,200", "1 to 2", "7"]
    table.close()


@pytest.mark.parametrize(
    ("kind", "key"), [("choice", "key T"), ("point", "key Alt+T"), ("number", ""), ("order", "")]
)
def test_the_table_is_offered_where_there_is_a_plot(
    card: QuestionCard, toys: Callable[[str], Question], kind: str, key: str
) -> None:
    """With a key that is not typed; without a plot nothing is offered, nor opened."""
    card.ask(toys(kind))
    offered = button(card, "table of this plot")
    assert offered.isVisible() is bool(key)
    assert not key or offered.accessibleName().endswith(key)
    card.show_table()
    table = card.findChild(PlotTable)
    assert (table is not None and table.isVisible()) is bool(key)
    if table is not None:
        table.close()


def test_without_a_plot_the_card_is_as_high_as_its_words(
    card: QuestionCard, toys: Callable[[str], Question]
) -> None:
    """With one it takes all the room there is."""
    policies = []
    for kind in ("number", "choice"):
        card.ask(toys(kind))
        policies.append(card.sizePolicy().verticalStretch())
    assert policies == [0, 1]


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


@pytest.mark.parametrize("kind", KINDS)
def test_the_promise_is_made_where_it_means_something(
    card: QuestionCard, toys: Callable[[str], Question], kind: str
) -> None:
    """Options told apart by a plot have a bound; numbers have a tolerance, told with the answer."""
    card.ask(toys(kind))
    assert ("ideal observer" in words(card)) is (kind in {"choice", "match"})
    card.ask(replace(toys(kind), blocks=toys("point").blocks if kind == "point" else ()))
    assert "ideal observer" not in words(card)
