r"""A question bank for Moodle: XML that its own importer takes, graded as here.

A fact with accepted answers is a short answer question, any other an essay with the answer for
the grader. A skill card is so many instances: multiple choice, matching, or numerical, with
its plot as a picture, each named mistake with its own feedback (and half the marks where it is
a number). Two numbers in one question are an embedded (cloze) question.

Moodle's rules (4.1): a tolerance is absolute and includes its ends; fractions come from a fixed
list, and one that does not refuses the whole file; pictures are base64 within the question.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape

from initquiz.asking.variants import variants
from initquiz.errors import Problem
from initquiz.markup.html import named_pictures, to_html, to_line, to_text
from initquiz.markup.statement import plots, statement
from initquiz.model.arranging import Match, Order
from initquiz.model.blocks import Block
from initquiz.model.card import Card, Fact
from initquiz.model.choosing import Choice, Choices
from initquiz.model.exchange import Exporter, Parcel
from initquiz.model.measuring import Number, PointOnPlot, Quantity
from initquiz.model.mistake import Mistake
from initquiz.model.question import Question

_PLUGIN = "@@PLUGINFILE@@/"
_HALF = "50"
# Shares of the whole that Moodle knows, by how many options are right (or wrong).
_SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571",
           8: "12.5", 9: "11.11111", 10: "10"}  # fmt: skip
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def write(parcel: Parcel) -> bytes:
    """Return the file.

    Raises:
        InitQuizError: a skill card's questions cannot be drawn.
    """
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    for deck in parcel.decks:
        topic = None
        for card in deck.cards:
            if card.topic != topic:
                topic = card.topic
                parts.append(_category(deck.name, topic))
            parts += _of_card(card, parcel)
            if parcel.told:
                parcel.told(1)
    return "\n".join([*parts, "</quiz>", ""]).encode()


def problems(parcel: Parcel) -> tuple[Problem, ...]:
    """Return what Moodle will not grade by itself."""
    return tuple(
        Problem(f"card {card.id}", "has no accepted answers", "Moodle will ask for an essay.")
        for deck in parcel.decks
        for card in deck.cards
        if isinstance(card.content, Fact) and not card.content.accept
    )


def _of_card(card: Card, parcel: Parcel) -> Iterator[str]:
    if isinstance(card.content, Fact):
        yield _fact(card, card.content, parcel)
        return
    drawn = variants(card, parcel.questions, parcel.instances, parcel.seed)
    for number, question in enumerate(drawn, start=1):
        yield _instance(card, question, number, parcel)


def _category(deck: str, topic: str) -> str:
    names = [part.replace("/", "//") for part in (deck, topic) if part]
    return _element(
        "question",
        _element("category", _text("$course$/top/" + "/".join(names))),
        type="category",
    )


def _fact(card: Card, fact: Fact, parcel: Parcel) -> str:
    """Return a fact: a short answer if it has accepted ones, else an essay."""
    told = to_html(fact.answer, _address)
    if fact.note:
        told += "\n" + to_html(fact.note, _address)
    head = [
        _name(card.id, fact.question),
        _html("questiontext", to_html(fact.question, _address), _files(fact.question, parcel)),
        _html("generalfeedback", told, _files(fact.answer + fact.note, parcel)),
    ]
    if not fact.accept:
        body = [
            _plain("defaultgrade", "1"),
            _plain("responseformat", "editor"),
            _plain("responserequired", "1"),
            _plain("responsefieldlines", "5"),
            _html("graderinfo", told, _files(fact.answer + fact.note, parcel)),
        ]
        return _question("essay", card, head, body)
    answers = [_answer("100", _escaped_star(text), "") for text in fact.accept]
    return _question("shortanswer", card, head, [_plain("usecase", "0"), *answers])


def _instance(card: Card, question: Question, number: int, parcel: Parcel) -> str:
    """Return one instance of a skill card."""
    asked, files = _shown(question.prompt, question.blocks, f"q{number}", parcel)
    told, more = _shown(
        f"{question.evidence}\n\n{question.explanation}", question.revealed, f"a{number}", parcel
    )
    field = question.answer
    head = [_name(f"{card.id}-{number}", question.prompt)]
    feedback = _html("generalfeedback", told, more)
    if isinstance(field, Number) and len(field.quantities) > 1:
        cloze = asked + "".join(f"<p>{_embedded(quantity)}</p>" for quantity in field.quantities)
        head += [_html("questiontext", cloze, files), feedback]
        return _question("cloze", card, head, [], number)
    head += [_html("questiontext", asked, files), feedback]
    match field:
        case Number() | PointOnPlot():
            return _question("numerical", card, head, _numeric(field.quantities[0]), number)
        case Choice():
            return _question("multichoice", card, head, _choice(field), number)
        case Choices():
            return _question("multichoice", card, head, _choices(field), number)
        case Match() | Order():
            return _question("matching", card, head, _matching(field), number)


def _shown(markdown: str, blocks: Sequence[Block], name: str, parcel: Parcel) -> tuple[str, str]:
    """Return HTML with the plots' picture, and that picture as a file."""
    shown = plots(blocks)
    if not shown or parcel.picture is None:
        return statement(markdown, blocks), ""
    file = f"{name}.png"
    return statement(markdown, blocks, _address(file)), _file(file, parcel.picture(shown))


