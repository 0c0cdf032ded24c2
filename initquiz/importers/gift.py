r"""Quiz questions in GIFT, the text format of Moodle, also as teachers type it by hand.

    $CATEGORY: Weight initialization/He

    // [id:he-relu] [tag:he]
    ::ReLU::Which initialization suits ReLU? {=He =Kaiming ####He et al. 2015.}

    He draws from a normal law with variance \(2/n_\{in\}\). {TRUE}

    What is the standard deviation for \(n_\{in\} \= 512\)? {#0.0625:0.003}

Read are choices with one or several right options, true or false, short answers, numbers with
a tolerance or a range, pairs, essays and missing words. The options of a choice become part of
the question; what is told of single answers goes into the note. The first step of a category is
the deck, the rest the topic; `[id:..]` and `[tag:..]` in a comment are the card's id and tags.
A question that an export of this program wrote comes back as the card it was, and the instances
of a compute-it card as that one card, which draws new ones.

A description asks nothing and is left out and named, and so is a question that Moodle would
misread, such as one with a brace that has no backslash. A file that is not UTF-8, above 16 MiB
or above 200,000 questions is refused whole.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath

from initquiz.errors import Problem
from initquiz.formats import gift
from initquiz.formats.gift_question import Answer, Fault, Question, Text, read_question
from initquiz.formats.moodle_own import card_of, skill_of
from initquiz.formats.strict_text import SPLIT, decoded
from initquiz.markup import quiz_fact
from initquiz.markup.html import to_html
from initquiz.markup.quiz_text import literal, to_card, told, untold
from initquiz.model.card import Card, Deck, Fact, Skill
from initquiz.model.deck_format import (
    canonical_tags,
    canonical_text,
    derive_id,
    one_line,
    safe_id,
)
from initquiz.model.exchange import Importer, Reading

MAX_BYTES = 16 * 2**20
MAX_QUESTIONS = 200_000
MAX_TEXT = 64 * 1024
MAX_PROBLEMS = 1_000
_LOOKED_AT = 1 << 16  # bytes that tell what a file is

_EXPECTED = "A question is a text with its answers in braces: `Which suits ReLU? {=He ~Xavier}`."
_TEXTS = ("question", "answer", "note", "source")
_PART = re.compile(r"(-\d+)[a-z]$")  # of an instance that asks for several numbers
_SIGNS = re.compile(
    r"^(?:::[^\n]{1,300}::|\$CATEGORY:)|(?<!\\)\{\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*[#}]|\})",
    re.MULTILINE,
)


@dataclass(slots=True)
class _Page:
    """What has come of a file so far."""

    name: str
    deck: str
    topic: str = ""
    decks: dict[str, list[Card]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unsaid: int = 0
    derived: set[str] = field(default_factory=set)
    lines_of: dict[str, int] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)

    def fault(self, line: int, what: str, hint: str = "") -> None:
        """Note a problem in the question that begins in a line."""
        if len(self.problems) == MAX_PROBLEMS:
            self.unsaid += 1
            return
        self.problems.append(Problem(f"{self.name}, line {line}", what, hint))

    def enter(self, path: str) -> None:
        """Go into a category."""
        names = [one_line(name) for name in gift.path_of(path)]
        if names:
            self.deck, self.topic = names[0], " / ".join(names[1:])

    def put(self, question: Question, content: Fact | Skill, given: str) -> None:
        """Put a card into the category that is open, unless its id is another's."""
        text = content.question if isinstance(content, Fact) else content.key
        key = safe_id(given) if given else derive_id(text)
        if isinstance(content, Skill):
            if self.skills.get(key) == content:
                return  # another instance of it
            self.skills.setdefault(key, content)
        if key in self.lines_of:
            what = f"the question has the same id as the one in line {self.lines_of[key]}: {key}."
            hint = "Give it an id of its own." if given else "Delete it, or give it an [id:..]."
            self.fault(question.line, what, hint)
            return
        self.lines_of[key] = question.line
        if not given:
            self.derived.add(key)
        card = Card(key, self.topic, content, canonical_tags(question.tags))
        self.decks.setdefault(self.deck, []).append(card)


def read(data: bytes, name: str) -> Reading:
    """Return the decks of a file, and its faults with their line numbers; never raises."""
    text = decoded(data, name, MAX_BYTES)
    if isinstance(text, Problem):
        return Reading((), (text,))
    page = _Page(name, one_line(PurePath(name).stem) or "Deck")
    for count, block in enumerate(gift.blocks(text)):
        if count == MAX_QUESTIONS:
            what = f"the file has more than {MAX_QUESTIONS:,} questions."
            return Reading((), (Problem(name, what, SPLIT),))
        _take(page, block)
    if page.unsaid:
        page.problems.append(Problem(name, f"there are {page.unsaid:,} more faults."))
    if not page.decks and not page.problems:
        page.problems.append(Problem(name, "no question was found.", _EXPECTED))
    decks = tuple(Deck(title, tuple(cards)) for title, cards in page.decks.items())
    return Reading(decks, tuple(page.problems), frozenset(page.derived))


