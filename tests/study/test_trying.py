"""What a format can carry is seen in its bytes."""

from collections.abc import Mapping

import pytest

from initquiz import wiring
from initquiz.errors import InitQuizError
from initquiz.model.exchange import Exporter, Parcel
from initquiz.model.question_type import QuestionType
from initquiz.study.trying import Carries, carries

_KNOWN = wiring.plug_ins()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("anki-package", Carries(progress=True, instances=True)),
        ("moodle-xml", Carries(progress=False, instances=True)),
        ("markdown-deck", Carries(progress=False, instances=False)),
    ],
)
def test_the_real_formats_show_what_they_carry(key: str, expected: Carries) -> None:
    """Anki takes progress and drawn questions, Moodle the questions, Markdown neither."""
    assert carries(_KNOWN.exporters[key], _KNOWN.questions) == expected


def test_a_format_that_refuses_the_trial_is_not_shut_out(
    questions: Mapping[str, QuestionType],
) -> None:
    """Where a trial says nothing, everything is offered."""

    def refuse(_parcel: Parcel) -> bytes:
        raise InitQuizError("not this one")

    assert carries(Exporter("x", "X", (".x",), refuse), questions) == Carries(
        progress=True, instances=True
    )


def test_without_question_types_nothing_is_drawn() -> None:
    """No instances are offered then."""
    assert not carries(_KNOWN.exporters["anki-package"], {}).instances
