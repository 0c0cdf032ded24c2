"""For tests of windows: the themes, and a walk over what a screen reader meets."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface, QFont
from PySide6.QtWidgets import QApplication, QWidget

from initquiz.drawing.formula import Typesetter
from initquiz.errors import Problem, RefusedFileError
from initquiz.model.answers import AnswerField
from initquiz.model.arranging import Match, Order
from initquiz.model.blocks import Block, Code, Curve, CurveRole, Histogram, Lines, Table
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.choosing import Choice, Choices, Option
from initquiz.model.exchange import (
    MEDIA,
    Answered,
    Exporter,
    Importer,
    Parcel,
    Part,
    Reading,
    Sample,
)
from initquiz.model.measuring import Number, PointOnPlot, Quantity
from initquiz.model.mistake import Mistake
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Attempt, Rating
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.history import answered
from initquiz.study.overview import overview
from initquiz.study.sharing import Sharing
from initquiz.study.sitting import Sitting
from initquiz.ui import theme
from initquiz.ui.services import Bus, Services
from initquiz.ui.tokens import DARK, LIGHT, Theme

_INTERACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
    QAccessible.Role.Table,
    QAccessible.Role.Link,
}


@pytest.fixture
def light(qapp: QApplication) -> Iterator[QApplication]:
    """An application in the light theme, put back afterwards."""
    yield from _themed(qapp, LIGHT)


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[QApplication]:
    """An application in the dark theme, put back afterwards."""
    yield from _themed(qapp, DARK)


@pytest.fixture
def twice_as_large(qapp: QApplication) -> Iterator[QApplication]:
    """An application whose user asked the system for type of twice the size."""
    font = QFont(qapp.font())
    font.setPixelSize(28)
    before = qapp.font()
    qapp.setFont(font)
    yield from _themed(qapp, LIGHT)
    qapp.setFont(before)


@pytest.fixture
def unnamed() -> Callable[[QWidget], list[str]]:
    """Return a function that lists the interactive nodes below a widget without a name."""

    def walk(widget: QWidget) -> list[str]:
        QAccessible.setActive(True)
        return list(_unnamed(QAccessible.queryAccessibleInterface(widget)))

    return walk


def _themed(app: QApplication, colours: Theme) -> Iterator[QApplication]:
    font = app.font()
    theme.apply(app, colours)
    yield app
    app.setStyleSheet("")
    app.setFont(font)


def _unnamed(node: QAccessibleInterface | None) -> Iterator[str]:
    if node is None or node.state().invisible:
        return
    if node.role() in _INTERACTIVE and not node.text(QAccessible.Text.Name).strip():
        yield f"{node.role().name} {node.object()}"
    for index in range(node.childCount()):
        yield from _unnamed(node.child(index))


@pytest.fixture
def clock(later: Callable[..., Now]) -> list[Now]:
    """A clock the test sets: its last entry is now."""
    return [later()]


@pytest.fixture
def services(
    qapp: QApplication,  # noqa: ARG001 - the bus is a QObject
    collection: Collection,
    questions: Mapping[str, QuestionType],
    clock: list[Now],
) -> Services:
    """The services of a window, on the test's collection and clock."""
    return Services(
        clock=lambda: clock[-1],
        new_sitting=lambda deck: Sitting(collection, questions, deck),
        overview=lambda: overview(collection, clock[-1]),
        typesetter=Typesetter(collection.formulas),
        preferences=collection.settings,
        bus=Bus(),
        questions=questions,
        card=partial(_card, collection),
        past=lambda: answered(collection),
        sharing=lambda: Sharing(collection.database.path, questions, {}, {}, lambda: clock[-1]),
    )


@pytest.fixture
def sharing(
    services: Services, collection: Collection, facts: Callable[[int], list[Card]]
) -> Services:
    """Services whose collection has three facts and a skill, with two formats each way.

    `plain` writes ids and has no samples; `shown` complains of each card and shows it, with a
    picture of a skill. `one` reads a file as a deck of one card with the text as its id.
    """
    cards = facts(3)
    collection.cards.save("one", [replace(cards[0], tags=("hot",)), *cards[1:]])
    collection.cards.save("two", [Card("coin", "", Skill("coin", Level.EASY))])
    exporters = {
        "plain": Exporter("plain", "Plain text", (".txt",), _written, target="a text editor"),
        "shown": Exporter(
            "shown", "Shown", (".s",), _written, "Viewer", problems=_odd, sample=_sampled
        ),
    }
    importers = {"one": Importer("one", "One", (".one",), _read)}
    path, questions, clock = collection.database.path, services.questions, services.clock
    return services._replace(sharing=lambda: Sharing(path, questions, importers, exporters, clock))


