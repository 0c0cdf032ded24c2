"""Reading Moodle's XML: what is understood, what is left out and told, and strangers' files."""

import hashlib
import random
import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz import wiring
from initquiz.errors import RefusedFileError
from initquiz.exporters.moodle_xml import EXPORTER
from initquiz.importers.moodle_xml import IMPORTER
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.deck_format import canonical_tags, canonical_text, one_line
from initquiz.model.exchange import MEDIA, Parcel, Reading
from tests.importers.moodle_corpus import (
    CLEANED,
    LEFT_OUT,
    PNG,
    REFUSED,
    SOUND,
    answer,
    corpus,
    picture,
    question,
    quiz,
    sound,
)

KEPT = f"{hashlib.sha256(PNG).hexdigest()[:24]}.png"
SECONDS = 2.0


def read(*questions: str) -> Reading:
    """Read a file of questions."""
    return IMPORTER.read(quiz(*questions), "quiz.xml")


def fact(*questions: str) -> Fact:
    """Read the last of some questions, which must be a fact without problems."""
    reading = read(*questions)
    assert reading.problems == ()
    content = reading.decks[-1].cards[-1].content
    assert isinstance(content, Fact)
    return content


def facts(reading: Reading) -> dict[str, Fact]:
    """Return the facts of a reading by their cards' ids."""
    cards = (card for deck in reading.decks for card in deck.cards)
    return {card.id: card.content for card in cards if isinstance(card.content, Fact)}


SOUND_READING = IMPORTER.read(sound(), "sound.xml")
SOUND_FACTS = facts(SOUND_READING)


def test_the_category_is_deck_and_topic() -> None:
    """The first name is the deck, the others are the topic; slashes within a name are single."""
    assert [deck.name for deck in SOUND_READING.decks] == ["Deep / wide"]
    assert {card.topic for card in SOUND_READING.decks[0].cards} == {"Init / He"}
    assert [deck.name for deck in read(SOUND).decks] == ["quiz"]


def test_a_choice_lists_its_options_and_keeps_picture_formula_and_tags() -> None:
    """The right option is the answer; what counts in part and what is told stand in the note."""
    found = SOUND_FACTS["choice"]
    assert rf"law? $\frac{{2}}{{n_{{in}}}}$ Look: ![plot]({MEDIA}{KEPT})" in found.question
    assert "- He\n- Xavier\n- $x^2$" in found.question
    assert found.answer == "He"
    assert found.note == "He et al.\n\n- Xavier (50% of the marks): That is the variance."
    assert SOUND_READING.media == {KEPT: PNG}
    (card,) = (card for card in SOUND_READING.decks[0].cards if card.id == "choice")
    assert card.tags == ("he-normal", "claim-1")


def test_several_right_options_are_all_the_answer() -> None:
    """That they share the marks goes without saying."""
    assert SOUND_FACTS["choices"].answer == "- b\n- W"
    assert "marks" not in SOUND_FACTS["choices"].note


def test_a_number_keeps_its_tolerance_its_unit_and_its_mistakes() -> None:
    """The learner sees what counts as right."""
    found = SOUND_FACTS["number"]
    assert found.answer == "0.0884 ± 0.0005 nats"
    assert found.accept == ("0.0884",)
    assert "- 0.0078 ± 0.0005 (50% of the marks): That is the variance." in found.note
    assert "Take the root." in found.note


def test_true_short_pairs_and_essays() -> None:
    """Each has an answer of its kind; what stands for many is accepted from nobody."""
    assert SOUND_FACTS["tf"].answer == "True"
    assert SOUND_FACTS["short"].answer == "He"
    assert SOUND_FACTS["short"].accept == ("He",)
    assert "Kai…" not in SOUND_FACTS["short"].accept
    assert "Glorot (20% of the marks)" in SOUND_FACTS["short"].note
    assert SOUND_FACTS["pairs"].answer == "- a → one\n- b → two"
    assert "- 3\n" in SOUND_FACTS["pairs"].question
    assert SOUND_FACTS["essay"].answer == "Symmetry."


def test_what_has_no_id_gets_one_from_its_text() -> None:
    """Such a card is matched by its question; a description is counted."""
    assert len(SOUND_READING.derived) == 1
    assert SOUND_READING.derived < set(SOUND_FACTS)
    assert SOUND_READING.guesses == ("descriptions, which ask nothing, were passed over: 1",)
    assert SOUND_READING.problems == ()


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("html", "a<br>b &lt; c $$x$$", "a\\\nb \\< c $$x$$"),
        ("moodle_auto_format", "a\nb", "a\\\nb"),
        ("plain_text", "<b> *x*", "\\<b> \\*x\\*"),
        ("markdown", "*a* \\(x\\)", "*a* $x$"),
    ],
)
def test_each_format_of_text_is_read(kind: str, text: str, shown: str) -> None:
    """Moodle has four, and each says so of itself."""
    told = question(text).replace('format="html"', f'format="{kind}"', 1)
    assert fact(told).question == shown


