r"""Quiz questions as text for Moodle: GIFT, which a teacher can read and change by hand.

A fact with accepted answers is a short answer question, any other an essay with the answer as
its feedback. A skill card is so many instances: multiple choice, pairs, or numbers, each named
mistake with its own feedback (and half the marks where it is a number); a question for two
numbers becomes two. The deck and the topic are the category, ids and tags stand in comments.

GIFT carries no pictures: questions with a plot or a picture are left out, and only Moodle XML
has them. An accepted answer with an arrow `->` is left out as well, for GIFT takes it for pairs.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from string import ascii_lowercase

from initquiz.asking.grading import spoken
from initquiz.asking.sampled import fenced, offered, shown
from initquiz.asking.variants import variants
from initquiz.errors import Problem
from initquiz.formats import gift, moodle, moodle_fields, moodle_marks, moodle_own
from initquiz.markup.html import named_pictures, to_html, to_line, to_text
from initquiz.markup.quiz_text import plain_spelling, told
from initquiz.markup.statement import plots, statement
from initquiz.model.arranging import Match, Order
from initquiz.model.card import Card, Fact, Skill
from initquiz.model.choosing import Choice, Choices
from initquiz.model.exchange import Exporter, Parcel, Part, Sample
from initquiz.model.measuring import Number, PointOnPlot, Quantity
from initquiz.model.pairs import pairs
from initquiz.model.question import Question

_SAMPLED = 3
_NAME = 80
_MISREAD = re.compile(r"->|&&\d{3}")  # the latter is what Moodle turns escapes into
_UNTAGGED = re.compile("[<>`]")
_PICTURE = re.compile(r'<img src="[^"]*" alt="([^"]*)">')


def write(parcel: Parcel) -> bytes:
    """Return the file.

    Raises:
        InitQuizError: a skill card's questions cannot be drawn.
    """
    parts: list[str] = []
    for deck in parcel.decks:
        topic = None
        for card in deck.cards:
            made = list(_of_card(card, parcel))
            if made and card.topic != topic:
                topic = card.topic
                parts.append(gift.category((deck.name, topic)))
            parts += made
            if parcel.told:
                parcel.told(1)
    return "".join(f"{part}\n\n" for part in parts).encode()


def problems(parcel: Parcel) -> tuple[Problem, ...]:
    """Return what GIFT cannot carry, and what Moodle will not grade by itself."""
    return tuple(
        Problem(f"card {card.id}", what, hint)
        for card in parcel.cards
        for what, hint in _faults(card, parcel)
    )


def sample(parcel: Parcel) -> tuple[Sample, ...]:
    """Return a few cards as Moodle will show them."""
    found: list[Sample] = []
    for card in parcel.cards:
        if len(found) == _SAMPLED:
            break
        if isinstance(card.content, Fact):
            if not named_pictures(card.content.question):
                found.append(_shown_fact(card.content))
        else:
            drawn = _drawn(card, card.content, replace(parcel, instances=1))
            found += [_shown(question) for _, question in drawn]
    return tuple(found)


def _faults(card: Card, parcel: Parcel) -> Iterator[tuple[str, str]]:
    for tag in card.tags:
        if len(tag) > moodle.LONGEST_TAG or _UNTAGGED.search(tag):
            yield f"has the tag “{tag[:60]}”, which Moodle does not take.", "It may be lost there."
    fact = card.content
    if isinstance(fact, Skill):
        drawn = variants(card, parcel.questions, parcel.instances, parcel.seed)
        if any(plots(question.blocks) for question in drawn):
            yield "has questions with a plot, which GIFT cannot carry.", "They are left out."
        return
    if named_pictures(fact.question):
        yield "has a picture in its question, which GIFT cannot carry.", "It is left out."
        return
    if named_pictures(fact.answer + fact.note):
        yield "has a picture in its answer, which GIFT cannot carry.", "Its words stand instead."
    for text in fact.accept:
        if _MISREAD.search(text):
            yield f"accepts “{text}”, which GIFT cannot carry.", "That answer is left out."
    if not _typed(fact):
        yield "has no accepted answers.", "Moodle will ask for an essay."


def _typed(fact: Fact) -> tuple[str, ...]:
    """Return the accepted answers that GIFT can carry."""
    return tuple(text for text in fact.accept if not _MISREAD.search(text))


def _drawn(card: Card, skill: Skill, parcel: Parcel) -> Iterator[tuple[int, Question]]:
    """Yield the instances of a skill card that need no plot, with their numbers.

    Questions of a slow type are alike in that, so the first one tells of all.
    """
    drawn = variants(card, parcel.questions, parcel.instances, parcel.seed)
    for number, question in enumerate(drawn, start=1):
        if not plots(question.blocks):
            yield number, question
        elif parcel.questions[skill.key].slow:
            return


def _of_card(card: Card, parcel: Parcel) -> Iterator[str]:
    if isinstance(card.content, Fact):
        if not named_pictures(card.content.question):
            yield _fact(card, card.content)
        return
    for number, question in _drawn(card, card.content, parcel):
        yield from _instance(card, card.content, question, f"{card.id}-{number}")


def _fact(card: Card, fact: Fact) -> str:
    """Return a fact: a short answer if it has accepted ones, else an essay."""
    answers = [f"=%100%{_plain(moodle.starred(text))}" for text in _typed(fact)]
    head = _head(card, card.id, fact.question, to_html(fact.question))
    if not plain_spelling(fact):
        texts = {name: getattr(fact, name) for name in ("question", "answer", "note", "source")}
        head = f"{gift.spelling(texts)}\n{head}"
    return _question(head, answers, _words(told(fact)))


def _instance(card: Card, skill: Skill, question: Question, key: str) -> Iterator[str]:
    """Yield an instance of a skill card: one question, or one for each of its numbers."""
    asked = statement(question.prompt, question.blocks)
    after = f"{question.evidence}\n\n{question.explanation}"
    general = moodle_own.of_skill(skill, statement(after, question.revealed))
    field = question.answer
    match field:
        case Number() | PointOnPlot():
            many = len(field.quantities) > 1
            for part, quantity in zip(ascii_lowercase, field.quantities, strict=False):
                name = f"{key}{part}" if many else key
                label = f"<p>{_label(quantity)} = ?</p>" if many else ""
                head = _head(card, name, question.prompt, f"{asked}{label}")
                yield _question(f"{head}{{#", [*_numbers(quantity)], general, opened=True)
            return
        case Choice() | Choices():
            answers = [*_options(field)]
        case Match() | Order():
            answers = [*_pairs(field)]
    yield _question(_head(card, key, question.prompt, asked), answers, general)


def _numbers(asked: Quantity) -> Iterator[str]:
    for each in moodle_marks.numbers(asked):
        number = f"{_decimal(each.value)}:{_decimal(each.tolerance)}"
        yield f"=%{each.share}%{number}{_feedback(each.lesson)}"
    if asked.mistake.lesson:
        yield f"~{_feedback(asked.mistake.lesson)}"


def _decimal(value: float) -> str:
    """Return a number without an exponent, which not every reader of GIFT knows."""
    return f"{Decimal(repr(float(value))):f}"


def _options(field: Choice | Choices) -> Iterator[str]:
    """Yield options; that one is right alone is told by the sign before it."""
    shares = moodle_fields.shares(field)
    for share, option in zip(shares, field.options, strict=False):
        mark = "=" if isinstance(field, Choice) and share == "100" else f"~%{share}%"
        lesson = option.mistake.lesson if option.mistake else ""
        yield f"{mark}{_html(to_line(option.text))}{_feedback(lesson)}"
    if len(shares) > len(field.options):
        yield f"~%{shares[-1]}%{moodle_fields.NONE}"


def _pairs(field: Match | Order) -> Iterator[str]:
    texts = [_plain(to_text(option.text)) for option in field.options]
    for item, place in pairs(field):
        yield f"={_html(to_line(item))} -> {texts[place]}"
    for place in range(len(texts)):
        if place not in field.correct:
            yield f"= -> {texts[place]}"


def _label(asked: Quantity) -> str:
    unit = f" ({asked.unit})" if asked.unit else ""
    return f"{to_line(asked.label)}{unit}"


def _head(card: Card, key: str, prompt: str, html: str) -> str:
    """Return a question up to its answers."""
    words = " ".join(to_text(prompt).split())
    short = words if len(words) <= _NAME else f"{words[: _NAME - 1]}…"
    name = gift.escaped(f"{key}: {short}")
    return f"{gift.comment(key, card.tags)}\n::{name}::[html]{gift.escaped(_words(html))}"


def _question(head: str, answers: list[str], general: str, *, opened: bool = False) -> str:
    """Return a question whole."""
    lines = [f"\t{line}" for line in answers]
    if general:
        lines.append(f"\t####{_html(general)}")
    return "\n".join([head if opened else f"{head}{{", *lines, "}"])


def _feedback(lesson: str) -> str:
    return f"#{_html(to_html(lesson))}" if lesson else ""


def _html(html: str) -> str:
    """Return HTML as a piece of a question whose texts are HTML."""
    return f"{'[html]' * html.startswith('[')}{gift.escaped(html)}"


def _plain(text: str) -> str:
    """Return text that has no format as a piece of a question."""
    return f"{'[plain]' * text.startswith('[')}{gift.escaped(text)}"


def _words(html: str) -> str:
    """Return HTML with the words of its pictures in their place."""
    return _PICTURE.sub(r"\1", html)


def _shown_fact(fact: Fact) -> Sample:
    accepted = _typed(fact)
    typed = fenced("\n".join(accepted)) if accepted else "*(an essay)*"
    general = "\n\n".join(filter(None, (fact.answer, fact.note, fact.source)))
    return Sample(
        (Part("Question", fact.question), Part("Answers", typed), Part("General feedback", general))
    )


def _shown(question: Question) -> Sample:
    after = f"{question.evidence}\n\n{question.explanation}"
    parts = (
        Part("Question", shown(question.prompt, question.blocks)),
        Part("Answers", offered(question.answer)),
        Part("Right answer", spoken(question, question.answer.solution)),
        Part("General feedback", shown(after, question.revealed)),
    )
    return Sample(tuple(part for part in parts if part.text))


EXPORTER = Exporter(
    key="gift",
    title="Moodle questions (GIFT)",
    suffixes=(".gift",),
    write=write,
    target="Moodle (text)",
    problems=problems,
    sample=sample,
)
