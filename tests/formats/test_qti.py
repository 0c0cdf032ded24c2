"""QTI 1.2 in Canvas' dialect: well formed whatever the words, and as small as it can be."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from initquiz.formats import qti
from initquiz.formats.qti import Group, Item, Quiz

ITEM = Item("i1", "One", "essay_question", (), (qti.html("<p>a</p>"), qti.blank()),
            (qti.otherwise(qti.GENERAL),), {qti.GENERAL: "<b>so</b>"})  # fmt: skip
NAME = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_words_are_well_formed(title: str, words: str) -> None:
    """What XML cannot hold is left out, the rest comes back as it was."""
    item = ITEM._replace(title=title, presentation=(qti.plain(words),))
    root = ET.fromstring(qti.quiz_file(Quiz("q", title, (item,))))  # noqa: S314 - our own
    found = root.find(f".//{NAME}mattext")
    assert found is not None
    lines = words.replace("\r\n", "\n").replace("\r", "\n")  # as every parser of XML does
    legal = (c for c in lines if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
    assert (found.text or "") == "".join(legal)
    ET.fromstring(qti.manifest("m", title, [], [title]))  # noqa: S314 - our own
    ET.fromstring(qti.settings_file(Quiz("q", title, ())))  # noqa: S314 - our own


def test_points_are_those_of_one_item_of_a_group() -> None:
    """For Canvas draws one."""
    half = ITEM._replace(points=0.5)
    group = Group("g", "G", (half, half._replace(ident="i2")))
    settings = qti.settings_file(Quiz("q", "Q", (ITEM, group)))
    assert b"<points_possible>1.5</points_possible>" in settings


def test_conditions_nest() -> None:
    """A right score ends the processing, an added one and feedback do not."""
    near = qti.either(qti.equal(2.0), qti.every(qti.within(1, 3)))
    assert qti.when(near, score="100") == (
        '<respcondition continue="No"><conditionvar><or>'
        '<varequal respident="response1">2.0</varequal><and>'
        '<vargte respident="response1">1.0</vargte><varlte respident="response1">3.0</varlte>'
        '</and></or></conditionvar><setvar action="Set" varname="SCORE">100</setvar>'
        "</respcondition>"
    )
    added = qti.when(qti.unless(qti.equal("x", qti.place(7))), score="50", add=True)
    assert 'continue="Yes"' in added
    assert '<not><varequal respident="response_7">x</varequal></not>' in added
    assert 'continue="Yes"' in qti.otherwise("f")
