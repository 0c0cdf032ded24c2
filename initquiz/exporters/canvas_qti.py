r"""A quiz for Canvas: a QTI 1.2 package, one quiz for each deck, unpublished until you say so.

A fact with accepted answers is a fill-in-the-blank question, any other an essay with the answer
as its comment. A compute-it card is a question group: so many instances, of which Canvas draws
one for each student; plots are pictures in the course's files. A number is right within its
tolerance; Canvas gives nothing for a wrong one, so the named mistakes stand in the comment.
Places on an axis are typed as numbers, an order is a matching question, and two numbers are two
questions of half a point. Formulas stand between `\(..\)` and `$$..$$`, which Canvas typesets.

Import it in Canvas under Settings > Import Course Content > QTI .zip file. A card's questions
keep their identifiers, so that a later export can replace them: tick there that content with
matching IDs is overwritten.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from initquiz.asking.grading import number, spoken
from initquiz.asking.sampled import fenced, offered, shown
from initquiz.asking.variants import variants
from initquiz.errors import InitQuizError, Problem
from initquiz.formats import qti, qti_fields
from initquiz.formats.qti import GENERAL, Group, Item, Quiz
from initquiz.formats.qti_fields import FIRST
from initquiz.formats.zipped import zipped
from initquiz.markup.html import named_pictures, to_html, to_line, to_text
from initquiz.markup.statement import plots, statement
from initquiz.model.blocks import Block
from initquiz.model.card import Card, Deck, Fact, Skill
from initquiz.model.exchange import Exporter, Parcel, Part, Sample
from initquiz.model.question import Question

_FOLDER = "images"
_LONGEST_NAME = 80
_SAMPLED = 5
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
# Canvas looks for `\(` and `$$` to see whether there is anything to typeset, not for `\[`.
_DISPLAY = re.compile(r"(<(code)>.*?</\2>)|\\\[(.+?)\\\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The parcel, and the pictures its questions turn out to need."""

    parcel: Parcel
    files: dict[str, bytes] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def html(self, markdown: str) -> str:
        """Return Markdown as HTML, and take along the pictures it names."""
        for name in named_pictures(markdown):
            if name in self.parcel.media:
                self.files[name] = self.parcel.media[name]
        return _typeset(to_html(markdown, _address))

    def statement(self, markdown: str, blocks: Sequence[Block]) -> str:
        """Return HTML with the plots among the blocks as one picture."""
        name = self.picture(blocks)
        return _typeset(statement(markdown, blocks, _address(name) if name else ""))

    def picture(self, blocks: Sequence[Block]) -> str:
        """Draw the plots among some blocks and return the file's name; "" if there are none."""
        drawn = plots(blocks)
        if not drawn or self.parcel.picture is None:
            return ""
        data = self.parcel.picture(drawn)
        name = f"{hashlib.sha256(data).hexdigest()[:24]}.png"
        self.files[name] = data
        return name


def write(parcel: Parcel) -> bytes:
    """Return the package.

    Raises:
        InitQuizError: two cards share an id, two decks a name, or a skill card cannot be drawn.
    """
    desk = _Desk(parcel)
    quizzes = tuple(_quiz(deck, desk) for deck in parcel.decks)
    members: dict[str, bytes] = {}
    for quiz in quizzes:
        questions, settings = qti.paths(quiz)
        if questions in members:
            raise InitQuizError(f"Two decks have the name {quiz.title}; rename one of them.")
        members |= {questions: qti.quiz_file(quiz), settings: qti.settings_file(quiz)}
    pictures = {f"{_FOLDER}/{name}": desk.files[name] for name in sorted(desk.files)}
    title = ", ".join(deck.name for deck in parcel.decks)
    listed = qti.manifest(_ident(f"package {title}"), title, quizzes, pictures)
    return zipped({"imsmanifest.xml": listed, **members, **pictures})


def problems(parcel: Parcel) -> tuple[Problem, ...]:
    """Return what Canvas will not grade by itself, and what is missing."""
    return tuple(
        Problem(f"card {card.id}", what, hint)
        for card in parcel.cards
        for what, hint in _faults(card, parcel)
    )


def sample(parcel: Parcel) -> tuple[Sample, ...]:
    """Return the first few cards as Canvas will show them, of a compute-it card one instance."""
    return tuple(_sample(card, parcel) for card in islice(parcel.cards, _SAMPLED))


def _faults(card: Card, parcel: Parcel) -> Iterator[tuple[str, str]]:
    content = card.content
    if isinstance(content, Skill):
        if content.key not in parcel.questions:
            what = f"asks for the question type “{content.key}”, which is not installed."
            yield what, "Leave the card out."
        return
    if not content.accept:
        yield "has no accepted answers.", "Canvas will ask for an essay."
    named = map(named_pictures, (content.question, content.answer, content.note))
    if not {name for names in named for name in names} <= set(parcel.media):
        yield "shows a picture that is missing.", "Put it in again."


