"""Which instance a skill card shows, and that slow ones are drawn ahead."""

import threading
from collections.abc import Mapping
from dataclasses import replace

import pytest

from initquiz.errors import UnanswerableError, UnknownKeyError
from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.model.choosing import Choice, Option
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Attempt, Rating
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.instances import SEEDS, Instances, choose

Kinds = Mapping[str, QuestionType]
CARD = Card("skill", "Topic", Skill("coin", Level.EASY))


def _pairs(kind: QuestionType) -> QuestionType:
    """Return the type with options that depend on the seed: a and b, or c and d."""

    def draw(seed: int, level: Level) -> Question:
        names = ("a", "b") if seed % 3 == 0 else ("c", "d")
        options = tuple(Option(name, name) for name in names)
        return replace(kind.draw(seed, level), answer=Choice(options, 0))

    return replace(kind, draw=draw)


def test_without_a_confusion_the_first_seed_is_taken(questions: Kinds) -> None:
    """Nothing is drawn twice for nothing."""
    assert choose(questions["coin"], (7, 8, 9), Level.EASY, "").seed == 7


def test_a_confused_pair_is_met_again(questions: Kinds) -> None:
    """The first seed whose options offer both; the first of all if none does."""
    kind = _pairs(questions["coin"])
    assert choose(kind, (7, 8, 9, 12), Level.EASY, "a>b").seed == 9
    assert choose(kind, (7, 8, 10), Level.EASY, "b>a").seed == 7
    assert choose(replace(kind, slow=True), (7, 8, 9), Level.EASY, "a>b").seed == 7


def test_the_log_decides(collection: Collection, questions: Kinds, now: Now) -> None:
    """After a mistake the next instance is one that shows it, the same after a restart."""
    collection.cards.save("d", [CARD])
    kinds = {"coin": _pairs(questions["coin"])}
    wrong = Attempt("skill", Rating.AGAIN, "wrong", confusion="a>b")
    collection.record(wrong, now, collection.schedule("skill"))
    seeds = collection.seeds("skill", SEEDS)
    expected = next((seed for seed in seeds if seed % 3 == 0), seeds[0])
    assert Instances(collection, kinds).draw(CARD).seed == expected
    assert Instances(collection, kinds).draw(CARD).seed == expected


def test_a_slow_type_is_drawn_in_a_worker(collection: Collection, questions: Kinds) -> None:
    """Not ready at first, then ready, then taken; it is drawn once and not in this thread."""
    collection.cards.save("d", [CARD])
    go, drawn = threading.Event(), []

    def draw(seed: int, level: Level) -> Question:
        drawn.append(threading.current_thread())
        assert go.wait(10)
        return questions["coin"].draw(seed, level)

    instances = Instances(collection, {"coin": replace(questions["coin"], draw=draw, slow=True)})
    assert not instances.ready(CARD)
    assert not instances.ready(CARD)
    go.set()
    question = instances.draw(CARD)
    assert question.seed == collection.seeds("skill", 1)[0]
    assert len(drawn) == 1
    assert drawn[0] is not threading.main_thread()


def test_quick_types_and_facts_are_always_ready(collection: Collection, questions: Kinds) -> None:
    """They are drawn when they are asked for; a type this program lacks is told then, too."""
    instances = Instances(collection, questions)
    assert instances.ready(CARD)
    assert instances.ready(Card("f", "Topic", Fact("?", "!")))
    assert instances.ready(replace(CARD, content=Skill("gone", Level.EASY)))


def test_what_cannot_be_drawn_is_told(collection: Collection, questions: Kinds) -> None:
    """A missing type, a fact, and a refusal in the worker."""
    collection.cards.save("d", [CARD])

    def refuse(seed: int, level: Level) -> Question:
        raise UnanswerableError(f"{seed} {level}")

    slow = replace(questions["coin"], draw=refuse, slow=True)
    instances = Instances(collection, {"coin": slow})
    instances.ready(CARD)
    with pytest.raises(UnanswerableError):
        instances.draw(CARD)
    with pytest.raises(UnknownKeyError, match="no question type “gone”"):
        instances.draw(replace(CARD, content=Skill("gone", Level.EASY)))
    with pytest.raises(UnknownKeyError, match="not a skill"):
        instances.draw(Card("f", "Topic", Fact("?", "!")))
