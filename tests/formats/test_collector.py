"""The search for reference cycles rests, and goes on afterwards."""

import gc

import pytest

from initquiz.formats.collector import undisturbed


def test_it_rests_until_the_end() -> None:
    """Also where the work fails; one that rested before still does."""
    gc.enable()
    try:
        with pytest.raises(ValueError, match="x"), undisturbed():
            int("x")
        assert gc.isenabled()
        with undisturbed():
            with undisturbed():
                assert not gc.isenabled()
            assert not gc.isenabled()
        assert gc.isenabled()
    finally:
        gc.disable()  # as all tests are run
    with undisturbed():
        pass
    assert not gc.isenabled()
