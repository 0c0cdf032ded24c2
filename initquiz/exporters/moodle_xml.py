r"""A question bank for Moodle: XML that its own importer takes, graded as here.

A fact with accepted answers is a short answer question, one whose answer is "True" or "False" is
to be judged, any other is an essay with the answer for the grader. A skill card is so many
instances: multiple choice, matching, or numerical, with its plot as a picture, each named
mistake with its own feedback (and half the marks where it is a number). A place on an axis is
typed as a number; an order is a matching question, place by place; two numbers in one question
are an embedded (cloze) question.

Where a question is arithmetic without a plot, its instances are also one calculated question in
a category of its own, "Numbers drawn by Moodle": each attempt gets the numbers of another
instance. Every instance is a row of its datasets: the numbers in the text that differ, the
right answer and what each named mistake gives.

The deck and the topic are the category, ids and tags stay, and a file that is imported here
again gives the very same cards.

Moodle's rules (4.1): a tolerance is absolute and includes its ends; fractions come from a fixed
list, and one that does not refuses the whole file; pictures are base64 within the question.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress

from initquiz.asking.grading import number, spoken
from initquiz.asking.sampled import shown
from initquiz.asking.variants import variants
from initquiz.errors import InitQuizError, Problem
from initquiz.formats import moodle, moodle_calculated, moodle_fields, moodle_own
from initquiz.formats.moodle_calculated import Row
from initquiz.formats.moodle_marks import HALF
from initquiz.markup.html import named_pictures, to_html, to_line, to_text
from initquiz.markup.quiz_text import told
from initquiz.markup.statement import plots, statement
from initquiz.model.arranging import Match, Order
from initquiz.model.blocks import Block
from initquiz.model.card import Card, Deck, Fact, Skill
from initquiz.model.choosing import Choice, Choices
from initquiz.model.exchange import Exporter, Parcel, Part, Sample
from initquiz.model.measuring import Number, PointOnPlot
from initquiz.model.question import Question

_SAMPLED = 3
_ROWS = 30  # of a calculated question, at least so many are drawn
_WORDS = moodle_fields.Words(to_html, to_line, to_text)


def write(parcel: Parcel) -> bytes:
    """Return the file.

    Raises:
        InitQuizError: a skill card's questions cannot be drawn.
    """
    parts = [b'<?xml version="1.0" encoding="UTF-8"?>', b"<quiz>"]
    for deck in parcel.decks:
        parts += (part.encode() for part in _of_deck(deck, parcel))
    return b"\n".join([*parts, b"</quiz>", b""])


def problems(parcel: Parcel) -> tuple[Problem, ...]:
    """Return what Moodle will not grade by itself, and what it would cut."""
    return tuple(
        Problem(f"card {card.id}", what, hint)
        for card in parcel.cards
        for what, hint in _faults(card, parcel)
    )


def sample(parcel: Parcel) -> tuple[Sample, ...]:
    """Return the first few cards as Moodle will show them; of a skill one instance."""
    cards = list(parcel.cards)
    return tuple(_sample(card, parcel) for card in cards[:_SAMPLED])


def _of_deck(deck: Deck, parcel: Parcel) -> Iterator[str]:
    """Yield a deck's questions, each run of a topic under its category."""
    here = None
    for card in deck.cards:
        if here != (there := (deck.name, card.topic)):
            here = there
            yield moodle.category(*there)
        content = card.content
        if isinstance(content, Fact):
            yield _fact(card, content, parcel)
        else:
            drawn = tuple(variants(card, parcel.questions, parcel.instances, parcel.seed))
            for place, question in enumerate(drawn, start=1):
                yield _instance(card, content, question, place, parcel)
            if one := _calculated(card, content, drawn[0], parcel):
                yield moodle.category(*there, moodle_calculated.CATEGORY)
                yield one
                here = None
        if parcel.told:
            parcel.told(1)


