r"""Quiz questions from Moodle: its XML, with pictures, formulas and tags.

Read are multiple choice (one right option or several), true or false, short answers, numbers,
pairs and essays. The options of a choice become part of the question; a number keeps its
tolerance in words ("0.0884 ± 0.0005"); what is told of single answers, and what counts in part,
goes into the note. An essay's answer is what graders are told, else the general feedback.
Formulas between `\(..\)`, `\[..\]` or `$$..$$` stay formulas.

The first name of a category is the deck, the others are the topic. The ID number is the card's
id; a question without one gets an id made from its text. A question that an export of this
program wrote comes back as the card it was, and the instances of a compute-it card as that one
card, which draws new ones.

Questions of other kinds (cloze, calculated, drag and drop …), faulty ones and pictures that are
none are left out and named; descriptions ask nothing and are counted. A file is refused whole
if it is not well formed, not UTF-8, has a DOCTYPE, more than 20,000 questions, 20 MB without its
pictures or 150 MB with them, or takes more than a minute. Of pictures 20 MB are kept.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from xml.etree.ElementTree import Element

from initquiz.errors import RefusedFileError
from initquiz.formats import moodle, moodle_calculated, moodle_own
from initquiz.formats.fault_list import FaultList
from initquiz.formats.guarded_xml import Limits, children
from initquiz.formats.moodle_fields import VERDICTS, verdict_of
from initquiz.formats.moodle_question import (
    Answer,
    Pictures,
    Question,
    Text,
    Unlike,
    line_of,
    read_question,
    tags_of,
    value_of,
)
from initquiz.markup import quiz_fact
from initquiz.markup.html import named_pictures, to_html
from initquiz.markup.quiz_text import literal, to_card, told, untold
from initquiz.model.card import Card, Deck, Fact, Skill
from initquiz.model.deck_format import canonical_text, derive_id, one_line, safe_id
from initquiz.model.exchange import Importer, Reading

MAX_QUESTIONS = 20_000
SECONDS = 60.0

_ROOT = "quiz"
_LIMITS = Limits(pictures=frozenset({"file"}))
_LOOKED_AT = 1 << 12  # bytes that tell what a file is
_TITLE = 40
_KINDS = {"multichoice", "truefalse", "shortanswer", "numerical", "matching", "match", "essay"}
_OURS = ("shortanswer", "truefalse", "essay")
_IN_MOODLE = "Mend it in Moodle."


@dataclass(slots=True)
class _Desk:
    """What has come of a file so far."""

    faults: FaultList
    deck: str
    topic: str = ""
    count: int = 0
    title: str = ""
    decks: dict[str, list[Card]] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    places: dict[str, int] = field(default_factory=dict)  # where each id was first seen
    skills: dict[str, int] = field(default_factory=dict)  # how many instances each card had
    descriptions: int = 0
    pictures: Pictures = field(default_factory=Pictures)

    def fault(self, what: str, hint: str = "") -> None:
        """Note a problem in the question that is being read."""
        title = f" “{self.title}”" if self.title else ""
        self.faults.note(f", question {self.count}{title}", what, hint)

    def shown(self, text: Text) -> str:
        """Return a text as Markdown; what had to be left out of it is told."""
        found = to_card(text.text, text.format, text.pictures, _address)
        for dropped in found.dropped:
            self.fault(f"{dropped} was left out.")
        return found.markdown


def read(data: bytes, name: str) -> Reading:
    """Return the decks of a file, its pictures, and its faults.

    Raises:
        RefusedFileError: Nothing of the file is taken, for the reason it gives.
    """
    until = time.monotonic() + SECONDS
    desk = _Desk(FaultList(name), one_line(PurePath(name).stem) or "Deck")
    for element in children(data, name, _ROOT, _LIMITS):
        if element.tag != "question":
            continue
        kind = (element.get("type") or "").strip()
        if kind == "category":
            _enter(desk, element)
            continue
        desk.count += 1
        if desk.count > MAX_QUESTIONS:
            raise RefusedFileError(f"{name} has more than {MAX_QUESTIONS:,} questions; split it.")
        if time.monotonic() > until:
            raise RefusedFileError(f"{name} takes longer than {SECONDS:.0f} s to read; split it.")
        _take(desk, element, kind)
    return _reading(desk)


def recognises(data: bytes) -> bool:
    """Tell whether bytes begin like Moodle's XML."""
    return b"<quiz" in data[:_LOOKED_AT]