def test_a_picture_of_each_text_is_its_own() -> None:
    """Two texts of one question may call different pictures the same."""
    look = '<img src="@@PLUGINFILE@@/a.png" alt="x">'
    other = PNG + b"other"
    told = f"<text>{look.replace('<', '&lt;')}</text>{picture(data=other)}"
    reading = read(question(f"Why? {look}", files=picture(), generalfeedback=told))
    (card,) = reading.decks[0].cards
    assert isinstance(card.content, Fact)
    assert KEPT in card.content.question
    assert KEPT not in card.content.note
    assert len(reading.media) == 2


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_not_understood_is_left_out_and_named(name: str) -> None:
    """The problem says which question and why; the others are read."""
    text, words = LEFT_OUT[name]
    reading = read(SOUND, text)
    assert "sound" in facts(reading)
    if words:
        assert len(facts(reading)) == 1
        problem = reading.problems[-1]
        assert problem.where.startswith("quiz.xml, question 2 “Q")
        assert words in problem.what
        assert problem.hint


@pytest.mark.parametrize("name", CLEANED)
def test_what_could_do_harm_is_taken_out_and_named(name: str) -> None:
    """The rest of the question is read, and holds nothing of it."""
    text, words = CLEANED[name]
    reading = read(SOUND, text)
    assert len(facts(reading)) == 2
    if words:
        assert any(words in problem.what for problem in reading.problems)
    shown = " ".join(f"{f.question} {f.answer} {f.note}" for f in facts(reading).values())
    assert not re.search(r"<script|onclick|alert\(|https?://|file:", shown)
    assert reading.media == {}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_damaged_or_dangerous_is_refused_whole(name: str) -> None:
    """The message names the file, the place and the reason."""
    make, words = REFUSED[name]
    with pytest.raises(RefusedFileError, match=re.escape(words)) as refused:
        IMPORTER.read(make(), "quiz.xml")
    assert str(refused.value).startswith("quiz.xml")


def attempt(data: bytes) -> None:
    """Read a file, which may be refused but takes at most two seconds."""
    IMPORTER.recognises(data)
    started = time.process_time()
    try:
        reading = IMPORTER.read(data, "quiz.xml")
    except RefusedFileError as refused:
        assert str(refused)  # noqa: PT017 - either way is fine
    else:
        assert isinstance(reading, Reading)
    assert time.process_time() - started < SECONDS


def test_no_file_of_the_corpus_does_harm() -> None:
    """Each gives a reading or one sentence, within two seconds."""
    for data in corpus().values():
        attempt(data)


def test_a_byte_off_does_no_harm() -> None:
    """A thousand mutations: bytes changed, taken out, put in, cut off."""
    dice = random.Random(7)  # noqa: S311 - the same each time
    files = [sound(), quiz(SOUND, *(text for text, _ in LEFT_OUT.values() if len(text) < 999))]
    for _ in range(1_000):
        data = bytearray(dice.choice(files))
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(data))
            match dice.randrange(4):
                case 0:
                    data[at] = dice.randrange(256)
                case 1:
                    del data[at : at + dice.randint(1, 20)]
                case 2:
                    data[at:at] = dice.choice([b"<", b">", b"&", b"]]>", b"<!--", b"\0", b"\xff"])
                case _:
                    del data[max(at, 1) :]
        attempt(bytes(data))


def test_it_knows_its_own() -> None:
    """Other XML is another program's."""
    assert IMPORTER.recognises(sound())
    assert not IMPORTER.recognises(b'<?xml version="1.0"?><questestinterop/>')
    assert not IMPORTER.recognises(b"\xff\xfe<\0q\0")


FACT = Fact("Why $\\frac{1}{n}$?", "* a\n* b", "__Note__.", "*Source*", ("a", "b * c"))


def exported(*cards: Card, media: dict[str, bytes] | None = None, deck: str = "D") -> bytes:
    """Return cards as we export them."""
    kinds = wiring.plug_ins().questions
    whole = Parcel((Deck(deck, cards),), media or {}, questions=kinds, instances=2)
    return EXPORTER.write(whole)


def test_our_own_facts_come_back_spelled_as_they_were() -> None:
    """Which bullet, which mark of emphasis: HTML tells neither."""
    card = Card("f", "T", FACT, ("x",))
    assert IMPORTER.read(exported(card), "x.xml").decks == (Deck("D", (card,)),)


def test_an_edit_in_moodle_is_not_undone() -> None:
    """What the file carries beside its HTML is believed only if the two agree."""
    card = Card("f", "T", FACT)
    edited = exported(card).replace(b"&lt;p&gt;Why", b"&lt;p&gt;Whence", 1)
    found = facts(IMPORTER.read(edited, "x.xml"))["f"]
    assert found.question == "Whence $\\frac{1}{n}$?"
    assert found.answer == "- a\n- b"
    assert found.source == "*Source*"