def _choice(field: Choice) -> list[str]:
    answers = [
        _answer("100" if i == field.correct else "0", to_line(option.text), _why(option.mistake))
        for i, option in enumerate(field.options)
    ]
    return [_plain("single", "true"), _plain("shuffleanswers", "true"),
            _plain("answernumbering", "ABCD"), *answers]  # fmt: skip


def _choices(field: Choices) -> list[str]:
    right, wrong = len(field.correct), len(field.options) - len(field.correct)
    answers = []
    for i, option in enumerate(field.options):
        share = _SHARES[right] if i in field.correct else f"-{_SHARES[wrong]}"
        answers.append(_answer(share, to_line(option.text), _why(option.mistake)))
    if not right:  # Moodle wants something right
        answers.append(_answer("100", "None of these", ""))
    return [_plain("single", "false"), _plain("shuffleanswers", "true"),
            _plain("answernumbering", "ABCD"), *answers]  # fmt: skip


def _matching(field: Match | Order) -> list[str]:
    if isinstance(field, Match):
        items = list(field.items)
    else:
        items = [f"{place} ({field.first} first)" for place in _PLACES[: len(field.options)]]
    pairs = [
        _element(
            "subquestion",
            _text(to_line(item)) + _element("answer", _text(to_text(field.options[option].text))),
            format="html",
        )
        for item, option in zip(items, field.correct, strict=True)
    ]
    spare = [option for i, option in enumerate(field.options) if i not in field.correct]
    pairs += [
        _element("subquestion", _text("") + _element("answer", _text(to_text(option.text))))
        for option in spare
    ]
    return [_plain("shuffleanswers", "true"), *pairs]


def _numeric(asked: Quantity) -> list[str]:
    """Return the answers of a number, tried in turn: the key, the whole range, the mistakes.

    The range is not always even around the key, so a second right answer fills it.
    """
    reach = min(asked.value - asked.low, asked.high - asked.value)
    middle, half = (asked.low + asked.high) / 2, (asked.high - asked.low) / 2
    answers = [_number("100", asked.value, reach, "")]
    if half > reach * (1 + 1e-9):
        answers.append(_number("100", middle, half, ""))
    for wrong in asked.wrong:
        width = abs(wrong.value) * (half / abs(middle) if middle else 0) or half
        answers.append(_number(_HALF, wrong.value, width, wrong.mistake.lesson))
    answers.append(_answer("0", "*", asked.mistake.lesson))
    return answers


def _number(share: str, value: float, tolerance: float, feedback: str) -> str:
    return _answer(share, repr(float(value)), feedback, _plain("tolerance", repr(float(tolerance))))


def _embedded(asked: Quantity) -> str:
    """Return a number within a text, in Moodle's cloze notation."""
    middle, half = (asked.low + asked.high) / 2, (asked.high - asked.low) / 2
    answers = [f"%100%{middle!r}:{half!r}"]
    for wrong in asked.wrong:
        width = abs(wrong.value) * half / abs(middle)
        lesson = wrong.mistake.lesson.replace("}", r"\}").replace("~", r"\~").replace("#", r"\#")
        answers.append(f"%{_HALF}%{wrong.value!r}:{width!r}#{escape(lesson)}")
    unit = f" {escape(asked.unit)}" if asked.unit else ""
    return f"{to_line(asked.label)} = {{1:NUMERICAL:{'~'.join(answers)}}}{unit}"


def _why(mistake: Mistake | None) -> str:
    return mistake.lesson if mistake else ""


def _question(kind: str, card: Card, head: list[str], body: list[str], number: int = 0) -> str:
    name = f"{card.id}-{number}" if number else card.id
    tags = "".join(_element("tag", _text(tag)) for tag in card.tags)
    ends = [_plain("idnumber", name), *([_element("tags", tags)] if tags else [])]
    return _element("question", "\n".join(["", *head, *body, *ends, ""]), type=kind)


def _name(key: str, prompt: str) -> str:
    words = " ".join(prompt.split())
    short = words if len(words) <= 80 else words[:79] + "…"  # noqa: PLR2004 - a readable list
    return _element("name", _text(f"{key}: {short}"))


def _answer(share: str, text: str, feedback: str, more: str = "") -> str:
    told = _html("feedback", to_html(feedback)) if feedback else ""
    return _element("answer", _text(text) + more + told, fraction=share, format="html")


def _html(tag: str, html: str, files: str = "") -> str:
    return _element(tag, _text(html) + files, format="html")


def _text(text: str) -> str:
    return f"<text>{escape(text, quote=False)}</text>"


def _plain(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text, quote=False)}</{tag}>"


def _element(tag: str, inner: str, **attributes: str) -> str:
    told = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{told}>{inner}</{tag}>"


def _file(name: str, data: bytes) -> str:
    return (
        f'<file name="{escape(name)}" path="/" encoding="base64">{b64encode(data).decode()}</file>'
    )


def _files(markdown: str, parcel: Parcel) -> str:
    names = (name for name in named_pictures(markdown) if name in parcel.media)
    return "".join(_file(name, parcel.media[name]) for name in names)


def _address(name: str) -> str:
    return _PLUGIN + name


def _escaped_star(text: str) -> str:
    """Return a short answer in which a star is a star, not anything."""
    return text.replace("*", r"\*")


EXPORTER = Exporter(
    key="moodle-xml",
    title="Moodle question bank (XML)",
    suffixes=(".xml",),
    write=write,
    target="Moodle",
    problems=problems,
)