def _quiz(deck: Deck, desk: _Desk) -> Quiz:
    parts: list[Item | Group] = []
    for card in deck.cards:
        if card.id in desk.seen:
            raise InitQuizError(f"Two cards share the id {card.id}; give one of them another.")
        desk.seen.add(card.id)
        if isinstance(card.content, Fact):
            parts.append(_fact(card, card.content, desk))
        else:
            parts += _groups(card, card.content, desk)
        if desk.parcel.told:
            desk.parcel.told(1)
    return Quiz(_ident(f"deck {deck.name}"), deck.name, tuple(parts))


def _groups(card: Card, skill: Skill, desk: _Desk) -> Iterator[Item | Group]:
    """Yield a group for each number that is asked for, or one for what else is asked."""
    parcel = desk.parcel
    drawn = variants(card, parcel.questions, parcel.instances, parcel.seed)
    made = [_instance(card, question, i, desk) for i, question in enumerate(drawn, start=1)]
    for place, column in enumerate(zip_longest(*made), start=1):
        items = tuple(item for item in column if item)
        title = f"{parcel.questions[skill.key].title} ({skill.level})"
        yield items[0] if len(items) == 1 else Group(_ident(f"{card.id}-G{place}"), title, items)


def _fact(card: Card, fact: Fact, desk: _Desk) -> Item:
    """Return a fact: a short answer if it has accepted ones, else an essay."""
    told = "\n".join(desk.html(text) for text in (fact.answer, fact.note, fact.source) if text)
    asked = qti.html(f"<div>{desk.html(fact.question)}</div>")
    keys = tuple(range(FIRST, FIRST + len(fact.accept)))
    if fact.accept:
        right = "".join(qti.equal(text) for text in fact.accept)
        kind, grade = "short_answer_question", qti.when(right, score="100")
    else:
        kind, grade = "essay_question", qti.when("<other/>")
    conditions = (qti.otherwise(GENERAL), grade)
    return Item(_ident(card.id), _title(card.id, fact.question), kind, keys,
                (asked, qti.blank()), conditions, {GENERAL: told})  # fmt: skip


def _instance(card: Card, question: Question, place: int, desk: _Desk) -> tuple[Item, ...]:
    """Return one instance of a skill card, as several items if several numbers are asked for."""
    asked = desk.statement(question.prompt, question.blocks)
    told = f"{question.evidence}\n\n{question.explanation}"
    general = {GENERAL: desk.statement(told, question.revealed)}
    fields = qti_fields.fields(question.answer, _WORDS)
    items = []
    for part, made in enumerate(fields, start=1):
        # No card's own id has a capital letter.
        key = f"{card.id}-V{place}" + (f"-N{part}" if len(fields) > 1 else "")
        prompt = qti.html(f"<div>{asked}{made.line}</div>")
        items.append(
            Item(
                _ident(key),
                _title(key, question.prompt),
                f"{made.kind}_question",
                made.keys,
                (prompt, *made.presentation),
                (qti.otherwise(GENERAL), *made.conditions),
                general | made.feedback,
                points=1 / len(fields),
            )
        )
    return tuple(items)


def _sample(card: Card, parcel: Parcel) -> Sample:
    """Return a card as Canvas will show it."""
    desk = _Desk(parcel)
    if isinstance(card.content, Fact):
        fact = card.content
        answers = fenced("\n".join(fact.accept)) if fact.accept else "*(an essay)*"
        comment = "\n\n".join(filter(None, (fact.answer, fact.note)))
        desk.html(fact.question + comment)
        return Sample((Part("Question", fact.question), Part("Answers", answers),
                       Part("Comment", comment)), desk.files)  # fmt: skip
    question = next(variants(card, parcel.questions, 1, parcel.seed))
    asked = shown(question.prompt, question.blocks, desk.picture(question.blocks))
    told = f"{question.evidence}\n\n{question.explanation}"
    comment = shown(told, question.revealed, desk.picture(question.revealed))
    right = spoken(question, question.answer.solution)
    parts = (Part("Question", asked), Part("Answers", offered(question.answer)),
             Part("Right answer", right), Part("Comment", comment))  # fmt: skip
    return Sample(tuple(part for part in parts if part.text), desk.files)


def _html(markdown: str) -> str:
    return _typeset(to_html(markdown))


def _typeset(html: str) -> str:
    """Return HTML whose formulas on their own lines stand between double dollars."""
    return _DISPLAY.sub(lambda found: found[1] or f"$${found[3]}$$", html)


def _address(name: str) -> str:
    return f"%24IMS-CC-FILEBASE%24/{_FOLDER}/{name}"


def _ident(key: str) -> str:
    """Return a name that Canvas keeps as it is: the same for the same key, another for another."""
    plain = _UNSAFE.sub("-", key)
    changed = plain != key
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]
    return f"iq-{plain}-{digest}" if changed else f"iq-{plain}"


def _title(key: str, prompt: str) -> str:
    words = " ".join(prompt.split())
    return f"{key}: {words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + '…'}"


_WORDS = qti_fields.Words(_html, to_line, to_text, number)

EXPORTER = Exporter(
    key="canvas-qti",
    title="Canvas quiz (QTI 1.2)",
    suffixes=(".zip",),
    write=write,
    target="Canvas",
    problems=problems,
    sample=sample,
)