def _fact(card: Card, fact: Fact, parcel: Parcel) -> str:
    """Return a fact."""
    after = told(fact, _address)
    files = _files(parcel, fact.answer, fact.note, fact.source)
    asked = to_html(fact.question, _address)
    head = [
        moodle.name(card.id, fact.question),
        moodle.rich("questiontext", asked, _files(parcel, fact.question)),
        moodle.rich("generalfeedback", after, files),
    ]
    kind, body = moodle_fields.of_fact(fact, moodle.rich("graderinfo", after, files))
    return _question(kind, card, card.id, [*head, *body, moodle_own.original(fact)])


def _instance(card: Card, skill: Skill, question: Question, place: int, parcel: Parcel) -> str:
    """Return one instance of a skill card."""
    key = f"{card.id}-{place}"
    asked, files = _shown(question.prompt, question.blocks, f"q{place}", parcel)
    after, more = _shown(_lesson(question), question.revealed, f"a{place}", parcel)
    kind, body = _field(question)
    if kind == "cloze":
        asked, body = "\n".join([asked, *body]), []
    head = [
        moodle.name(key, question.prompt),
        moodle.rich("questiontext", asked, files),
        moodle.rich("generalfeedback", moodle_own.of_skill(skill, after), more),
    ]
    return _question(kind, card, key, [*head, *body])


def _field(question: Question) -> tuple[str, list[str]]:
    """Return Moodle's kind of question for an answer field, and the answers."""
    field = question.answer
    match field:
        case Number() | PointOnPlot():
            if len(field.quantities) > 1:
                embedded = (moodle_fields.embedded(each, _WORDS) for each in field.quantities)
                return "cloze", [f"<p>{each}</p>" for each in embedded]
            return "numerical", moodle_fields.numeric(field.quantities[0], _WORDS)
        case Choice():
            return "multichoice", moodle_fields.choice(field, _WORDS)
        case Choices():
            return "multichoice", moodle_fields.choices(field, _WORDS)
        case Match() | Order():
            return "matching", moodle_fields.matching(field, _WORDS)


def _calculated(card: Card, skill: Skill, first: Question, parcel: Parcel) -> str | None:
    """Return a skill as one calculated question; None if it shows plots or differs in words."""
    if not _is_arithmetic(first):
        return None
    count = max(_ROWS, parcel.instances)
    rows: list[Row] = []
    with suppress(InitQuizError):  # some types have fewer instances than rows are wanted
        drawn = variants(card, parcel.questions, count, parcel.seed)
        rows.extend(_row(one, skill) for one in drawn if _is_arithmetic(one))
    found = moodle_calculated.calculated(rows)
    if found is None:
        return None
    key = f"{card.id}-{moodle_own.CALCULATED}"
    return _question("calculated", card, key, [moodle.name(key, "numbers vary"), *found])


def _is_arithmetic(question: Question) -> bool:
    field = question.answer
    return isinstance(field, Number) and len(field.quantities) == 1 and not plots(question.blocks)


def _row(question: Question, skill: Skill) -> Row:
    asked = question.answer.quantities[0] if isinstance(question.answer, Number) else None
    assert asked is not None  # noqa: S101 - only such questions are asked for
    return Row(
        statement(question.prompt, question.blocks),
        moodle_own.of_skill(skill, to_html(_lesson(question))),
        asked,
        tuple(to_html(wrong.mistake.lesson) for wrong in asked.wrong),
        to_html(asked.mistake.lesson),
    )


def _shown(markdown: str, blocks: Sequence[Block], name: str, parcel: Parcel) -> tuple[str, str]:
    """Return HTML with the plots' picture, and that picture as a file."""
    seen = plots(blocks)
    if not seen or parcel.picture is None:
        return statement(markdown, blocks), ""
    file = f"{name}.png"
    data = parcel.picture(seen)
    html = statement(markdown, blocks, _address(file))
    return moodle.sized(html, _address(file), data), moodle.picture(file, data)


def _question(kind: str, card: Card, key: str, parts: list[str]) -> str:
    ends = [moodle.plain("idnumber", key), moodle.tags(card.tags)]
    inner = "\n".join(["", *filter(None, [*parts, *ends]), ""])
    return moodle.element("question", inner, type=kind)


