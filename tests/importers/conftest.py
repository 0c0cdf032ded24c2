"""What the tests of importers share: hostile Anki packages, one by one."""

import pytest

from tests.importers.anki_corpus import CLEANED, REFUSED, made


@pytest.fixture(params=REFUSED)
def refused(request: pytest.FixtureRequest) -> bytes:
    """Each file that is refused whole."""
    return made(request.param)


@pytest.fixture(params=CLEANED)
def cleaned(request: pytest.FixtureRequest) -> tuple[bytes, str]:
    """Each file that is read in part, with words of its problem."""
    return made(request.param), CLEANED[request.param][1]
