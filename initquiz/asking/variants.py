"""A skill card as a few fixed questions, for programs that cannot draw their own."""

import hashlib
from collections.abc import Iterator, Mapping

from initquiz.errors import InitQuizError, UnanswerableError
from initquiz.model.card import Card, Skill
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType

_SPARE = 3  # seeds tried for each question that is wanted


def variants(
    card: Card, questions: Mapping[str, QuestionType], count: int, seed: int = 0
) -> Iterator[Question]:
    """Yield so many different instances of a skill card; the same for the same card and seed.

    Raises:
        InitQuizError: this program lacks the card's question type, or it finds too few.
    """
    skill = card.content
    if not isinstance(skill, Skill) or skill.key not in questions:
        raise InitQuizError(f"The card {card.id} asks for a question type that is not installed.")
    seen: set[str] = set()
    for i in range(_SPARE * count):
        name = f"{card.id}\0{seed}\0{i}".encode()
        try:
            question = questions[skill.key].draw(
                int.from_bytes(hashlib.blake2b(name, digest_size=4).digest()), skill.level
            )
        except UnanswerableError:
            continue
        if question.digest in seen:
            continue
        seen.add(question.digest)
        yield question
        if len(seen) == count:
            return
    if len(seen) < count:
        raise InitQuizError(
            f"The card {card.id} gave {len(seen)} questions where {count} are wanted."
        )