def test_moodles_own_export_of_our_facts_keeps_the_card() -> None:
    """Moodle drops elements it does not know; answer, note and source are still told apart."""
    card = Card("f", "T", replace(FACT, answer="So **it** is.", note="N.", source="S."))
    moodles = re.sub(rb"<initquiz>.*?</initquiz>", b"", exported(card), flags=re.DOTALL)
    assert IMPORTER.read(moodles, "x.xml").decks == (Deck("D", (card,)),)


def test_true_and_false_are_judged_in_moodle_and_come_back() -> None:
    """With what is accepted; an answer that was flipped in Moodle is the one that counts."""
    for answered, other in (("True", "false"), ("False.", "true")):
        card = Card("f", "T", Fact("So it is.", answered, "N.", accept=("t", "yes")))
        data = exported(card)
        assert b'<question type="truefalse">' in data
        assert IMPORTER.read(data, "x.xml").decks == (Deck("D", (card,)),)
        swapped = data.replace(b'"100"', b"@").replace(b'"0"', b'"100"').replace(b"@", b'"0"')
        assert facts(IMPORTER.read(swapped, "x.xml"))["f"].answer.lower() == other


def test_answers_added_in_moodle_are_not_lost() -> None:
    """With a share or with a star the question is read like a foreign one."""
    card = Card("f", "T", FACT)
    added = exported(card).replace(b"<idnumber>", answer("half", "50").encode() + b"<idnumber>")
    found = facts(IMPORTER.read(added, "x.xml"))["f"]
    assert "half (50% of the marks)" in found.note
    assert found.accept == FACT.accept


def test_instances_come_back_as_their_skill() -> None:
    """Once, with its topic and tags, and not as facts; a calculated question is one of them."""
    skill = Card("s", "T", Skill("initial-loss", Level.EASY), ("x",))
    other = Card("f", "T", FACT)
    reading = IMPORTER.read(exported(skill, other), "x.xml")
    assert reading.decks == (Deck("D", (skill, other)),)
    assert reading.guesses == ("instances of compute-it cards, which draw new ones: 3 (1 card)",)
    assert reading.problems == ()


def test_a_picture_keeps_its_name_and_its_bytes() -> None:
    """Under another name it is called by its content, wherever it is shown."""
    shown = Fact(f"Why ![p]({MEDIA}{KEPT})?", f"![p]({MEDIA}{KEPT})")
    card = Card("f", "T", shown)
    reading = IMPORTER.read(exported(card, media={KEPT: PNG}), "x.xml")
    assert reading.decks == (Deck("D", (card,)),)
    assert reading.media == {KEPT: PNG}
    named = Card("f", "T", Fact(f"Why ![p]({MEDIA}plot.png)?", "So."))
    reading = IMPORTER.read(exported(named, media={"plot.png": PNG}), "x.xml")
    assert facts(reading)["f"].question == f"Why ![p]({MEDIA}{KEPT})?"


TEXT = st.text(
    st.sampled_from("ab $\\{}^_*`#<>&\"'[]()|!-+=~.1\n\té😀")
    | st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"),
    max_size=60,
)
LINE = TEXT.map(one_line)
MARKDOWN = TEXT.map(canonical_text).filter(bool)
PICTURED = st.builds(lambda text, there: f"{text} ![p]({MEDIA}{KEPT})" * there or text, MARKDOWN,
                     st.booleans()).map(canonical_text)  # fmt: skip
FACTS = st.builds(
    Fact, PICTURED, PICTURED, st.just("") | MARKDOWN, st.just("") | MARKDOWN,
    st.lists(LINE.filter(bool), max_size=3, unique=True).map(tuple),
)  # fmt: skip
NAME = st.text("ab/ $é.&<", max_size=12).map(one_line)
CARD = st.tuples(NAME, FACTS, st.lists(LINE, max_size=3).map(canonical_tags))


@given(NAME.filter(bool), st.lists(CARD, min_size=1, max_size=3))
def test_any_fact_comes_back_as_the_very_same_card(
    deck: str, rows: list[tuple[str, Fact, tuple[str, ...]]]
) -> None:
    """Id, texts, accepted answers, topic, deck, tags and pictures, then the same bytes again."""
    cards = tuple(Card(f"c{i}", *row) for i, row in enumerate(rows))
    media = {KEPT: PNG}
    data = exported(*cards, media=media, deck=deck)
    reading = IMPORTER.read(data, "x.xml")
    assert reading.decks == (Deck(deck, cards),)
    assert exported(*reading.decks[0].cards, media=dict(reading.media), deck=deck) == data