def recognises(data: bytes) -> bool:
    """Tell whether bytes look like GIFT: a question's name, a category, or answers in braces."""
    return bool(_SIGNS.search(data[:_LOOKED_AT].decode("utf-8", "replace")))


def _take(page: _Page, block: gift.Block) -> None:
    """Turn a block into a card, or into a problem."""
    if len(block.text) > MAX_TEXT:
        what = f"the question has more than {MAX_TEXT:,} characters."
        page.fault(block.line, what, "Are blank lines missing between questions?")
        return
    question = read_question(block)
    if isinstance(question, Fault):
        page.fault(question.line, f"the question was left out: {question.what}", question.hint)
    elif question.kind == "category":
        page.enter(question.name)
    elif question.kind == "description":
        what = "a text without answers is no question, and was left out."
        page.fault(question.line, what, "Answers stand in braces; {} asks for an essay.")
    elif (skill := skill_of(question.feedback.text)) and (
        key := card_of(_PART.sub(r"\1", question.id))
    ):
        page.put(question, skill, key)
    else:
        _put(page, question, _own(question) or _foreign(page, question))


def _put(page: _Page, question: Question, fact: Fact) -> None:
    if not fact.question:
        page.fault(question.line, "nothing is left of the question's text.", _EXPECTED)
    elif not fact.answer:
        hint = "Mark one with =."
        if question.kind == "essay":
            hint = "Write the answer as feedback: {####The answer.}"
        page.fault(question.line, "the question has no right answer.", hint)
    else:
        page.put(question, fact, question.id)


def _own(question: Question) -> Fact | None:
    """Return the fact that an export of ours wrote as this question."""
    if question.kind not in ("essay", "shortanswer") or question.feedback.format != "html":
        return None
    parts = untold(question.feedback.text)
    if parts is None:
        return None
    accept = tuple(each.text.text.replace(r"\*", "*") for each in question.answers)
    spelled = gift.spelling_of(question.comments)
    asked, answer, note, source = (canonical_text(spelled.get(name, "")) for name in _TEXTS)
    fact = Fact(asked, answer, note, source, accept)
    same = to_html(asked) == question.text.text and told(fact) == question.feedback.text
    if asked and same:  # else somebody has changed it since
        return fact
    answer, note, source = (to_card(part, "html").markdown for part in parts)
    asked = to_card(question.text.text, question.text.format).markdown
    return Fact(asked, answer, note, source, accept)


def _foreign(page: _Page, question: Question) -> Fact:
    """Return a question as a fact; what had to be left out of its texts is told."""

    def shown(text: Text) -> str:
        found = to_card(text.text, text.format)
        for dropped in found.dropped:
            page.fault(question.line, f"{dropped} was left out of the question.")
        return found.markdown

    fact = _fact(question, shown)
    return Fact(
        canonical_text(fact.question),
        canonical_text(fact.answer),
        canonical_text(fact.note),
        accept=fact.accept,
    )


def _fact(question: Question, shown: Callable[[Text], str]) -> Fact:
    """Return a question as a fact, not yet in canonical form."""
    asked, note = shown(question.text), shown(question.feedback)
    answers = question.answers
    match question.kind:
        case "multichoice":
            options = [_answer(each, shown(each.text), shown) for each in answers]
            return quiz_fact.choice(asked, options, note)
        case "shortanswer":
            typed = [_answer(each, each.text.text, shown) for each in answers]
            return quiz_fact.short(asked, typed, note)
        case "numerical":
            ranges = [
                quiz_fact.Range(each.value, each.tolerance, each.share, shown(each.feedback))
                for each in answers
            ]
            return quiz_fact.number(asked, ranges, note)
        case "matching":
            pairs = [(shown(each.text), literal(each.partner)) for each in answers]
            spare = [partner for item, partner in pairs if not item]
            return quiz_fact.matching(asked, [pair for pair in pairs if pair[0]], spare, note)
        case "truefalse":
            more = "\n\n".join(filter(None, [note, *(shown(each.feedback) for each in answers)]))
            return quiz_fact.true_or_false(asked, right=answers[0].text.text == "True", note=more)
        case _:
            return Fact(asked, note)


def _answer(answer: Answer, text: str, shown: Callable[[Text], str]) -> quiz_fact.Answer:
    return quiz_fact.Answer(text, answer.share, shown(answer.feedback))


IMPORTER = Importer(
    "gift",
    "Moodle questions (GIFT)",
    (".gift",),
    read,
    source="Moodle (text)",
    recognises=recognises,
    also=(".txt",),
)