def _files(parcel: Parcel, *texts: str) -> str:
    names = dict.fromkeys(name for text in texts for name in named_pictures(text))
    return "".join(moodle.picture(n, parcel.media[n]) for n in names if n in parcel.media)


def _address(name: str) -> str:
    return moodle.PLUGIN + name


def _lesson(question: Question) -> str:
    return f"{question.evidence}\n\n{question.explanation}".strip()


def _faults(card: Card, parcel: Parcel) -> Iterator[tuple[str, str]]:
    content = card.content
    if long := [tag for tag in card.tags if len(tag) > moodle.LONGEST_TAG]:
        limit = f"Moodle cuts it to {moodle.LONGEST_TAG} characters."
        yield f"has a long tag: {long[0][:20]}….", limit
    if isinstance(content, Skill):
        if card.id not in parcel.progress:
            return
        yield "has progress that belongs to none of its instances.", "Moodle keeps its own grades."
        return
    if not content.accept and not moodle_fields.is_verdict(content):
        yield "has no accepted answers.", "Moodle will ask for an essay, which a person grades."
    texts = content.texts
    names = dict.fromkeys(name for text in texts for name in named_pictures(text))
    for name in names:
        if name not in parcel.media:
            yield f"shows the picture {name}, which is not there.", "Moodle will show a gap."


def _sample(card: Card, parcel: Parcel) -> Sample:
    content = card.content
    if isinstance(content, Fact):
        lines = [f"| `{text}` | 100 % |" for text in content.accept if "|" not in text]
        table = "\n".join(["| Answer | Grade |", "| --- | --- |", *lines])
        feedback = "\n\n".join(filter(None, (content.answer, content.note, content.source)))
        answers = table if lines else "*Graded by hand*"
        if moodle_fields.is_verdict(content):
            answers = content.answer
        parts = (content.question, answers, feedback)
        names = (name for text in parts for name in named_pictures(text))
        return _parts(parts, {name: parcel.media[name] for name in names if name in parcel.media})
    question = next(variants(card, parcel.questions, 1, parcel.seed))
    media: dict[str, bytes] = {}

    def drawn(blocks: Sequence[Block]) -> str:
        if not plots(blocks) or parcel.picture is None:
            return ""
        data = parcel.picture(plots(blocks))
        name = f"{hashlib.sha256(data).hexdigest()[:24]}.png"
        media[name] = data
        return name

    asked = shown(question.prompt, question.blocks, drawn(question.blocks))
    after = shown(_lesson(question), question.revealed, drawn(question.revealed))
    return _parts((asked, _graded(question), after), media)


def _parts(texts: tuple[str, str, str], media: dict[str, bytes]) -> Sample:
    labels = ("Question text", "Answers", "Feedback")
    pairs = zip(labels, texts, strict=True)
    return Sample(tuple(Part(label, text) for label, text in pairs if text), media)


def _graded(question: Question) -> str:
    """Return the answers with what Moodle gives for them, as a table."""
    field = question.answer
    rows: list[tuple[str, str]] = []
    match field:
        case Number() | PointOnPlot():
            for asked in field.quantities:
                ends = f"{number(asked.low)} to {number(asked.high)}"
                rows.append((f"{asked.label} = {number(asked.value)} ({ends})", "100 %"))
                rows += [
                    (f"{number(wrong.value)}: {wrong.mistake.title}", f"{HALF} %")
                    for wrong in asked.wrong
                ]
        case Choice() | Choices():
            shares = moodle_fields.shares(field)
            texts = [option.text for option in field.options]
            rows = list(zip([*texts, moodle_fields.NONE], map("{} %".format, shares), strict=False))
        case _:
            rows = [(spoken(question, field.solution), "100 %")]
    lines = (f"| {text.replace('|', chr(92) + '|')} | {share} |" for text, share in rows)
    return "\n".join(["| Answer | Grade |", "| --- | --- |", *lines])


EXPORTER = Exporter(
    key="moodle-xml",
    title="Moodle question bank (XML)",
    suffixes=(".xml",),
    write=write,
    target="Moodle",
    problems=problems,
    sample=sample,
)
