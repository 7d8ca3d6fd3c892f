"""What the tests of the record share."""

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _spanish():
    """Each test begins in Spanish, whatever the one before asked for."""
    with override("es"):
        yield