def _written(parcel: Parcel) -> bytes:
    """Write the ids of all cards and the pictures' number of bytes."""
    lines = []
    for card in (card for deck in parcel.decks for card in deck.cards):
        drawn = isinstance(card.content, Skill) and parcel.picture is not None
        lines.append(f"{card.id} {len(parcel.picture([_BELL])) if drawn and parcel.picture else 0}")
        if parcel.told:
            parcel.told(1)
    return "\n".join([*lines, *(["with progress"] if parcel.progress else [])]).encode()


def _odd(parcel: Parcel) -> tuple[Problem, ...]:
    return tuple(Problem(f"card {c.id}", "is odd.") for deck in parcel.decks for c in deck.cards)


def _sampled(parcel: Parcel) -> tuple[Sample, ...]:
    picture = parcel.picture([_BELL]) if parcel.picture else b""
    return tuple(
        Sample((Part("Front", f"{c.id}: $x$"), Part("Back", f"![a bell]({MEDIA}b.png)")),
               {"b.png": picture})
        for deck in parcel.decks
        for c in deck.cards
    )  # fmt: skip


def _read(data: bytes, _name: str) -> Reading:
    key = data.decode()
    if not key:
        raise RefusedFileError("There is nothing in it.")
    card = Card(key, "", Fact(f"What is {key}?", "*It*."))
    answered = Answered(1_700_000_000_000_000, Attempt(key, Rating.GOOD))
    reviews = {key: (answered,)} if key == "learned" else {}
    return Reading((Deck("from files", (card,)),), guesses=("it is text",), reviews=reviews)


def _card(collection: Collection, card: str) -> Card | None:
    found = collection.cards.get(card)
    return found[0] if found else None


_SLIP = Mistake("slip", "it is another", "Look at the *spread* once more.")
_BELL = Histogram(
    edges=tuple(i / 10 for i in range(-5, 6)),
    counts=(2, 20, 90, 200, 270, 260, 210, 80, 25, 3),
    total=1162,
    zeros=2,
    summary="Ten bars, highest in the middle.",
    title="layer 1",
)
_LINES = Lines(
    curves=tuple(
        Curve(str(n), CurveRole.SERIES, (1.0, 2.0, 3.0, 4.0), tuple(n**x / 4 for x in range(4)))
        for n in (1, 2, 3)
    ),
    x_title="layer",
    y_title="σ of the signal",
    summary="Three lines over four layers.",
)
_TABLE = Table(
    header=("layer", "$n_{in}$", "weights"),
    rows=(("first", "512", "131,072"), ("second, **frozen**", "256", "2,560")),
    summary="Two layers.",
    title="The network",
)
_CODE = Code("w = rng.normal(size=(n_in, n_out))\nw *= math.sqrt(2 / n_in)", title="The layer")
_OPTIONS = tuple(
    Option(text, key, note=note, mistake=_SLIP)
    for text, key, note in (
        ("He normal", "he", "σ 0.0625"),
        ("LeCun normal", "lecun", "σ 0.0442"),
        (r"$\sqrt{1/n_{in}}$ as σ", "root", ""),
        ("Small random, std 0.01", "small", "σ 0.01"),
    )
)
_SIGMA = Quantity("σ of the weights", 0.0625, 0.06, 0.065, _SLIP)
_FACTOR = Quantity("factor $g^2$", 2.0, 1.9, 2.1, _SLIP, unit="per layer")
_FIELDS: dict[str, tuple[AnswerField, tuple[Block, ...]]] = {
    "choice": (Choice(_OPTIONS, 0), (_BELL,)),
    "choices": (Choices(_OPTIONS, (0, 2)), (_BELL, replace(_BELL, title="layer 2"))),
    "number": (Number((_SIGMA, _FACTOR)), (_TABLE, _CODE)),
    "match": (Match(("line 1", "line 2", "line 3"), _OPTIONS, (2, 0, 1), _SLIP), (_LINES,)),
    "order": (Order(_OPTIONS, (3, 1, 2, 0), _SLIP), ()),
    "point": (PointOnPlot(_SIGMA, 0.0, 0.005, -0.5, 0.5, block=1), (_TABLE, _BELL)),
}


def toy(kind: str, seed: int = 0, level: str = "easy") -> Question:
    """Return a question with one kind of answer field."""
    field, blocks = _FIELDS[kind]
    return Question(
        key=kind,
        seed=seed,
        level=level,
        version=1,
        prompt=f"Question {seed} of the kind *{kind}*: what of a layer with $n_{{in}}$ = 512?",
        blocks=blocks,
        answer=field,
        explanation="He: $\\sigma^2 = 2/n_{in}$.",
        facts={"n_in": 512},
        digest="d",
        error_bound=1e-6,
        evidence="This layer measures σ = 0.0621.",
    )


@pytest.fixture
def toys() -> Callable[..., Question]:
    """Return a function that makes a question of a kind of answer field, a seed and a level."""
    return toy