def _reading(desk: _Desk) -> Reading:
    if not desk.decks and not desk.faults.all():
        hint = "Export questions from Moodle's question bank as “Moodle XML”."
        desk.faults.note("", "no question was found.", hint)
    guesses = []
    if desk.skills:
        instances = sum(desk.skills.values())
        cards = f"{len(desk.skills):,} {'cards' if len(desk.skills) > 1 else 'card'}"
        guesses.append(
            f"instances of compute-it cards, which draw new ones: {instances:,} ({cards})"
        )
    if desk.descriptions:
        guesses.append(f"descriptions, which ask nothing, were passed over: {desk.descriptions:,}")
    decks = tuple(Deck(title, tuple(cards)) for title, cards in desk.decks.items())
    used = {name for deck in decks for card in deck.cards for name in _pictures(card)}
    media = {name: data for name, data in desk.pictures.kept.items() if name in used}
    return Reading(decks, desk.faults.all(), frozenset(desk.derived), media, tuple(guesses))


def _pictures(card: Card) -> tuple[str, ...]:
    """Return the pictures a card shows."""
    fact = card.content
    if isinstance(fact, Skill):
        return ()
    texts = (fact.question, fact.answer, fact.note, fact.source)
    return tuple(name for text in texts for name in named_pictures(text))


def _enter(desk: _Desk, element: Element) -> None:
    """Go into a category."""
    names = [one_line(name) for name in moodle.names_of(line_of(element, "category/text"))]
    if names[1:] and names[-1] == moodle_calculated.CATEGORY:
        del names[-1]
    if names:
        desk.deck, desk.topic = names[0], " / ".join(names[1:])


def _take(desk: _Desk, element: Element, kind: str) -> None:
    """Turn a question into a card, or into a problem."""
    desk.title = line_of(element, "name/text")[:_TITLE]
    if kind == "description":
        desk.descriptions += 1
        return
    try:
        if skill := moodle_own.skill_of(element.findtext("generalfeedback/text") or ""):
            _put_skill(desk, element, skill)
        elif kind not in _KINDS:
            what = f"questions of the kind “{kind[:_TITLE]}” are not asked here; it was left out."
            desk.fault(what, "Make it a choice, a number, a short answer, pairs or an essay.")
        else:
            question = read_question(element, kind, desk.pictures)
            own = kind in _OURS and _own(desk, question, kind, moodle_own.original_of(element))
            _put_fact(desk, element, own or _foreign(desk, question, kind))
    except Unlike as unlike:
        what, _, hint = str(unlike).partition(". ")
        desk.fault(f"the question was left out: {what}.", hint)
    for fault in desk.pictures.faults:
        desk.fault(f"{fault}; it was left out.")
    desk.pictures.faults.clear()


def _put_skill(desk: _Desk, element: Element, skill: Skill) -> None:
    """Count an instance; the first of its card is the card."""
    key = moodle_own.card_of(line_of(element, "idnumber")) or derive_id(
        f"{skill.key}, {skill.level}"
    )
    key = safe_id(key)
    desk.skills[key] = desk.skills.get(key, 0) + 1
    if desk.skills[key] == 1:
        _put(desk, Card(key, desk.topic, skill, tags_of(element)))


def _put_fact(desk: _Desk, element: Element, fact: Fact) -> None:
    if not fact.question:
        raise Unlike(f"nothing is left of its text. {_IN_MOODLE}")
    if not fact.answer:
        raise Unlike("it has no right answer. Give one in Moodle, or, for an essay, tell graders.")
    given = line_of(element, "idnumber")
    key = safe_id(given) if given else derive_id(fact.question)
    if _put(desk, Card(key, desk.topic, fact, tags_of(element))) and not given:
        desk.derived.add(key)


