"""Past exports are remembered, and repeated as they were."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from initquiz.study.destinations import Sent, proposed, remembered, with_newest
from initquiz.study.sharing import Order, Pick

_ORDERS = st.builds(
    Order,
    st.builds(Pick, st.text(), st.text(), st.text()),
    st.text(),
    st.booleans(),
    st.integers(1, 100),
    st.integers(0, 2**31),
)


@given(st.lists(st.builds(Sent, _ORDERS, st.sampled_from([Path(f"/{n}.x") for n in range(9)]))))
def test_the_newest_comes_first_and_each_file_once(exports: list[Sent]) -> None:
    """Five at most, each exactly as it was sent."""
    text = ""
    for sent in exports:
        text = with_newest(text, sent)
    kept = remembered(text)
    assert kept[:1] == tuple(exports[-1:])
    assert len(kept) == min(5, len({sent.target for sent in exports}))
    assert len({sent.target for sent in kept}) == len(kept)
    assert set(kept) <= set(exports)


def test_a_spoilt_memory_is_none() -> None:
    """What another version wrote does not stop this one."""
    for text in (
        "",
        "nonsense",
        "[1]",
        '{"a": 1}',
        "[[1, 2]]",
        '[["/x", [1, 2, 3, 4], "k", 0, 1, 2]]',
    ):
        assert remembered(text) == ()


def test_a_file_is_named_after_what_is_in_it() -> None:
    """Deck and tag, in small letters, without what a file name may not have."""
    assert proposed(Order(Pick("Weight: init/ialization"), "k"), ".apkg") == (
        "weight-init-ialization.apkg"
    )
    assert proposed(Order(Pick(tag="he"), "k"), ".xml") == "initquiz-he.xml"
    assert len(proposed(Order(Pick("x" * 500), "k"), ".md")) == 63