def _put(desk: _Desk, card: Card) -> bool:
    """Put a card into the category that is open, unless its id is another's."""
    if card.id in desk.places:
        what = f"the question has the same id as question {desk.places[card.id]}: {card.id}."
        desk.fault(what, "Give it an ID number of its own.")
        return False
    desk.places[card.id] = desk.count
    desk.decks.setdefault(desk.deck, []).append(card)
    return True


def _own(desk: _Desk, question: Question, kind: str, original: Fact | None) -> Fact | None:
    """Return the fact that an export of ours wrote; None if this is not one.

    What it carries is believed only if it gives the HTML and the answers beside it: somebody may
    have edited the one and not the other.
    """
    asked, feedback = question.text, question.feedback
    parts = untold(feedback.text) if feedback.format == "html" else None
    known = original or Fact("", "")
    accept = known.accept if kind == "truefalse" else question.accepted
    if parts is None or accept is None:
        return None
    if (
        to_html(known.question, _address).strip() == asked.text
        and told(known, _address).strip() == feedback.text
        and all(_address(name) in each.pictures for each in (asked, feedback) for name in each.kept)
    ):
        fact = replace(known, accept=accept)
    else:
        answer, note, source = (desk.shown(feedback._replace(text=part)) for part in parts)
        fact = Fact(desk.shown(asked), answer, note, source, accept)
    flipped = kind == "truefalse" and verdict_of(fact) != question.verdict
    return None if flipped else fact


def _foreign(desk: _Desk, question: Question, kind: str) -> Fact:
    """Return any other question as a fact."""
    fact = _fact(question, kind, desk.shown)
    return replace(
        fact,
        question=canonical_text(fact.question),
        answer=canonical_text(fact.answer),
        note=canonical_text(fact.note),
    )


def _fact(question: Question, kind: str, shown: Callable[[Text], str]) -> Fact:
    """Return a question as a fact, not yet in canonical form."""
    asked, note = shown(question.text), shown(question.feedback)
    found = question.answers
    match kind:
        case "multichoice":
            options = [_told(each, shown(each.text), shown) for each in found]
            return quiz_fact.choice(asked, options, note)
        case "shortanswer":
            typed = [_told(each, each.text.text, shown) for each in found]
            return quiz_fact.short(asked, typed, note)
        case "truefalse":
            lessons = "\n\n".join(filter(None, [note, *(shown(each.feedback) for each in found)]))
            is_true = question.verdict == "true"
            fact = quiz_fact.true_or_false(asked, right=is_true, note=lessons)
            return replace(fact, answer=fact.answer * (question.verdict in VERDICTS))
        case "numerical":
            fact = quiz_fact.number(asked, [_range(each, shown) for each in found], note)
            unit = f" {literal(question.unit)}" if question.unit and fact.answer else ""
            return replace(fact, answer=f"{fact.answer}{unit}")
        case "matching" | "match":
            pairs = [(shown(item), literal(option)) for item, option in question.pairs]
            spare = [option for item, option in pairs if not item]
            return quiz_fact.matching(asked, [pair for pair in pairs if all(pair)], spare, note)
        case _:
            model = shown(question.model)
            return Fact(asked, model or note, note if model and model != note else "")


def _told(answer: Answer, text: str, shown: Callable[[Text], str]) -> quiz_fact.Answer:
    return quiz_fact.Answer(text, answer.share, shown(answer.feedback))


def _range(answer: Answer, shown: Callable[[Text], str]) -> quiz_fact.Range:
    text = answer.text.text
    value = None if text == "*" else value_of(text, "an answer")
    return quiz_fact.Range(value, answer.tolerance, answer.share, shown(answer.feedback))


def _address(name: str) -> str:
    return moodle.PLUGIN + name


IMPORTER = Importer(
    "moodle-xml",
    "Moodle question bank (XML)",
    (".xml",),
    read,
    source="Moodle",
    recognises=recognises,
)
